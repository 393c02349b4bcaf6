"""Fourteen reports across the range, each of a process that was walked, frozen for one reader.

`python -m tests.reports.fourteen` keeps what they say now as plain text, for someone to read.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.factories import NOW
from tests.reports.fourteen import care, family, places, tongues, walked
from tracker.domain.act import Act
from tracker.domain.round import Delivery
from tracker.reports.document import Document, Outside
from tracker.reports.freezing import document_of, outside_of
from tracker.reports.text import as_text

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"

FOURTEEN: dict[str, Callable[[Act], Delivery]] = {
    "one_quote": places.one_quote,
    "sixty": care.sixty,
    "every_move": walked.every_move,
    "set_aside_only": places.set_aside_only,
    "corrected_twice": walked.corrected_twice,
    "group": places.group,
    "case": family.case,
    "child": family.child,
    "large_print": care.large_print,
    "arabic": tongues.arabic,
    "english": tongues.english,
    "no_insight_yet": places.no_insight_yet,
    "long_words": tongues.long_words,
    "withdrawn_neighbour": places.withdrawn_neighbour,
}
# What each sending is given anew: here it is the same whenever it is made.
LINK = "https://viden.example.dk/r/5VJq0b3pV1mJmOqk1n0S8wS2Jc7T0u0b3k9x2mQ4r7s"
SLIP_CODE = "K7M-4QX"


@dataclass(frozen=True)
class Report:
    """One of the fourteen, and how it is sent."""

    document: Document
    outside: Outside
    large_print: bool

    @property
    def text(self) -> str:
        return as_text(self.document, self.outside)


def fourteen(act: Act) -> dict[str, Report]:
    """All of them, by name, from one database."""
    return {name: _report(act, tell) for name, tell in FOURTEEN.items()}


def _report(act: Act, tell: Callable[[Act], Delivery]) -> Report:
    act.now = NOW
    delivery = tell(act)
    outside = outside_of(delivery, act.settings, act.now)
    link = LINK if outside.link else None
    return Report(
        document_of(act.session, delivery),
        replace(outside, link=link, slip_code=SLIP_CODE),
        delivery.participant.large_print,
    )
