"""Where all loops of a manager's departments stand: read off kept counts, each number apart."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import nlargest
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Select, and_, case, func, select

from tracker.domain.act import Act
from tracker.domain.happened import MOVING, DayCount
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.people import Department, User
from tracker.domain.policies import SIGNING, seen_processes
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.sums import Tally, WaitingCount
from tracker.domain.workdays import local_date, sunday_of
from tracker.oversight.coming import CAME
from tracker.oversight.periods import Period
from tracker.paging import beyond, promised_day

# What is never one number (R18), and what is said of a loop beside its step.
STATES = ("closed", "excepted", "ended")
MARKS = ("no_answer", "unopened", "decided_first", "stale")
SOON = ("late", "week")
WHEN = (*SOON, "later")
WALKED = range(5)
WEEK = timedelta(days=7)
# Processes and loops on the board, and loops on a page of them.
PROCESSES = 10
WORST = 10
LOOPS = 50
NOBODY = 0

Rows: TypeAlias = Select[*tuple[Any, ...]]
# How many loops are late, and how many are due this week; and of whom: the department's number, the
# caseworker's, and the step.
Due: TypeAlias = list[int]
Place: TypeAlias = tuple[int, int | None, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the board is narrowed to, as the address says it; `caseworker` 0: nobody's.

    `period` is the one in which processes began.
    """

    department: int | None = None
    caseworker: int | None = None
    process: int | None = None
    kind: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class LoopsAsked:
    """Which loops are asked for beside that; nothing said: all."""

    step: int | None = None
    state: str = ""
    mark: str = ""
    when: str = ""
    came: str = ""


@dataclass(slots=True)
class Counts:
    """How many loops are how: each state and mark by itself, open ones by when they are due."""

    processes: int = 0
    demos: int = 0
    loops: int = 0
    open: int = 0
    apart: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*STATES, *MARKS), 0))
    due: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WHEN, 0))

    def add(self, tally: Mapping[str, int]) -> None:
        """Count the processes of one more row of sums."""
        self.processes += tally["processes"]
        self.demos += tally["demos"]
        self.loops += tally["loops"]
        self.open += tally["open"]
        for name in self.apart:
            self.apart[name] += tally[name]


class OneProcess(NamedTuple):
    """A process with loops that are late or soon due."""

    id: int
    title: str
    demo: bool
    late: int
    week: int
    open: int


@dataclass(slots=True)
class Board:
    """All of it, and by department, by caseworker (0: nobody answers for it) and by step; and the
    processes that are the worst."""

    whole: Counts
    departments: dict[int, Counts]
    caseworkers: dict[int, Counts]
    steps: dict[int, dict[str, int]]
    names: dict[int, str]
    department_names: dict[int, str]
    processes: list[OneProcess] = field(default_factory=list)

    @property
    def longest(self) -> int:
        """The most loops at one step."""
        return max((sum(due.values()) for due in self.steps.values()), default=0)


class Moved(NamedTuple):
    """How often something happened in the last seven days, and in the seven before."""

    kind: str
    lately: int
    before: int


class Line(NamedTuple):
    """One loop in a list over many processes."""

    process: int
    title: str
    demo: bool
    row: LoopRow
    who: Named


def managed(act: Act) -> Rows:
    """The numbers of the processes that the actor sees and answers for as a manager."""
    return _among(act, select(Process.id))


def _among(act: Act, query: Rows) -> Rows:
    """A query of processes, or of what is joined to them, held to those."""
    mine = {department for department, role in act.actor.roles if role in SIGNING}
    return query.where(seen_processes(act.actor), Process.department_id.in_(mine))


def within(act: Act, asked: Asked) -> Rows:
    """The numbers of those of them that are asked for."""
    return narrowed(managed(act), asked)


def narrowed(query: Rows, asked: Asked) -> Rows:
    """A query among processes, narrowed to those that are asked for."""
    if asked.department is not None:
        query = query.where(Process.department_id == asked.department)
    if asked.caseworker is not None:
        whose = asked.caseworker or None
        query = query.where(Process.responsible_id.is_not_distinct_from(whose))
    if asked.process is not None:
        query = query.where(Process.id == asked.process)
    if asked.period is not None:
        begins, ends = asked.period.bounds
        query = query.where(Process.created_at >= begins, Process.created_at < ends)
    return query.where(Process.kind == asked.kind) if asked.kind else query


