"""What a C5 envelope's window holds, and what there is room for beside it."""

from collections.abc import Sequence
from textwrap import wrap

from tracker.reports.answering import Way

# How many lines fit, of how many letters each: at 11, 9 and 8 points. A line has 80 millimetres,
# and all lines have 22.
SIZES = {"usual": (5, 34), "smaller": (6, 42), "smallest": (7, 47)}

# Beside it a line has 62 millimetres, and all lines have 80: at 11 points for who sends the letter,
# at 9.5 for the ways to answer, and at 9 for an address to type. A square code takes 25 of them.
SENDER = 30
WAY = {"ltr": 36, "rtl": 42}  # Arabic letters are narrower
ADDRESS = 34
LINES = 7
TYPED = 3


def size_for(name: str, address: str) -> str | None:
    """The largest size in which an address fits the window; None when it fits in none."""
    lines = f"{name}\n{address}".strip().splitlines()
    for size, (most, letters) in SIZES.items():
        if sum(len(wrap(line, letters)) or 1 for line in lines) <= most:
            return size
    return None


def has_room_beside(sender: str, ways: Sequence[Way], direction: str) -> bool:
    """Whether the ways to answer, read in that direction, can stand beside it, under the sender."""
    lines = sum(len(wrap(way.text, WAY[direction])) for way in ways)
    typed = sum(len(wrap(way.link or "", ADDRESS)) for way in ways)
    return len(sender) <= SENDER and 0 < lines <= LINES and typed <= TYPED
