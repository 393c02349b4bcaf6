"""What the loops of a process add up to, kept in the transaction of each fact.

Like the rows they are counted from, nothing here is a fact.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

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
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from tracker.domain.base import Base, Id
from tracker.domain.measures import USES
from tracker.domain.steps import Step


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
    # All given back, ended loops left out; of these, what brought them past step 3.
    returned: Mapped[int] = mapped_column(default=0)
    by_answer: Mapped[int] = mapped_column(default=0)
    by_silence: Mapped[int] = mapped_column(default=0)
    by_waiver: Mapped[int] = mapped_column(default=0)
    # With an answer that changed something, and with something that was not used.
    with_changed: Mapped[int] = mapped_column(default=0)
    with_unused: Mapped[int] = mapped_column(default=0)
    # Answers, and contributions (domain/measures.py).
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    used: Mapped[int] = mapped_column(default=0)
    partly: Mapped[int] = mapped_column(default=0)
    undecided: Mapped[int] = mapped_column(default=0)
    unused: Mapped[int] = mapped_column(default=0)
    aside: Mapped[int] = mapped_column(default=0)


class WaitingCount(Base):
    """How many open loops of a process stand at a step with a next action that is promised for a
    day; there is no row of none. Which of them are late, the reader's day says."""

    __tablename__ = "waiting_count"
    __table_args__ = (
        # All of it: what is asked is read off the index alone.
        Index("ix_waiting_count_all", "process_id", "next_action", "due", "step", "loops"),
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    step: Mapped[int]
    next_action: Mapped[str] = mapped_column(String(10))
    due: Mapped[date | None]
    loops: Mapped[int]


class ReturnCount(Base):
    """How many loops of a process were given back after so many days; there is no row of none."""

    __tablename__ = "return_count"
    __table_args__ = (Index("ix_return_count_process_id_days", "process_id", "days"),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    days: Mapped[int]
    loops: Mapped[int]


Row = dict[str, Any]
Counted: TypeAlias = type[WaitingCount] | type[ReturnCount]
# How many loops are so, by the values of the columns that tell.
Counts = Counter[tuple[Any, ...]]
KEYS: dict[Counted, tuple[str, ...]] = {
    WaitingCount: ("step", "next_action", "due"),
    ReturnCount: ("days",),
}
_MARKS = ("no_answer", "unopened", "decided_first", "stale")
_ADDED = ("changed", "unchanged", *USES)
_COUNTED = [column.key for column in Tally.__table__.columns if column.key != "process_id"]


class Sums(NamedTuple):
    """What some loops add up to: a row of the tally, how many wait for what, and how many were
    given back after how long."""

    tally: dict[str, int]
    waiting: Counts
    returned: Counts

    @classmethod
    def of(cls, loops: Sequence[Row], open_responses: int) -> "Sums":
        """The sums of these rows of the projection."""
        counts = dict.fromkeys(_COUNTED, 0)
        for loop in loops:
            for name in _counts_as(loop):
                counts[name] += 1
            for name in _ADDED:
                counts[name] += loop[name]
        counts["open_responses"] = open_responses
        walked = (loop for loop in loops if loop["state"] == "open")
        after = Counter((loop["returned_after"],) for loop in loops)
        del after[None,]
        return cls(counts, Counter((w["step"], w["next_action"], w["due"]) for w in walked), after)

    def rows(self, process_id: int) -> Iterator[tuple[Counted, list[Row]]]:
        """The rows of `WaitingCount` and of `ReturnCount` that follow."""
        for kind, counts in ((WaitingCount, self.waiting), (ReturnCount, self.returned)):
            yield (
                kind,
                [
                    {"process_id": process_id, **_named(kind, which), "loops": loops}
                    for which, loops in counts.items()
                ],
            )


def _counts_as(loop: Row) -> Iterator[str]:
    """The columns of the tally that a loop is one of."""
    yield "loops"
    yield loop["state"]
    if loop["state"] == "open":
        yield f"step{loop['step']}"
    yield from (mark for mark in _MARKS if loop[mark])
    if loop["returned_after"] is not None:
        yield "returned"
    if loop["step"] is not None and loop["step"] >= Step.QUALIFIED:
        yield qualified_by(loop)
    if loop["changed"] and loop["state"] != "ended":
        yield "with_changed"
    if loop["unused"] or loop["aside"]:
        yield "with_unused"


def qualified_by(loop: Row) -> str:
    """What brought a loop past step 3, the weakest of its strands' (R7, R13): never two of them."""
    if loop["decided_first"]:
        return "by_waiver"
    return "by_silence" if loop["no_answer"] else "by_answer"


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
    _keep_counts(session, WaitingCount, process_id, before.waiting, after.waiting)
    _keep_counts(session, ReturnCount, process_id, before.returned, after.returned)


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


def _keep_counts(
    session: Session, kind: Counted, process_id: int, before: Counts, after: Counts
) -> None:
    table, fewer = kind.__table__, before - after
    changes = after - before
    changes.subtract(fewer)
    for which, change in changes.items():
        add_to(session, kind.loops, {"process_id": process_id, **_named(kind, which)}, change)
    if fewer:
        session.execute(
            delete(kind).where(table.c.process_id == process_id, table.c.loops == 0),
            execution_options={"synchronize_session": False},
        )


def add_to(session: Session, column: InstrumentedAttribute[int], which: Row, change: int) -> None:
    """Change a count of the row that `which` names, or begin one."""
    counts, key = column.class_, column.key
    table = counts.__table__
    found: Any = session.execute(
        update(counts)
        .where(*(table.c[name] == value for name, value in which.items()))
        .values({key: column + change}),
        execution_options={"synchronize_session": False},
    )
    if not found.rowcount:
        session.execute(insert(counts), [which | {key: change}])


def _named(kind: Counted, which: tuple[Any, ...]) -> Row:
    return dict(zip(KEYS[kind], which, strict=True))


def kept_tally(session: Session, process_id: int) -> dict[str, int]:
    """The row of the tally as it is kept; empty when there is none."""
    row = session.get(Tally, process_id)
    return {} if row is None else {name: getattr(row, name) for name in _COUNTED}


def kept_counts(session: Session, kind: Counted, process_id: int) -> list[Row]:
    """The rows of `WaitingCount` or of `ReturnCount` as they are kept."""
    columns = [column for column in kind.__table__.columns if column.key != "id"]
    query = select(*columns).where(kind.process_id == process_id)
    return [dict(row) for row in session.execute(query).mappings()]
