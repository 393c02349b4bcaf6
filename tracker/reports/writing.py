"""Writes one reader's passages: finished sentences, with what they were made from."""

from collections.abc import Hashable, Sequence
from typing import Any

from tracker.reports.document import Passage, Source, new_passage
from tracker.reports.languages import direction, direction_of
from tracker.reports.words import citizen

FIXED = Source("fixed", 0)
_ENDS = (".", "!", "?", "…", ":")


class Writer:
    """The passages of one report, in the order they are written.

    `spoken` is the language of the process, which people's own words are taken to be in where
    their letters are not the report's. `manners` are how somebody is spoken with: a sentence that
    has a wording of its own for one of them (KEY.child, KEY.case) is said so, by the first of them.
    `several`: it is to more than one.
    """

    def __init__(
        self,
        language: str,
        reader: int,
        spoken: str,
        manners: Sequence[str] = (),
        several: bool = False,
    ) -> None:
        self.words = citizen(language).to(several)
        self.spoken = spoken
        self.manners = manners
        # Marks what is about the reader alone.
        self.me = Source("participant", reader)
        self.passages: list[Passage] = []
        self._section = ""

    def say(self, msgid: str, /, **values: object) -> str:
        """A fixed sentence with its values filled in; KeyError when either is missing."""
        own = (f"{msgid}.{manner}" for manner in self.manners)
        said = next((key for key in own if key in self.words.sentences), msgid)
        return self.words.say(said, **values)

    def begin(self, section: str) -> None:
        """What is added from now on stands in this section."""
        self._section = section

    def add(
        self,
        kind: str,
        text: str,
        source: Source = FIXED,
        *,
        about: Source | None = None,
        insight: int | None = None,
        detail: str | None = None,
        language: str | None = None,
    ) -> None:
        """Add a passage; `language` when its words are in another than the report's."""
        self.passages.append(
            new_passage(
                self._section,
                kind,
                language or self._language_of(text),
                text,
                source,
                about=about,
                insight=insight,
                detail=detail,
            )
        )

    def _language_of(self, text: str) -> str:
        way = direction_of(text) or self.words.direction
        is_other = way != self.words.direction and way == direction(self.spoken)
        return self.spoken if is_other else self.words.language

    def add_shared(
        self, made: dict[Hashable, Passage], kind: str, text: str, source: Source, **more: Any
    ) -> None:
        """Add a passage that others have too, as it was made for the first of them."""
        key = (self.words.language, self._section, kind, text, source, *more.items())
        if key not in made:
            self.add(kind, text, source, **more)
            made[key] = self.passages.pop()
        self.passages.append(made[key])

    def wrote(self, *sections: str) -> bool:
        """Whether one of the sections has something in it."""
        return any(passage.section in sections for passage in self.passages)


def sentence(text: str) -> str:
    """The text as something that another sentence can follow."""
    text = text.strip()
    return text if text.endswith(_ENDS) else f"{text}."
