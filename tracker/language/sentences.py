"""Sentences. sentencex knows what ends one in 300 languages, but not the full stop: it takes
"to." and "ned." for Danish abbreviations, and "bl.a." and "3. Oktober" for ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from tracker.language.abbreviations import CAN_END, GOES_ON, MONTHS, OPENERS
from tracker.language.paragraphs import blocks
from tracker.language.tokens import WORD

LANGUAGES = ("da", "en")

_QUOTES = "\"'»«“”„‘’‹›"
CLOSING = _QUOTES + ")]}"
_CLOSING = re.escape(CLOSING)
_OPENING = re.escape(_QUOTES + "([{")

# One full stop or more, and what closes after it, before a space.
_STOP = re.compile(rf"(\.+|…+)([{_CLOSING}]*)(?=\s|\Z)")
_BEFORE = re.compile(r"[^\W_](?:[\w./\-]*[^\W_])?\Z")
_AFTER = re.compile(rf"[\s{_OPENING}]*(?:(\w+)|[^\s{_OPENING}])")
_NUMBER = re.compile(r"(?:\d{1,3}\.?-)?\d{1,3}|\d{1,2}(?:\.\d{1,2})+|[IVX]{2,}")
_DOTTED = re.compile(r"[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+")
_CAPITALISED_BEFORE = re.compile(r"(?:^|[^\w.])[A-ZÆØÅ][\w.]*\s\Z")

# A quotation's opening belongs to the sentence that it opens.
_OPENS_NEXT = re.compile(rf"\s[{_OPENING}]+\Z")

# Hidden from sentencex: quotes and brackets, within which it would end no sentence; line
# breaks, which are seen to already; and half characters, which it cannot take.
_HIDDEN = re.compile(rf"[\s{_OPENING}{_CLOSING}\ud800-\udfff]")


@dataclass(frozen=True)
class _Stop:
    """A full stop and its surroundings within one block."""

    token: str
    opens: bool
    capital_before: bool
    marks: str
    closing: str
    next_word: str
    last: bool


def sentences(text: str, language: str) -> list[str]:
    """The sentences as written, each with one word at least; ValueError for another language."""
    return [text[start:end] for start, end in sentence_spans(text, language)]


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence in the text; ValueError for another language."""
    if language not in LANGUAGES:
        raise ValueError(f"no sentences are told apart in {language!r}")
    return [
        span
        for start, end in blocks(text)
        for stretch in _by_full_stops(text, start, end, language)
        for span in _by_other_signs(text, *stretch, language)
        if WORD.search(text, *span)
    ]


def _by_full_stops(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    block = text[start:end]
    begun = 0
    for found in _STOP.finditer(block):
        if _ends(_surroundings(block, begun, found), language):
            yield start + begun, start + found.end()
            begun = found.end()
    yield start + begun, end


def _surroundings(block: str, begun: int, found: re.Match[str]) -> _Stop:
    # No token is longer than this, and a block can be a whole book.
    near = block[max(begun, found.start() - 60) : found.start()]
    token = _BEFORE.search(near)
    earlier = near[: token.start()] if token else near
    after = _AFTER.match(block, found.end())
    return _Stop(
        token=token[0] if token else "",
        # "Two things: 1. Light."
        opens=not WORD.search(earlier) or earlier.rstrip().endswith((":", ";")),
        capital_before=bool(_CAPITALISED_BEFORE.search(earlier)),
        marks=found[1],
        closing=found[2],
        next_word=(after[1] or "") if after else "",
        last=after is None,
    )


def _ends(stop: _Stop, language: str) -> bool:
    if stop.last:
        return True
    capital = stop.next_word[:1].isupper()
    if stop.marks != ".":
        return capital
    # "d." is an abbreviation, but "vitamin D." is not.
    key = stop.token.casefold() if len(stop.token) > 1 else stop.token
    if key in GOES_ON[language] or key.endswith("nr"):
        return False
    if key in CAN_END[language]:
        # Within a bracket, the sentence has a full stop of its own after it.
        return capital and ")" not in stop.closing
    return _ends_after_no_abbreviation(stop, capital, language)


def _ends_after_no_abbreviation(stop: _Stop, capital: bool, language: str) -> bool:
    if _DOTTED.fullmatch(stop.token):
        # "H.C. Andersen" goes on; "cand.mag." and others of its make can end.
        return capital and stop.token.islower()
    if _NUMBER.fullmatch(stop.token):
        is_date = stop.next_word.casefold() in MONTHS[language]
        return capital and not is_date and not stop.opens
    if len(stop.token) == 1:
        # "Peter A. Hansen", or the letter of an item; "vitamin A." ends.
        initial = stop.token.isupper() and stop.capital_before
        named = initial and stop.next_word.casefold() not in OPENERS[language]
        return capital and not stop.opens and not named
    # "(…) og", »…« sagde hun.
    return not (stop.closing and stop.next_word[:1].islower())


def _by_other_signs(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """By the signs that sentencex knows; the full stops within are seen to already."""
    hidden = _HIDDEN.sub(" ", text[start:end]).replace(".", "x").replace("…", "x")
    begun = start
    for boundary in get_sentence_boundaries(language, hidden):
        cut = start + int(boundary["end_index"])
        opening = _OPENS_NEXT.search(text, max(begun, cut - 10), cut)
        cut = opening.start() if opening and cut < end else cut
        yield _trimmed(text, begun, cut)
        begun = cut
    yield _trimmed(text, begun, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
