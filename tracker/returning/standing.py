"""How rounds stand: what became of each, and of each person's report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from tracker.domain.act import Act
from tracker.domain.delivered import STATES
from tracker.domain.history import in_pieces
from tracker.domain.named import NAMED, Named, named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.policies import seen_reports
from tracker.domain.process import Encounter, Process
from tracker.domain.projection import DeliveryStanding
from tracker.domain.response import Response
from tracker.domain.round import (
    CHANNELS,
    Attempt,
    Delivery,
    JointSession,
    Presence,
    Round,
    RoundRecipient,
    told_otherwise,
)
from tracker.domain.workdays import local_date
from tracker.returning.services import channels_of, unfrozen

ROUNDS = 20
DELIVERIES = 50

Rows: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(slots=True)
class RoundStanding:
    """A round: to how many it goes, what became of how many reports, how many answered."""

    round: Round
    people: int = 0
    states: dict[str, int] = field(default_factory=dict)
    answered: int = 0

    def count(self, *states: str) -> int:
        return sum(self.states.get(state, 0) for state in states)


def rounds_of(act: Act, process: Process, before: int) -> tuple[list[RoundStanding], bool]:
    """The next rounds of a process, the newest first, and whether there are more."""
    query = (
        select(Round)
        .where(Round.process_id == process.id)
        .order_by(Round.id.desc())
        .limit(ROUNDS + 1)
    )
    if before:
        query = query.where(Round.id < before)
    rounds = act.session.scalars(query).all()
    return standings_of(act, rounds[:ROUNDS]), len(rounds) > ROUNDS


def standings_of(act: Act, rounds: Sequence[Round]) -> list[RoundStanding]:
    """How each of some rounds stands, by as many statements as for one."""
    found = {round_.id: RoundStanding(round_) for round_ in rounds}
    people = (
        select(RoundRecipient.round_id, func.count())
        .where(RoundRecipient.round_id.in_(found))
        .group_by(RoundRecipient.round_id)
    )
    for number, count in act.session.execute(people):
        found[number].people = count
    states = (
        select(Delivery.round_id, DeliveryStanding.state, func.count())
        .join(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .where(Delivery.round_id.in_(found))
        .group_by(Delivery.round_id, DeliveryStanding.state)
    )
    for number, state, count in act.session.execute(states):
        found[number].states[state] = count
    answered = (
        select(Response.round_id, func.count(Response.participant_id.distinct()))
        .where(Response.round_id.in_(found))
        .group_by(Response.round_id)
    )
    for number, count in act.session.execute(answered):
        found[number].answered = count
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports are asked for; nothing said: all."""

    state: str = ""
    channel: str = ""

    @classmethod
    def of(cls, state: str, channel: str) -> "Asked":
        """What an address asks for; a word that says nothing known filters nothing."""
        return cls(state if state in STATES else "", channel if channel in CHANNELS else "")

    @property
    def said(self) -> dict[str, str]:
        """The same as an address says it."""
        pairs = {"state": self.state, "channel": self.channel}
        return {name: value for name, value in pairs.items() if value}


class Line(NamedTuple):
    """One person's report: what became of it, by which try, and whether they answered.

    `readable`: nothing stands in it that was confided to others than the reader.
    """

    who: Named
    number: int
    channel: str
    mail: str | None
    linked: bool
    state: str
    opened: bool
    window_ends: datetime | None
    readable: bool
    answered: bool
    attempt: Attempt | None


