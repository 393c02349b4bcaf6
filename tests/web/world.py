"""A small municipality: two departments that must not see each other, and who works there.

A room that has rows in the permission matrix adds what it needs to `FURNISHED`: a function of an
Act (by the department's manager) and a Side, which makes its rows and keeps their numbers in
`side.ids` by the name that the matrix uses.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from tests.closing import furniture as closing
from tests.compass import furniture as compass
from tests.listening import furniture as those_who_take_part
from tests.openness import furniture as openness
from tests.oversight import furniture
from tests.processes import furniture as processes
from tests.qualifying import furniture as qualifying
from tests.returning import furniture as rounds
from tests.weaving import furniture as weaving
from tracker.accounts.services import one_time_link
from tracker.domain.act import Act, Actor
from tracker.domain.people import ROLES, Department, RoleHeld, User
from tracker.domain.process import Process
from tracker.settings import Settings

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass
class Side:
    """One department: its people by role, and the numbers of what is in it by name."""

    name: str
    department: int
    users: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int | str] = field(default_factory=dict)


@dataclass
class World:
    """`users` and `ids` are by name; a user is named by what their sessions are bound to."""

    own: Side
    foreign: Side


# What addresses name that is the same everywhere.
NAMED_ALIKE = {
    "a_file": "css/app.css",
    "no_link": "no-link",
    "who": "manager",
    "stop": 1,
    "arabic": "ar",
    "english": "en",
}


def built(session: Session, settings: Settings) -> World:
    """The world, committed."""
    sides = [_side(session, settings, name) for name in ("own", "foreign")]
    session.commit()
    return World(*sides)


def _side(session: Session, settings: Settings, name: str) -> Side:
    department = Department(name=f"Department {name}")
    session.add(department)
    session.flush()
    side = Side(name, department.id, ids=dict(NAMED_ALIKE))
    people = {role: _user(session, f"{role}.{name}", department, role) for role in ROLES}
    people["roleless"] = _user(session, f"roleless.{name}", department, None)
    side.users = {role: user.fs_uniquifier for role, user in people.items()}
    act = Act(session, Actor.of(people["manager"]), NOW, settings)
    manager = people["manager"]
    side.ids["department"] = department.id
    side.ids["colleague"] = people["caseworker"].id
    side.ids["choosing"] = one_time_link(act, manager).rpartition("/")[2]
    for furnish in FURNISHED:
        furnish(act, side)
    return side


def _user(session: Session, name: str, department: Department, role: str | None) -> User:
    held = [RoleHeld(department=department, role=role)] if role else []
    user = User(
        email=f"{name}@kommune.dk",
        name=name.replace(".", " ").title(),
        fs_uniquifier=f"sessions of {name}",
        active=True,
        roles_held=held,
    )
    session.add(user)
    session.flush()
    return user


def _a_process(act: Act, side: Side) -> None:
    process = Process(
        department_id=side.department,
        title=f"Canary of {side.name}",
        kind="development",
        language="da",
        created_at=act.now,
        demo=False,
    )
    act.session.add(process)
    act.session.flush()
    side.ids["process"] = process.id


FURNISHED: list[Callable[[Act, Side], None]] = [
    _a_process,
    furniture.furnish,
    qualifying.furnish,
    those_who_take_part.furnish,
    weaving.furnish,
    rounds.furnish,
    closing.furnish,
    compass.furnish,
    openness.furnish,
    processes.furnish,
]
