"""Words in a row that two texts share: what was said unshared must not slip into an insight."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from tracker.language.text import same_text_key
from tracker.language.tokens import WORD

TextId = TypeVar("TextId", bound=Hashable)
OtherId = TypeVar("OtherId", bound=Hashable)


@dataclass(frozen=True)
class SharedRun(Generic[OtherId]):
    """How many words in a row a text shares with another, and the words as the text has them."""

    other: OtherId
    words: int
    run: str


def worst_runs(
    texts: Mapping[TextId, str],
    others: Mapping[OtherId, str],
    at_least: int,
    free: Mapping[OtherId, str] = MappingProxyType({}),
) -> dict[TextId, SharedRun[OtherId]]:
    """For each text, the longest run of at least so many words that any of the others has.

    A text without one is left out. Of equally long runs the first of the others counts. What
    stands in the free wording of one of the others may be had from it.
    The texts' n-grams are held, the others stream past: thousands of them take a second.
    """
    if at_least < 1:
        raise ValueError("a run has at least one word")
    places: dict[tuple[str, ...], list[tuple[TextId, int]]] = {}
    spans = {}
    for text_id, text in texts.items():
        spans[text_id], words = _words(text)
        for place, gram in enumerate(_grams(words, at_least)):
            places.setdefault(gram, []).append((text_id, place))
    worst: dict[TextId, tuple[int, int, OtherId]] = {}
    for other_id, other in others.items():
        freed = set(_grams(_words(free[other_id])[1], at_least)) if other_id in free else set()
        found = _longest(_words(other)[1], places, at_least, freed)
        for text_id, (size, place) in found.items():
            if text_id not in worst or size > worst[text_id][0]:
                worst[text_id] = (size, place, other_id)
    return {
        text_id: SharedRun(other_id, size, _as_written(texts[text_id], spans[text_id], place, size))
        for text_id, (size, place, other_id) in worst.items()
    }


def _longest(
    words: Sequence[str],
    places: Mapping[tuple[str, ...], list[tuple[TextId, int]]],
    size: int,
    freed: Container[tuple[str, ...]],
) -> dict[TextId, tuple[int, int]]:
    """Each text's longest run in these words, as (words, where in the text it begins)."""
    longest: dict[TextId, tuple[int, int]] = {}
    before: dict[tuple[TextId, int], int] = {}
    for gram in _grams(words, size):
        # A run grows when the gram before matched one place earlier in the same text.
        now = {
            (text_id, place): before.get((text_id, place - 1), size - 1) + 1
            for text_id, place in (() if gram in freed else places.get(gram, ()))
        }
        for (text_id, place), run in now.items():
            begins = place + size - run
            known = longest.get(text_id, (0, 0))
            if (run, -begins) > (known[0], -known[1]):
                longest[text_id] = (run, begins)
        before = now
    return longest


def _grams(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(size)), strict=False)


def _words(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Where the words stand, and what they are compared by."""
    found = list(WORD.finditer(text))
    return [one.span() for one in found], [same_text_key(one[0]) for one in found]


def _as_written(text: str, spans: Sequence[tuple[int, int]], first: int, size: int) -> str:
    return text[spans[first][0] : spans[first + size - 1][1]] if size else ""
