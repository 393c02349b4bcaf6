"""Letters that are read from the right, written into a PDF in the order in which they are read.

The layout engine writes the letters of a line as they stand on the paper, from left to right. Who
sees them cannot tell; who has them read aloud, searches or copies gets every word backwards. The
standard asks for the order of reading (ISO 32000-1, 14.8.2.3.3), each letter put where it stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.logger import LOGGER
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

# Of the size of the letters.
_PARTS = 1000
_FROM_THE_LEFT = drawing.draw_first_line
_LACKING = '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)'


@dataclass(frozen=True)
class _Run:
    """Letters of one font and one direction; `x` is where they begin on the line."""

    glyphs: Any
    item: Any
    x: float
    font: Any
    size: float

    @property
    def turned(self) -> bool:
        return bool(self.item.analysis.level % 2)

    @property
    def infos(self) -> Any:
        return self.glyphs.glyphs[0 : self.glyphs.num_glyphs]


@dataclass(frozen=True)
class _Sign:
    """One sign of the font, where it stands from its run's beginning, and how high."""

    number: int
    x: float
    rise: float


def keep() -> None:
    """From now on lines that hold such letters are written so."""
    drawing.draw_first_line = _first_line


def _first_line(stream: Any, textbox: Any, overflow: str, ellipsis: str, matrix: Matrix) -> Any:
    if not _is_turned(textbox):
        return _FROM_THE_LEFT(stream, textbox, overflow, ellipsis, matrix)
    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    runs = list(_runs(stream, line))
    if any(run.font.svg or run.font.png or run.font.colr for run in runs):
        # Pictures in the place of letters are the engine's to draw.
        return _FROM_THE_LEFT(stream, textbox, overflow, ellipsis, matrix)
    text = layout.text.encode()
    for run in sorted(runs, key=lambda run: int(run.item.offset)):
        _draw(stream, run, text, matrix)
    return []


def _is_turned(textbox: Any) -> bool:
    """Whether something in the line may be read from the right."""
    text = textbox.text
    return textbox.style["direction"] == "rtl" or (not text.isascii() and any(map(_turns, text)))


@cache
def _turns(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL"}


def _runs(stream: Any, line: Any) -> Iterator[_Run]:
    """The line's runs as they stand, from left to right."""
    x, at = 0.0, line.runs[0]
    while at != ffi.NULL:
        item = at.data.item
        font, size = stream.add_font(item.analysis.font)
        run = _Run(at.data.glyphs, item, x, font, size)
        yield run
        x += sum(info.geometry.width for info in run.infos) * FROM_UNITS
        at = at.next


def _draw(stream: Any, run: _Run, text: bytes, matrix: Matrix) -> None:
    stream.set_font_size(run.font.hash, run.size)
    stream.set_text_matrix(*(Matrix(e=run.x) @ matrix).values)
    at, shown = 0.0, ""
    for sign in _signs(stream, run, text):
        moved = f"{round((at - sign.x) / run.size * _PARTS)}<{sign.number:04x}>"
        at = sign.x + run.font.widths[sign.number] / _PARTS * run.size
        if not sign.rise:
            shown += moved
            continue
        if shown:
            stream.show_text(shown)
        stream.set_text_rise(-sign.rise)
        stream.show_text(moved)
        stream.set_text_rise(0)
        shown = ""
    if shown:
        stream.show_text(shown)


def _signs(stream: Any, run: _Run, text: bytes) -> list[_Sign]:
    """The run's signs in the order of reading, each known to its font."""
    found, x = [], 0.0
    for info, said in zip(run.infos, _said(run, text), strict=True):
        geometry = info.geometry
        if info.glyph != pango.PANGO_GLYPH_EMPTY:
            number = _known(stream, run, info, said)
            place = x + geometry.x_offset * FROM_UNITS
            found.append(_Sign(number, place, geometry.y_offset * FROM_UNITS))
        x += geometry.width * FROM_UNITS
    return found[::-1] if run.turned else found


def _said(run: _Run, text: bytes) -> list[str]:
    """What each sign stands for: where several stand for some letters together, those above and
    below the others for theirs."""
    begins = list(run.glyphs.log_clusters[0 : run.glyphs.num_glyphs])
    places = range(len(begins))[::-1] if run.turned else range(len(begins))
    starts = sorted(set(begins))
    ends = dict(zip(starts, [*starts[1:], int(run.item.length)], strict=True))
    said = [""] * len(begins)
    for begin in starts:
        letters = text[run.item.offset + begin : run.item.offset + ends[begin]].decode()
        those = [place for place in places if begins[place] == begin]
        for place, letter in _shared(run, those, letters):
            said[place] = letter
    return said


def _shared(run: _Run, places: Sequence[int], letters: str) -> Iterator[tuple[int, str]]:
    marks = [place for place in places if not run.infos[place].geometry.width]
    above = [letter for letter in letters if unicodedata.combining(letter)]
    if len(places) > 1 and len(marks) == len(above):
        yield from zip(marks, above, strict=True)
        places = [place for place in places if place not in marks]
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if len(places) == len(letters):
        yield from zip(places, letters, strict=True)
    elif places:
        yield places[0], letters


def _known(stream: Any, run: _Run, info: Any, said: str) -> int:
    """The sign's number in its font, which knows its width and what it stands for."""
    font, number, width = run.font, int(info.glyph), info.geometry.width * FROM_UNITS
    if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        codepoint = number - pango.PANGO_GLYPH_UNKNOWN_FLAG
        # As the engine says it: whoever asks what can be drawn listens to these words.
        LOGGER.warning(_LACKING, chr(codepoint), codepoint)
        number = font.get_unused_glyph_id(codepoint)
        font.widths[number] = round(width * _PARTS / run.size)
        font.widths.setdefault(0, font.widths[number])
    if number not in font.widths:
        pango.pango_font_get_glyph_extents(
            run.item.analysis.font, number, stream.ink_rect, stream.logical_rect
        )
        width = stream.logical_rect.width * FROM_UNITS
        font.widths[number] = round(width * _PARTS / run.size)
    font.to_unicode.setdefault(number, said)
    return number
