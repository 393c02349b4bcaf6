"""Bringing a file in by the page: sent, its columns said, tried, brought in, undone."""

import io
import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from tests.commands.workbooks import changed, workbook
from tests.listening.sheets import count, errors, fields, heard, main, people
from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain import undoing
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.history import Event
from tracker.domain.office import ImportedFile
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.extensions import db
from tracker.listening.importing import import_file
from tracker.listening.services import Details, add_participant
from tracker.outbound import clock
from tracker.weaving.services import add_insight

ROWS = (
    "tekst;navn;mail;adresse\n"
    "Stien er for mørk.;Anna;anna@kommune.dk;\n"
    "Der mangler bænke.;Anna;ANNA@kommune.dk;\n"
    "Mere skygge.;Bo;bo@kommune.dk;\n"
)
BY_ID = "participant,text,email,address,phone,channel\n"


def page_of(process: object) -> str:
    return f"/processes/{process}/import"


def send(
    reader: Reader, process: object, content: str | bytes, name: str = "svar.csv"
) -> TestResponse:
    """Choose a file on the page, and send it."""
    reader.get(page_of(process))
    data = content if isinstance(content, bytes) else content.encode()
    form = fields(reader, "/import")
    return reader.post(
        page_of(process),
        data=form | {"file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def sent(
    reader: Reader, process: object, content: str | bytes, name: str = "svar.csv", **chosen: str
) -> str:
    """The address of the file on its way in, with its columns said as they stand, or so."""
    answer = send(reader, process, content, name)
    assert answer.status_code == 303, errors(reader)
    address = str(answer.location)
    reader.get(address)
    answer = reader.post(address, data=fields(reader, r"/import/\d+") | chosen)
    assert answer.location == f"{address}/try", errors(reader)
    reader.get(answer.location)
    return address


def bring(reader: Reader, address: str, confirmed: bool = True) -> TestResponse:
    """Press the button of the page that foresees."""
    reader.get(f"{address}/try")
    given = fields(reader, "/try") | ({"confirmed": "y"} if confirmed else {})
    return reader.post(f"{address}/try", data=given)


def brought(
    reader: Reader, process: object, content: str | bytes, name: str = "svar.csv", **chosen: str
) -> str:
    address = sent(reader, process, content, name, **chosen)
    answer = bring(reader, address)
    assert (answer.status_code, answer.location) == (303, address), main(reader)
    return address


def figures(reader: Reader) -> list[int]:
    """New, here already, new people, people we know."""
    return [int(text_of(dd)) for dd in reader.page.iter("dd")]


def files(desk: Desk) -> list[ImportedFile]:
    query = select(ImportedFile).order_by(ImportedFile.id)
    return desk.do(lambda act: list(act.session.scalars(query)))


def file_at(desk: Desk, address: str) -> ImportedFile:
    return desk.read(ImportedFile, int(address.rpartition("/")[2]))


def undo(reader: Reader, address: str) -> TestResponse:
    return reader.send(f"{address}/undo")


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


def test_columns_that_say_too_little_or_the_same_are_refused(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = str(send(staff, process, "tekst;navn;tekst\nMere lys.;Anna;Og bænke.\n").location)
    staff.get(address)
    given = fields(staff, r"/import/\d+")
    for chosen, said in (
        ({"column_2": "text"}, "Kun én kolonne kan være »Det, der blev sagt«."),
        ({"column_0": ""}, "Vælg »Det, der blev sagt« i den kolonne"),
        ({"told_apart": "email"}, "Ingen kolonne er »E-mail«."),
        ({"column_1": "../x"}, ""),
    ):
        assert staff.post(address, data=given | chosen).status_code == 422
        assert said in errors(staff)[0]
    staff.get(f"{address}/try")
    # A doubled name is none where the other is not used.
    assert figures(staff) == [1, 0, 1, 0]


def test_bad_rows_are_named_before_anything_is_saved(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    rows = "".join(f"Ord {n};i går{'!' * 90};ja\n" for n in range(25))
    address = sent(
        staff,
        process,
        f"tekst;dato;måciteres\n{rows}\a\ud800;;måske\n".encode("utf-8", "surrogatepass"),
    )
    assert "27 steder i filen skal rettes" in main(staff)
    (body,) = staff.page.iter("tbody")
    lines = [[text_of(cell) for cell in row] for row in body]
    assert len(lines) == 20
    assert lines[0][:2] == ["Linje 2", "dato"]
    assert lines[0][2].startswith("i går!!!") and len(lines[0][2]) <= 61
    assert "Skriv for eksempel 2.3.2026" in lines[0][3]
    assert "Og 7 steder mere." in main(staff)
    before = count(desk, Event)
    forced = staff.send(f"{address}/try", confirmed="y", seen="x")
    assert forced.status_code == 422 and "27 steder" in main(staff)
    assert heard(desk, process) == [] and count(desk, Event) == before


def test_what_a_browser_cannot_show_is_shown_as_a_box(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    content = "tekst;\a\n\x1bHej\ud800;x\n".encode("utf-8", "surrogatepass")
    address = sent(staff, process, content)
    assert "□Hej□" in main(staff)
    staff.get(address)
    assert "□Hej□" in main(staff)


def test_what_was_guessed_of_contacts_is_confirmed_first(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = sent(
        staff,
        process,
        f"{BY_ID}1,Et,a@kommune.dk,,,\n2,To,,Stien 4,,\n3,Tre,,,87130000,\n4,Fire,,,,in_person\n"
        "5,Fem,,,,\n6,Seks,f@kommune.dk,,,letter\n",
    )
    said = [text_of(li) for li in staff.page.iter("li")]
    assert [s for s in said if s[:1].isdigit()] == [
        "1 får det tilbage på e-mail",
        "1 får det tilbage med brev",
        "1 får det tilbage i telefonen",
        "1 får det tilbage ansigt til ansigt",
        "2 kan vi ikke nå",
    ]
    assert bring(staff, address, confirmed=False).status_code == 422
    assert "sig, at det passer" in errors(staff)[0]
    assert heard(desk, process) == []
    assert bring(staff, address).status_code == 303
    assert len(heard(desk, process)) == 6


def test_the_same_file_again_adds_nothing(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    brought(staff, process, ROWS)
    address = sent(staff, process, ROWS)
    assert figures(staff) == [0, 3, 0, 2]
    assert "Alt i filen er her allerede" in main(staff)
    assert staff.send(f"{address}/drop").status_code == 303
    staff.get(page_of(process))
    assert "»svar.csv« er glemt." in main(staff)
    assert len(heard(desk, process)) == 3 and len(people(desk, process)) == 2


def test_people_we_know_are_found_and_what_we_lacked_is_filled_in(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    details = {"email": "anna@kommune.dk"}
    anna = desk.said(process, "Anna", details=details)
    row = "tekst;mail;telefon\nMere lys.;anna@kommune.dk;87130000\n"
    address = sent(staff, process, row)
    assert figures(staff) == [1, 0, 0, 1]
    assert "Én, vi kender i forvejen, får en kontaktoplysning" in main(staff)
    # Nobody is new, so there is nothing to confirm.
    assert bring(staff, address, confirmed=False).status_code == 303
    assert {c.participant_id for c in heard(desk, process)} == {anna}
    assert desk.read(Participant, anna).phone == "87130000"


def test_two_who_are_called_the_same_are_not_taken_for_each_other(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    desk.said(process, "Bo")
    desk.said(process, "Bo")
    sent(staff, process, "tekst;navn\nMere lys.;Bo\n")
    assert "2 deltagere er allerede Bo." in main(staff)


def test_rows_without_a_name_belong_to_unknown_people_and_that_is_said(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    address = sent(staff, process, "tekst;navn;mail\nEt;Anna;\nTo;;\n")
    assert "2 bidrag er fra ukendte." in main(staff)
    assert "1 række har et navn eller en kontakt" in main(staff)
    assert bring(staff, address, confirmed=False).status_code == 303
    assert [p.kind for p in people(desk, process)] == ["unknown"]


def test_an_import_is_undone_as_a_whole(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = brought(staff, process, ROWS)
    file = file_at(desk, address)
    assert file.first_event and file.last_event and file.last_event - file.first_event == 4
    assert undo(staff, address).location == page_of(process)
    staff.get(page_of(process))
    assert "»svar.csv« er fortrudt: 3 bidrag er taget ud igen." in main(staff)
    assert heard(desk, process) == [] and people(desk, process) == []
    staff.get(address)
    assert "Filen er fortrudt" in main(staff)
    assert undo(staff, address).status_code == 422
    assert "allerede fortrudt" in main(staff)
    brought(staff, process, ROWS)
    assert len(heard(desk, process)) == 3


def test_what_the_command_brought_in_is_undone_on_the_page(
    desk: Desk, staff: Reader, tmp_path: Path
) -> None:
    process = desk.process()
    path = tmp_path / "fra-systemet.csv"
    path.write_text(f"{BY_ID}7,Et,,,,\n8,To,,,,\n")
    for added in (2, 0):
        done = desk.do(
            lambda act: import_file(act, act.session.get_one(Process, process), path, {})
        )
        assert done.contributions_added == added
    # The second brought nothing, and is no import.
    (file,) = [each for each in files(desk) if each.process_id == process]
    staff.get(page_of(process))
    assert "fra-systemet.csv" in main(staff)
    assert undo(staff, f"{page_of(process)}/{file.id}").status_code == 303
    assert heard(desk, process) == [] and people(desk, process) == []


def test_an_import_of_which_all_was_taken_back_can_be_undone(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = brought(staff, process, "text\nEt\n")

    def taken_back(act: Act) -> None:
        rows = list(act.session.scalars(select(Contribution).filter_by(process_id=process)))
        who = [row.participant for row in rows]
        undoing.take_back(act, rows)
        undoing.undo_participants(act, who)

    desk.do(taken_back)
    assert undo(staff, address).status_code == 303
    staff.get(address)
    assert "Filen er fortrudt" in main(staff)


def test_what_was_built_on_an_import_stands_in_the_way(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = brought(staff, process, ROWS)

    def woven(act: Act) -> None:
        said = list(act.session.scalars(select(Contribution).filter_by(process_id=process)))[:2]
        add_insight(act, act.session.get_one(Process, process), "Der mangler noget.", said)

    desk.do(woven)
    assert undo(staff, address).status_code == 422
    assert "Der er bygget videre på noget af det, filen bragte ind (2)." in main(staff)
    assert len(heard(desk, process)) == 3


def test_a_file_that_waits_is_not_undone_and_one_that_is_in_is_not_forgotten(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    waiting, done = sent(staff, process, ROWS), brought(staff, process, "text\nHej\n")
    assert undo(staff, waiting).status_code == 422
    assert "er ikke hentet ind endnu" in main(staff)
    assert staff.send(f"{done}/drop").status_code == 422
    assert "er allerede hentet ind" in main(staff)
    assert staff.get(f"{done}/try").location == done


TOO_MANY = "text\n" + "Hej\n" * 50_001
WITH_MACROS = changed(workbook(["text"], ["Hej"]), "xl/vbaProject.bin", None, b"x")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "svar.csv", "svar.csv er tom."),
        (b"\n \n", "svar.csv", "svar.csv er tom."),
        (b"text\n", "svar.csv", "ingen rækker"),
        (b"text\nHej\0\n", "svar.csv", "et ulæseligt tegn i linje 2"),
        (b'text,id\nHej,1\n"Dav,2\n', "svar.csv", "kan ikke læses fra linje 3"),
        ("text\nHåb\n".encode() + b"\xe5\n" + "Æøå\n".encode(), "svar.csv", "linje 3"),
        (TOO_MANY.encode(), "svar.csv", "mere end 50000 rækker"),
        ((";".join(map(str, range(101))) + "\n1\n").encode(), "svar.csv", "mere end 100 kolonner"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "svar.xlsx", "Har den en adgangskode?"),
        (b"PK\x03\x04 broken", "svar.xlsx", "ikke et regneark"),
        (WITH_MACROS, "svar.xlsx", "makroer"),
        (b"%PDF-1.7", "svar.pdf", "hverken CSV eller Excel"),
        (b"\x89PNG\r\n\x1a\n\0\0", "svar.csv", "et ulæseligt tegn"),
        (b"text\nHej\n", "../../etc/passwd", "passwd er hverken CSV eller Excel"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(
    desk: Desk, staff: Reader, content: bytes, name: str, said: str
) -> None:
    process = desk.process()
    before = len(files(desk))
    assert send(staff, process, content, name).status_code == 422
    assert said in errors(staff)[0]
    assert len(files(desk)) == before


def test_no_file_is_no_file(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get(page_of(process))
    given = fields(staff, "/import") | {"file": "text"}
    for sent_as in ("multipart/form-data", "application/x-www-form-urlencoded"):
        assert staff.post(page_of(process), data=given, content_type=sent_as).status_code == 422
        assert "Vælg en fil." in errors(staff)[0]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../svar.csv", "svar.csv"),
        (f"{'a' * 300}.csv", f"{'a' * 179}…{'a' * 16}.csv"),
        ("svar\u202evsc.csv", "svarvsc.csv"),
        ("<b>&svar</b>.CSV", "b>.CSV"),
    ],
)
def test_a_files_name_is_its_own(desk: Desk, staff: Reader, given: str, kept: str) -> None:
    process = desk.process()
    address = str(send(staff, process, "text\nHej\n", given).location)
    staff.get(address)
    assert file_at(desk, address).name == kept
    assert kept in main(staff)


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


def test_rows_may_lack_cells_but_not_have_more(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    sent(staff, process, "tekst;navn;mail\nEt\nTo;Bo;b@kommune.dk;mere\n")
    assert "Rækken har flere felter end de 3 kolonner." in main(staff)
    brought(staff, process, "tekst;navn;mail\nEt\nTo;Bo;b@kommune.dk;\n")
    assert len(heard(desk, process)) == 2


@pytest.mark.parametrize("text", ["=1+1", "+45", "-x", "@SUM(A1)"])
def test_what_a_spreadsheet_would_reckon_is_text(desk: Desk, staff: Reader, text: str) -> None:
    process = desk.process()
    brought(staff, process, f"text\n{text}\n")
    assert [c.recorded for c in heard(desk, process)] == [text]


def test_pressed_twice_it_comes_in_once(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = sent(staff, process, ROWS)
    given = fields(staff, "/try") | {"confirmed": "y"}
    for _ in range(2):
        assert staff.post(f"{address}/try", data=given).location == address
    assert len(heard(desk, process)) == 3
    staff.get(page_of(process))
    form = fields(staff, "/import")
    twice = [
        staff.post(
            page_of(process),
            data=form | {"file": (io.BytesIO(b"text\nHej\n"), "to.csv")},
            content_type="multipart/form-data",
        ).location
        for _ in range(2)
    ]
    assert twice[0] == twice[1]


def test_two_who_bring_in_the_same_bring_it_in_once(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    own = sent(staff, process, ROWS)
    mine = fields(staff, "/try") | {"confirmed": "y"}
    theirs = sent(boss, process, ROWS)
    shared = fields(boss, "/try") | {"confirmed": "y"}
    boss.get(f"{own}/try")
    same = fields(boss, "/try") | {"confirmed": "y"}
    assert staff.post(f"{own}/try", data=mine).status_code == 303
    # The same file on its way is in already; another with the same rows has nothing new.
    assert boss.post(f"{own}/try", data=same).location == own
    assert boss.post(f"{theirs}/try", data=shared).status_code == 409
    assert "Forløbet er ændret, siden du så det her." in main(boss)
    assert len(heard(desk, process)) == 3 and len(people(desk, process)) == 2


def test_two_at_the_very_same_time_bring_it_in_once(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    presses: list[Callable[[], int]] = []
    for reader in (staff, boss):
        address = sent(reader, process, ROWS)
        given = fields(reader, "/try") | {"confirmed": "y"}
        presses.append(lambda r=reader, a=address, g=given: r.post(f"{a}/try", data=g).status_code)
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda p=p: statuses.append(p())) for p in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409]
    assert len(heard(desk, process)) == 3 and len(people(desk, process)) == 2


def test_killed_midway_nothing_is_saved(desk: Desk, app: Flask, staff: Reader) -> None:
    process = desk.process()
    address = sent(staff, process, ROWS)
    given = fields(staff, "/try") | {"confirmed": "y"}
    before = count(desk, Event)
    with app.app_context():
        engine = db.engine

    def killed(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO contribution_wording"):
            os.kill(os.getpid(), signal.SIGKILL)

    engine.dispose(close=False)
    child = os.fork()
    if child == 0:
        event.listen(engine, "before_cursor_execute", killed)
        staff.post(f"{address}/try", data=given)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert heard(desk, process) == [] and people(desk, process) == []
    assert count(desk, Event) == before
    assert file_at(desk, address).content is not None
    assert bring(staff, address).status_code == 303
    assert len(heard(desk, process)) == 3


def test_what_a_file_holds_is_encrypted_and_kept_a_day(
    desk: Desk, app: Flask, staff: Reader
) -> None:
    process = desk.process()
    address = sent(staff, process, ROWS)
    number = int(address.rpartition("/")[2])
    with app.app_context(), db.engine.connect() as connection:
        query = "SELECT content FROM imported_file WHERE id = ?"
        (raw,) = connection.exec_driver_sql(query, (number,)).one()
    assert raw and b"Stien" not in raw and b"anna" not in raw

    def older(act: Act) -> None:
        act.session.get_one(ImportedFile, number).at = act.now - timedelta(days=1)

    desk.do(older)
    for at in (address, f"{address}/try"):
        assert staff.get(at).status_code == 404
    staff.get(page_of(process))
    assert "Ingen fil er hentet ind endnu." in main(staff)
    desk.do(clock.due)
    assert number not in [file.id for file in files(desk)]


def test_the_next_file_drops_an_old_one(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    number = int(sent(staff, process, ROWS).rpartition("/")[2])

    def older(act: Act) -> None:
        act.session.get_one(ImportedFile, number).at = act.now - timedelta(hours=25)

    desk.do(older)
    send(staff, process, "text\nHej\n", "ny.csv")
    assert [file.name for file in files(desk) if file.process_id == process] == ["ny.csv"]


@pytest.mark.parametrize(
    ("told_apart", "one", "same", "another"),
    [
        ("phone", "87 13 00 00", "+4587130000", "+4687130000"),
        ("name", "Anna  Holm", "anna holm", "Anna Hjort"),
        ("email", "anna@kommune.dk", "Anna@Kommune.dk", "anna@by.dk"),
    ],
)
def test_people_are_told_apart_by_what_was_chosen(
    desk: Desk, staff: Reader, told_apart: str, one: str, same: str, another: str
) -> None:
    process = desk.process()
    rows = f"tekst;{told_apart}\nEt;{one}\nTo;{same}\nTre;{another}\n"
    brought(staff, process, rows, told_apart=told_apart)
    first, second = people(desk, process)
    assert [c.participant_id for c in heard(desk, process)] == [first.id, first.id, second.id]
    sent(staff, process, f"tekst;{told_apart}\nFire;{same}\n", told_apart=told_apart)
    assert figures(staff) == [1, 0, 0, 1]


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


def test_a_source_of_ids_knows_people_by_them(desk: Desk, staff: Reader) -> None:
    process = desk.process()

    def known(act: Act) -> int:
        row = act.session.get_one(Process, process)
        return add_participant(act, row, Details(name="Anna"), ref="7").id

    anna = desk.do(known)
    brought(staff, process, f"{BY_ID}7,Et,,,,\n8,To,,,,\n")
    assert [p.ref for p in people(desk, process)] == ["7", "8"]
    assert heard(desk, process)[0].participant_id == anna


def test_in_english_too(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get("/?lang=en")
    address: Any = sent(staff, process, "text;date\nHi;yesterday\n")
    assert "One place in the file must be put right" in main(staff)
    assert address
