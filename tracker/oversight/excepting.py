"""What the page of a process's exceptions reads: who can be excepted, who is, and who is asked."""

from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import ExceptionAsked, LoopException, Participant
from tracker.domain.people import RoleHeld, User
from tracker.domain.policies import LARGEST, SIGNING, seen_processes
from tracker.domain.process import Process, ProcessMember
from tracker.domain.projection import LoopRow
from tracker.domain.seconding import left_alone
from tracker.oversight import services
from tracker.paging import beyond, promised_day

# On one page: those who can be excepted, those who are, whom one is asked about, and noes.
CANDIDATES = 50
EXCEPTED = 50
ASKED = 50
REFUSED = 10
# Processes named in my work.
PROCESSES = 20

BY = ("because", "who")

Rows: TypeAlias = Select[*tuple[Any, ...]]


class Measured(NamedTuple):
    """How many of a process's loops are excepted, and how many more one manager excepts alone."""

    loops: int
    excepted: int
    share: int | None
    left: int | None
    # Whether there is a manager beside the reader, who could say yes.
    others: bool

    @property
    def alone(self) -> bool:
        """Whether the reader can except one more without asking anybody."""
        return self.left != 0

    @property
    def limit(self) -> str:
        """Why they cannot: there is not one to except, one is more than the share, or it is
        reached."""
        if not self.loops:
            return "none"
        return "one" if (self.share or 0) * self.loops < 100 else "reached"


class Candidate(NamedTuple):
    """Somebody whose loop is open, and nobody has asked to except."""

    who: Named
    row: LoopRow


class Excepted(NamedTuple):
    """Whose loop is excepted: why, since when, by whom, and who asked for it where two did it."""

    number: int
    because: str
    reason: str
    at: datetime
    by: int
    name: str
    asked_by: str | None
    who: Named


class Group(NamedTuple):
    """Exceptions with one reason, or by one manager: how many in all, and those on the page."""

    key: str
    total: int
    exceptions: list[Excepted]


class Asking(NamedTuple):
    """Whom a second manager is asked about, and the number of the asking."""

    number: int
    who: Named


class Asked(NamedTuple):
    """What one manager asked for at once."""

    name: str
    mine: bool
    at: datetime
    because: str
    reason: str
    askings: list[Asking]


class No(NamedTuple):
    """An exception that was refused."""

    who: Named
    because: str
    asked_by: str
    decided_by: str
    at: datetime
    answer: str


class ToSecond(NamedTuple):
    """A process with exceptions that wait for one's yes, and how many."""

    process: int
    title: str
    demo: bool
    askings: int


def measured(act: Act, process: Process) -> Measured:
    """What the department's share comes to in the process, as it stands."""
    other = select(User.id).where(
        RoleHeld.department_id == process.department_id,
        RoleHeld.role.in_(SIGNING),
        RoleHeld.user_id == User.id,
        User.active,
        User.id != (act.actor.id or 0),
    )
    if process.narrowed:
        reader = exists().where(
            ProcessMember.process_id == process.id, ProcessMember.user_id == User.id
        )
        other = other.where(reader)
    others = act.session.scalars(other.limit(1)).first() is not None
    share, loops, excepted = services.share_of(act, process)
    return Measured(loops, excepted, share, left_alone(share, loops, excepted), others)


def candidates(
    act: Act, process: Process, action: str, after: tuple[Any, int] | None
) -> tuple[list[Candidate], bool]:
    """The next of those who can be excepted, and whether there are more; `action` "": all."""
    key = (promised_day(LoopRow.due), LoopRow.participant_id)
    query = (
        with_occasion(
            select(LoopRow, *NAMED).join(Participant, Participant.id == LoopRow.participant_id)
        )
        .where(LoopRow.process_id == process.id, LoopRow.state == "open", ~_asked_about())
        .where(*beyond(key, after))
        .order_by(*key)
        .limit(CANDIDATES + 1)
    )
    if action:
        query = query.where(LoopRow.next_action == action)
    rows = act.session.execute(query).all()
    found = [Candidate(Named(*who), row) for row, *who in rows[:CANDIDATES]]
    return found, len(rows) > CANDIDATES


def _asked_about() -> ColumnElement[bool]:
    return exists().where(
        ExceptionAsked.participant_id == LoopRow.participant_id,
        ExceptionAsked.decided_at.is_(None),
    )


def excepted(
    act: Act, process: Process, by: str, after: tuple[str | int, int] | None
) -> tuple[list[Group], str]:
    """The next exceptions in force, grouped by reason or by who; and the key of what comes after.

    The key is what `after_asked` reads; empty when there is no more.
    """
    group: Any = Event.actor_id if by == "who" else LoopException.because
    totals = {
        str(name): count
        for name, count in act.session.execute(
            _in_force(process, select(group, func.count())).group_by(group)
        )
    }
    asker = aliased(User)
    columns = select(
        LoopException.id,
        LoopException.because,
        LoopException.reason,
        Event.recorded,
        Event.actor_id,
        User.name,
        asker.name,
        *NAMED,
    )
    query = (
        with_occasion(
            _in_force(process, columns)
            .join(Participant, Participant.id == LoopRow.participant_id)
            .join(User, User.id == Event.actor_id)
            .outerjoin(
                ExceptionAsked,
                (ExceptionAsked.participant_id == LoopRow.participant_id)
                & (ExceptionAsked.decided_event_id == LoopException.event_id),
            )
            .outerjoin(asker, asker.id == ExceptionAsked.asked_by_id)
        )
        .order_by(group, LoopException.id)
        .limit(EXCEPTED + 1)
    )
    if after is not None:
        query = query.where(tuple_(group, LoopException.id) > tuple_(*map(literal, after)))
    rows = act.session.execute(query).all()
    found = [
        Excepted(number, because, reason, at, by_id or 0, name, asked_by, Named(*who))
        for number, because, reason, at, by_id, name, asked_by, *who in rows[:EXCEPTED]
    ]

    def key(each: Excepted) -> str:
        return str(each.by) if by == "who" else each.because

    groups = [Group(name, totals[name], list(some)) for name, some in groupby(found, key)]
    more = len(rows) > EXCEPTED
    return groups, f"{key(found[-1])}.{found[-1].number}" if more else ""


