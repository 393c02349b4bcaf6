"""Where a line break ends a sentence: after a heading, between paragraphs, in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_BULLET = re.compile(r"\s*(?:[-*•‣◦▪■●·–—]|\(?\d{1,3}\)|\(?[A-Za-zÆØÅæøå]\))\s")
_NUMBER = re.compile(r"\s*(\d{1,3})\.\s")
_HEADING = re.compile(r"\s*#{1,6}\s")
_SEEN = re.compile(r"[^\W_]")
_OPENING = "\"'»«“”„‘’‹›([{"


@dataclass(frozen=True)
class Line:
    """One line without its break; start counts in the whole text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def number(self) -> int | None:
        """What a numbered item would have; "3. oktober" at a line's beginning has it too."""
        found = _NUMBER.match(self.text)
        return int(found[1]) if found else None


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each stretch in which sentences run on over line breaks."""
    for paragraph in _paragraphs(text):
        width = max(len(line.text) for line in paragraph)
        numbers = {line.number for line in paragraph}
        start = paragraph[0].start
        for before, line in pairwise(paragraph):
            if (
                _HEADING.match(before.text)
                or _HEADING.match(line.text)
                or _is_item(before, line, numbers)
                or _is_on_purpose(before, line, width)
            ):
                yield start, before.end
                start = line.start
        yield start, paragraph[-1].end


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """The lines that stand together; a line of blanks or dashes parts them."""
    together: list[Line] = []
    for line in _lines(text):
        if _SEEN.search(line.text):
            together.append(line)
        elif together:
            yield together
            together = []
    if together:
        yield together


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for whole in text.splitlines(keepends=True):
        yield Line(start, whole.rstrip())
        start += len(whole)


def _is_item(before: Line, line: Line, numbers: set[int | None]) -> bool:
    """Whether the line begins an item. A lone number within flowing text is an ordinal."""
    if _BULLET.match(line.text):
        return True
    number = line.number
    if number is None:
        return False
    return before.text[-1] in ".:;!?…" or bool({number - 1, number + 1} & numbers)


def _is_on_purpose(before: Line, line: Line, width: int) -> bool:
    """Whether somebody broke the line there: before a capital, and the next word had room.

    A program that wraps text fills each line, so the next word never had room. After an item,
    what is not indented under it stands for itself.
    """
    if not line.text.lstrip().lstrip(_OPENING)[:1].isupper():
        return False
    if not before.text[-1].isalnum() and before.text[-1] not in ':)»"”':
        return False
    first = line.text.split(maxsplit=1)[0]
    had_room = len(before.text) + 1 + len(first) <= width
    return had_room or bool(_BULLET.match(before.text) and not line.text[0].isspace())