def board_of(act: Act, asked: Asked) -> Board:
    """The counts, by as many statements whatever there is to count."""
    steps = {step: dict.fromkeys(WHEN, 0) for step in WALKED}
    found = Board(Counts(), defaultdict(Counts), defaultdict(Counts), steps, {}, {})
    for department, caseworker, tally in _tallies(act, asked):
        for counts in _those(found, department, caseworker):
            counts.add(tally)
            counts.due["later"] += tally["open"]
        for step in WALKED:
            found.steps[step]["later"] += tally[f"step{step}"]
    soon, places = _soon(act, asked)
    # All that is open was counted as due later; what is late or due this week is not.
    for (department, answering, step), due in places.items():
        for when, loops in zip(SOON, due, strict=True):
            counted = (counts.due for counts in _those(found, department, answering or NOBODY))
            for each in (found.steps[step], *counted):
                each[when] += loops
                each["later"] -= loops
    found.processes = _worst(act, soon)
    found.names = _names(act, User, found.caseworkers)
    found.department_names = _names(act, Department, found.departments)
    found.caseworkers = _by_name(found.caseworkers, found.names)
    found.departments = _by_name(found.departments, found.department_names)
    return found


def _by_name(rows: dict[int, Counts], names: dict[int, str]) -> dict[int, Counts]:
    """In the order of their names; nobody's last."""
    return {number: rows[number] for number in (*names, NOBODY) if number in rows}


def _those(found: Board, department: int, caseworker: int) -> Iterator[Counts]:
    yield from (found.whole, found.departments[department], found.caseworkers[caseworker])


def _tallies(act: Act, asked: Asked) -> Iterator[tuple[int, int, dict[str, int]]]:
    walked = [f"step{step}" for step in WALKED]
    names = (*STATES, *MARKS, *walked)
    sums = select(
        Process.department_id,
        Process.responsible_id,
        func.count(),
        func.count().filter(Process.demo),
        *(func.coalesce(func.sum(getattr(Tally, name)), 0).label(name) for name in names),
    ).outerjoin(Tally, Tally.process_id == Process.id)
    query = narrowed(_among(act, sums), asked)
    # In the order of the index, so that nothing is sorted: who has narrowed ones too has two rows.
    grouped = query.group_by(Process.department_id, Process.narrowed, Process.responsible_id)
    for department, caseworker, *counts in act.session.execute(grouped):
        tally = dict(zip(("processes", "demos", *names), counts, strict=True))
        # What is open stands at one of the steps, and what is not is counted apart.
        tally["open"] = sum(tally[step] for step in walked)
        tally["loops"] = tally["open"] + sum(tally[state] for state in STATES)
        yield department, caseworker or NOBODY, tally


def _when(act: Act, due: Any) -> dict[str, Any]:
    """The conditions of being late, due this week, or later, in the order of `WHEN`."""
    today = local_date(act.now)
    sunday = sunday_of(today)
    later = func.coalesce(due > sunday, True)
    return {"late": due < today, "week": due.between(today, sunday), "later": later}


def _sums(act: Act) -> list[Any]:
    conditions = _when(act, WaitingCount.due)
    return [
        func.sum(case((conditions[when], WaitingCount.loops), else_=0)).label(when) for when in SOON
    ]


def _soon(act: Act, asked: Asked) -> tuple[dict[int, Due], dict[Place, Due]]:
    """What is late and what is due this week: by process, and by department, caseworker, step."""
    # Added up before it is known whose they are: in the order in which the counts lie.
    sums = (
        select(WaitingCount.process_id, WaitingCount.step, *_sums(act))
        .where(WaitingCount.due <= sunday_of(local_date(act.now)))
        .group_by(WaitingCount.process_id, WaitingCount.step)
        .subquery()
    )
    whose = select(Process.department_id, Process.responsible_id, sums).join(
        sums, sums.c.process_id == Process.id
    )
    query = narrowed(_among(act, whose), asked)
    processes: dict[int, Due] = defaultdict(_nothing)
    places: dict[Place, Due] = defaultdict(_nothing)
    # By the connection: of some thousand rows, none is anybody's object.
    for department, answering, process, step, late, week in act.session.connection().execute(query):
        due = processes[process]
        due[0] += late
        due[1] += week
        due = places[department, answering, step]
        due[0] += late
        due[1] += week
    return processes, places


