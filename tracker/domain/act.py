"""Who does something, when, and in which transaction: what every verb is given first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from tracker.domain import history, projection
from tracker.domain.base import Base
from tracker.domain.history import NewEvent
from tracker.domain.people import User
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff with their roles by department; a citizen; or the system itself."""

    kind: Literal["user", "citizen", "system"]
    id: int | None = None
    name: str = ""
    roles: frozenset[tuple[int, str]] = field(default=frozenset())

    @classmethod
    def of(cls, user: User) -> "Actor":
        """A user as they stand now: a role that was taken away counts no more."""
        held = ((role.department_id, role.role) for role in user.roles_held)
        return cls("user", user.id, user.name, frozenset(held) if user.active else frozenset())


SYSTEM = Actor("system", name="command line (the system's user)")
CITIZEN = Actor("citizen")


@dataclass(slots=True)
class Act:
    """One unit of work. Verbs record events by it and never commit; the entry point does."""

    session: Session
    actor: Actor
    now: datetime
    settings: Settings

    def record(
        self,
        process_id: int,
        kind: str,
        *,
        participants: Sequence[int] = (),
        insights: Sequence[int] = (),
        at: datetime | None = None,
        **data: Any,
    ) -> int:
        """Record one event, as of now or as having happened `at`; returns its number.

        New rows among the values get the number and are added; the event says their ids. Whom it
        names is read off `participant` or `insight`, where it is not said apart.
        """
        # What the verb has in hand is not whole before it has its number.
        with self.session.no_autoflush:
            (number,) = history.reserve(self.session, 1)
        for value in data.values():
            # One that another of the values refers to may be pending already.
            if _is_new(value):
                value.event_id = number
                self.session.add(value)
        self.session.flush()
        said = {name: _id(value) for name, value in data.items()}
        if not participants and said.get("participant") is not None:
            participants = [said["participant"]]
        if not insights and said.get("insight") is not None:
            insights = [said["insight"]]
        event = NewEvent(kind, at or self.now, said, participants, insights)
        self.record_all(process_id, [number], [event])
        return number

    def record_all(
        self, process_id: int, numbers: Sequence[int], events: Sequence[NewEvent]
    ) -> None:
        """Record several events of one process, by numbers reserved for them."""
        actor = self.actor.kind, self.actor.id
        history.append(self.session, process_id, numbers, events, self.now, actor)
        projection.expect(self.session, process_id, events)


def _is_new(value: Any) -> bool:
    return isinstance(value, Base) and not inspect(value).has_identity


def _id(value: Any) -> Any:
    row: Any = value
    return row.id if isinstance(value, Base) else value
