"""What people write, checked before it is kept: nothing is mended in silence."""

from datetime import UTC, date, datetime, timedelta

from tracker.domain.errors import BadInput
from tracker.language.guards import find_cpr
from tracker.language.text import BadText, checked_line, checked_text

# In characters.
LINE = 200
TEXT = 5_000
WORDS = 50_000

EARLIEST = date(1970, 1, 1)
LATEST = date(2100, 1, 1)
# Clocks differ a little.
SLACK = timedelta(minutes=5)


def text_given(field: str, value: str, limit: int = TEXT) -> str:
    """The text as it was given; BadInput says what is wrong with it."""
    return _given(field, value, limit, one_line=False)


def line_given(field: str, value: str, limit: int = LINE) -> str:
    """One line of text as it was given, without the spaces around it."""
    return _given(field, value.strip(), limit, one_line=True)


def moment_given(field: str, value: datetime, now: datetime) -> datetime:
    """When something happened; BadInput when that is absurd, or yet to come."""
    if value > now + SLACK:
        raise BadInput(field, "in_the_future", value=value)
    if value.astimezone(UTC).date() < EARLIEST:
        raise BadInput(field, "absurd_date", value=value)
    return value


def day_given(field: str, value: date) -> date:
    """A day that somebody may have meant."""
    if not EARLIEST <= value < LATEST:
        raise BadInput(field, "absurd_date", value=value)
    return value


def _given(field: str, value: str, limit: int, one_line: bool) -> str:
    try:
        checked = checked_line(value, limit) if one_line else checked_text(value, limit)
    except BadText as bad:
        raise BadInput(field, f"text_{bad.code}", **bad.values) from None
    if find_cpr(checked):
        raise BadInput(field, "cpr_number")
    return checked
