"""Dates as a Danish office reckons them (R22)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_DANISH = holidays.country_holidays("DK")


def local_date(instant: datetime) -> date:
    """The date in Copenhagen at an aware instant."""
    return instant.astimezone(COPENHAGEN).date()


def working_day(day: date) -> date:
    """The day itself, or the first after it that is neither weekend nor public holiday."""
    while day.weekday() >= 5 or day in _DANISH:
        day += timedelta(days=1)
    return day


def promised(start: datetime, days: int) -> date:
    """When a promise of so many days from an instant falls due."""
    return working_day(local_date(start) + timedelta(days=days))
