"""The fixed sentences that citizens read, and apart from them those of the staff's pages.

The citizens' are frozen into a report when it is made, so a later, better wording never changes
what somebody was told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from gettext import c2py
from typing import IO

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tracker.domain.voices import FEW
from tracker.reports.languages import (
    APART,
    APART_NO_MORE,
    INTERFACE,
    LANGUAGES,
    TRANSLATIONS,
    direction,
    language,
)

# What is said in one way to one and in another to several stands so in a sentence: [du|I].
_ONE_OR_SEVERAL = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


@dataclass(frozen=True)
class Words:
    """One catalogue in one language: the citizens' or the interface's.

    `forms` holds the sentences that read otherwise with another number, by the place that
    `form_for` gives the number; `several` the catalogue as it is said to more than one.
    """

    language: str
    sentences: Mapping[str, str]
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form_for: Callable[[int], int] = int
    several: Words | None = None

    def to(self, several: bool) -> Words:
        """The sentences as they are said to several people at once, or to one."""
        return self.several if several and self.several else self

    def say(self, msgid: str, /, **values: object) -> str:
        """The sentence with its values filled in; KeyError when either is missing."""
        sentence = self.sentences[msgid]
        if msgid in self.forms:
            sentence = self.forms[msgid][self.form_for(_number_in(values))]
        # Without a brace there is nothing to fill in, and no doubled one to halve.
        if "{" not in sentence and "}" not in sentence:
            return sentence
        if self.direction == "rtl":
            values = {n: self.apart(v) if isinstance(v, str) else v for n, v in values.items()}
        return sentence.format(**values)

    @property
    def direction(self) -> str:
        """Which way it is read: "ltr" or "rtl"."""
        return direction(self.language)

    def apart(self, text: str) -> str:
        """The text as it can stand among words of this language, whichever way it is read."""
        if not text or self.direction == "ltr":
            return text
        # What is set apart ends with its line.
        return "\n".join(f"{APART}{line}{APART_NO_MORE}" for line in text.split("\n"))

    def quote(self, text: str) -> str:
        """The text within the language's quotation marks."""
        return self.say("quote", text=text)

    def voices(self, msgid: str, number: int) -> str:
        """The sentence of how many voices, by fives: no two counts differ by so few that one is
        singled out."""
        return self.say(f"{msgid}.few" if number < FEW else msgid, n=number // FEW * FEW)

    def date(self, day: date) -> str:
        """The day as it is read aloud: 3. oktober 2025."""
        return _long(day, self.language)

    def join(self, parts: Sequence[str]) -> str:
        """The parts as one list: A, B og C."""
        return format_list(list(parts), locale=language(self.language).locale)


def _number_in(values: Mapping[str, object]) -> int:
    for value in values.values():
        if isinstance(value, int):
            return value
    raise KeyError("a number")


@lru_cache(maxsize=4096)
def _long(day: date, code: str) -> str:
    return format_date(day, "long", locale=language(code).locale)


@cache
def citizen(language: str) -> Words:
    """The catalogue of a language that the reports are written in; ValueError for another."""
    return _catalogue(language, "citizen", LANGUAGES)


@cache
def interface(language: str) -> Words:
    """The catalogue of the staff's pages and of refusals; ValueError for another language."""
    return _catalogue(language, "interface", INTERFACE)


def _catalogue(code: str, name: str, languages: Sequence[str]) -> Words:
    if code not in languages:
        raise ValueError(f"nothing is written in {code!r}")
    place = TRANSLATIONS / code / "LC_MESSAGES" / name
    sentences: dict[str, str] = {}
    forms: dict[str, Sequence[str]] = {}
    form_for: Callable[[int], int] = int
    # A large catalogue is a folder, with a file for each room.
    for path in sorted(place.glob("*.po")) if place.is_dir() else [place.with_suffix(".po")]:
        with path.open("rb") as file:
            catalogue = _read(file, code)
        several = {m.id[0]: tuple(m.string or ()) for m in catalogue if m.pluralizable}
        # Of a sentence that has forms, the last is said of what has no number.
        found = {str(m.id): str(m.string) for m in catalogue if m.id and not m.pluralizable}
        found |= {key: of[-1] for key, of in several.items()}
        if twice := found.keys() & sentences.keys():
            raise ValueError(f"{path.name}: said elsewhere too: {sorted(twice)}")
        sentences |= found
        if several:
            forms |= several
            form_for = c2py(catalogue.plural_expr)
    to_one, to_several = (
        Words(
            code,
            {key: _said_to(which, said) for key, said in sentences.items()},
            {key: [_said_to(which, said) for said in of] for key, of in forms.items()},
            form_for,
        )
        for which in (1, 2)
    )
    return replace(to_one, several=to_several)


def _said_to(which: int, sentence: str) -> str:
    return _ONE_OR_SEVERAL.sub(rf"\{which}", sentence)


def _read(file: IO[bytes], code: str) -> Catalog:
    return read_po(file, locale=code, abort_invalid=True)
