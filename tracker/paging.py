"""Where in a long list a page begins: after the last line of the one before it.

An address that says nothing of the kind, -1 or abc, begins at the beginning.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import request
from sqlalchemy import ColumnElement, Date, func, literal, tuple_

from tracker.domain.base import Moment
from tracker.domain.policies import LARGEST

# In a list by promises, what was promised for no day comes last.
NEVER = date.max
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def number_asked(name: str = "after") -> int:
    """The number that the address names; 0 when it names none that a row can have."""
    given = request.args.get(name, "")
    if not (given.isascii() and given.isdigit()) or len(given) > 10:
        return 0
    number = int(given)
    return number if number <= LARGEST else 0


def promise_asked(name: str = "after") -> tuple[date, int] | None:
    """The day and the number that the address names, as `promise_key` writes them."""
    day, _, given = request.args.get(name, "").partition(".")
    if not (given.isascii() and given.isdigit()) or len(given) > 10 or int(given) > LARGEST:
        return None
    try:
        return date.fromisoformat(day), int(given)
    except ValueError:
        return None


def promise_key(due: date | None, number: int) -> str:
    """What an address says to go on after this line."""
    return f"{(due or NEVER).isoformat()}.{number}"


def promised_day(column: Any) -> ColumnElement[date]:
    """The day of a promise, for sorting: never, where there is none."""
    return func.coalesce(column, literal(NEVER, Date))


def beyond(columns: tuple[Any, Any], key: tuple[date, int] | None) -> list[ColumnElement[bool]]:
    """What comes after a key in a list that is sorted by these columns."""
    if key is None:
        return []
    return [tuple_(*columns) > tuple_(literal(key[0], Date), key[1])]


def moment_asked(name: str = "after") -> tuple[datetime, int] | None:
    """The moment and the number that the address names, as `moment_key` writes them."""
    moment, _, given = request.args.get(name, "").partition(".")
    if not all(part.isascii() and part.isdigit() and len(part) <= 17 for part in (moment, given)):
        return None
    return _EPOCH + timedelta(microseconds=int(moment)), min(int(given), LARGEST)


def moment_key(at: datetime, number: int) -> str:
    """What an address says to go on after this line of a list that is sorted by moments."""
    return f"{max(at - _EPOCH, timedelta()) // timedelta(microseconds=1)}.{number}"


def beyond_moment(
    columns: tuple[Any, Any], key: tuple[datetime, int] | None
) -> list[ColumnElement[bool]]:
    """What comes after a key in a list that is sorted by a moment and a number."""
    if key is None:
        return []
    return [tuple_(*columns) > tuple_(literal(key[0], Moment()), key[1])]
