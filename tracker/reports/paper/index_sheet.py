"""The index of a file of letters: for the one who folds them, and puts each in an envelope.

Letters of as many sheets lie together, so that one too many in an envelope is felt, and a franking
machine takes them alike. What is in a letter, and any address, is none of the index's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.workdays import COPENHAGEN
from tracker.reports.templating import environment
from tracker.reports.words import citizen, interface

if TYPE_CHECKING:
    from tracker.reports.paper.pdf import Letter

# So many stand in one table: a longer one takes much memory. The next begins on a new sheet.
TOGETHER = 400


@dataclass(frozen=True)
class Batch:
    """What the index says of the whole file.

    Left out are so many: `protected`, as their addresses are; `confided`, as something in them is
    confided to others; `otherwise`, as they are to be told otherwise by now. `hidden`: there are
    letters to protected addresses in the file.
    """

    language: str
    process: str
    round: int
    department: str
    made: datetime
    protected: int = 0
    confided: int = 0
    otherwise: int = 0
    hidden: bool = False
    demo: bool = False


class Slip(NamedTuple):
    """A letter as the index tells it: to whom, its code, its sheets, and what is to be seen to."""

    name: str
    code: str
    sheets: int
    notes: tuple[str, ...]


class Spoilt(NamedTuple):
    """A letter that could not be made, and is left out: `why` names the error, and no words."""

    name: str
    code: str
    why: str


def slip_of(letter: Letter, sheets: int) -> Slip:
    """What the index needs to know of a letter that was made."""
    notes = {"large": letter.large_print, "long": letter.window is None}
    outside = letter.outside
    return Slip(
        outside.recipient_name,
        outside.slip_code or "",
        sheets,
        tuple(note for note, holds in notes.items() if holds),
    )


def order(slips: Sequence[Slip]) -> list[int]:
    """The places of the letters as they are to lie: the thinnest first, else as they came."""
    return sorted(range(len(slips)), key=lambda at: slips[at].sheets)


def pages(batch: Batch, slips: Sequence[Slip], spoilt: Sequence[Spoilt] = ()) -> Iterator[str]:
    """The index of letters that lie in this order, in as many pieces as it needs."""
    words = interface(batch.language)
    numbered = iter(enumerate(slips, start=1))
    template = environment.get_template("reports/index_sheet.html")
    first = True
    while some := list(islice(numbered, TOGETHER)):
        piles = groupby(some, key=lambda each: each[1].sheets)
        yield template.render(
            batch=batch,
            words=words,
            made=batch.made.astimezone(COPENHAGEN),
            day=citizen(batch.language).date(batch.made.astimezone(COPENHAGEN).date()),
            first=first,
            letters=len(slips),
            sheets=sum(slip.sheets for slip in slips),
            large=sum("large" in slip.notes for slip in slips),
            sizes=Counter(slip.sheets for slip in slips),
            spoilt=spoilt,
            piles=[(sheets, list(pile)) for sheets, pile in piles],
        )
        first = False
