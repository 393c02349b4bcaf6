"""What is promised for a day, within what somebody answers for: for their calendar and their mail.

Nothing here says whom it is about, or what anybody said: how many of what, in which process, when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker.domain.act import Act
from tracker.domain.commitment import Commitment
from tracker.domain.history import Event
from tracker.domain.insight import Insight
from tracker.domain.office import Agenda, Assignment
from tracker.domain.outcome import Outcome
from tracker.domain.policies import seen_processes, seen_responses
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, OpenResponse
from tracker.domain.response import Response
from tracker.domain.sums import WaitingCount
from tracker.domain.workdays import local_date, sunday_of

# What somebody here has to do in a loop; the others wait for the citizen.
TO_DO = ("settle", "reach", "resolve", "decide", "weave", "return", "tell")
# Besides them: a promise to keep, a decision that is expected, an answer one took on elsewhere.
KINDS = (*TO_DO, "promise", "decision", "mine")

# A calendar of so much, and of so many days back and ahead; a mail names so many processes.
ENTRIES = 1000
BACK = timedelta(days=90)
AHEAD = timedelta(days=400)
PROCESSES = 10


class About(NamedTuple):
    """A process, and whether its title may be said where it is read without signing in."""

    id: int
    title: str
    unnamed: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """So many of a kind that are promised for a day, and when the process last changed: by its
    last event, its number and its moment."""

    about: About
    kind: str
    day: date
    count: int
    change: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits in a process: how much, how much of it is late, and is due by the week's end."""

    about: About
    count: int
    late: int
    soon: int


@dataclass(frozen=True, slots=True)
class Week:
    """What somebody has before them as a week begins; the processes named are the most urgent."""

    count: int
    late: int
    soon: int
    processes: int
    named: Sequence[Waits]
    # Nothing in it is real.
    demo: bool


def wishes(act: Act, user: int) -> Agenda:
    """How a user wants to be told; as everybody is to begin with, when nothing was said."""
    return act.session.get(Agenda, user) or Agenda(user_id=user, whose="mine", by_mail=False)


def entries(act: Act, whose: str) -> list[Entry]:
    """What is promised to be done by the actor, the earliest day first."""
    things, today = _things(act, whose), local_date(act.now)
    last = aliased(Event)
    change = (
        select(func.max(Event.id)).where(Event.process_id == Process.id).correlate(Process)
    ).scalar_subquery()
    count = func.sum(things.c.count)
    counted = (
        select(things.c.process, things.c.kind, things.c.day, count.label("count"))
        .where(things.c.day.between(today - BACK, today + AHEAD))
        .group_by(things.c.process, things.c.kind, things.c.day)
        .order_by(things.c.day, things.c.process, things.c.kind)
        .limit(ENTRIES)
    ).subquery()
    query = (
        select(
            *ABOUT,
            counted.c.kind,
            counted.c.day,
            counted.c.count,
            last.id,
            func.coalesce(last.recorded, Process.created_at),
        )
        .select_from(counted)
        .join(Process, Process.id == counted.c.process)
        .outerjoin(last, last.id == change)
        .order_by(counted.c.day, Process.id, counted.c.kind)
    )
    return [
        Entry(About(*row[:4]), kind, day, int(n), number or 0, changed)
        for *row, kind, day, n, number, changed in act.session.execute(query)
    ]


def week_of(act: Act, whose: str) -> Week | None:
    """What waits for the actor in this week; None when nothing does."""
    things, today = _things(act, whose), local_date(act.now)
    late = things.c.day < today
    soon = things.c.day.between(today, sunday_of(today))
    query = (
        select(*ABOUT, func.sum(things.c.count), _sum(things, late), _sum(things, soon))
        .join(things, things.c.process == Process.id)
        # What nobody promised for these days is no news; in a loop, something is always to do.
        .where(or_(late, soon, things.c.kind.in_((*TO_DO, "mine"))))
        .group_by(Process.id)
    )
    found = [
        Waits(About(*row[:4]), *map(int, row[4:]))
        for row in act.session.execute(query.order_by(Process.id))
    ]
    if not found:
        return None
    return Week(
        sum(each.count for each in found),
        sum(each.late for each in found),
        sum(each.soon for each in found),
        len(found),
        sorted(found, key=lambda each: (-each.late, -each.soon, -each.count))[:PROCESSES],
        all(each.about.demo for each in found),
    )


