"""What is said of a process outside its fence: counts that single nobody out, kept once a week.

A count of people is said there as the multiple of five at or below it, and everything else is a
sum of what is said: nothing exact goes into a figure. docs/decisions/0015 says why it holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from statistics import median_low
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ForeignKey, String, case, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.act import Act
from tracker.domain.base import Base, Moment
from tracker.domain.commitment import Commitment
from tracker.domain.first_voices import VoiceCount, voices_of
from tracker.domain.history import wait_for_others
from tracker.domain.sums import ReturnCount, Tally
from tracker.domain.workdays import local_date, monday_of

STEP = 5
# How far the people of a process have come: each is in one of these, so that they add up to all
# who contributed.
STAGES = ("waiting", "told", "by_answer", "by_silence", "by_waiver")
# All but those who still wait for it.
RETURNED = STAGES[1:]
# Some of the same people. How many are not is never said: what is left of all would be.
AMONG = ("with_changed", "with_unused", "first")
PROMISES = ("promise_kept", "promise_broken", "promise_late", "promise_open")
MEDIAN = "median_days"


class Publication(Base):
    """A week of which something is said, by its Monday in Copenhagen, and when it was counted."""

    __tablename__ = "publication"

    week: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class PublishedCell(Base):
    """What is said of one count of a process in a week; there is no row of nothing."""

    __tablename__ = "published_cell"

    week: Mapped[date] = mapped_column(ForeignKey("publication.week"), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    cell: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int]


def floored(count: int) -> int:
    """The multiple of five at or below a count."""
    return count // STEP * STEP


def cells_of(counts: Mapping[str, int], median: int | None) -> dict[str, int]:
    """What is said of a process: its counts floored, and its median days where enough is said.

    `counts` by STAGES, AMONG and PROMISES. No count among people is said to be more than all of
    them are said to be, and a median only where five are said to be given back: both would
    otherwise say more of those than their own cells do.
    """
    said = {cell: floored(counts[cell]) for cell in (*STAGES, *PROMISES)}
    everybody = sum(said[cell] for cell in STAGES)
    said |= {cell: min(floored(counts[cell]), everybody) for cell in AMONG}
    if median is not None and sum(said[cell] for cell in RETURNED) >= STEP:
        said[MEDIAN] = median
    return {cell: value for cell, value in said.items() if value or cell == MEDIAN}


def week_of(instant: datetime) -> date:
    """The Monday of an instant's week, in Copenhagen."""
    return monday_of(local_date(instant))


class Counted(NamedTuple):
    """What is to be said of a week: of each process its voices, and its cells."""

    week: date
    voices: list[dict[str, int]]
    cells: list[dict[str, Any]]


def count(act: Act) -> Counted | None:
    """Count every process for this week; None when that was done. It takes a while, and writes
    nothing: others can write meanwhile."""
    week = week_of(act.now)
    if not _is_due(act, week):
        return None
    voices = voices_of(act)
    first = {each["process_id"]: each["first"] for each in voices}
    cells = [
        {"week": week, "process_id": process, "cell": cell, "value": value}
        for process, counts, median in _exact(act)
        for cell, value in cells_of({**counts, "first": first.get(process, 0)}, median).items()
    ]
    return Counted(week, voices, cells)


def keep(act: Act, counted: Counted) -> None:
    """Say from now on what was counted, unless another worker was first."""
    wait_for_others(act.session)
    if not _is_due(act, counted.week):
        return
    act.session.execute(delete(VoiceCount).execution_options(synchronize_session=False))
    act.session.execute(insert(Publication), [{"week": counted.week, "at": act.now}])
    for table, rows in ((VoiceCount, counted.voices), (PublishedCell, counted.cells)):
        if rows:
            act.session.execute(insert(table), rows)


def said_of(act: Act, process_id: int) -> int:
    """How many contributed to a process, as it was said last; 0: too few for it, or not said yet.

    A number of its own, floored or not, would say what the parts that are said do not.
    """
    latest = select(func.max(Publication.week)).scalar_subquery()
    query = select(func.coalesce(func.sum(PublishedCell.value), 0)).where(
        PublishedCell.week == latest,
        PublishedCell.process_id == process_id,
        PublishedCell.cell.in_(STAGES),
    )
    return act.session.scalars(query).one()


def _is_due(act: Act, week: date) -> bool:
    latest = act.session.scalars(select(func.max(Publication.week))).one()
    return latest is None or latest < week


def _exact(act: Act) -> Iterator[tuple[int, dict[str, int], int | None]]:
    promises, days = promises_by_process(act), days_by_process(act)
    names = ("loops", "ended", "returned", *STAGES[2:], *AMONG[:2])
    for tally in act.session.scalars(select(Tally).execution_options(populate_existing=True)):
        counts = stages_of({name: getattr(tally, name) for name in names})
        median = median_of(days[tally.process_id])
        yield tally.process_id, counts | promises[tally.process_id], median


def stages_of(counts: Mapping[str, int]) -> dict[str, int]:
    """Columns of tallies, with those who contributed, who wait, and who were told and no more."""
    contributed = counts["loops"] - counts["ended"]
    qualified = sum(counts[stage] for stage in STAGES[2:])
    return {
        **counts,
        "contributed": contributed,
        "waiting": contributed - counts["returned"],
        "told": counts["returned"] - qualified,
    }


def promises_by_process(act: Act, *narrowed: ColumnElement[bool]) -> dict[int, dict[str, int]]:
    """How many promises were kept, broken, are past their day, and are still to come."""
    late = (Commitment.state == "open") & (Commitment.due < local_date(act.now))
    how = case((late, "promise_late"), else_="promise_" + Commitment.state)
    query = (
        select(Commitment.process_id, how.label("how"), func.count())
        .where(*narrowed)
        .group_by(Commitment.process_id, "how")
    )
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(PROMISES, 0))
    for process, which, promises in act.session.execute(query):
        found[process][which] = promises
    return found


def days_by_process(act: Act, *narrowed: ColumnElement[bool]) -> dict[int, Counter[int]]:
    """How many loops were given back after how many days."""
    days: dict[int, Counter[int]] = defaultdict(Counter)
    query = select(ReturnCount.process_id, ReturnCount.days, ReturnCount.loops).where(*narrowed)
    for process, after, loops in act.session.execute(query):
        days[process][after] = loops
    return days


def median_of(days: Counter[int]) -> int | None:
    """The middle one of so many loops by days, the lower of two: always a day that was.

    None when there are none.
    """
    return median_low(days.elements()) if days else None
