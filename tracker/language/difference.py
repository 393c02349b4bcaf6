"""What is another in one text than in the one before it, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A word with the signs that cling to it, or the space between two.
_PIECE = re.compile(r"\s+|\S+")


class Piece(NamedTuple):
    """Some words in a row that stayed, came, or went; with the spaces between them."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The later text in its order, with what went where it stood.

    What is not removed is the later text to the letter; what is not added is the earlier one.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    return list(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(new[j:j_end]))
            continue
        if i < i_end:
            yield Piece("removed", "".join(old[i:i_end]))
        if j < j_end:
            yield Piece("added", "".join(new[j:j_end]))
