"""The sessions that somebody has before them: to be held, written down, or gone on with."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, or_, select

from tracker.domain.act import Act
from tracker.domain.agenda import ABOUT, AHEAD, BACK, ENTRIES, About
from tracker.domain.contribution import Contribution
from tracker.domain.planned import PlannedSession
from tracker.domain.policies import seen_processes
from tracker.domain.process import Encounter, Process
from tracker.domain.response import Response
from tracker.domain.round import JointSession, Presence

# A session is spoken of so long before it, and so long after it while nothing of it is written.
SOON = timedelta(days=60)
LATELY = timedelta(days=14)
# Sessions of one kind in one list.
SHOWN = 20


class Coming(NamedTuple):
    """A session that asks something of somebody.

    `kind`: it is *planned*; its time is over and it is *unrecorded*; or it is recorded and what
    was said there is *unwritten*. `number` is the plan's, or of what is unwritten the session's.
    """

    kind: str
    number: int
    process: int
    title: str
    demo: bool
    round: int
    at: datetime


def coming(act: Act, process: Process | None = None) -> list[Coming]:
    """The sessions of a process, or those that are the actor's own, the earliest first."""
    whose = _own(act) if process is None else Process.id == process.id
    within = and_(seen_processes(act.actor), whose)
    over, ahead = PlannedSession.at <= act.now, PlannedSession.at > act.now
    soon = and_(ahead, PlannedSession.at < act.now + SOON)
    found = [Coming("planned", *row) for row in _plans(act, within, soon, PlannedSession.at.asc())]
    found += [
        Coming("unrecorded", *row) for row in _plans(act, within, over, PlannedSession.at.desc())
    ]
    found += [Coming("unwritten", *row) for row in _behind(act, within)]
    return sorted(found, key=lambda each: (each.at, each.kind, each.number))


def _own(act: Act) -> ColumnElement[bool]:
    """What the actor answers for, or leads."""
    mine = act.actor.id
    return or_(Process.responsible_id == mine, PlannedSession.led_by_id == mine)


def _plans(
    act: Act, within: ColumnElement[bool], when: ColumnElement[bool], first: ColumnElement[Any]
) -> Sequence[tuple[Any, ...]]:
    """The plans of that time, so many that those long forgotten hide no others."""
    query = (
        select(
            PlannedSession.id,
            Process.id,
            Process.title,
            Process.demo,
            PlannedSession.round_id,
            PlannedSession.at,
        )
        .join(Process, Process.id == PlannedSession.process_id)
        .where(PlannedSession.cancelled_at.is_(None), PlannedSession.session_id.is_(None))
        .where(when, within)
        .order_by(first, PlannedSession.id)
    )
    return [tuple(row) for row in act.session.execute(query.limit(SHOWN))]


def _behind(act: Act, within: ColumnElement[bool]) -> Sequence[tuple[Any, ...]]:
    """The sessions that were held lately, and of which nothing that was said is written."""
    answered = exists().where(
        Presence.session_id == JointSession.id,
        Response.participant_id == Presence.participant_id,
        Response.round_id == JointSession.round_id,
        Response.event_id > JointSession.event_id,
    )
    heard = exists().where(Contribution.encounter_id == JointSession.encounter_id)
    query = (
        select(
            JointSession.id,
            Process.id,
            Process.title,
            Process.demo,
            JointSession.round_id,
            Encounter.held_at,
        )
        .join(Encounter, Encounter.id == JointSession.encounter_id)
        .join(Process, Process.id == Encounter.process_id)
        .outerjoin(PlannedSession, PlannedSession.session_id == JointSession.id)
        .where(Encounter.held_at > act.now - LATELY, ~answered, ~heard, within)
        .order_by(Encounter.held_at, JointSession.id)
    )
    return [tuple(row) for row in act.session.execute(query.limit(SHOWN))]


class InCalendar(NamedTuple):
    """A planned session as a calendar has it: never where, and never who is expected."""

    about: About
    number: int
    round: int
    at: datetime
    minutes: int
    edition: int
    changed_at: datetime


def in_calendar(act: Act, whose: str) -> list[InCalendar]:
    """The sessions of what the actor answers for or leads, or of all that they see."""
    query = (
        select(
            *ABOUT,
            PlannedSession.id,
            PlannedSession.round_id,
            PlannedSession.at,
            PlannedSession.minutes,
            PlannedSession.edition,
            PlannedSession.changed_at,
        )
        .join(PlannedSession, PlannedSession.process_id == Process.id)
        .where(seen_processes(act.actor), PlannedSession.cancelled_at.is_(None))
        .where(PlannedSession.at.between(act.now - BACK, act.now + AHEAD))
        .order_by(PlannedSession.at, PlannedSession.id)
        .limit(ENTRIES)
    )
    if whose == "mine":
        query = query.where(_own(act))
    rows: Any = act.session.execute(query)
    return [InCalendar(About(*row[:4]), *row[4:]) for row in rows]
