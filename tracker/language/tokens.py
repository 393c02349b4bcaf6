"""Words, as everything here counts them."""

from __future__ import annotations

import re

# A long word, in the LIX, has more letters than this.
LONG = 6

# What may stand within a word and is neither letter nor digit: the accents of decomposed
# letters, the vowel signs of Hebrew and Arabic, soft hyphens, joiners.
_MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200c\u200d\u2060"
)
_RUN = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"

# The typographic apostrophe and hyphens are the typed ones in a better suit.
WORD = re.compile(rf"{_RUN}(?:[.,:'’\-\u2010\u2011]{_RUN})*")


def words(text: str) -> list[str]:
    """The words as written: runs of letters or digits with inner . , : ' and hyphen."""
    return WORD.findall(text)


def letters(word: str) -> int:
    """How many letters a word has; digits, accents and signs are none."""
    return sum(map(str.isalpha, word))


def is_long(word: str) -> bool:
    """Whether the LIX counts it as long."""
    return letters(word) > LONG
