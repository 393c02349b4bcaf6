"""Fixed periods in which processes began: a year, or half of one. Nobody chooses other dates."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from tracker.domain.workdays import COPENHAGEN

YEARS = 4
FIRST, LAST = 2000, 2999


class Period(NamedTuple):
    """A year, or its first or second half; `half` 0 is the whole of it."""

    year: int
    half: int = 0

    def __str__(self) -> str:
        return f"{self.year}-{self.half}" if self.half else f"{self.year}"

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Its beginning, and that of what comes after it; midnights in Copenhagen."""
        begins = date(self.year, 7 if self.half == 2 else 1, 1)
        ends = date(self.year, 7, 1) if self.half == 1 else date(self.year + 1, 1, 1)
        return _midnight(begins), _midnight(ends)


def period_of(said: str) -> Period | None:
    """The period that an address names; None when it names none."""
    year, _, half = said.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and half in {"", "1", "2"}):
        return None
    period = Period(int(year), int(half or 0))
    return period if FIRST <= period.year <= LAST and str(period) == said else None


def recent(today: date) -> Iterator[Period]:
    """The periods one chooses among, the newest first: those that have begun."""
    for year in range(today.year, today.year - YEARS, -1):
        halves = (2, 1) if year < today.year or today.month > 6 else (1,)
        yield from (Period(year), *(Period(year, half) for half in halves))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN)
