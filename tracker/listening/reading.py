"""Reads a table of contributions from a file, row by row, with the lines it stands on."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from tracker.domain.errors import BadInput

MOST_ROWS = 50_000
# A workbook of so many rows is far below these; what unpacks to more is made to harm.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_ENTRIES = 2_000

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
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput("FILE", "file_unreadable", path=path, why=error.strerror) from error
    if not data.strip():
        raise BadInput("FILE", "file_empty", path=path)
    lines = _workbook(path, data) if data[:2] == b"PK" else _csv(path, data)
    header = next(lines, None)
    if header is None:
        raise BadInput("FILE", "file_empty", path=path)
    rows: list[Line] = []
    for line in lines:
        if len(rows) == MOST_ROWS:
            raise BadInput("FILE", "file_too_long", path=path, limit=MOST_ROWS)
        if any(cell.strip() for cell in line.cells):
            rows.append(line)
    return Table([cell.strip() for cell in header.cells], rows)


def _csv(path: Path, data: bytes) -> Iterator[Line]:
    text = _decoded(path, data)
    if "\0" in text:
        raise BadInput("FILE", "file_nul", path=path, line=text[: text.index("\0")].count("\n") + 1)
    head = text.split("\n", 1)[0]
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
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("FILE", "file_not_text", path=path)


def _workbook(path: Path, data: bytes) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
            raise BadInput("FILE", "file_bomb", path=path)
        if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
            raise BadInput("FILE", "file_macros", path=path)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except (zipfile.BadZipFile, CalamineError, IndexError) as error:
        raise BadInput("FILE", "file_not_workbook", path=path) from error
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield Line(number, [_cell(cell) for cell in cells])


def _cell(value: object) -> str:
    """What a cell holds, as text: a whole number without its ".0", a moment as ISO."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


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
