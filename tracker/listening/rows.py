"""What one row of a file says: each value checked, and each that is wrong named."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from tracker.domain.errors import BadInput
from tracker.domain.participant import CHANNELS
from tracker.domain.workdays import COPENHAGEN
from tracker.language.given import LINE, WORDS, line_given, moment_given, text_given
from tracker.listening.reading import Line
from tracker.listening.services import email_given
from tracker.reports.languages import INTERFACE, LANGUAGES, Language, language

FIELDS = (
    "text",
    "participant",
    "id",
    "date",
    "name",
    "email",
    "phone",
    "address",
    "channel",
    "protected",
    "large_print",
    "may_quote",
    "language",
    "encounter",
)
ABOUT_PERSON = (
    "name",
    "email",
    "phone",
    "address",
    "channel",
    "protected",
    "large_print",
    "may_quote",
    "language",
)
YES = frozenset({"yes", "ja", "true", "sand", "1", "x"})
NO = frozenset({"no", "nej", "false", "falsk", "0"})
# How people here write the ways to reach somebody, beside the ways' own names.
WISHES = {
    "e-mail": "email",
    "mail": "email",
    "brev": "letter",
    "telefon": "phone",
    "ansigt_til_ansigt": "in_person",
    "ingen": "none",
}
_DANISH = re.compile(
    r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})"
    r"(?:[ T,]+(?:kl\. ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?$"
)
# Seconds have ten digits, and would be taken for the winter of 1970.
_DIGITS = re.compile(r"-?\d{11,14}$")


@dataclass(frozen=True, slots=True)
class RowError:
    """One value that cannot be used: the line its row begins on, the column, and why."""

    line: int
    column: str
    value: str
    code: str
    values: dict[str, object]


@dataclass(slots=True)
class Row:
    """One contribution as a file tells it. No `participant`: nobody put a name to it."""

    line: int
    text: str
    participant: str | None
    id: str | None
    date: datetime | None
    encounter: str | None
    person: dict[str, Any] = field(default_factory=dict)


def read_row(
    line: Line, columns: dict[str, int], header: list[str], now: datetime
) -> tuple[Row | None, list[RowError]]:
    """The row, or what is wrong with it."""
    errors: list[RowError] = []
    found: dict[str, Any] = {}
    if len(line.cells) > len(header) and any(c.strip() for c in line.cells[len(header) :]):
        extra = line.cells[len(header)]
        errors.append(RowError(line.number, "", extra, "row_too_long", {"columns": len(header)}))
    for name, at in columns.items():
        value = line.cells[at] if at < len(line.cells) else ""
        try:
            found[name] = _READ[name](value, now) if value.strip() or name == "text" else None
        except BadInput as bad:
            errors.append(RowError(line.number, header[at], value, bad.code, bad.values))
    if errors:
        return None, errors
    person = {n: found[n] for n in ABOUT_PERSON if found.get(n) is not None}
    return (
        Row(
            line.number,
            found["text"],
            found.get("participant"),
            found.get("id"),
            found.get("date"),
            found.get("encounter"),
            person,
        ),
        [],
    )


def when(value: str, now: datetime) -> datetime:
    """ISO, Danish (2.3.2026 kl. 14.30) or Unix milliseconds; BadInput otherwise."""
    value = value.strip()
    try:
        if _DIGITS.match(value):
            moment = datetime.fromtimestamp(int(value) / 1000, UTC)
        elif danish := _DANISH.match(value):
            day, month, year, hour, minute, second = (int(part or 0) for part in danish.groups())
            moment = datetime(year, month, day, hour, minute, second, tzinfo=COPENHAGEN)
        else:
            moment = datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        raise BadInput("date", "not_a_date", value=value) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=COPENHAGEN)
    try:
        # Its day here, too, has to be one that there is.
        here = moment.astimezone(COPENHAGEN)
        return moment_given("date", here.astimezone(UTC), now)
    except OverflowError:
        raise BadInput("date", "absurd_date", value=value) from None


def yes_or_no(name: str) -> Callable[[str, datetime], bool]:
    """Reads a yes or a no of either language."""

    def read(value: str, _now: datetime) -> bool:
        said = value.strip().casefold()
        if said not in YES | NO:
            raise BadInput(name, "not_yes_or_no", value=value)
        return said in YES

    return read


def _line(name: str) -> Callable[[str, datetime], str]:
    return lambda value, _now: line_given(name, value, LINE)


def _channel(value: str, _now: datetime) -> str:
    said = value.strip().casefold().replace(" ", "_")
    channel = WISHES.get(said, said)
    if channel not in CHANNELS:
        raise BadInput("channel", "not_a_channel", value=value)
    return channel


def _language(value: str, _now: datetime) -> str:
    """Its code, also where it is called by its name; whether it is offered here, who reads the
    whole file finds out."""
    said = value.strip().casefold()
    return _languages().get(said, said)


@cache
def _languages() -> dict[str, str]:
    """The codes of the languages that there are, by what they are called."""
    known = [language(code) for code in LANGUAGES]
    return {name.casefold(): each.code for each in known for name in _names(each)}


def _names(each: Language) -> list[str]:
    return [each.name, *(each.called(reader) for reader in INTERFACE)]


_READ: dict[str, Callable[[str, datetime], Any]] = {
    "text": lambda value, _now: text_given("text", value, WORDS),
    "participant": _line("participant"),
    "id": _line("id"),
    "date": when,
    "name": _line("name"),
    "email": lambda value, _now: email_given(value),
    "phone": _line("phone"),
    "address": lambda value, _now: text_given("address", value.strip(), 500),
    "channel": _channel,
    "protected": yes_or_no("protected"),
    "large_print": yes_or_no("large_print"),
    "may_quote": yes_or_no("may_quote"),
    "language": _language,
    "encounter": _line("encounter"),
}
