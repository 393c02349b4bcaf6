"""The fixed sentences that citizens read, and apart from them those of the staff's pages.

The citizens' are frozen into a report when it is made, so a later, better wording never changes
what somebody was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
LANGUAGES = ("da", "en")

# A count below five could single a person out once it leaves the process.
FEW = 5

# Danish letters are read in Denmark: English here writes its dates the European way.
LOCALES = {"da": "da_DK", "en": "en_GB"}


@dataclass(frozen=True)
class Words:
    """One catalogue in one language: the citizens' or the interface's."""

    language: str
    sentences: Mapping[str, str]

    def say(self, msgid: str, /, **values: object) -> str:
        """The sentence with its values filled in; KeyError when either is missing."""
        sentence = self.sentences[msgid]
        # Without a brace there is nothing to fill in, and no doubled one to halve.
        return sentence.format(**values) if "{" in sentence or "}" in sentence else sentence

    def quote(self, text: str) -> str:
        """The text within the language's quotation marks."""
        return self.say("quote", text=text)

    def count(self, number: int) -> str:
        """A count of people that may leave the process: exact from five, else "a few"."""
        return str(number) if number == 0 or number >= FEW else self.say("few")

    def people(self, number: int) -> str:
        """How many voices, in words that single nobody out."""
        return self.say("voices" if number == 0 or number >= FEW else "voices.few", n=number)

    def date(self, day: date) -> str:
        """The day as it is read aloud: 3. oktober 2025."""
        return _long(day, self.language)

    def join(self, parts: Sequence[str]) -> str:
        """The parts as one list: A, B og C."""
        return format_list(list(parts), locale=LOCALES[self.language])


@lru_cache(maxsize=4096)
def _long(day: date, language: str) -> str:
    return format_date(day, "long", locale=LOCALES[language])


@cache
def citizen(language: str) -> Words:
    """The catalogue of a language that the reports are written in; ValueError for another."""
    return _catalogue(language, "citizen")


@cache
def interface(language: str) -> Words:
    """The catalogue of the staff's pages and of refusals; ValueError for another language."""
    return _catalogue(language, "interface")


def _catalogue(language: str, name: str) -> Words:
    if language not in LANGUAGES:
        raise ValueError(f"nothing is written in {language!r}")
    place = TRANSLATIONS / language / "LC_MESSAGES" / name
    sentences: dict[str, str] = {}
    # A large catalogue is a folder, with a file for each room.
    for path in sorted(place.glob("*.po")) if place.is_dir() else [place.with_suffix(".po")]:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        found = {str(message.id): str(message.string) for message in catalogue if message.id}
        if twice := found.keys() & sentences.keys():
            raise ValueError(f"{path.name}: said elsewhere too: {sorted(twice)}")
        sentences |= found
    return Words(language, sentences)
