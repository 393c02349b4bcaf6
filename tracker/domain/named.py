"""A participant as pages and lists name them: no contact details, and nothing of what they said."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.domain.history import in_pieces
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter


class Named(NamedTuple):
    """`occasion` is that of an occasion's unknown."""

    id: int
    name: str
    kind: str
    size: int
    occasion: str | None


NAMED = (
    Participant.id,
    Participant.name,
    Participant.kind,
    Participant.size,
    Encounter.title.label("occasion"),
)


def with_occasion(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A query of participants, to which the columns of `NAMED` can be read."""
    return query.outerjoin(Encounter, Encounter.id == Participant.encounter_id)


def named(session: Session, participants: Iterable[int]) -> dict[int, Named]:
    """Those participants by their numbers."""
    found: dict[int, Named] = {}
    for some in in_pieces(sorted(set(participants))):
        query = with_occasion(select(*NAMED)).where(Participant.id.in_(some))
        found |= {row.id: Named(*row) for row in session.execute(query)}
    return found
