"""What the pages of those who take part read: where each loop stands, and how to reach them."""

from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.history import Event, EventAbout
from tracker.domain.marks import mark_of
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Membership, Participant
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow

PEOPLE = 50
MEMBERS = 100
SHOWS = ("", "unreachable", "not_quoted", "groups")

Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of them are asked for; nothing said: all."""

    words: str = ""
    show: str = ""


class Person(NamedTuple):
    """One of them in the list. Without a loop, they have told us nothing."""

    who: Named
    ref: str | None
    channel: str
    reachable: bool
    may_quote: bool | None
    said: int
    loop: LoopRow | None


def people_asked(
    act: Act, process: Process, asked: Asked, before: int
) -> tuple[list[Person], bool]:
    """The next of those asked for, the newest first, and whether there are more."""
    said = (
        select(func.count(Contribution.id))
        .where(
            Contribution.participant_id == Participant.id,
            Contribution.withdrawn_event_id.is_(None),
        )
        .correlate(Participant)
        .scalar_subquery()
    )
    columns = (Participant.ref, Participant.channel, ~unreachable(), Participant.may_quote, said)
    query = (
        with_occasion(select(*NAMED, *columns, LoopRow).select_from(Participant))
        .outerjoin(LoopRow, LoopRow.participant_id == Participant.id)
        .where(Participant.process_id == process.id, *_asked(asked))
        .order_by(Participant.id.desc())
        .limit(PEOPLE + 1)
        .execution_options(populate_existing=True)
    )
    if before:
        query = query.where(Participant.id < before)
    rows = act.session.execute(query).all()
    size = len(NAMED)
    return [Person(Named(*row[:size]), *row[size:]) for row in rows[:PEOPLE]], len(rows) > PEOPLE


def unreachable() -> ColumnElement[bool]:
    """Those to whom no way is known: none is wished, or what it takes is missing."""
    lacks = (
        and_(Participant.channel == channel, or_(column.is_(None), column == ""))
        for channel, column in (
            ("email", Participant.email_lookup),
            ("phone", Participant.phone_lookup),
        )
    )
    letter = and_(Participant.channel == "letter", Participant.address.is_(None))
    nowhere = or_(Participant.channel == "none", letter, *lacks)
    return and_(nowhere, ~Participant.public_return)


def _asked(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.show == "unreachable":
        found.append(unreachable())
    elif asked.show == "not_quoted":
        found.append(Participant.may_quote.is_(False))
    elif asked.show == "groups":
        found.append(Participant.kind == "group")
    if asked.words:
        found.append(_called_or_numbered(asked.words))
    return found


def _called_or_numbered(words: str) -> ColumnElement[bool]:
    # SQLite compares æ, ø and å by their case.
    written = {words, words.lower(), words.upper(), words.title(), words.capitalize()}
    columns = (Participant.name, Participant.ref)
    alike = [column.icontains(each, autoescape=True) for column in columns for each in written]
    digits = words.isascii() and words.isdigit() and len(words) <= 10 and int(words) <= LARGEST
    return or_(*alike, Participant.id == int(words)) if digits else or_(*alike)


class Standing(NamedTuple):
    """One of them as their page shows it: the loop, what they said, and groups or members."""

    who: Named
    loop: LoopRow | None
    said: int
    groups: list[Named]
    members: list[Named]


def standing_of(act: Act, participant: Participant) -> Standing:
    """One of them, with the groups that they are of, or with those who are of the group."""
    said = select(func.count(Contribution.id)).where(
        Contribution.participant_id == participant.id,
        Contribution.withdrawn_event_id.is_(None),
    )
    who = with_occasion(select(*NAMED)).where(Participant.id == participant.id)
    return Standing(
        Named(*act.session.execute(who).one()),
        act.session.get(LoopRow, participant.id, populate_existing=True),
        act.session.scalars(said).one(),
        _beside(act, Membership.group_id, Membership.person_id == participant.id),
        _beside(act, Membership.person_id, Membership.group_id == participant.id),
    )


def _beside(act: Act, column: Any, of: ColumnElement[bool]) -> list[Named]:
    query = with_occasion(select(*NAMED).select_from(Participant))
    query = query.join(Membership, column == Participant.id).where(of)
    rows = act.session.execute(query.order_by(Participant.id).limit(MEMBERS))
    return [Named(*row) for row in rows]


def mark_of_person(act: Act, participant: Participant) -> str:
    """The mark of what is known of somebody: another one, when anybody has changed any of it."""
    query = (
        select(func.max(Event.id))
        .join(EventAbout, EventAbout.event_id == Event.id)
        .where(
            EventAbout.participant_id == participant.id,
            Event.kind.in_(("participant_added", "participant_changed")),
        )
    )
    return mark_of(participant.id, act.session.scalars(query).one())
