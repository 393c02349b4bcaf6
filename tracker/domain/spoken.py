"""Who last spoke with whom: the last conversation, meeting or answer that a colleague took."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from tracker.domain.history import Event, EventAbout, in_pieces
from tracker.domain.people import User

# An answer counts when a colleague wrote it in: they had it from the person's own mouth or hand.
SPOKEN = ("conversation_held", "session_held", "response_given")


class Spoken(NamedTuple):
    """`kind` is the event's; `by` is the colleague's name."""

    kind: str
    at: datetime
    by: str


_ranked = (
    select(
        EventAbout.participant_id,
        Event.kind,
        Event.at,
        User.name,
        func.row_number()
        .over(partition_by=EventAbout.participant_id, order_by=(Event.at.desc(), Event.id.desc()))
        .label("place"),
    )
    .join(Event, Event.id == EventAbout.event_id)
    .join(User, User.id == Event.actor_id)
    .where(
        EventAbout.participant_id.in_(bindparam("participants", expanding=True)),
        Event.kind.in_(SPOKEN),
        Event.actor_kind == "user",
    )
    .subquery()
)
_NEWEST = select(_ranked).where(_ranked.c.place == 1)


def last_spoken(session: Session, participants: Iterable[int]) -> dict[int, Spoken]:
    """By participant: when a member of staff last spoke with them, and who. One statement.

    Who has not been spoken with is left out.
    """
    found: dict[int, Spoken] = {}
    for some in in_pieces(sorted(set(participants))):
        rows = session.execute(_NEWEST, {"participants": some})
        found |= {row[0]: Spoken(*row[1:4]) for row in rows}
    return found
