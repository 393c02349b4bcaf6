"""Workbooks as they are, and with a part that says otherwise."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import xlsxwriter

Sheet = xlsxwriter.worksheet.Worksheet


def workbook(*rows: list[object], sheet: Callable[[Sheet], None] | None = None) -> bytes:
    """A workbook with these rows on its first sheet, and one more sheet that says nothing."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False})
    first = book.add_worksheet()
    book.add_worksheet().write(0, 0, "en anden side")
    day = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, datetime):
                first.write_datetime(y, x, value, day)
            else:
                first.write(y, x, value)
    if sheet is not None:
        sheet(first)
    book.close()
    return made.getvalue()


def changed(book: bytes, name: str, replace: tuple[bytes, bytes] | None, new: bytes = b"") -> bytes:
    """The workbook with a part that says otherwise, or one more part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w") as out:
        for entry in old.infolist():
            data = old.read(entry)
            if replace is not None and entry.filename == name:
                assert replace[0] in data
                data = data.replace(*replace)
            out.writestr(entry.filename, data, zipfile.ZIP_DEFLATED)
        if replace is None:
            out.writestr(name, new, zipfile.ZIP_DEFLATED)
    return made.getvalue()
