"""What came after a signature: no part of what was signed, and shown beside it (R23)."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.process import Signature
from tracker.domain.workdays import local_date
from tracker.reports import facts
from tracker.reports.words import Words

# What changes how a closed process stands, or answers it.
ADDED = (
    "response_given",
    "response_sorted",
    "resolution_recorded",
    "contribution_recorded",
    "attempt_bounced",
    "letter_returned",
    "insight_versioned",
    "outcome_recorded",
    "report_frozen",
    "conversation_held",
    "letter_posted",
    "loop_excepted",
    "exception_lifted",
)
MOST = 200


class Since(NamedTuple):
    """A fact that came after a signature."""

    kind: str
    at: datetime
    data: facts.Data

    @property
    def participant(self) -> int | None:
        return self.data.get("participant")


def since(act: Act, signature: Signature) -> tuple[list[Since], bool]:
    """The first facts since a signature, up to the next one under the process, and whether there
    are more."""
    following = (
        select(Signature.event_id)
        .where(Signature.process_id == signature.process_id, Signature.id > signature.id)
        .order_by(Signature.id)
        .limit(1)
    )
    until = act.session.scalars(following).first()
    query = (
        select(Event.kind, Event.at, Event.data)
        .where(Event.process_id == signature.process_id, Event.id > signature.event_id)
        .where(Event.kind.in_(ADDED))
        .order_by(Event.id)
        .limit(MOST + 1)
    )
    if until is not None:
        query = query.where(Event.id < until)
    found = [Since(*row) for row in act.session.execute(query)]
    return found[:MOST], len(found) > MOST


def addendum(
    found: Sequence[Since], words: Words, called: Callable[[int], str]
) -> list[tuple[date, str]]:
    """Those facts as sentences, each with its day."""
    return [
        (
            local_date(each.at),
            facts.sentence(
                words, each.kind, each.data, called(each.participant) if each.participant else ""
            ),
        )
        for each in found
    ]
