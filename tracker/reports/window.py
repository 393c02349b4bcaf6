"""What a C5 envelope's window holds: 80 millimetres of a line, and 22 of lines."""

from textwrap import wrap

# How many lines fit, of how many letters each: at 11, 9 and 8 points.
SIZES = {"usual": (5, 34), "smaller": (6, 42), "smallest": (7, 47)}


def size_for(name: str, address: str) -> str | None:
    """The largest size in which an address fits the window; None when it fits in none."""
    lines = f"{name}\n{address}".strip().splitlines()
    for size, (most, letters) in SIZES.items():
        if sum(len(wrap(line, letters)) or 1 for line in lines) <= most:
            return size
    return None
