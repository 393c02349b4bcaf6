"""What everybody is told of a process, in the languages that they read their reports in."""

from collections.abc import Mapping
from typing import NamedTuple

from tracker.domain.act import Act
from tracker.domain.errors import Unseen
from tracker.domain.marks import demand_unchanged, mark_of
from tracker.domain.process import TOLD, Process
from tracker.language.given import TEXT, text_given
from tracker.reports.approvals import offered_beside
from tracker.reports.languages import Language, language


class Told(NamedTuple):
    """One of its texts, and the same in a language; that may be of other words by now."""

    field: str
    own: str
    translated: str
    is_current: bool


class Spoken(NamedTuple):
    """A language that it can be told in; `people` read their reports in it."""

    language: Language
    people: int
    texts: list[Told]

    @property
    def is_begun(self) -> bool:
        return any(text.translated for text in self.texts)

    @property
    def is_current(self) -> bool:
        """Whether all that is told stands in the language, as it is."""
        return bool(self.texts) and all(text.is_current for text in self.texts)


def spoken(act: Act, process: Process) -> list[Spoken]:
    """The languages that reports are offered in beside the process's, the most read first."""
    return [
        Spoken(language(code), people, _texts(process, code))
        for code, people in offered_beside(act.session, process).items()
    ]


def one_spoken(act: Act, process: Process, code: str) -> Spoken:
    """One of them, or Unseen."""
    found = (each for each in spoken(act, process) if each.language.code == code)
    one = next(found, None)
    if one is None:
        raise Unseen("language", code)
    return one


def mark(process: Process, code: str) -> str:
    """How its texts stand, and what they are in the language."""
    return mark_of(*_texts(process, code))


def translate(
    act: Act, process: Process, code: str, seen: str | None, texts: Mapping[str, str]
) -> None:
    """Keep its texts in another language; an empty one is taken out.

    Conflict when somebody has changed any of them since they were `seen`.
    """
    act.session.refresh(process, with_for_update=True)
    one_spoken(act, process, code)
    demand_unchanged(seen, *_texts(process, code))
    given = {
        field: (getattr(process, field), text_given(field, text, TEXT))
        for field, text in texts.items()
        if text
    }
    # Another value, so that it is seen to have changed.
    process.translations = {**process.translations, code: given}
    act.session.flush()


def _texts(process: Process, code: str) -> list[Told]:
    found = []
    for field in TOLD:
        own: str = getattr(process, field)
        _, translated = process.translations.get(code, {}).get(field, ("", ""))
        if own:
            is_current = process.in_language(field, code)[1] == code
            found.append(Told(field, own, translated, is_current))
    return found
