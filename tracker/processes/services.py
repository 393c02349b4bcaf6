"""What is done with a process itself; each verb is called as the office says it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, NotAllowed
from tracker.domain.marks import demand_unchanged
from tracker.domain.people import Department, User
from tracker.domain.policies import demand_administrator
from tracker.domain.process import Process, ProcessMember
from tracker.domain.workdays import local_date
from tracker.language.given import LINE, TEXT, day_given, line_given, text_given


@dataclass(frozen=True, slots=True)
class Promises:
    """In days: to give back, to answer an answer, to close."""

    to_return: int = 21
    to_answer: int = 14
    to_close: int = 21


def department_named(act: Act, name: str) -> Department:
    """The department, made when it is new."""
    name = line_given("department", name, LINE)
    department = act.session.scalars(select(Department).where(Department.name == name)).first()
    if department is None:
        department = Department(name=name)
        act.session.add(department)
        act.session.flush()
    return department


def add_process(
    act: Act,
    title: str,
    kind: str,
    department: Department,
    *,
    language: str = "da",
    contact: tuple[str, str, str] = ("", "", ""),
    mail: str = "notice",
    second_thing: bool = False,
    public_return: bool = False,
    promises: Promises = Promises(),
    demo: bool = False,
    created_at: datetime | None = None,
) -> Process:
    """Begin a process; `contact` is a name, a phone and hours that citizens can use."""
    _demand_department(act, department)
    name, phone, hours = (part.strip() for part in contact)
    process = Process(
        title=line_given("title", title, LINE),
        kind=kind,
        department=department,
        language=language,
        contact_name=name and line_given("contact", name, LINE),
        contact_phone=phone and line_given("contact", phone, 60),
        contact_hours=hours and line_given("contact", hours, LINE),
        mail=mail,
        second_thing=second_thing or kind == "case",
        public_return=public_return,
        days_to_return=promises.to_return,
        days_to_answer=promises.to_answer,
        days_to_close=promises.to_close,
        responsible_id=act.actor.id,
        demo=demo,
        created_at=created_at or act.now,
    )
    act.session.add(process)
    act.session.flush()
    act.record(process.id, "process_created", at=process.created_at, **_days(promises))
    return process


@dataclass(frozen=True, slots=True)
class About:
    """What a process says of itself; texts as people write them."""

    title: str
    purpose: str = ""
    at_stake: str = ""
    can_influence: str = ""
    cannot_influence: str = ""
    until: date | None = None
    case_number: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_hours: str = ""


_LINES = {
    "title": LINE,
    "case_number": 60,
    "contact_name": LINE,
    "contact_phone": 60,
    "contact_hours": LINE,
}


def describe(act: Act, process: Process, about: About) -> None:
    """Say what it is for, what is at stake for citizens, what they can influence or not, and
    whom they can reach."""
    if not about.title.strip():
        raise BadInput("title", "title_missing")
    for field in fields(about):
        value = getattr(about, field.name)
        if field.name in _LINES:
            value = value and line_given(field.name, value, _LINES[field.name])
        elif field.name == "until":
            value = value and _until_given(act, process, value)
        else:
            value = value and text_given(field.name, value, TEXT)
        setattr(process, field.name, value)
    act.session.flush()


def _until_given(act: Act, process: Process, value: date) -> date:
    """A day that citizens can still have a say until; what stood there already may have passed."""
    if value != process.until and day_given("until", value) < local_date(act.now):
        raise BadInput("until", "expected_has_passed", value=value)
    return value


def about_of(process: Process) -> About:
    """What it says of itself now."""
    return About(**{field.name: getattr(process, field.name) for field in fields(About)})


def entrust(act: Act, process: Process, responsible: User | None) -> None:
    """Say who is responsible for it: somebody who works in its department."""
    if responsible is not None and not _works_in(responsible, process.department_id):
        raise BadInput("responsible", "not_of_the_department", name=responsible.name)
    process.responsible = responsible
    act.session.flush()


@dataclass(frozen=True, slots=True)
class AsRead:
    """A process as whoever edits it reads it. `members`: the numbers of those it is narrowed to;
    None: it is open to its department."""

    about: About
    promises: Promises
    second_thing: bool
    responsible: int | None
    members: tuple[int, ...] | None


def as_read(act: Act, process: Process) -> AsRead:
    """How it stands now."""
    query = select(ProcessMember.user_id).where(ProcessMember.process_id == process.id)
    members = tuple(sorted(act.session.scalars(query))) if process.narrowed else None
    return AsRead(
        about_of(process),
        promises_of(process),
        process.asks_code,
        process.responsible_id,
        members,
    )


def edit_process(
    act: Act,
    process: Process,
    seen: str,
    about: About,
    promises: Promises,
    second_thing: bool,
    responsible: int,
    members: Sequence[int] | None,
) -> None:
    """Change what a process says of itself, as it was `seen`; Conflict when it is so no more.

    `responsible` 0: nobody. `members` None: open to the whole department; else whoever is newly
    responsible must be one of them: BadInput.
    """
    demand_unchanged(seen, *astuple(as_read(act, process)))
    describe(act, process, about)
    change_promises(act, process, promises)
    ask_second_thing(act, process, second_thing)
    _entrust_one_of(act, process, responsible, members)
    if members is not None:
        users = select(User).where(User.id.in_(members))
        narrow(act, process, list(act.session.scalars(users)))
    elif process.narrowed:
        widen(act, process)


def _entrust_one_of(
    act: Act, process: Process, responsible: int, members: Sequence[int] | None
) -> None:
    user = act.session.get(User, responsible) if responsible else None
    new = user is not None and user.id != process.responsible_id
    entrust(act, process, user)
    if user is not None and new and members is not None and user.id not in members:
        raise BadInput("members", "responsible_left_out", name=user.name)


def begin_process(act: Act, department: int, title: str, kind: str, **how: Any) -> Process:
    """Begin a process in a department one works in, by its number."""
    owner = act.session.get(Department, department)
    if owner is None:
        raise NotAllowed("other_department")
    return add_process(act, title, kind, owner, **how)


def change_promises(act: Act, process: Process, promises: Promises) -> None:
    """Promise other numbers of days from now on; the same ones are no fact."""
    if promises == promises_of(process):
        return
    process.days_to_return = promises.to_return
    process.days_to_answer = promises.to_answer
    process.days_to_close = promises.to_close
    act.record(process.id, "promises_changed", **_days(promises))


def ask_second_thing(act: Act, process: Process, asked: bool) -> None:
    """Let letters open only by a code, or by the link alone; those of a case never do that."""
    process.second_thing = asked or process.kind == "case"
    act.session.flush()


def narrow(act: Act, process: Process, users: Sequence[User]) -> None:
    """Open the process to these people alone, and to nobody it was open to before.

    BadInput when somebody would shut themselves out, or named somebody of another department.
    """
    if act.actor.kind == "user" and act.actor.id not in {user.id for user in users}:
        raise BadInput("members", "narrowed_without_oneself")
    _open_to(act, process, users)


def _open_to(act: Act, process: Process, users: Sequence[User]) -> None:
    for user in users:
        if not _works_in(user, process.department_id):
            raise BadInput("members", "not_of_the_department", name=user.name)
    process.narrowed = True
    act.session.execute(delete(ProcessMember).where(ProcessMember.process_id == process.id))
    act.session.add_all(
        ProcessMember(process_id=process.id, user_id=user.id) for user in dict.fromkeys(users)
    )
    act.session.flush()


def widen(act: Act, process: Process) -> None:
    """Open the process to its whole department again."""
    process.narrowed = False
    act.session.execute(delete(ProcessMember).where(ProcessMember.process_id == process.id))
    act.session.flush()


@dataclass(frozen=True, slots=True)
class HeldBy:
    """Who has a process, and the numbers of those it is narrowed to; None: its department."""

    responsible: int | None
    members: tuple[int, ...] | None


def held_by(act: Act, process: Process) -> HeldBy:
    """How it stands now."""
    read = as_read(act, process)
    return HeldBy(read.responsible, read.members)


def hand_over(
    act: Act, process: Process, seen: str, responsible: int, members: Sequence[int] | None
) -> None:
    """Let others have a process that the actor administers, as it was `seen`.

    Whoever may not see it themselves can neither name themselves nor open it to everybody:
    NotAllowed. BadInput when it is narrowed to nobody. See `edit_process` for the rest.
    """
    demand_administrator(act, process.department_id)
    held = held_by(act, process)
    demand_unchanged(seen, *astuple(held))
    shut_out = held.members is not None and act.actor.id not in held.members
    if shut_out and (members is None or act.actor.id in members):
        raise NotAllowed("not_for_oneself")
    if members is not None and not members:
        raise BadInput("members", "narrowed_to_nobody")
    _entrust_one_of(act, process, responsible, members)
    if members is None:
        widen(act, process)
        return
    _open_to(act, process, list(act.session.scalars(select(User).where(User.id.in_(members)))))


def promises_of(process: Process) -> Promises:
    """The days it promises now."""
    return Promises(process.days_to_return, process.days_to_answer, process.days_to_close)


def _days(promises: Promises) -> dict[str, Any]:
    return {
        "days_to_return": promises.to_return,
        "days_to_answer": promises.to_answer,
        "days_to_close": promises.to_close,
    }


def _works_in(user: User, department: int) -> bool:
    return user.active and department in {held.department_id for held in user.roles_held}


def _demand_department(act: Act, department: Department) -> None:
    if act.actor.kind == "user" and department.id not in {d for d, _ in act.actor.roles}:
        raise NotAllowed("other_department")
