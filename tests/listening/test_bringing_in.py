"""Bringing a file in by the page: sent, its columns said, tried, and brought in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from tests.commands.workbooks import workbook
from tests.listening.incoming import (
    ROWS,
    bring,
    brought,
    figures,
    file_at,
    files,
    page_of,
    send,
    sent,
)
from tests.listening.sheets import fields, heard, main, people
from tests.oversight.desk import Desk, statements
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.office import ImportedFile


def test_a_file_comes_in_from_the_first_page_to_the_weaving(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = sent(staff, process, ROWS)
    assert figures(staff) == [3, 0, 2, 0]
    assert "2 får det tilbage på e-mail" in main(staff)
    assert heard(desk, process) == [] and people(desk, process) == []
    assert bring(staff, address).location == address
    staff.get(address)
    assert "3 nye bidrag er med." in main(staff)
    links = [a.get("href") for a in staff.page.iter("a")]
    assert f"/processes/{process}/weave" in links
    assert [c.recorded for c in heard(desk, process)] == [
        "Stien er for mørk.",
        "Der mangler bænke.",
        "Mere skygge.",
    ]
    anna, bo = people(desk, process)
    assert (anna.name, anna.email, anna.channel, anna.ref) == (
        *("Anna", "anna@kommune.dk", "email"),
        None,
    )
    assert (bo.name, len({c.participant_id for c in heard(desk, process)})) == ("Bo", 2)
    file = file_at(desk, address)
    assert (file.name, file.rows, file.added, file.content) == ("svar.csv", 3, 3, None)
    assert ("saw", str(process)) in desk.seen("process")


def test_the_first_ten_rows_are_shown_with_their_lines(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    rows = "".join(f"Ord {n}\n" for n in range(12))
    staff.get(str(send(staff, process, f"tekst\n{rows}").location))
    assert "De første 10 rækker" in main(staff)
    assert "Ord 9" in main(staff) and "Ord 10" not in main(staff)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        *(("tekst", "text"), ("Høringssvar", "text"), ("text", "text"), ("Kommentar", "text")),
        *(("Navn", "name"), ("E-mail", "email"), ("mail", "email"), ("Tlf.", "phone")),
        *(("telefon", "phone"), ("adresse", "address"), ("Dato", "date"), ("kanal", "channel")),
        *(("may_quote", "may_quote"), ("Må citeres", "may_quote"), ("sprog", "language")),
        *(("deltager-id", "participant"), ("anledning", "encounter"), ("Andet", "")),
    ],
)
def test_a_column_that_is_called_as_a_field_maps_itself(
    desk: Desk, staff: Reader, header: str, field: str
) -> None:
    process = desk.process()
    staff.get(str(send(staff, process, f"{header};x\nord;2\n").location))
    assert fields(staff, r"/import/\d+")["column_0"] == field


def test_the_next_file_with_the_same_header_is_read_alike(
    desk: Desk, foreign: Desk, staff: Reader, app: Flask, world: World
) -> None:
    process, other = desk.process(), desk.process()
    header = "Hvad vil du sige?;Hvem er du?\n"
    chosen = {"column_0": "text", "column_1": "name", "told_apart": "name"}
    brought(staff, process, f"{header}Mere lys.;Anna\n", **chosen)
    staff.get(str(send(staff, other, f"{header}Og bænke.;Anna\n").location))
    given = fields(staff, r"/import/\d+")
    assert {name: given[name] for name in chosen} == chosen
    staff.get(str(send(staff, other, "Hvem er du?;Hvad vil du sige?\nx;y\n").location))
    assert fields(staff, r"/import/\d+")["column_0"] == ""
    theirs = Reader(app, app.response_class)
    theirs.sign_in_as(world.foreign.users["caseworker"])
    theirs.get(str(send(theirs, foreign.process(), f"{header}Og bænke.;Anna\n").location))
    assert fields(theirs, r"/import/\d+")["column_0"] == ""
    # Of the header, which can be somebody's words by mistake, only a digest is kept.
    assert "Hvad vil du" not in files(desk)[-1].columns


@pytest.mark.parametrize(
    "content",
    [
        "tekst;navn\nLåge på øen.;Åse\n".encode("cp1252"),
        "\ufefftekst;navn\nLåge på øen.;Åse\n".encode(),
        "tekst\tnavn\r\nLåge på øen.\tÅse\r\n".encode(),
        workbook(["tekst", "navn"], ["Låge på øen.", "Åse"]),
    ],
)
def test_what_an_office_saves_is_read(desk: Desk, staff: Reader, content: bytes) -> None:
    process = desk.process()
    brought(staff, process, content, name="svar.xlsx" if content[:2] == b"PK" else "svar.csv")
    (said,) = heard(desk, process)
    assert (said.recorded, said.participant.name) == ("Låge på øen.", "Åse")


@pytest.mark.parametrize("text", ["=1+1", "+45", "-x", "@SUM(A1)"])
def test_what_a_spreadsheet_would_reckon_is_text(desk: Desk, staff: Reader, text: str) -> None:
    process = desk.process()
    brought(staff, process, f"text\n{text}\n")
    assert [c.recorded for c in heard(desk, process)] == [text]


def test_a_file_of_another_process_is_not_found(
    desk: Desk, staff: Reader, app: Flask, world: World
) -> None:
    here, there = desk.process(), desk.process()
    number = sent(staff, here, ROWS).rpartition("/")[2]
    theirs = Reader(app, app.response_class)
    theirs.sign_in_as(world.foreign.users["manager"])
    for reader, process in ((staff, there), (theirs, here)):
        for way in ("", "/try"):
            assert reader.get(f"{page_of(process)}/{number}{way}").status_code == 404
        for way in ("", "/try", "/drop", "/undo"):
            assert reader.send(f"{page_of(process)}/{number}{way}").status_code == 404
    assert staff.get(f"{page_of(here)}/{10**12}").status_code == 404


def test_the_files_come_in_pages_and_cost_the_same(app: Flask, desk: Desk, staff: Reader) -> None:
    one, many = desk.process(), desk.process()

    def add(act: Act) -> None:
        for process, files_of_it in ((one, 1), (many, 50)):
            for n in range(files_of_it):
                act.session.add(
                    ImportedFile(
                        process_id=process,
                        user_id=desk.user(act.session, "manager").id,
                        at=datetime.now(UTC),
                        name=f"fil-{n}.csv",
                        added=n,
                        first_event=n + 1,
                        last_event=n + 1,
                    )
                )

    desk.do(add)
    assert statements(app, staff, page_of(one)) == statements(app, staff, page_of(many))
    assert "fil-49.csv" in main(staff) and "fil-29.csv" not in main(staff)
    (more,) = [
        a.get("href") or "" for a in staff.page.iter("a") if "before=" in (a.get("href") or "")
    ]
    staff.get(more)
    assert "fil-29.csv" in main(staff) and "fil-30.csv" not in main(staff)
    for wrong in ("-1", "abc", str(10**9 * 5)):
        staff.get(f"{page_of(many)}?before={wrong}")
        assert "fil-49.csv" in main(staff)


def test_the_way_in_is_shown_where_one_looks_for_it(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    for address in ("", "/log", "/participants"):
        staff.get(f"/processes/{process}{address}")
        assert page_of(process) in [a.get("href") for a in staff.page.iter("a")], address


def test_in_english_too(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get("/?lang=en")
    address: Any = sent(staff, process, "text;date\nHi;yesterday\n")
    assert "One place in the file must be put right" in main(staff)
    assert address