def _nothing() -> Due:
    return [0, 0]


def _worst(act: Act, soon: Mapping[int, Due]) -> list[OneProcess]:
    """The processes with the most loops that are late, and then that are due this week."""
    worst = nlargest(PROCESSES, soon, key=lambda number: (soon[number], -number))
    query = (
        select(Process.id, Process.title, Process.demo, Tally.open)
        .join(Tally, Tally.process_id == Process.id)
        .where(Process.id.in_(worst))
    )
    named = {
        number: OneProcess(number, title, demo, soon[number][0], soon[number][1], loops)
        for number, title, demo, loops in act.session.execute(query)
    }
    return [named[number] for number in worst]


def _names(act: Act, table: type[User | Department], numbers: Iterable[int]) -> dict[int, str]:
    query = select(table.id, table.name).where(table.id.in_(set(numbers)))
    return {n: name for n, name in act.session.execute(query.order_by(table.name, table.id))}


def choices(act: Act) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The departments that the actor manages, and who answers for processes in them, by name."""
    mine = {department for department, role in act.actor.roles if role in SIGNING}
    departments = select(Department.id, Department.name).where(Department.id.in_(mine))
    people = select(User.id, User.name).where(
        User.id.in_(select(Process.responsible_id).where(Process.department_id.in_(mine)))
    )
    found = (departments.order_by(Department.name), people.order_by(User.name))
    named, answering = ([(n, name) for n, name in act.session.execute(query)] for query in found)
    return named, answering


def moved(act: Act, asked: Asked) -> list[Moved]:
    """What happened within a week, today its last day, and in the week before it."""
    today = local_date(act.now)
    lately = DayCount.day > today - WEEK
    sums = (
        select(
            DayCount.kind,
            func.sum(case((lately, DayCount.facts), else_=0)),
            func.sum(case((lately, 0), else_=DayCount.facts)),
        )
        .join(Process, Process.id == DayCount.process_id)
        .where(DayCount.day > today - 2 * WEEK)
    )
    query = narrowed(_among(act, sums), asked).group_by(DayCount.kind)
    found = {kind: (now, before) for kind, now, before in act.session.execute(query)}
    return [Moved(kind, *found.get(kind, (0, 0))) for kind in MOVING]


def loops_found(
    act: Act, asked: Asked, which: LoopsAsked, after: tuple[date, int] | None, most: int = LOOPS
) -> tuple[list[Line], bool]:
    """The next loops of those asked for, the oldest promise first, and whether there are more."""
    # What is late or soon due has a day, and is found in its order.
    dated = which.when in SOON
    due = LoopRow.due if dated else promised_day(LoopRow.due)
    key = (due, LoopRow.participant_id)
    loops = with_occasion(
        select(Process.id.label("process"), Process.title, Process.demo, LoopRow, *NAMED)
        .select_from(LoopRow)
        .join(Process, Process.id == LoopRow.process_id)
        .join(Participant, Participant.id == LoopRow.participant_id)
    )
    query = (
        narrowed(_among(act, loops), asked)
        .where(*_conditions(act, which), *beyond(key, after))
        .order_by(*key)
        .limit(most + 1)
    )
    rows = act.session.execute(query).all()
    lines = [
        Line(number, title, demo, row, Named(*who))
        for number, title, demo, row, *who in rows[:most]
    ]
    return lines, len(rows) > most


def _conditions(act: Act, which: LoopsAsked) -> Iterator[Any]:
    if which.step is not None:
        yield LoopRow.step == which.step
    if which.state:
        yield LoopRow.state == which.state
    if which.mark:
        yield getattr(LoopRow, which.mark)
    if which.came:
        yield CAME[which.came]
    if which.when:
        yield and_(LoopRow.state == "open", _when(act, LoopRow.due)[which.when])
