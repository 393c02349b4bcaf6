"""What waits for somebody: the next actions in their processes, the oldest promise first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Select,
    and_,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from tracker.domain.act import Act
from tracker.domain.agenda import TO_DO
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.office import Assignment
from tracker.domain.participant import Participant
from tracker.domain.policies import SIGNING, seen_processes, seen_responses
from tracker.domain.process import Process, Signature
from tracker.domain.projection import LoopRow, OpenResponse
from tracker.domain.response import Response
from tracker.domain.sums import Tally, WaitingCount, waiting_on
from tracker.domain.workdays import local_date
from tracker.paging import NEVER, promised_day

# Processes on one page, answers that are one's own, and people who are named on one line.
PROCESSES = 20
ANSWERS = 20
NAMES = 3

# What waits for the citizen, and not for somebody here.
AWAIT = "await"


class Asked(NamedTuple):
    """What the page is narrowed to: one action, what is late, the processes one answers for."""

    action: str = ""
    late: bool = False
    mine: bool = False


EVERYTHING = Asked()


@dataclass(slots=True)
class Task:
    """One next action in one process: how many loops wait for it, and the first whose."""

    action: str
    loops: int
    late: int
    due: date | None
    people: list[Named] = field(default_factory=list)


@dataclass(slots=True)
class Waiting:
    """A process in which something waits, with its tasks, the oldest promise first."""

    process: int
    title: str
    demo: bool
    tasks: list[Task] = field(default_factory=list)
    # Loops that wait for the citizen, and answers that wait for us.
    awaiting: int = 0
    answers: int = 0

    @property
    def due(self) -> date | None:
        """The oldest promise."""
        return min((task.due for task in self.tasks if task.due), default=None)

    def add(self, task: Task) -> None:
        """Late answers in loops that are walked no more are one task with the others."""
        same = next((each for each in self.tasks if each.action == task.action), None)
        if same is None:
            self.tasks.append(task)
            return
        same.loops += task.loops
        same.late += task.late
        same.due = same.due or task.due


class Ready(NamedTuple):
    """A process that can be signed."""

    id: int
    title: str
    demo: bool


class Total(NamedTuple):
    """How many loops wait for us, in how many processes, and how many of them are late."""

    loops: int
    processes: int
    late: int


def everything_waiting(
    act: Act, asked: Asked = EVERYTHING, after: tuple[date, int] | None = None
) -> tuple[Total, list[Waiting], bool]:
    """All that waits within the fence, the next processes of it, and whether there are more."""
    found = _counted(act, asked)
    tasks = [task for each in found for task in each.tasks]
    total = Total(sum(t.loops for t in tasks), len(found), sum(t.late for t in tasks))
    order = sorted(found, key=_promise)
    following = [each for each in order if after is None or _promise(each) > after]
    shown = following[:PROCESSES]
    _add_people(act, shown)
    return total, shown, len(following) > PROCESSES


def _promise(each: Waiting) -> tuple[date, int]:
    return each.due or NEVER, each.process


def _counted(act: Act, asked: Asked) -> list[Waiting]:
    """Each process in which something waits for us, with what it is: counted in one statement."""
    counts = union_all(_walked(act, asked), _answered_late(act, asked)).subquery()
    query = (
        select(Process.id, Process.title, Process.demo, Tally.open_responses, *counts.c)
        .join(counts, counts.c.process_id == Process.id)
        .outerjoin(Tally, Tally.process_id == Process.id)
    )
    found: dict[int, Waiting] = {}
    for number, title, demo, answers, _, action, loops, late, due in act.session.execute(query):
        each = found.setdefault(number, Waiting(number, title, demo, answers=answers or 0))
        if action == AWAIT:
            each.awaiting = loops
        else:
            each.add(Task(action, loops, late, due))
    for each in found.values():
        each.tasks.sort(key=lambda task: (task.due or NEVER, task.action))
    return [each for each in found.values() if each.tasks]


class Mine(NamedTuple):
    """An answer that waits for the actor by name."""

    number: int
    process: int
    who: Named
    due: date | None


def answers_mine(act: Act) -> list[Mine]:
    """The open answers that the actor took or was handed, the oldest promise first."""
    query = (
        with_occasion(
            select(Response.id, Response.process_id, LoopRow.due, *NAMED)
            .join(OpenResponse, OpenResponse.response_id == Response.id)
            .join(Assignment, Assignment.response_id == Response.id)
            .join(Process, Process.id == Response.process_id)
            .join(Participant, Participant.id == Response.participant_id)
            .outerjoin(LoopRow, LoopRow.participant_id == Participant.id)
        )
        .where(Assignment.user_id == act.actor.id, seen_processes(act.actor))
        .where(seen_responses(act.actor))
        .order_by(promised_day(LoopRow.due), Response.id)
        .limit(ANSWERS)
    )
    return [
        Mine(number, process, Named(*who), due)
        for number, process, due, *who in act.session.execute(query)
    ]


def _walked(act: Act, asked: Asked) -> Select[*tuple[Any, ...]]:
    """How many open loops have each next action, by the counts that are kept of them. Those that
    wait for the citizen always count."""
    today, action = local_date(act.now), WaitingCount.next_action
    wanted = action == asked.action if asked.action else action.in_(TO_DO)
    if asked.late:
        wanted = and_(wanted, WaitingCount.due < today)
    within = WaitingCount.process_id.in_(_within(act, asked))
    return waiting_on(today).where(within, or_(wanted, action == AWAIT))


def _answered_late(act: Act, asked: Asked) -> Select[*tuple[Any, ...]]:
    """How many loops that are walked no more have a late answer (R23), promised for no day."""
    whose = OpenResponse.participant_id.distinct()
    query = (
        select(OpenResponse.process_id, literal("resolve"), func.count(whose), literal(0), null())
        .join(LoopRow, LoopRow.participant_id == OpenResponse.participant_id)
        .where(LoopRow.state != "open", OpenResponse.process_id.in_(_within(act, asked)))
        .group_by(OpenResponse.process_id)
    )
    return query.where(false()) if asked.late or asked.action not in ("", "resolve") else query


def _within(act: Act, asked: Asked) -> Select[int]:
    query = select(Process.id).where(seen_processes(act.actor))
    return query.where(Process.responsible_id == act.actor.id) if asked.mine else query


def to_sign(act: Act) -> list[Ready]:
    """The first processes that wait for nothing but a manager's name, and that the actor signs."""
    mine = [department for department, role in act.actor.roles if role in SIGNING]
    query = (
        select(Process.id, Process.title, Process.demo)
        .join(Tally, Tally.process_id == Process.id)
        .where(seen_processes(act.actor), Process.department_id.in_(mine))
        .where(Tally.loops > 0, Tally.open == 0, Tally.open_responses == 0)
        .where(~select(Signature.id).where(Signature.process_id == Process.id).exists())
        .order_by(Process.id)
        .limit(PROCESSES)
    )
    return [Ready(*row) for row in act.session.execute(query)]


