"""Workbooks, and what is made to look like one."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from tests.command import Command
from tests.commands.bringing import bring, refused_file, refused_rows
from tests.commands.workbooks import changed, workbook

GOOD = (["text", "participant", "date"], ["Stien er smal", 7, datetime(2026, 3, 2, 14, 30)])


def test_a_workbook_is_read_as_it_is_shown(tracker: Command) -> None:
    rows = workbook(
        *GOOD,
        ["Søen 🦆\nog broen", 8.5, "2.3.2026"],
        ["=1+1", True, ""],
        [12, "", ""],
    )
    assert [(r["text"], r["participant_ref"]) for r in bring(tracker, rows)] == [
        ("Stien er smal", "7"),
        ("Søen 🦆\nog broen", "8.5"),
        ("=1+1", "yes"),
        ("12", None),
    ]


def test_the_line_is_the_row_of_the_sheet(tracker: Command) -> None:
    assert refused_rows(tracker, workbook(["text", "date"], [], ["Hej", "i går"])) == [
        "line 3, column date: i går is not a date; write for example 2026-03-02."
    ]
    below = workbook([], [], ["text", "date"], ["Hej", "i går"])
    assert refused_rows(tracker, below)[0].startswith("line 4, column date")


def test_what_unpacks_to_far_too_much_is_refused(tracker: Command) -> None:
    zeros = bytes(1024 * 1024)
    made = io.BytesIO(workbook(*GOOD))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/media/image1.png", "w") as file:
            for _ in range(301):
                file.write(zeros)
    assert len(made.getvalue()) < 1024 * 1024
    assert "unpacks to far too much" in refused_file(tracker, made.getvalue())


def test_too_many_parts_are_refused(tracker: Command) -> None:
    made = io.BytesIO(workbook(*GOOD))
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/media/{number}", b"")
    assert "unpacks to far too much" in refused_file(tracker, made.getvalue())


def test_a_cell_at_the_far_corner_does_not_take_the_memory_of_all(tracker: Command) -> None:
    far = workbook(*GOOD, sheet=lambda sheet: sheet.write(1_048_575, 16_383, "langt væk"))
    assert "unpacks to far too much" in refused_file(tracker, far)


def test_too_many_rows_are_refused(tracker: Command) -> None:
    book = workbook(["text"], *([n] for n in range(50_001)))
    assert "has more than 50000 rows" in refused_file(tracker, book)


def test_an_entity_from_outside_is_not_read(tracker: Command, tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("kanariegul", encoding="utf-8")
    declared = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file://{secret}">]><sst '.encode()
    book = changed(workbook(*GOOD), "xl/sharedStrings.xml", (b"<sst ", declared))
    book = changed(book, "xl/sharedStrings.xml", (b"Stien er smal", b"Stien &x; smal"))
    line = refused_file(tracker, book)
    assert line.endswith("is not a workbook that can be opened; does it have a password?")


def test_macros_are_refused(tracker: Command) -> None:
    book = changed(workbook(*GOOD), "xl/vbaProject.bin", None, b"Sub Auto_Open()")
    assert refused_file(tracker, book).endswith("holds macros; save it without.")


@pytest.mark.parametrize(
    "content",
    [
        # A workbook with a password is a compound file, as are those from before 2007.
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        b"PK\x03\x04 is how a zip begins",
        b"PK",
        workbook(*GOOD)[:-100],
        changed(workbook(*GOOD), "xl/worksheets/sheet1.xml", (b"<sheetData>", b"<sheetData")),
        changed(workbook(*GOOD), "xl/workbook.xml", (b"<sheet ", b"<nosheet ")),
    ],
)
def test_what_is_no_workbook_is_refused(tracker: Command, content: bytes) -> None:
    assert refused_file(tracker, content).endswith(
        "is not a workbook that can be opened; does it have a password?"
    )


def test_another_zip_is_no_workbook(tracker: Command) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("hej.txt", "text\nHej\n")
    assert "is not a workbook" in refused_file(tracker, made.getvalue())
