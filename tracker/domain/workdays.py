"""Dates as a Danish office reckons them (R22)."""

from collections.abc import Container
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def local_date(instant: datetime) -> date:
    """The date in Copenhagen at an aware instant."""
    return instant.astimezone(COPENHAGEN).date()


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    """The Sunday of a day's week."""
    return monday_of(day) + timedelta(days=6)


@lru_cache(10_000)
def working_day(day: date) -> date:
    """The day itself, or the first after it that is neither weekend nor public holiday."""
    while day.weekday() >= 5 or day in _holidays():
        day += timedelta(days=1)
    return day


def promised(start: datetime, days: int) -> date:
    """When a promise of so many days from an instant falls due."""
    return working_day(local_date(start) + timedelta(days=days))


def learn_holidays() -> None:
    """Read the calendar now: whoever first promises something need not wait for it then."""
    _ = local_date(datetime.now(COPENHAGEN)) in _holidays()


@cache
def _holidays() -> Container[date]:
    # It takes long to import, and most of what knows the time here reckons with no holiday.
    from holidays import country_holidays

    return country_holidays("DK")
