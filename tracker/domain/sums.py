"""What the loops of a process add up to, kept in the transaction of each fact.

Like the rows they are counted from, nothing here is a fact.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.domain.base import Base, Id


class Tally(Base):
    """How many loops of a process are how. Closed, excepted and ended are never one number."""

    __tablename__ = "tally"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    loops: Mapped[int] = mapped_column(default=0)
    open: Mapped[int] = mapped_column(default=0)
    closed: Mapped[int] = mapped_column(default=0)
    excepted: Mapped[int] = mapped_column(default=0)
    ended: Mapped[int] = mapped_column(default=0)
    no_answer: Mapped[int] = mapped_column(default=0)
    unopened: Mapped[int] = mapped_column(default=0)
    decided_first: Mapped[int] = mapped_column(default=0)
    stale: Mapped[int] = mapped_column(default=0)
    step0: Mapped[int] = mapped_column(default=0)
    step1: Mapped[int] = mapped_column(default=0)
    step2: Mapped[int] = mapped_column(default=0)
    step3: Mapped[int] = mapped_column(default=0)
    step4: Mapped[int] = mapped_column(default=0)
    open_responses: Mapped[int] = mapped_column(default=0)


class WaitingCount(Base):
    """How many open loops of a process stand at a step with a next action that is promised for a
    day; there is no row of none. Which of them are late, the reader's day says."""

    __tablename__ = "waiting_count"
    __table_args__ = (
        Index("ix_waiting_count_process_id_next_action_due", "process_id", "next_action", "due"),
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    step: Mapped[int]
    next_action: Mapped[str] = mapped_column(String(10))
    due: Mapped[date | None]
    loops: Mapped[int]


Row = dict[str, Any]
# How many loops are at a step with a next action that is promised for a day, or for none.
Waiting = Counter[tuple[int, str, date | None]]
_MARKS = ("no_answer", "unopened", "decided_first", "stale")
_COUNTED = [column.key for column in Tally.__table__.columns if column.key != "process_id"]


class Sums(NamedTuple):
    """What some loops add up to: a row of the tally, and how many wait for what."""

    tally: dict[str, int]
    waiting: Waiting

    @classmethod
    def of(cls, loops: Sequence[Row], open_responses: int) -> "Sums":
        """The sums of these rows of the projection."""
        counts = dict.fromkeys(_COUNTED, 0)
        for loop in loops:
            counts["loops"] += 1
            counts[loop["state"]] += 1
            if loop["state"] == "open":
                counts[f"step{loop['step']}"] += 1
            for mark in _MARKS:
                counts[mark] += bool(loop[mark])
        counts["open_responses"] = open_responses
        walked = (loop for loop in loops if loop["state"] == "open")
        return cls(counts, Counter((w["step"], w["next_action"], w["due"]) for w in walked))

    def waiting_rows(self, process_id: int) -> list[Row]:
        """The rows of `WaitingCount` that follow."""
        return [
            {"process_id": process_id, **_named(which), "loops": loops}
            for which, loops in self.waiting.items()
        ]


def waiting_on(today: date) -> Select[*tuple[Any, ...]]:
    """How many open loops have each next action in each process, how many of them are late on a
    day, and the oldest promise: process, action, loops, late, due; to be narrowed."""
    late = case((WaitingCount.due < today, WaitingCount.loops), else_=0)
    return select(
        WaitingCount.process_id,
        WaitingCount.next_action.label("action"),
        func.sum(WaitingCount.loops).label("loops"),
        func.sum(late).label("late"),
        func.min(WaitingCount.due).label("due"),
    ).group_by(WaitingCount.process_id, WaitingCount.next_action)


def keep_sums(session: Session, process_id: int, before: Sums, after: Sums) -> None:
    """Bring a process's sums from what some loops added up to, to what they add up to now."""
    _keep_tally(session, process_id, before.tally, after.tally)
    _keep_waiting(session, process_id, before.waiting, after.waiting)


def _keep_tally(session: Session, process_id: int, before: Row, after: Row) -> None:
    changes = {
        name: getattr(Tally, name) + after[name] - before[name]
        for name in _COUNTED
        if after[name] != before[name]
    }
    if not changes:
        return
    table = Tally.__table__
    found: Any = session.execute(
        update(Tally).where(table.c.process_id == process_id).values(changes),
        execution_options={"synchronize_session": False},
    )
    if not found.rowcount:
        session.execute(insert(Tally), [{"process_id": process_id, **after}])


def _keep_waiting(session: Session, process_id: int, before: Waiting, after: Waiting) -> None:
    table, fewer = WaitingCount.__table__, before - after
    changes = after - before
    changes.subtract(fewer)
    for (step, action, due), change in changes.items():
        found: Any = session.execute(
            update(WaitingCount)
            .where(table.c.process_id == process_id, table.c.next_action == action)
            .where(table.c.due.is_not_distinct_from(due), table.c.step == step)
            .values(loops=WaitingCount.loops + change),
            execution_options={"synchronize_session": False},
        )
        if not found.rowcount:
            which = _named((step, action, due))
            session.execute(
                insert(WaitingCount), [{"process_id": process_id, **which, "loops": change}]
            )
    if fewer:
        session.execute(
            delete(WaitingCount).where(table.c.process_id == process_id, table.c.loops == 0),
            execution_options={"synchronize_session": False},
        )


def _named(which: tuple[int, str, date | None]) -> Row:
    return dict(zip(("step", "next_action", "due"), which, strict=True))


def kept_tally(session: Session, process_id: int) -> dict[str, int]:
    """The row of the tally as it is kept; empty when there is none."""
    row = session.get(Tally, process_id)
    return {} if row is None else {name: getattr(row, name) for name in _COUNTED}


def kept_waiting(session: Session, process_id: int) -> list[Row]:
    """The rows of `WaitingCount` as they are kept."""
    columns = [column for column in WaitingCount.__table__.columns if column.key != "id"]
    query = select(*columns).where(WaitingCount.process_id == process_id)
    return [dict(row) for row in session.execute(query).mappings()]
