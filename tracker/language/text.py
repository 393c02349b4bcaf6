"""What is refused in a text before it is stored. What is accepted is kept exactly as it came."""

from __future__ import annotations

import re
import unicodedata

LINE_BREAKS = "\n\r\u2028\u2029"

# A person needs the first ones to find them; a broken paste can have thousands.
SHOWN = 10

# Embeddings, overrides and isolates: they make a text read otherwise than it is stored. The
# marks (U+200E, U+200F, U+061C) turn nothing around, and Arabic needs them.
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# The first letter after the Latin ones.
_FURTHER = "\u0250"

# Letters, marks and symbols by category, yet nothing is seen of them.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
)


class BadText(ValueError):
    """A text that is refused: a code for the catalogues, and the values its words need.

    `empty` {}; `too_long` {limit, over}; `line_break` {position}; `control_characters`
    {code_points ("U+202E"), positions, count}, the first two of the first ten alone.
    Positions count characters from 1.
    """

    def __init__(self, code: str, values: dict[str, object]) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def checked_text(value: str, limit: int) -> str:
    """The very same text, of at most so many characters; BadText otherwise."""
    if len(value) > limit:
        raise BadText("too_long", {"limit": limit, "over": len(value) - limit})
    refused = [(n, c) for n, c in enumerate(value, start=1) if _is_refused(c)]
    if refused:
        raise BadText(
            "control_characters",
            {
                "code_points": [f"U+{ord(c):04X}" for _, c in refused[:SHOWN]],
                "positions": [n for n, _ in refused[:SHOWN]],
                "count": len(refused),
            },
        )
    if not any(map(_is_seen, value)):
        raise BadText("empty", {})
    return value


def checked_line(value: str, limit: int) -> str:
    """As checked_text, for a value that must stand on one line."""
    for position, character in enumerate(value, start=1):
        if character in LINE_BREAKS:
            raise BadText("line_break", {"position": position})
    return checked_text(value, limit)


def same_text_key(text: str) -> str:
    """The form in which spellings that read alike are equal: composed or not, capital or not.

    Unicode's canonical caseless match (The Unicode Standard, D145), composed at the end.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def is_latin(text: str) -> bool:
    """Whether most of its letters are such as Danish is written with; also when it has none."""
    letters = [character for character in text if character.isalpha()]
    return 2 * sum(character < _FURTHER for character in letters) >= len(letters)


def spelt(character: str) -> str:
    """A pattern for the character as it may be typed: "å" is one sign or two, a space any space."""
    if character == " ":
        return r"\s+"
    apart = unicodedata.normalize("NFD", character)
    if apart == character:
        return re.escape(character)
    return f"(?:{character}|{apart})"


def _is_refused(character: str) -> bool:
    category = unicodedata.category(character)
    # A lone surrogate is no character, and can be stored in no database.
    if category in ("Cc", "Cs"):
        return character not in "\t\n\r"
    return character in _DIRECTIONS


def _is_seen(character: str) -> bool:
    # Unassigned counts as seen: the next year's emoji are, to the Python of this year.
    category = unicodedata.category(character)
    return category[0] != "Z" and category not in ("Cc", "Cf") and character not in _BLANK
