"""One process on a database of its own; each deed is one commit, after which all must agree."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests import factories as f
from tests.stories.agreement import disagreements
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.base import Base
from tracker.domain.database import reading
from tracker.domain.history import Event
from tracker.domain.people import Department, RoleHeld, User
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.processes import services as processes
from tracker.settings import Settings

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
Row = TypeVar("Row", bound=Base)


def a_user(act: Act, department: Department, role: str) -> Actor:
    """Somebody who works in the department, as an actor."""
    name = f"{role}{department.id}"
    user = f.kept(act, User(email=f"{name}@example.dk", name=name.capitalize(), fs_uniquifier=name))
    f.kept(act, RoleHeld(user_id=user.id, department_id=department.id, role=role))
    act.session.refresh(user)
    return Actor.of(user)


class Office:
    """A caseworker, a manager, and the process they work on; the clock goes on by itself."""

    def __init__(self, settings: Settings, engine: Engine, **process: Any) -> None:
        self.settings = settings
        self.engine = engine
        self.now = START
        self.process = 0
        with Session(self.engine) as session:
            act = Act(session, SYSTEM, self.now, self.settings)
            department = processes.department_named(act, "Natur og Vej")
            self.caseworker = a_user(act, department, "caseworker")
            self.manager = a_user(act, department, "manager")
            act = Act(session, self.caseworker, self.now, self.settings)
            given = {"kind": "development", "contact": ("Jens Holm", "87 13 00 00", "")}
            made = processes.add_process(
                act, "Stien om søen", department=department, **{**given, **process}
            )
            self.process = made.id
            session.commit()

    @contextmanager
    def unit(self, actor: Actor | None = None) -> Iterator[Act]:
        """One commit by somebody; by the caseworker when nobody is named. Then all must agree."""
        self.now += timedelta(minutes=1)
        with Session(self.engine) as session:
            yield Act(session, actor or self.caseworker, self.now, self.settings)
            session.commit()
        self.agrees()

    def agrees(self) -> None:
        with self.looking() as session:
            found = disagreements(session, self.process)
        assert not found, "\n".join(found)

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """To read and nothing else."""
        with reading(), Session(self.engine) as session:
            yield session

    def passes(self, days: float) -> None:
        self.now += timedelta(days=days)

    def the_process(self, act: Act) -> Process:
        return act.session.get_one(Process, self.process)

    def rows(self, act: Act, kind: type[Row], ids: Sequence[int]) -> list[Row]:
        return [act.session.get_one(kind, id_) for id_ in ids]

    def kinds(self) -> list[str]:
        """The kinds of the facts recorded, in order."""
        with self.looking() as session:
            query = select(Event.kind).where(Event.process_id == self.process)
            return list(session.scalars(query.order_by(Event.id)))

    def loop(self, participant: int) -> LoopRow:
        """The loop as it is kept."""
        with self.looking() as session:
            return session.get_one(LoopRow, participant)

    def overdue(self, participant: int, day: date) -> int:
        due = self.loop(participant).due
        return max((day - due).days, 0) if due is not None else 0
