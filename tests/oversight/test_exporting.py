"""A ledger taken along: the same facts in each form, and nothing in them that reckons."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook

from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.oversight import ledger
from tracker.reports.cells import cell

HEADS = {
    "da": [
        "Nr.", "Skete", "Skrevet ned", "Handler om", "Det, der skete", "Ordene",
        "Skrevet ned af", "Navn", "Hvordan",
    ],
    "en": [
        "No.", "Happened", "Written down", "About", "What happened", "The words",
        "Written down by", "Name", "How",
    ],
}  # fmt: skip


@pytest.fixture
def address(desk: Desk) -> str:
    """Of somebody whose words a spreadsheet could take for a formula."""
    process = desk.process(ago=3)
    words = ("=1+1", "+45 ja", "-nej", "@alle", 'æøå; "og", så\nmere', "https://kommune.dk")
    anna = desk.said(process, "=Anna", *words, ago=2)
    return f"/processes/{process}/loops/{anna}/ledger"


def rows_of(content: bytes, delimiter: str) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


@pytest.mark.parametrize(("language", "delimiter"), [("da", ";"), ("en", ",")])
def test_a_csv_opens_as_it_stands_and_reckons_nothing(
    address: str, staff: Reader, language: str, delimiter: str
) -> None:
    answer = staff.get(f"{address}.csv?lang={language}&order=oldest")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert ".csv" in answer.headers["Content-Disposition"]
    heads, *rows = rows_of(answer.data, delimiter)
    assert heads == HEADS[language]
    assert [row[5] for row in rows if row[5]] == [
        "'=1+1", "'+45 ja", "'-nej", "'@alle", "æøå; \"og\", så\nmere", "https://kommune.dk",
    ]  # fmt: skip
    assert all(row[4].startswith("'=Anna ") for row in rows[1:])
    assert all(len(row) == len(heads) and row[7] == "Manager Own" for row in rows)


def test_a_workbook_holds_texts_dates_and_numbers(address: str, staff: Reader) -> None:
    content = staff.get(f"{address}.xlsx?order=oldest").data
    heads, *rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert heads == HEADS["da"]
    assert [row[5] for row in rows if row[5]][:4] == ["=1+1", "+45 ja", "-nej", "@alle"]
    with ZipFile(io.BytesIO(content)) as book:
        inside = b"".join(book.read(name) for name in book.namelist())
    assert b"=1+1" in inside and b"https://kommune.dk" in inside
    assert b"<f>" not in inside and b"hyperlink" not in inside
    as_csv = rows_of(staff.get(f"{address}.csv?order=oldest").data, ";")[1:]
    assert [str(int(row[0])) for row in rows] == [row[0] for row in as_csv]
    assert [row[1].replace(microsecond=0).isoformat(" ") for row in rows] == [
        row[1] for row in as_csv
    ]


def test_data_has_machine_names_and_says_what_was_asked(
    address: str, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Read in many pieces it is the same.
    monkeypatch.setattr(ledger, "AT_ONCE", 2)
    answer = staff.get(f"{address}.json?topic=heard&since=2020-01-01")
    data = json.loads(answer.data)
    process, person = (int(part) for part in address.split("/")[2:5:2])
    assert (data["process"], data["participant"]) == (process, person)
    assert data["asked"] == {"topic": "heard", "since": "2020-01-01"}
    assert [fact["words"] for fact in data["facts"]][-1] == "=1+1"
    assert len(data["facts"]) == 6
    fact = data["facts"][0]
    assert list(fact) == [
        "number", "kind", "topic", "happened", "recorded", "by", "name", "via", "how", "sentence",
        "words",
    ]  # fmt: skip
    assert (fact["kind"], fact["by"], fact["name"]) == (
        "contribution_recorded",
        "user",
        "Manager Own",
    )
    assert fact["happened"].endswith("+00:00")
    assert json.loads(staff.get(f"{address}.json?topic=resolved").data)["facts"] == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_taking_it_is_written_down(address: str, staff: Reader, desk: Desk, form: str) -> None:
    staff.get(f"{address}.{form}")
    assert (f"ledger as {form}", address.split("/")[4]) in desk.seen("participant")
    assert staff.get(f"{address}.pdf").status_code == 404


def test_a_cell_is_no_formula() -> None:
    assert [cell(value) for value in ("=1", "+1", "-1", "@a", "a=1", "", -1, [1, 2])] == [
        "'=1", "'+1", "'-1", "'@a", "a=1", "", -1, "1 2",
    ]  # fmt: skip


@pytest.mark.parametrize("blank", ["\t", "\r", "\n"])
def test_nor_is_one_that_begins_with_a_blank_which_spreadsheets_pass_over(blank: str) -> None:
    assert cell(f"{blank}=1+1") == f"'{blank}=1+1"
    assert cell(f"a{blank}=1+1") == f"a{blank}=1+1"
