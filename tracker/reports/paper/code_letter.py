"""The letter with a code: nothing in it says what the other one is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.reports.apart import set_apart
from tracker.reports.paper.window import size_for
from tracker.reports.templating import environment
from tracker.reports.words import Words, citizen


@dataclass(frozen=True, slots=True)
class CodeLetter:
    """What stands in one. `code` as it is read aloud."""

    language: str
    code: str
    date: date
    sender_name: str
    sender_address: str
    recipient_name: str
    recipient_address: str
    phone: str
    large_print: bool = False
    demo: bool = False

    @property
    def window(self) -> str | None:
        return size_for(self.recipient_name, self.recipient_address)

    @property
    def words(self) -> Words:
        return citizen(self.language)


def as_pdf(letters: Sequence[CodeLetter]) -> bytes:
    """One tagged file (PDF/UA-1), each letter on a sheet of its own."""
    # It takes a second to import.
    from tracker.reports.paper.pdf import page_as_pdf

    template = environment.get_template("reports/code_letters.html")
    page = set_apart(template.make_module({"letters": letters}).__html__(), letters[0].language)
    return page_as_pdf(str(page), letters[0].language, numbered=False)
