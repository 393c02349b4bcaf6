"""Reads a workbook in a process of its own: what was made to harm takes nobody with it.

A sheet of two cells can claim seventeen thousand million, and the reader aborts when it runs out
of memory. `python -m tracker.listening.workbook` reads a workbook from standard input, and writes
its first sheet: a line of JSON for each row, with its number and its cells as text.
"""

import io
import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook

# One too many says that there are too many; the header is one more.
MOST_ROWS = 50_000
ROWS_READ = MOST_ROWS + 2
# A workbook of so many rows is far below all of these.
MOST_UNPACKED = 300 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_MEMORY = 2 * 1024 * 1024 * 1024
PATIENCE_SECONDS = 120
_NO_WORKBOOK = 3


class NotAWorkbook(Exception):
    """`code` says why it is not read: file_not_workbook, file_macros or file_bomb."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def rows_of(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet with their numbers, one too many at most; or NotAWorkbook."""
    _look_inside(data)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tracker.listening.workbook"],
            input=data,
            capture_output=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotAWorkbook("file_bomb") from None
    if done.returncode:
        raise NotAWorkbook("file_not_workbook" if done.returncode == _NO_WORKBOOK else "file_bomb")
    for line in done.stdout.splitlines():
        number, cells = json.loads(line)
        yield number, cells


def _look_inside(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise NotAWorkbook("file_not_workbook") from None
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise NotAWorkbook("file_bomb")
    if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        raise NotAWorkbook("file_macros")


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheet = workbook.get_sheet_by_index(0)
    except (CalamineError, IndexError):
        return _NO_WORKBOOK
    for number, cells in zip(range(1, ROWS_READ + 1), sheet.iter_rows(), strict=False):
        print(json.dumps([number, [_cell(cell) for cell in cells]]))
    return 0


def _cell(value: object) -> str:
    """What a cell holds, as text: a whole number without its ".0", a moment as ISO."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


if __name__ == "__main__":
    sys.exit(_main())