def after_asked(by: str, given: str) -> tuple[str | int, int] | None:
    """The group and the number that an address names; None when it names none."""
    name, _, last = given.rpartition(".")
    numbers = [last, name] if by == "who" else [last]
    if not all(each.isascii() and each.isdigit() and len(each) <= 10 for each in numbers):
        return None
    return int(name) if by == "who" else name, min(int(last), LARGEST)


def _in_force(process: Process, query: Rows) -> Rows:
    """A query of the exceptions in force: of each excepted loop, what was said of it last."""
    last = (
        select(func.max(LoopException.id))
        .where(LoopException.participant_id == LoopRow.participant_id)
        .correlate(LoopRow)
        .scalar_subquery()
    )
    return (
        query.select_from(LoopRow)
        .join(LoopException, LoopException.id == last)
        .join(Event, Event.id == LoopException.event_id)
        .where(LoopRow.process_id == process.id, LoopRow.state == "excepted")
    )


def asked_for(act: Act, process: Process) -> tuple[list[Asked], bool]:
    """The first exceptions that wait for a second manager, as they were asked; and whether there
    are more."""
    query = (
        _askings(process, ExceptionAsked.decided_at.is_(None))
        # What one is to answer comes before what one has asked oneself.
        .order_by(ExceptionAsked.asked_by_id == act.actor.id, ExceptionAsked.id)
        .limit(ASKED + 1)
    )
    rows = act.session.execute(query).all()

    def together(row: Any) -> tuple[Any, ...]:
        asking: ExceptionAsked = row[0]
        return asking.asked_by_id, asking.asked_at, asking.because, asking.reason

    found = []
    for (by, at, because, reason), some in groupby(rows[:ASKED], together):
        those = list(some)
        people = [Asking(asking.id, Named(*who)) for asking, _, _, *who in those]
        found.append(Asked(those[0][1], by == act.actor.id, at, because, reason, people))
    return found, len(rows) > ASKED


def refused(act: Act, process: Process) -> list[No]:
    """The last exceptions that a second manager said no to, the newest first."""
    query = (
        _askings(process, ExceptionAsked.agreed.is_(False))
        .order_by(ExceptionAsked.decided_at.desc(), ExceptionAsked.id.desc())
        .limit(REFUSED)
    )
    return [
        No(Named(*who), asking.because, asked_by, by, asking.decided_at, asking.answer)
        for asking, asked_by, by, *who in act.session.execute(query)
    ]


def asked_about(act: Act, participant: Participant) -> Asked | None:
    """What is asked about one person's loop and waits for a second manager."""
    query = (
        select(ExceptionAsked, User.name)
        .join(User, User.id == ExceptionAsked.asked_by_id)
        .where(ExceptionAsked.participant_id == participant.id)
        .where(ExceptionAsked.decided_at.is_(None))
    )
    row = act.session.execute(query).first()
    if row is None:
        return None
    asking, name = row
    mine = asking.asked_by_id == act.actor.id
    return Asked(name, mine, asking.asked_at, asking.because, asking.reason, [])


def to_second(act: Act) -> list[ToSecond]:
    """The first processes with exceptions that wait for the actor's yes, by how long they have."""
    mine = [department for department, role in act.actor.roles if role in SIGNING]
    query = (
        select(Process.id, Process.title, Process.demo, func.count())
        .join(ExceptionAsked, ExceptionAsked.process_id == Process.id)
        .where(ExceptionAsked.decided_at.is_(None), ExceptionAsked.asked_by_id != act.actor.id)
        .where(seen_processes(act.actor), Process.department_id.in_(mine))
        .group_by(Process.id, Process.title, Process.demo)
        .order_by(func.min(ExceptionAsked.id))
        .limit(PROCESSES)
    )
    return [ToSecond(*row) for row in act.session.execute(query)]


def _askings(process: Process, *where: ColumnElement[bool]) -> Rows:
    """The askings of a process, each with who asked, who answered, and whom it is about."""
    asker, answerer = aliased(User), aliased(User)
    return with_occasion(
        select(ExceptionAsked, asker.name, answerer.name, *NAMED)
        .join(Participant, Participant.id == ExceptionAsked.participant_id)
        .join(asker, asker.id == ExceptionAsked.asked_by_id)
        .outerjoin(answerer, answerer.id == ExceptionAsked.decided_by_id)
        .where(ExceptionAsked.process_id == process.id, *where)
    )
