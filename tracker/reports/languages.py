"""The languages that citizens can be written to in: one for each catalogue of theirs.

A language is added by one file, translations/CODE/LC_MESSAGES/citizen.po. Which way it is read,
what it is called and how it writes its dates is known by its code, from the CLDR.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"

# Around what stands among letters that run the other way, so that its own keep their direction and
# turn nothing else's around: first strong isolate, and its end (UAX #9).
APART, APART_NO_MORE = "\u2068", "\u2069"

# The product's own: both are written by its makers, and its own pages speak them.
INTERFACE = ("da", "en")
# Danish letters are read in Denmark: English here writes its dates the European way.
_HERE = {"da": "da_DK", "en": "en_GB"}

# The kinds of letters and signs, as the bidirectional algorithm names them.
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_BEGINS_APART = frozenset({"FSI", "LRI", "RLI"})


@dataclass(frozen=True)
class Language:
    """One language; `code` is that of its catalogue, and of HTML."""

    code: str
    locale: Locale

    @property
    def direction(self) -> str:
        """Which way it is read: "ltr" or "rtl", as HTML says it."""
        return str(self.locale.text_direction)

    @property
    def name(self) -> str:
        """What it calls itself."""
        return str(self.locale.get_language_name())

    def called(self, language: str) -> str:
        """What it is called in another."""
        return str(self.locale.get_language_name(language))


@cache
def language(code: str) -> Language:
    """The language of a code; ValueError when nobody knows it."""
    try:
        return Language(code, Locale.parse(_HERE.get(code, code)))
    except Exception as error:
        raise ValueError(f"no language is called {code!r}") from error


def found() -> tuple[str, ...]:
    """The codes of the languages that there is a catalogue of, the product's own first."""
    codes = {path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/citizen.po")}
    return (*INTERFACE, *sorted(codes - set(INTERFACE)))


LANGUAGES = found()


@cache
def direction(code: str) -> str:
    """Which way a language is read: "ltr" or "rtl"."""
    return language(code).direction


def direction_of(text: str) -> str:
    """Which way a text is read by its first letter (UAX #9, P2); "" for one that has none.

    What stands apart in it says nothing of the text around.
    """
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _BEGINS_APART:
            depth += 1
        elif kind == "PDI":
            depth -= 1
        elif depth:
            continue
        elif kind == "L":
            return "ltr"
        elif kind in _RIGHT_TO_LEFT:
            return "rtl"
    return ""