# A single case is about one family, and a narrowed process is not known of by all: neither is
# named where a colleague at the next desk may read it.
ABOUT = (
    Process.id,
    Process.title,
    or_(Process.kind == "case", Process.narrowed),
    Process.demo,
)


def _sum(things: Subquery, counts: Any) -> Any:
    return func.sum(case((counts, things.c.count), else_=0))


def _things(act: Act, whose: str) -> Subquery:
    """All that is to be done: process, kind, day (which may be none), and how many."""
    within = select(Process.id).where(seen_processes(act.actor))
    if whose == "mine":
        within = within.where(Process.responsible_id == act.actor.id)
    parts = [_loops(within), _late_answers(within), _promises(within), _decisions(within)]
    if whose == "mine":
        parts.append(_answers(act, within))
    return union_all(*parts).subquery()


def _loops(within: Select[int]) -> Select[*tuple[Any, ...]]:
    return select(
        WaitingCount.process_id.label("process"),
        WaitingCount.next_action.label("kind"),
        WaitingCount.due.label("day"),
        WaitingCount.loops.label("count"),
    ).where(WaitingCount.process_id.in_(within), WaitingCount.next_action.in_(TO_DO))


def _late_answers(within: Select[int]) -> Select[*tuple[Any, ...]]:
    """Loops that are walked no more and have a late answer (R23): it is promised for no day."""
    whose = OpenResponse.participant_id.distinct()
    return (
        select(OpenResponse.process_id, literal("resolve"), null(), func.count(whose))
        .join(LoopRow, LoopRow.participant_id == OpenResponse.participant_id)
        .where(LoopRow.state != "open", OpenResponse.process_id.in_(within))
        .group_by(OpenResponse.process_id)
    )


def _promises(within: Select[int]) -> Select[*tuple[Any, ...]]:
    return select(Commitment.process_id, literal("promise"), Commitment.due, literal(1)).where(
        Commitment.state == "open", Commitment.process_id.in_(within)
    )


def _decisions(within: Select[int]) -> Select[*tuple[Any, ...]]:
    """The insights whose present outcome is that nobody has decided yet."""
    later = aliased(Outcome)
    replaced = exists().where(later.insight_id == Outcome.insight_id, later.id > Outcome.id)
    return (
        select(Insight.process_id, literal("decision"), Outcome.expected, literal(1))
        .select_from(Outcome)
        .join(Insight, Insight.id == Outcome.insight_id)
        .where(Outcome.use == "undecided", Outcome.expected.is_not(None), ~replaced)
        .where(Insight.ending.is_(None), Insight.process_id.in_(within))
    )


def _answers(act: Act, within: Select[int]) -> Select[*tuple[Any, ...]]:
    """The answers that the actor took or was handed in processes that others answer for."""
    return (
        select(OpenResponse.process_id, literal("mine"), LoopRow.due, literal(1))
        .select_from(OpenResponse)
        .join(Assignment, Assignment.response_id == OpenResponse.response_id)
        .join(Response, Response.id == OpenResponse.response_id)
        .join(Process, Process.id == OpenResponse.process_id)
        .outerjoin(LoopRow, LoopRow.participant_id == OpenResponse.participant_id)
        .where(Assignment.user_id == act.actor.id, OpenResponse.process_id.not_in(within))
        .where(and_(seen_processes(act.actor), seen_responses(act.actor)))
    )
