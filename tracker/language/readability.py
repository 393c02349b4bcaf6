"""How easily a text reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tracker.language.officialese import Advice, advice
from tracker.language.sentences import sentences
from tracker.language.tokens import is_long, words

__all__ = [
    "BANDS",
    "LEAST_WORDS",
    "Readability",
    "band",
    "count",
    "count_together",
    "lix",
    "measure",
    "sentences",
    "words",
]

# LIX of fewer words says nothing.
LEAST_WORDS = 50

# The highest LIX of each band.
BANDS = ((24, "very easy"), (34, "easy"), (44, "medium"), (54, "hard"))


@dataclass(frozen=True)
class Readability:
    """The counts of one text; the LIX is not rounded."""

    lix: float
    band: str
    words: int
    sentences: int
    long_words: int
    advice: tuple[Advice, ...]


def measure(text: str, language: str) -> Readability:
    """How the text reads; ValueError for a language that none is written in here.

    For passages that a reader meets apart, put an empty line between them.
    """
    found = _counted(text, language)
    score = lix(*found)
    return Readability(score, band(score), *found, tuple(advice(text, language)))


class Counts(NamedTuple):
    """What the LIX is reckoned from."""

    words: int
    sentences: int
    long_words: int


@lru_cache(2_000)
def count(text: str, language: str) -> Counts:
    """The counts of one text; kept, as the letters of a round share most of what they say."""
    return _counted(text, language)


def _counted(text: str, language: str) -> Counts:
    found = words(text)
    return Counts(len(found), len(sentences(text, language)), sum(map(is_long, found)))


def count_together(texts: Iterable[str], language: str) -> Counts:
    """The counts of passages that a reader meets apart, taken together."""
    counted = [count(text, language) for text in texts]
    return Counts(*(sum(column) for column in zip(*counted, strict=True))) if counted else NONE


NONE = Counts(0, 0, 0)


def lix(words: int, sentences: int, long_words: int) -> float:
    """Björnsson's index (Läsbarhet, 1968): words a sentence, plus long words in the hundred.

    0 for no words.
    """
    if not words:
        return 0.0
    return words / sentences + 100 * long_words / words


def band(lix: float) -> str:
    """The name of the band that an unrounded LIX falls in."""
    return next((name for highest, name in BANDS if lix <= highest), "very hard")
