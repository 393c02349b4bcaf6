"""How often what a manager sees moving happened: counted by the day with each fact it is."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.domain.base import Base
from tracker.domain.sums import Row, add_to
from tracker.domain.workdays import local_date

# The kinds of facts that say so.
MOVING = (
    "contribution_recorded",
    "report_frozen",
    "response_given",
    "resolution_recorded",
    "outcome_recorded",
    "loop_excepted",
    "process_closed",
)


class DayCount(Base):
    """How many facts of a kind were recorded in a process on a day, Copenhagen's; no row of none.

    The day comes first: one asks for the last few days of many processes.
    """

    __tablename__ = "day_count"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    facts: Mapped[int]


def count(session: Session, process_id: int, kinds: Iterable[str], recorded: datetime) -> None:
    """Add facts of these kinds that were just recorded."""
    day = local_date(recorded)
    for kind, facts in Counter(kind for kind in kinds if kind in MOVING).items():
        which = {"day": day, "kind": kind, "process_id": process_id}
        add_to(session, DayCount.facts, which, facts)


def rows_of(process_id: int, recorded: Iterable[tuple[str, datetime, int]]) -> list[Row]:
    """The rows that follow from how many facts of each kind were recorded at each moment."""
    counts: Counter[tuple[date, str]] = Counter()
    for kind, at, facts in recorded:
        counts[local_date(at), kind] += facts
    return [
        {"day": day, "kind": kind, "process_id": process_id, "facts": facts}
        for (day, kind), facts in counts.items()
    ]


def kept_rows(session: Session, process_id: int) -> list[Row]:
    """The rows as they are kept."""
    query = select(*DayCount.__table__.columns).where(DayCount.process_id == process_id)
    return [dict(row) for row in session.execute(query).mappings()]
