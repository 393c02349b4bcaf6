"""Reads a table of contributions from a file, row by row, with the lines it stands on."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tracker.domain.errors import BadInput
from tracker.listening.workbook import MOST_ROWS, NotAWorkbook, rows_of

MOST_BYTES = 300 * 1024 * 1024

ZIPPED = b"PK"
# What Office makes of a workbook with a password, and of old workbooks.
COMPOUND = b"\xd0\xcf\x11\xe0"

# A letter that UTF-8 writes with several bytes, or else a byte that is no ASCII.
_LETTERS = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})|[\x80-\xff]"
)

csv.field_size_limit(1_000_000)


class Line(NamedTuple):
    """One row: the file's line it begins on (the header's is 1), and its cells."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """A header and the rows below it."""

    header: list[str]
    lines: list[Line]


def read_table(path: Path) -> Table:
    """The whole table of a CSV or XLSX file; BadInput when it is none, or too large."""
    return table_of(_bytes(path), path)


def table_of(data: bytes, path: Path) -> Table:
    """The whole table in a file's bytes, by whose name it is refused when it is none."""
    lines = _workbook(path, data) if data.startswith((ZIPPED, COMPOUND)) else _csv(path, data)
    told = (line for line in lines if any(cell.strip() for cell in line.cells))
    header = next(told, None)
    if header is None:
        raise BadInput("FILE", "file_empty", path=path)
    rows: list[Line] = []
    for line in told:
        if len(rows) == MOST_ROWS:
            raise BadInput("FILE", "file_too_long", path=path, limit=MOST_ROWS)
        rows.append(line)
    return Table([cell.strip() for cell in header.cells], rows)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput("FILE", "file_too_long", path=path, limit=MOST_ROWS)
        return path.read_bytes()
    except OSError as error:
        raise BadInput("FILE", "file_unreadable", path=path, why=error.strerror) from error


def _csv(path: Path, data: bytes) -> Iterator[Line]:
    text = _decoded(path, data)
    if "\0" in text:
        raise BadInput("FILE", "file_nul", path=path, line=text[: text.index("\0")].count("\n") + 1)
    head = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield Line(begins, cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise BadInput("FILE", "file_broken", path=path, line=begins, why=str(error)) from error


def _decoded(path: Path, data: bytes) -> str:
    """UTF-8, with or without a mark, or else what Danish Excel writes."""
    try:
        # A lone half of a letter is refused where it stands, by its row.
        return data.decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError as error:
        found = [bool(match[1]) for match in _LETTERS.finditer(data)]
        if found.count(True) > found.count(False):
            line = data[: error.start].count(b"\n") + 1
            raise BadInput("FILE", "file_broken_letter", path=path, line=line) from None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise BadInput("FILE", "file_not_text", path=path) from None


def _workbook(path: Path, data: bytes) -> Iterator[Line]:
    try:
        for number, cells in rows_of(data):
            yield Line(number, cells)
    except NotAWorkbook as error:
        raise BadInput("FILE", error.code, path=path) from None


def mapped(header: Sequence[str], fields: Sequence[str], given: dict[str, str]) -> dict[str, int]:
    """Which column each field is in: as given, else the column of its own name.

    BadInput for a doubled or missing column.
    """
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    found: dict[str, int] = {}
    for field in fields:
        name = given.get(field, field)
        if name in doubled:
            raise BadInput("FILE", "column_doubled", column=name)
        if name in header:
            found[field] = header.index(name)
        elif field in given:
            raise BadInput("--map", "column_missing", column=name)
    if "text" not in found:
        raise BadInput("--map", "no_text_column", columns=", ".join(filter(None, header)))
    return found