def sees_any_process(act: Act) -> bool:
    """Whether there is anything at all within the fence."""
    query = select(Process.id).where(seen_processes(act.actor)).limit(1)
    return act.session.scalars(query).first() is not None


def _add_people(act: Act, shown: Sequence[Waiting]) -> None:
    """Name the people of each task whose promises are the oldest."""
    tasks = {(each.process, task.action): task for each in shown for task in each.tasks}
    firsts = [(action, _first(action)) for action in sorted({action for _, action in tasks})]
    if "resolve" in dict(firsts):
        firsts.append(("resolve", _first_late()))
    if not firsts:
        return
    processes = [each.process for each in shown]
    query = union_all(*(_of_task(action, first, processes) for action, first in firsts))
    rows = sorted(act.session.execute(query), key=lambda row: (row.due or NEVER, row.id))
    for process, action, _, *who in rows:
        task = tasks.get((process, action))
        if task is not None and len(task.people) < min(NAMES, task.loops):
            task.people.append(Named(*who))


def _of_task(action: str, first: Select[int], processes: Sequence[int]) -> Select[*tuple[Any, ...]]:
    whose = select(
        Process.id.label("process"), literal(action).label("action"), LoopRow.due, *NAMED
    )
    return with_occasion(
        whose.select_from(Process)
        .join(Participant, Participant.id.in_(first))
        .join(LoopRow, LoopRow.participant_id == Participant.id)
        .where(Process.id.in_(processes))
    )


@cache
def _first(action: str) -> Select[int]:
    """Of a process, those whose loops have this next action; so few that an index finds them."""
    row = aliased(LoopRow)
    query = select(row.participant_id).where(
        row.state == "open", row.process_id == Process.id, row.next_action == action
    )
    first = query.order_by(row.due.nulls_last(), row.participant_id).limit(NAMES)
    return first.correlate(Process)


@cache
def _first_late() -> Select[int]:
    row = aliased(LoopRow)
    query = (
        select(OpenResponse.participant_id)
        .join(row, row.participant_id == OpenResponse.participant_id)
        .where(OpenResponse.process_id == Process.id, row.state != "open")
    )
    first = query.distinct().order_by(OpenResponse.participant_id).limit(NAMES)
    return first.correlate(Process)
