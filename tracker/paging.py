"""Where in a long list a page begins: after the last line of the one before it.

An address that says nothing of the kind, -1 or abc, begins at the beginning.
"""

from datetime import date
from typing import Any

from flask import request
from sqlalchemy import ColumnElement, Date, func, literal, tuple_

from tracker.domain.policies import LARGEST

# In a list by promises, what was promised for no day comes last.
NEVER = date.max


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
