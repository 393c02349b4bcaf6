"""What the pages of processes read: how many loops stand where, and which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from tracker.domain import closing
from tracker.domain.act import Act
from tracker.domain.commitment import Commitment
from tracker.domain.errors import Unseen
from tracker.domain.named import NAMED, Named, named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.people import Department, RoleHeld, User
from tracker.domain.policies import LARGEST, seen_processes
from tracker.domain.process import Process, ProcessMember
from tracker.domain.projection import LoopRow
from tracker.domain.sums import Tally
from tracker.domain.workdays import local_date
from tracker.paging import beyond, promised_day

PROCESSES = 25
LOOPS = 50
# Commitments that are shown, and people who are named for each thing that stands in the way.
PROMISES = 20
NAMES = 5

Rows: TypeAlias = Select[*tuple[Any, ...]]


class Standing(NamedTuple):
    """A process with its counts; `state` is open, closed or reopened."""

    process: Process
    tally: Tally
    late: int
    state: str


class Line(NamedTuple):
    """One person's loop in a list."""

    who: Named
    row: LoopRow


class People(NamedTuple):
    """Those of one kind who took part, and how many they were: groups are counted apart (R19)."""

    kind: str
    amount: int
    size: int


class InTheWay(NamedTuple):
    """What of one kind keeps a process from being closed: how much, of how many, the first."""

    kind: str
    amount: int
    whose: int
    people: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which loops are asked for; nothing said: all."""

    step: int | None = None
    action: str = ""
    state: str = ""
    overdue: bool = False

    @property
    def everything(self) -> bool:
        return self == Asked()


def processes_seen(act: Act, before: int) -> tuple[list[Standing], bool]:
    """The next processes within the fence, the newest first, and whether there are more."""
    newest = select(Process.id).where(seen_processes(act.actor))
    if before:
        newest = newest.where(Process.id < before)
    # All that are seen are sorted by their numbers, and only a few of them are read.
    newest = newest.order_by(Process.id.desc()).limit(PROCESSES + 1)
    query = (
        select(Process, Tally)
        .outerjoin(Tally, Tally.process_id == Process.id)
        .where(Process.id.in_(newest.scalar_subquery()))
        .order_by(Process.id.desc())
    )
    rows = act.session.execute(query).all()
    return _standings(act, rows[:PROCESSES]), len(rows) > PROCESSES


def standing_of(act: Act, process: Process) -> Standing:
    """One process with its counts."""
    tally = act.session.get(Tally, process.id, populate_existing=True)
    return _standings(act, [(process, tally)])[0]


def _standings(act: Act, rows: Sequence[tuple[Process, Tally | None]]) -> list[Standing]:
    numbers = [process.id for process, _ in rows]
    late = (
        select(LoopRow.process_id, func.count())
        .where(LoopRow.process_id.in_(numbers), *_overdue(act))
        .group_by(LoopRow.process_id)
    )
    overdue = {process: count for process, count in act.session.execute(late)}
    states = closing.states_of(act.session, numbers, act.now)
    return [
        Standing(process, tally or _nothing_yet(), overdue.get(process.id, 0), states[process.id])
        for process, tally in rows
    ]


def _nothing_yet() -> Tally:
    counts = (column.key for column in Tally.__table__.columns)
    return Tally(**dict.fromkeys(counts, 0))


def _overdue(act: Act) -> list[Any]:
    return [LoopRow.state == "open", LoopRow.due < local_date(act.now)]


def loops_asked(
    act: Act, process: Process, asked: Asked, after: tuple[date, int] | None
) -> tuple[list[Line], bool]:
    """The next loops of those asked for, the oldest promise first, and whether there are more."""
    key = (promised_day(LoopRow.due), LoopRow.participant_id)
    loops = _asked(act, process, asked, select(LoopRow, *NAMED))
    query = (
        with_occasion(loops.join(Participant, Participant.id == LoopRow.participant_id))
        .where(*beyond(key, after))
        .order_by(*key)
        .limit(LOOPS + 1)
    )
    rows = act.session.execute(query).all()
    lines = [Line(Named(*who), row) for row, *who in rows[:LOOPS]]
    return lines, len(rows) > LOOPS


def count_asked(act: Act, process: Process, asked: Asked) -> int:
    """How many loops are asked for; exact, as it stays within the fence."""
    count: int = act.session.scalars(_asked(act, process, asked, select(func.count()))).one()
    return count


def _asked(act: Act, process: Process, asked: Asked, query: Rows) -> Rows:
    query = query.select_from(LoopRow).where(LoopRow.process_id == process.id)
    if asked.step is not None:
        query = query.where(LoopRow.step == asked.step)
    if asked.action:
        query = query.where(LoopRow.next_action == asked.action)
    if asked.state:
        query = query.where(LoopRow.state == asked.state)
    return query.where(*_overdue(act)) if asked.overdue else query


def people_of(act: Act, process: Process) -> list[People]:
    """How many took part, by kind; a group with all who are in it."""
    query = (
        select(Participant.kind, func.count(), func.sum(Participant.size))
        .join(LoopRow, LoopRow.participant_id == Participant.id)
        .where(LoopRow.process_id == process.id)
        .group_by(Participant.kind)
    )
    found = {row[0]: People(*row) for row in act.session.execute(query)}
    return [found[kind] for kind in ("person", "group", "unknown") if kind in found]


def commitments_of(act: Act, process: Process) -> list[Commitment]:
    """The first promises that were written down."""
    query = select(Commitment).where(Commitment.process_id == process.id)
    return list(act.session.scalars(query.order_by(Commitment.due, Commitment.id).limit(PROMISES)))


def in_the_way(act: Act, process: Process) -> list[InTheWay]:
    """What keeps the process from being closed, by kind, with the first whom it is about."""
    counted = closing.counted(act.session, process, act.now, NAMES)
    people = named(act.session, {number for *_, first in counted for number in first})
    return [
        InTheWay(kind, amount, whose, [people[number] for number in first])
        for kind, amount, whose, first in counted
    ]


class Held(NamedTuple):
    """A process, who it is narrowed to, and whether the reader is shown what it is called."""

    process: Process
    members: Sequence[User]
    named: bool
    # Nobody is responsible for it who works here, or nobody is left who may see it.
    left_alone: bool


def processes_administered(act: Act, before: int) -> tuple[list[Held], bool]:
    """The next processes of the departments that the actor administers, the newest first."""
    query = _administered(act)
    if before:
        query = query.where(Process.id < before)
    return _held_some(act, query)


def left_alone(act: Act) -> tuple[list[Held], bool]:
    """Those that nobody has who works there, the newest first; and whether there are more."""
    return _held_some(act, _administered(act).where(_is_left_alone()))


def administered_process(act: Act, number: int) -> Process:
    """A process of a department that the actor administers, narrowed or not; Unseen otherwise."""
    process = act.session.get(Process, number) if number <= LARGEST else None
    if process is None:
        raise Unseen("process", number)
    if (process.department_id, "administrator") not in act.actor.roles:
        raise Unseen("process", number, exists=True)
    return process


def held(act: Act, process: Process) -> Held:
    """The same of one process."""
    (found,), _ = _held_some(act, _administered(act).where(Process.id == process.id))
    return found


def _administered(act: Act) -> Rows:
    mine = [department for department, role in act.actor.roles if role == "administrator"]
    return (
        select(Process, _is_left_alone())
        .where(Process.department_id.in_(mine))
        .options(joinedload(Process.responsible))
        .order_by(Process.id.desc())
        .limit(PROCESSES + 1)
    )


def _held_some(act: Act, query: Rows) -> tuple[list[Held], bool]:
    rows = act.session.execute(query).all()
    shown = rows[:PROCESSES]
    members: dict[int, list[User]] = {}
    found = (
        select(ProcessMember.process_id, User)
        .join(User, User.id == ProcessMember.user_id)
        .where(ProcessMember.process_id.in_([process.id for process, _ in shown]))
        .order_by(User.name)
    )
    for number, user in act.session.execute(found):
        members.setdefault(number, []).append(user)
    lines = [_one_held(act, each, members.get(each.id, []), left) for each, left in shown]
    return lines, len(rows) > PROCESSES


def _one_held(act: Act, process: Process, members: Sequence[User], left: bool) -> Held:
    mine = not process.narrowed or act.actor.id in {user.id for user in members}
    return Held(process, members, mine, left)


def _is_left_alone() -> ColumnElement[bool]:
    works_here = exists().where(
        RoleHeld.user_id == User.id, RoleHeld.department_id == Process.department_id, User.active
    )
    has_it = exists().where(User.id == Process.responsible_id, works_here)
    member = exists().where(
        ProcessMember.process_id == Process.id, ProcessMember.user_id == User.id, works_here
    )
    return ~has_it | (Process.narrowed & ~member)


def departments_of(act: Act) -> list[Department]:
    """The departments that the actor works in, by name."""
    mine = {department for department, _ in act.actor.roles}
    query = select(Department).where(Department.id.in_(mine)).order_by(Department.name)
    return list(act.session.scalars(query))


def colleagues_of(act: Act, process: Process) -> list[User]:
    """Those who work in the department of a process, by name."""
    held = select(RoleHeld.user_id).where(RoleHeld.department_id == process.department_id)
    query = select(User).where(User.id.in_(held), User.active).order_by(User.name)
    return list(act.session.scalars(query))