def reports_asked(act: Act, round_: Round, asked: Asked, after: int) -> tuple[list[Line], bool]:
    """The next reports of a round, of those asked for, and whether there are more."""
    tried = (
        select(func.max(Attempt.id))
        .where(Attempt.delivery_id == Delivery.id)
        .correlate(Delivery)
        .scalar_subquery()
    )
    last = aliased(Attempt)
    answered = exists().where(
        Response.round_id == Delivery.round_id,
        Response.participant_id == Delivery.participant_id,
    )
    query: Rows = (
        select(
            *NAMED,
            Delivery.id,
            Delivery.channel,
            Delivery.mail,
            Delivery.token_hash.is_not(None),
            DeliveryStanding.state,
            DeliveryStanding.opened,
            DeliveryStanding.window_ends,
            seen_reports(act.actor),
            answered.correlate(Delivery),
            last,
        )
        .select_from(Delivery)
        .join(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .join(Participant, Participant.id == Delivery.participant_id)
        .outerjoin(last, last.id == tried)
        .where(Delivery.round_id == round_.id, Delivery.id > after)
    )
    if asked.state:
        query = query.where(DeliveryStanding.state == asked.state)
    if asked.channel:
        query = query.where(Delivery.channel == asked.channel)
    ordered = with_occasion(query).order_by(Delivery.id).limit(DELIVERIES + 1)
    rows = act.session.execute(ordered).all()
    lines = [Line(Named(*row[:5]), *row[5:]) for row in rows[:DELIVERIES]]
    return lines, len(rows) > DELIVERIES


class Printable(NamedTuple):
    """How many letters a round has that the reader may read, and how many are kept back.

    `unposted`: how many of them all still wait to be posted; of `letters`, `waiting` are how many
    do, and `large` how many are in large print; `otherwise`: how many are to be told otherwise by
    now, and are not printed.
    """

    letters: int
    protected: int
    confided: int
    otherwise: int
    unposted: int
    large: int
    waiting: int


def printable(act: Act, round_: Round) -> Printable:
    """What `letters` would print."""
    otherwise = told_otherwise(local_date(act.now))
    readable = and_(~otherwise, seen_reports(act.actor))
    printed = and_(readable, ~Participant.protected_address)
    waiting = and_(~otherwise, DeliveryStanding.state == "waiting")
    query = (
        select(
            func.count().filter(printed),
            func.count().filter(and_(readable, Participant.protected_address)),
            func.count().filter(and_(~otherwise, ~readable)),
            func.count().filter(and_(otherwise, DeliveryStanding.state == "waiting")),
            func.count().filter(waiting),
            func.count().filter(and_(printed, Participant.large_print)),
            func.count().filter(and_(printed, waiting)),
        )
        .select_from(Delivery)
        .join(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .join(Participant, Participant.id == Delivery.participant_id)
        .where(Delivery.round_id == round_.id, Delivery.channel == "letter")
    )
    return Printable(*act.session.execute(query).one())


def unposted(act: Act, letters: Sequence[Delivery]) -> list[Delivery]:
    """Those of some letters that still wait to be posted, in their order."""
    found: set[int] = set()
    for some in in_pieces(letter.id for letter in letters):
        query = select(DeliveryStanding.delivery_id).where(
            DeliveryStanding.delivery_id.in_(some), DeliveryStanding.state == "waiting"
        )
        found |= set(act.session.scalars(query))
    return [letter for letter in letters if letter.id in found]


class Rest(NamedTuple):
    """Who gets a round that a meeting began and was not there: how many by which channel, and the
    first of them with theirs. `also`: how many who were there get it by mail too.
    """

    total: int
    also: int
    channels: Counter[str]
    first: list[tuple[Named, str]]


def rest_of(act: Act, round_: Round) -> Rest:
    """To whom the rest of a round goes."""
    people = unfrozen(act, round_)
    channels = channels_of(act, people)
    first = [person.id for person in people[:DELIVERIES]]
    names = named(act.session, first)
    listed = [(names[number], channels[number]) for number in first]
    mailed = select(Attempt.id).where(Attempt.delivery_id == Delivery.id)
    also = select(func.count()).where(
        Delivery.round_id == round_.id, Delivery.channel == "email", ~mailed.exists()
    )
    there = act.session.scalars(also).one()
    return Rest(len(people), there, Counter(channels.values()), listed)


class Meeting(NamedTuple):
    """A session about a round: its number, when, where, and how many were there."""

    number: int
    at: datetime
    place: str
    people: int


def meetings_of(act: Act, round_: Round) -> list[Meeting]:
    """The sessions that were held about a round, in the order they were recorded."""
    query = (
        select(JointSession.id, Encounter.held_at, Encounter.place, func.sum(Presence.count))
        .select_from(JointSession)
        .join(Encounter, Encounter.id == JointSession.encounter_id)
        .join(Presence, Presence.session_id == JointSession.id)
        .where(JointSession.round_id == round_.id)
        .group_by(JointSession.id, Encounter.held_at, Encounter.place)
        .order_by(JointSession.id)
    )
    return [Meeting(*row) for row in act.session.execute(query)]
