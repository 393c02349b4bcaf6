"""How easily a text reads."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.language.officialese import Advice, advice
from tracker.language.sentences import sentences
from tracker.language.tokens import is_long, words

__all__ = ["BANDS", "Readability", "band", "lix", "measure", "sentences", "words"]

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
    found = words(text)
    long_words = sum(map(is_long, found))
    told_apart = len(sentences(text, language))
    score = lix(len(found), told_apart, long_words)
    return Readability(
        lix=score,
        band=band(score),
        words=len(found),
        sentences=told_apart,
        long_words=long_words,
        advice=tuple(advice(text, language)),
    )


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
