"""What commands share: how they read lists, moments and people, how they list and refuse."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeVar

import click

from tracker.domain.workdays import COPENHAGEN

F = TypeVar("F", bound=Callable[..., Any])

# A calendar ends; the hours and days around its ends cannot be reckoned with.
YEARS = range(1970, 2100)
# What was given is said back in a refusal, but not a whole letter of it.
LONGEST_REPEATED = 200


class Numbers(click.ParamType[tuple[int, ...]]):
    """Numbers with commas between them; an option that takes them may also be repeated."""

    name = "N[,N]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if not isinstance(value, str):
            return tuple(value)
        try:
            numbers = tuple(int(part) for part in value.split(",") if part.strip())
        except ValueError:
            numbers = ()
        if not numbers:
            self.fail(f"{value!r} is not a list of numbers", param, ctx)
        return numbers


class Code(click.ParamType[str]):
    """A language's code, as `da`; whether it is offered here, the domain says."""

    name = "CODE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        code = str(value).strip().casefold()
        if not code.isascii() or not code.isalpha():
            self.fail(f"{value!r} is not a language's code like da", param, ctx)
        return code


class Moment(click.ParamType[datetime]):
    """An ISO date or moment; without a zone it is Europe/Copenhagen's."""

    name = "ISO"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            given = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a moment like 2026-03-02T14:30", param, ctx)
        if given.year not in YEARS:
            self.fail(f"{value!r} is not in the years {YEARS[0]} to {YEARS[-1]}", param, ctx)
        return (given if given.tzinfo else given.replace(tzinfo=COPENHAGEN)).astimezone(UTC)


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date like 2026-03-02", param, ctx)


class Month(click.ParamType[date | Literal[""]]):
    """A month, by its first day; `none` is empty."""

    name = "YYYY-MM|none"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | Literal[""]:
        if isinstance(value, date):
            return value
        try:
            return "" if value in ("", "none") else date.fromisoformat(f"{value}-01")
        except ValueError:
            self.fail(f"{value!r} is not a month like 2026-03, or none", param, ctx)


NUMBERS = Numbers()
CODE = Code()
MOMENT = Moment()
DAY = Day()
MONTH = Month()


def flat(values: Iterable[Sequence[int]]) -> list[int]:
    """The numbers of an option that was repeated, each once, in their order."""
    return list(dict.fromkeys(number for some in values for number in some))


def by_option(command: F) -> F:
    """--by EMAIL"""
    return click.option(
        "--by", metavar="EMAIL", help="Who does it; else TRACKER_ACTOR, else the system's user."
    )(command)


def format_option(*formats: str) -> Callable[[F], F]:
    """--format"""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True
    )


def listed(rows: Sequence[dict[str, Any]], form: str, columns: Sequence[str]) -> None:
    """Write rows to stdout: as JSON whole, as a table the columns."""
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, default=_plain))
        return
    cells = [[_shown(row[name]) for name in columns] for row in rows]
    widths = [
        max([len(name), *(len(line[at]) for line in cells)]) for at, name in enumerate(columns)
    ]
    for line in [list(columns), *cells]:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())


def sentence(code: str, values: Mapping[str, object]) -> str:
    """Why something is refused, in one line."""
    # Most commands refuse nothing, and do without the catalogues.
    from tracker.reports.words import interface

    said = {name: _repeated(value) for name, value in values.items()}
    return " ".join(interface("en").say(f"refused.{code}", **said).split())


def _repeated(value: object) -> object:
    """A value as a line of a terminal can show it."""
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    shown = "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text)
    return shown if len(shown) <= LONGEST_REPEATED else f"{shown[: LONGEST_REPEATED - 1]}…"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _shown(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, list | tuple):
        return ",".join(map(str, value)) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
