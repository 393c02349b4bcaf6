"""What makes a text that a citizen will read heavy, and what could be written instead."""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.language.officialese import Advice
from tracker.language.readability import measure

# Pieces of advice at once: more than these nobody takes.
ADVICE = 6
SHOWN = 80


class Advised(NamedTuple):
    """How a text reads: its LIX, rounded, the band that is in, and what to look at."""

    lix: int
    band: str
    advice: Sequence[Advice]


def advised(text: str, language: str) -> Advised | None:
    """Advice about a text; None when there is none to read."""
    found = measure(text, language)
    if not found.words:
        return None
    band = found.band.replace(" ", "_")
    return Advised(round(found.lix), band, [_short(one) for one in found.advice[:ADVICE]])


def _short(one: Advice) -> Advice:
    line = " ".join(one.text.split())
    short = line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
    return Advice(one.kind, short, one.suggestion, one.start, one.end)
