"""What waits for somebody: the next actions in their processes, the oldest promise first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Subquery, case, func, literal, null, select, union_all

from tracker.domain.act import Act
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.office import Assignment
from tracker.domain.participant import Participant
from tracker.domain.policies import SIGNING, seen_processes, seen_responses
from tracker.domain.process import Process, Signature
from tracker.domain.projection import LoopRow, OpenResponse, Tally
from tracker.domain.response import Response
from tracker.domain.workdays import local_date
from tracker.paging import beyond, promised_day

# Processes on one page, answers that are one's own, and people who are named on one line.
PROCESSES = 20
ANSWERS = 20
NAMES = 3

# What somebody here has to do; the others wait for the citizen.
TO_DO = ("settle", "reach", "resolve", "decide", "weave", "return", "tell")


class Asked(NamedTuple):
    """What the page is narrowed to: one action, what is late, the processes one answers for."""

    action: str = ""
    late: bool = False
    mine: bool = False


EVERYTHING = Asked()


class Task(NamedTuple):
    """One next action in one process: how many loops wait for it, and the first whose."""

    action: str
    loops: int
    late: int
    due: date | None
    people: Sequence[Named]


@dataclass(slots=True)
class Waiting:
    """A process in which something waits, with its tasks, the oldest promise first."""

    process: int
    title: str
    demo: bool
    due: date | None
    tasks: list[Task] = field(default_factory=list)
    # Loops that wait for the citizen, and answers that wait for us.
    awaiting: int = 0
    answers: int = 0


class Total(NamedTuple):
    """How many loops wait for us, in how many processes, and how many of them are late."""

    loops: int
    processes: int
    late: int


def total(act: Act, asked: Asked = EVERYTHING) -> Total:
    """All that waits within the fence."""
    tasks = _tasks(act, asked)
    query = (
        select(
            func.count(),
            func.count(tasks.c.process_id.distinct()),
            func.coalesce(func.sum(_late(tasks, act)), 0),
        )
        .join(Process, Process.id == tasks.c.process_id)
        .where(*_within(act, asked))
    )
    return Total(*act.session.execute(query).one())


def waiting(
    act: Act, after: tuple[date, int] | None = None, asked: Asked = EVERYTHING
) -> tuple[list[Waiting], bool]:
    """The next processes in which something waits, and whether there are more."""
    tasks = _tasks(act, asked)
    oldest = func.min(promised_day(tasks.c.due))
    query = (
        select(Process.id, Process.title, Process.demo, func.min(tasks.c.due), Tally.open_responses)
        .join(tasks, tasks.c.process_id == Process.id)
        .outerjoin(Tally, Tally.process_id == Process.id)
        .where(*_within(act, asked))
        .group_by(Process.id, Tally.process_id)
        .having(*beyond((oldest, Process.id), after))
        .order_by(oldest, Process.id)
        .limit(PROCESSES + 1)
    )
    rows = act.session.execute(query).all()
    found = {
        number: Waiting(number, title, demo, due, answers=answers or 0)
        for number, title, demo, due, answers in rows[:PROCESSES]
    }
    _add_tasks(act, found, asked)
    return list(found.values()), len(rows) > PROCESSES


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


def to_sign(act: Act) -> list[Process]:
    """The first processes that wait for nothing but a manager's name, and that the actor signs."""
    mine = [department for department, role in act.actor.roles if role in SIGNING]
    query = (
        select(Process)
        .join(Tally, Tally.process_id == Process.id)
        .where(seen_processes(act.actor), Process.department_id.in_(mine))
        .where(Tally.loops > 0, Tally.open == 0, Tally.open_responses == 0)
        .where(~select(Signature.id).where(Signature.process_id == Process.id).exists())
        .order_by(Process.id)
        .limit(PROCESSES)
    )
    return list(act.session.scalars(query))


def sees_any_process(act: Act) -> bool:
    """Whether there is anything at all within the fence."""
    query = select(Process.id).where(seen_processes(act.actor)).limit(1)
    return act.session.scalars(query).first() is not None


def _within(act: Act, asked: Asked) -> list[ColumnElement[bool]]:
    mine = [Process.responsible_id == act.actor.id] if asked.mine else []
    return [seen_processes(act.actor), *mine]


def _tasks(act: Act, asked: Asked) -> Subquery:
    """Each loop's next action, and each late answer in a loop that is walked no more (R23)."""
    walked = select(
        LoopRow.process_id, LoopRow.participant_id, LoopRow.next_action.label("action"), LoopRow.due
    ).where(LoopRow.state == "open", LoopRow.next_action.in_(TO_DO))
    answered_late = (
        select(
            OpenResponse.process_id,
            OpenResponse.participant_id,
            literal("resolve"),
            null(),
        )
        .join(LoopRow, LoopRow.participant_id == OpenResponse.participant_id)
        .where(LoopRow.state != "open")
        .distinct()
    )
    tasks = union_all(walked, answered_late).subquery("every_task")
    narrowed = select(tasks)
    if asked.action:
        narrowed = narrowed.where(tasks.c.action == asked.action)
    if asked.late:
        narrowed = narrowed.where(tasks.c.due < local_date(act.now))
    return narrowed.subquery("tasks")


def _late(tasks: Subquery, act: Act) -> Any:
    return case((tasks.c.due < local_date(act.now), 1), else_=0)


def _add_tasks(act: Act, found: dict[int, Waiting], asked: Asked) -> None:
    tasks = _tasks(act, asked)
    people = _first_people(act, found, tasks)
    query = (
        select(
            tasks.c.process_id,
            tasks.c.action,
            func.count(),
            func.sum(_late(tasks, act)),
            func.min(tasks.c.due),
        )
        .where(tasks.c.process_id.in_(found))
        .group_by(tasks.c.process_id, tasks.c.action)
        .order_by(func.min(promised_day(tasks.c.due)), tasks.c.action)
    )
    for process, action, loops, late, due in act.session.execute(query):
        task = Task(action, loops, late, due, people[process, action])
        found[process].tasks.append(task)
    awaiting = (
        select(LoopRow.process_id, func.count())
        .where(LoopRow.process_id.in_(found))
        .where(LoopRow.state == "open", LoopRow.next_action == "await")
        .group_by(LoopRow.process_id)
    )
    for process, count in act.session.execute(awaiting):
        found[process].awaiting = count


def _first_people(
    act: Act, found: dict[int, Waiting], tasks: Subquery
) -> dict[tuple[int, str], list[Named]]:
    """The people of each process and action whose promises are the oldest."""
    order = (promised_day(tasks.c.due), tasks.c.participant_id)
    place = func.row_number().over(
        partition_by=(tasks.c.process_id, tasks.c.action), order_by=order
    )
    ranked = select(*tasks.c, place.label("place")).where(tasks.c.process_id.in_(found)).subquery()
    query = (
        with_occasion(
            select(ranked.c.process_id, ranked.c.action, *NAMED).join(
                ranked, ranked.c.participant_id == Participant.id
            )
        )
        .where(ranked.c.place <= NAMES)
        .order_by(ranked.c.place)
    )
    people: dict[tuple[int, str], list[Named]] = defaultdict(list)
    for process, action, *who in act.session.execute(query):
        people[process, action].append(Named(*who))
    return people
