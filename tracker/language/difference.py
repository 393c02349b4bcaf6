"""What is another in one text than in the one before it, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A word, the signs between two, or the space.
_PIECE = re.compile(r"\s+|\w+|[^\w\s]+")


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
    removed = added = ""
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        went, came = "".join(old[i:i_end]), "".join(new[j:j_end])
        # Words in a row that are all others are read as one, though the space between them stayed.
        within = removed and added and came.isspace() and j_end < len(new)
        if kind != "equal" or within:
            removed, added = removed + went, added + came
            continue
        yield from _changed(removed, added)
        removed = added = ""
        yield Piece("same", came)
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
