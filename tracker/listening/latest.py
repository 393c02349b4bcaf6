"""What the page of the log reads: what was written down last, and who may read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased, lazyload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionReader
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.people import RoleHeld, User
from tracker.domain.policies import seen_contributions
from tracker.domain.process import Encounter, Process, ProcessMember
from tracker.domain.wording import worded

ENTRIES = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was written down."""

    number: int
    text: str
    who: Named
    at: datetime
    occasion: str | None
    how: str
    confidential: bool
    shareable: str | None


def latest(act: Act, process: Process) -> list[Entry]:
    """The last entries that one may read, the newest first; not what was taken out."""
    query = (
        select(*_ENTRY)
        .where(
            Contribution.process_id == process.id,
            Contribution.withdrawn_event_id.is_(None),
            seen_contributions(act.actor),
        )
        .order_by(Contribution.id.desc())
        .limit(ENTRIES)
    )
    return _entries(act, query)


def entry_of(act: Act, contribution: Contribution) -> Entry:
    """One entry as it stands."""
    return _entries(act, select(*_ENTRY).where(Contribution.id == contribution.id))[0]


_held = aliased(Encounter)
_ENTRY = (
    Contribution.id,
    Contribution.received_at,
    Contribution.how,
    Contribution.confidential,
    _held.title.label("held"),
    *NAMED,
)


def _entries(act: Act, query: Select[*tuple[Any, ...]]) -> list[Entry]:
    query = query.select_from(Contribution).join(
        Participant, Participant.id == Contribution.participant_id
    )
    query = with_occasion(query).outerjoin(_held, _held.id == Contribution.encounter_id)
    rows = act.session.execute(query).all()
    words = worded(act.session, [row[0] for row in rows])
    return [
        Entry(
            number,
            words[number].present,
            Named(*who),
            at,
            occasion,
            how,
            confidential,
            words[number].shareable,
        )
        for number, at, how, confidential, occasion, *who in rows
    ]


def colleagues_of(act: Act, process: Process) -> list[User]:
    """Those who see the process by their role and its narrowing, by name."""
    query = (
        select(User)
        .options(lazyload(User.roles_held))
        .where(
            User.active,
            User.roles_held.any(RoleHeld.department_id == process.department_id),
        )
        .order_by(User.name, User.id)
    )
    if process.narrowed:
        members = select(ProcessMember.user_id).where(ProcessMember.process_id == process.id)
        query = query.where(User.id.in_(members))
    return list(act.session.scalars(query))


def readers_of(act: Act, contribution: Contribution) -> list[int]:
    """Who may read a confidential entry, by their numbers."""
    query = (
        select(ContributionReader.user_id)
        .where(ContributionReader.contribution_id == contribution.id)
        .order_by(ContributionReader.user_id)
    )
    return list(act.session.scalars(query))
