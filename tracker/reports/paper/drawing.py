"""What a letter cannot draw: emoji and letters that no font on this machine has.

An accessible PDF may hold no sign without a shape, and a reader would see an empty box and not
know why. So a lozenge, which each of our fonts has, stands for it, and the letter says what it
means.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

INSTEAD = "◊"
# Joins what is one sign, or says how it looks; it is drawn by nothing itself.
_JOINING = "\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_FURTHER = "\u0180"

log = logging.getLogger("weasyprint")


class Drawn:
    """Which characters can be drawn; asked once each, by drawing them."""

    def __init__(self, draw: Callable[[str], object]) -> None:
        self._draw = draw
        self._lacking: dict[str, bool] = {}

    def lacking(self, text: str) -> set[str]:
        """The characters of the text that no font has."""
        strange = set(filter(_is_asked, set(text)))
        new = strange - self._lacking.keys()
        if new:
            missed = self._missed(new)
            self._lacking |= {character: character in missed for character in new}
        return {character for character in strange if self._lacking[character]}

    def _missed(self, characters: Iterable[str]) -> set[str]:
        listening = _Listening()
        log.addHandler(listening)
        try:
            # In every weight: a font may have a letter in one of them alone.
            signs = " ".join(f"&#{ord(character)};" for character in sorted(characters))
            self._draw(f"<p>{signs}</p><p><strong>{signs}</strong></p><p><em>{signs}</em></p>")
        finally:
            log.removeHandler(listening)
        return listening.missed


def without(text: str, lacking: Iterable[str]) -> str:
    """The text with a lozenge for each sign that cannot be drawn, however many make it up."""
    signs = "".join(map(re.escape, lacking))
    if not signs:
        return text
    return re.sub(f"[{signs}](?:[{_JOINING}]*[{signs}])*[{_JOINING}]*", INSTEAD, text)


class _Listening(logging.Handler):
    """Hears of what character the layout engine says that no font has it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missed: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        said: Any = record.args
        if isinstance(said, tuple) and len(said) == 2 and ".notdef" in record.msg:
            self.missed.add(str(said[0]))


def _is_asked(character: str) -> bool:
    """Latin letters our own fonts have, and of what is not seen there is nothing to draw."""
    if character < _FURTHER:
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}
