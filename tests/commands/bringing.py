"""Files to bring in, and what is there before and after."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tests.command import Command
from tests.commands.town import database
from tracker.domain.tables import metadata


def a_process(tracker: Command, *options: object) -> int:
    """A new process, by its number."""
    return tracker.number(
        *("process", "add", "Stien om søen", "--kind", "development"),
        *("--department", "Natur", *options),
    )


def a_file(tracker: Command, content: str | bytes, name: str = "fil.csv") -> Path:
    """A file beside the instance; text is written as UTF-8."""
    path = tracker.instance.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def bring(tracker: Command, content: str | bytes, *options: object) -> list[dict[str, Any]]:
    """Bring a file into a new process; the contributions that came of it."""
    process = a_process(tracker)
    tracker("import", a_file(tracker, content), "--process", process, *options)
    found: list[dict[str, Any]] = tracker.read("contributions", "--process", process)
    return found


def said(tracker: Command, content: str | bytes, *options: object) -> list[str]:
    """The texts that came of a file."""
    return [row["text"] for row in bring(tracker, content, *options)]


def refused_rows(tracker: Command, content: str | bytes, *options: object) -> list[str]:
    """The lines on stderr for a file with wrong rows, of which nothing is kept."""
    process = a_process(tracker)
    before = rows_in(tracker)
    result = tracker.run("import", a_file(tracker, content), "--process", process, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert rows_in(tracker) == before
    return result.stderr.splitlines()


def refused_file(tracker: Command, content: str | bytes, *options: object) -> str:
    """The one line for a file that cannot be read at all, of which nothing is kept."""
    (line,) = refused_rows(tracker, content, *options)
    return line


def as_json(tracker: Command, process: int, path: Path, *options: object) -> tuple[int, Any]:
    """The exit code of an import, and what it writes as JSON."""
    result = tracker.run("import", path, "--process", process, "--json", *options)
    return result.exit_code, json.loads(result.stdout)


def rows_in(tracker: Command) -> dict[str, int | None]:
    """How many rows each table has."""
    opened = database(tracker)
    with opened.connect() as connection:
        found = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in metadata.sorted_tables
        }
    opened.dispose()
    return found
