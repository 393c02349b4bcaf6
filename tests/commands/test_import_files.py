"""What a file may look like, and what is said of one that cannot be read."""

import csv
from pathlib import Path

import pytest

from tests.command import Command
from tests.commands.bringing import (
    a_file,
    a_process,
    bring,
    refused_file,
    refused_rows,
    said,
)

DANISH = "text,participant\nBænken på broen er væltet – „sørgeligt“,1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_danish_letters_are_read_as_they_were_written(tracker: Command, encoding: str) -> None:
    written = DANISH if encoding != "cp1252" else DANISH.replace("„", "“")
    expected = written.split("\n")[1].split(",")[0]
    assert said(tracker, written.encode(encoding)) == [expected]


def test_capitals_before_signs_of_windows_are_not_taken_for_utf_8(tracker: Command) -> None:
    text = "“SÅ” sagde han, “ÅH” og så gik vi på gården"
    assert said(tracker, f'text;participant\n"{text}";1\n'.encode("cp1252")) == [text]


def test_one_broken_letter_does_not_make_all_others_another_alphabet(tracker: Command) -> None:
    broken = "text\nBænken på broen\n".encode() + b"Sti\xe6n ved s\xc3\xb8en og \xc3\xa5en\n"
    assert refused_file(tracker, broken).endswith("on line 3 is no letters; save it anew.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_columns_are_parted_as_the_header_parts_them(
    tracker: Command, delimiter: str, ending: str
) -> None:
    lines = [["participant", "text", "id"], ["a", "Stien er smal", "1"], ["b", "Ja", "2"]]
    content = ending.join(delimiter.join(line) for line in lines)
    rows = bring(tracker, content)
    assert [(r["participant_ref"], r["text"]) for r in rows] == [
        ("a", "Stien er smal"),
        ("b", "Ja"),
    ]


def test_a_row_may_lack_its_last_cells_but_not_have_more_than_the_header(tracker: Command) -> None:
    assert said(tracker, "text,participant,id\nKort\nLang,a,1,,\n") == ["Kort", "Lang"]
    lines = refused_rows(tracker, "text,participant\nKort,a\nLang,a,mere\n")
    assert lines == ["line 3, The row has more fields than the 2 columns."]


def test_empty_rows_say_nothing(tracker: Command) -> None:
    assert said(tracker, "\n,\ntext,participant\n\nHej,1\n,\n  ,\t\nDav,2\n\n") == ["Hej", "Dav"]


def test_doubled_headers_are_refused_where_they_matter(tracker: Command) -> None:
    assert refused_file(tracker, "text,text\nHej,Dav\n") == (
        "Two columns are named text; rename one of them."
    )
    assert said(tracker, "note,text,note\nx,Hej,y\n") == ["Hej"]
    assert refused_file(tracker, "note,text,note\nx,Hej,y\n", "--map", "participant=note") == (
        "Two columns are named note; rename one of them."
    )


def test_nul_is_refused_with_its_line(tracker: Command) -> None:
    assert refused_file(tracker, b"text\nHej\nD\0v\n").endswith("has a NUL character on line 3.")


def test_the_line_is_where_the_row_begins(tracker: Command) -> None:
    content = 'text,date\n"En sti,\n\nder er smal",2026-01-02\n"Og\nen til",i går\nHej,i morgen\n'
    lines = refused_rows(tracker, content)
    assert [line.split(",")[0] for line in lines] == ["line 5", "line 7"]
    assert said(tracker, content.replace("i går", "").replace("i morgen", "")) == [
        "En sti,\n\nder er smal",
        "Og\nen til",
        "Hej",
    ]


def test_a_quote_that_is_not_closed_is_refused_with_its_line(tracker: Command) -> None:
    assert "from line 3 on" in refused_file(tracker, 'text,id\nHej,1\n"Dav,2\nFarvel,3\n')


@pytest.mark.parametrize("content", ["", "\n\n", " \n", "\ufeff", ",,\n,,\n"])
def test_an_empty_file_is_refused(tracker: Command, content: str) -> None:
    assert refused_file(tracker, content).endswith("is empty.")


def test_a_header_alone_is_no_rows(tracker: Command) -> None:
    assert bring(tracker, "text,participant\n") == []


def test_a_column_of_words_must_be_there(tracker: Command) -> None:
    line = refused_file(tracker, "comment,who\nHej,1\n")
    assert "--map text=COLUMN" in line and line.endswith("the file has: comment, who.")
    assert said(tracker, "comment,who\nHej,1\n", "--map", "text=comment") == ["Hej"]
    assert refused_file(tracker, "comment\nHej\n", "--map", "text=words") == (
        "There is no column named words."
    )


def test_a_field_is_mapped_once(tracker: Command) -> None:
    process = a_process(tracker)
    path = a_file(tracker, "a,b\nHej,Dav\n")
    maps = ("--map", "text=a", "--map", "text=b")
    assert "text" in tracker.refused("import", path, "--process", process, *maps)


@pytest.mark.parametrize("name", ["mangler.csv", ".", "x" * 300, "instance/keys"])
def test_what_is_no_file_is_refused(tracker: Command, name: str) -> None:
    process = a_process(tracker)
    assert "cannot be read" in tracker.refused("import", Path(name), "--process", process)


def test_what_is_no_text_is_refused(tracker: Command) -> None:
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 4
    assert refused_file(tracker, png).endswith("is neither text nor a workbook.")


def test_too_many_rows_are_refused_before_anything_is_written(tracker: Command) -> None:
    rows = "".join(f"Hej {n},{n}\n" for n in range(50_001))
    assert refused_file(tracker, f"text,participant\n{rows}").endswith(
        "has more than 50000 rows; split it."
    )


@pytest.mark.parametrize("text", ["=1+1", "+45 ringer vi", "-1", "@her", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_reckon_is_text(tracker: Command, text: str) -> None:
    (row,) = bring(tracker, f'text,participant\n"{text}","{text}"\n')
    assert (row["text"], row["participant_ref"]) == (text, text)
    (loop,) = csv.DictReader(tracker("loops", "--format", "csv").splitlines())
    assert loop["participant_ref"] == f"'{text}"
    assert tracker.read("loops")[0]["participant_ref"] == text
