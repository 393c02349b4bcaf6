"""What makes a text heavy, and what can be written instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from tracker.language.sentences import sentence_spans
from tracker.language.text import same_text_key
from tracker.language.tokens import WORD, letters, words

LISTS = Path(__file__).parent / "words"

# More words than this in one sentence, more letters than this in one word.
LONG_SENTENCE = 25
LONG_WORD = 15

# A full stop between letters: a web or mail address, which nobody can shorten.
_ADDRESS = re.compile(r"[^\W\d_]\.[^\W\d_]")

Kind = Literal["long_sentence", "long_word", "officialese"]


@dataclass(frozen=True)
class Advice:
    """One place in a text that could be easier: text[start:end]."""

    kind: Kind
    text: str
    suggestion: str | None
    start: int
    end: int


def advice(text: str, language: str) -> list[Advice]:
    """What to look at, in the text's order; ValueError for a language that has no list."""
    found = [
        *_long_sentences(text, language),
        *_long_words(text),
        *_officialese(text, language),
    ]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _long_sentences(text: str, language: str) -> Iterator[Advice]:
    for start, end in sentence_spans(text, language):
        if len(words(text[start:end])) > LONG_SENTENCE:
            yield Advice("long_sentence", text[start:end], None, start, end)


def _long_words(text: str) -> Iterator[Advice]:
    for found in WORD.finditer(text):
        if letters(found[0]) > LONG_WORD and not _ADDRESS.search(found[0]):
            yield Advice("long_word", found[0], None, *found.span())


def _officialese(text: str, language: str) -> Iterator[Advice]:
    plainer = suggestions(language)
    for found in _any_of(language).finditer(text):
        yield Advice("officialese", found[0], plainer[_key(found[0])], *found.span())


@cache
def suggestions(language: str) -> dict[str, str]:
    """Each word or phrase of the office, with what can be written instead.

    A line of the list is the one, a tab, and the other; # begins a remark.
    """
    lines = (LISTS / f"officialese.{language}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {_key(office): plain for office, plain in pairs}


@cache
def _any_of(language: str) -> re.Pattern[str]:
    # The longest first, so that "i forbindelse med" is found before a word of it.
    listed = sorted(suggestions(language), key=lambda office: (-len(office), office))
    either = "|".join("".join(map(_spelt, office)) for office in listed)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)


def _spelt(character: str) -> str:
    """A pattern for the character as it may be typed: "å" is one sign or two."""
    if character == " ":
        return r"\s+"
    apart = unicodedata.normalize("NFD", character)
    if apart == character:
        return re.escape(character)
    return f"(?:{character}|{apart})"


def _key(office: str) -> str:
    return " ".join(same_text_key(office).split())
