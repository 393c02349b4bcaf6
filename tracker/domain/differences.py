"""Whether what is kept follows from what is recorded: all of it is reckoned anew, and each value
that is not as it should be is named."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain import happened
from tracker.domain.facts import Fact
from tracker.domain.history import record_of
from tracker.domain.participant import Participant
from tracker.domain.projection import (
    DeliveryStanding,
    LoopRow,
    OpenResponse,
    StrandRow,
    kept_rows,
    project,
)
from tracker.domain.sums import KEYS, Row, kept_counts, kept_tally


class Difference(NamedTuple):
    """A kept value that does not follow from the facts (`problem` "value"), a row that should not
    be there ("many"), or one that should and is not ("missing")."""

    table: str
    # Which row it is, by the columns that tell.
    key: tuple[tuple[str, Any], ...]
    # Whose it is, where it is a participant's.
    participant: int | None
    problem: str
    column: str = ""
    kept: Any = None
    right: Any = None

    def __str__(self) -> str:
        parts = (
            f"{name.removesuffix('_id')} {value}" for name, value in self.key if value is not None
        )
        label = f"{self.table} of {', '.join(parts)}"
        if self.problem == "many":
            return f"{label}: a row too many"
        if self.problem == "missing":
            return f"{label}: the row is missing"
        return f"{label}: {self.column} is {self.kept}, and should be {self.right}"


class Found(NamedTuple):
    """The numbers of the events that are not as they were recorded, and the differences; None when
    the facts that were changed cannot be read as facts any more."""

    broken: list[int]
    differences: list[Difference] | None


def found(session: Session, process_id: int) -> Found:
    """What is not as it should be in a process; it reads all there is of it."""
    everybody = select(Participant.id).where(Participant.process_id == process_id)
    record = record_of(session, process_id, list(session.scalars(everybody)))
    if record.facts is None:
        return Found(record.broken, None)
    try:
        return Found(record.broken, _differences(session, process_id, record.facts, record.days))
    except Exception:
        # Only facts that were changed behind our back can be such that no rule can read them.
        if not record.broken:
            raise
        return Found(record.broken, None)


def differences(session: Session, process_id: int) -> list[str]:
    """One line for each kept value that does not follow from the facts: whose, which column."""
    return [str(each) for each in found(session, process_id).differences or ()]


def _differences(
    session: Session, process_id: int, facts: dict[int, list[Fact]], days: list[Row]
) -> list[Difference]:
    wanted, kept = project(facts, process_id), kept_rows(session, process_id, None)
    named: list[Difference] = []
    for (table, right), (_, stands) in zip(wanted.tables(), kept.tables(), strict=True):
        named += _compared(table.__tablename__, _KEYS[table], right, stands)
    sums = wanted.sums()
    for kind, right in sums.rows(process_id):
        stands = kept_counts(session, kind, process_id)
        named += _compared(kind.__tablename__, ("process_id", *KEYS[kind]), right, stands)
    named += _compared("day_count", ("day", "kind"), days, happened.kept_rows(session, process_id))
    counts = kept_tally(session, process_id)
    if counts or any(sums.tally.values()):
        named += _columns(("tally", (("process_id", process_id),), None), sums.tally, counts)
    return named


_KEYS: dict[type[Any], tuple[str, ...]] = {
    LoopRow: ("participant_id",),
    StrandRow: ("participant_id", "contribution_id", "insight_id", "setting_aside_id"),
    OpenResponse: ("response_id",),
    DeliveryStanding: ("delivery_id",),
}

# What a difference says of the row that it is about.
Which: TypeAlias = tuple[str, tuple[tuple[str, Any], ...], int | None]


def _compared(
    name: str, key: tuple[str, ...], right: list[Row], kept: list[Row]
) -> list[Difference]:
    values_of: Callable[[Row], Any] = itemgetter(*key)

    def which(row: Row) -> Which:
        return name, tuple((k, row[k]) for k in key), row.get("participant_id")

    wanted = {values_of(row): row for row in right}
    found, seen = [], set()
    for row in kept:
        values = values_of(row)
        if values not in wanted or values in seen:
            found.append(Difference(*which(row), "many"))
        elif wanted[values] != row:
            found += _columns(which(row), wanted[values], row)
        seen.add(values)
    missing = (row for values, row in wanted.items() if values not in seen)
    return found + [Difference(*which(row), "missing") for row in missing]


def _columns(which: Which, right: Row, kept: Row) -> list[Difference]:
    return [
        Difference(*which, "value", name, kept.get(name), value)
        for name, value in right.items()
        if kept.get(name) != value
    ]
