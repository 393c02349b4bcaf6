"""What makes a text heavy, and what can be written instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from tracker.language.sentences import CLOSING, LANGUAGES, sentence_spans
from tracker.language.text import same_text_key, spelt
from tracker.language.tokens import WORD, letters, words

LISTS = Path(__file__).parent / "words"

# More words than this in one sentence, more letters than this in one word.
LONG_SENTENCE = 25
LONG_WORD = 15

# A full stop between letters: a web or mail address, which nobody can shorten.
_ADDRESS = re.compile(r"[^\W\d_]\.[^\W\d_]")

# An office's own lists are read after ours, and then decide.
_folders = [LISTS]

# What begins so goes on with the same suggestion ("det, vi har nævnt"), or is a remark about it.
_GOES_ON = re.compile(r"(?:der|som|det|vi|før) ")
_OF_ITSELF = re.compile(r"(?:den|det|dem|at du)\b")
_REMARK = re.compile(r"eller: |or ")

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
    own_stops = {_last_sign(text, *span) for span in sentence_spans(text, language)}
    for found in _any_of(language).finditer(text):
        start, end = found.span()
        if text[end - 1] == "." and end in own_stops:
            # An abbreviation's full stop is its own, unless the sentence ends by it.
            end -= 1
        yield Advice("officialese", text[start:end], plainer[_key(text[start:end])], start, end)


def _last_sign(text: str, start: int, end: int) -> int:
    """Where a sentence ends without what closes after its full stop."""
    return start + len(text[start:end].rstrip(CLOSING))


def alternatives(suggestion: str) -> list[str]:
    """What can stand in the word's place: "føre til, give" is two, "det, vi gør" one."""
    found: list[str] = []
    for part in re.split("[,;] ", suggestion) if suggestion else ():
        if found and _GOES_ON.match(part) and _OF_ITSELF.match(found[-1]):
            found[-1] += f", {part}"
        elif not _REMARK.match(part):
            found.append(part)
    return found


def use_lists_in(folder: Path) -> None:
    """From now on read the lists in this folder too, where there are any; instead of another's."""
    _folders[1:] = [folder]
    suggestions.cache_clear()
    _any_of.cache_clear()


def bad_lines(folder: Path) -> list[str]:
    """What cannot be read in a folder's lists, by file and line; it is left out."""
    found = []
    for language in LANGUAGES:
        path = folder / f"officialese.{language}.txt"
        try:
            lines = _lines(path)
        except UnicodeDecodeError as error:
            found.append(f"{path.name} is not UTF-8 text (at byte {error.start + 1})")
        else:
            found += [f"{path.name}, line {n}: {line!r}" for n, line in lines if not _pair(line)]
    return found


@cache
def suggestions(language: str) -> dict[str, str]:
    """Each word or phrase of the office, with what can be written instead.

    A line of a list is the one, a tab, and the other; # begins a remark.
    """
    found: dict[str, str] = {}
    for folder in _folders:
        with suppress(UnicodeDecodeError):
            lines = _lines(folder / f"officialese.{language}.txt")
            found |= {_key(pair[0]): pair[1] for _, line in lines if (pair := _pair(line))}
    return found


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines that say something, with their numbers; none where there is no file."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [(n, line) for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]


def _pair(line: str) -> tuple[str, str] | None:
    """The word and what can be written instead; None for a line that is not of that form."""
    office, _, plain = (part.strip() for part in line.partition("\t"))
    return (office, plain) if office and plain and "\t" not in plain else None


@cache
def _any_of(language: str) -> re.Pattern[str]:
    # The longest first, so that "i forbindelse med" is found before a word of it; and by the first
    # letter, so that few of thousands are tried at each place.
    listed = sorted(suggestions(language), key=lambda office: (office[0], -len(office), office))
    by_letter = groupby(listed, key=lambda office: office[0])
    either = "|".join(
        f"{spelt(first)}(?:{'|'.join(_spelt(office[1:]) for office in offices)})"
        for first, offices in by_letter
    )
    return re.compile(rf"(?<![\w-])(?:{either})(?:\.(?!\.))?(?![\w-])", re.IGNORECASE)


def _spelt(office: str) -> str:
    """Its pattern: a word of it may be an abbreviation, and a comma stand before "at"."""
    words = ["".join(map(spelt, word)) for word in office.split(" ")]
    return "".join(
        word if not n else (r"[.,]?\s+" if word == "at" else r"\.?\s+") + word
        for n, word in enumerate(words)
    )


def _key(office: str) -> str:
    return " ".join(part.rstrip(".,") for part in same_text_key(office).split())
