"""Canaries: words that nobody says, each in one thing: one that is seen tells what leaked."""

import re
import secrets
from collections.abc import Callable

PREFIX = "zqx"
LETTERS = "bcdfghjklmnpqrstvwz"
LENGTH = 12
CANARY = re.compile(f"{PREFIX}[{LETTERS}]{{{LENGTH}}}")
# What a text is made of, where it is to say more than its canary.
Dress = Callable[[str, str], str]
# What a form may put within a word: lines, places to break, signs of direction.
_WITHIN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")


class Book:
    """All canaries of one world, by what they stand in."""

    def __init__(self, dress: Dress = lambda label, canary: canary) -> None:
        self.labels: dict[str, str] = {}
        self._dress = dress

    def new(self, label: str) -> str:
        """A word that stands nowhere yet, dressed as what is told there."""
        canary = self.word(label)
        return self._dress(label, canary)

    def word(self, label: str) -> str:
        """The bare word, short enough for a line of its own."""
        canary = PREFIX + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        self.labels[canary] = label
        return canary

    def named(self, canaries: set[str]) -> set[str]:
        """What they stand in; a name for each that is wrong."""
        return {self.labels.get(canary, f"unknown {canary}") for canary in canaries}


def seen_in(text: str) -> set[str]:
    """The canaries in a text, whatever broke its lines."""
    return set(CANARY.findall(bare(text)))


def bare(text: str) -> str:
    """The text without anything that a form may break it by."""
    return _WITHIN.sub("", text).lower()
