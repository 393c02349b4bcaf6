"""A file that cannot be read, or not all of it, is refused on the page with words for why."""

import pytest

from tests.commands.workbooks import changed, workbook
from tests.listening.incoming import brought, figures, file_at, files, page_of, send, sent
from tests.listening.sheets import count, errors, fields, heard, main
from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.history import Event


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


def test_a_date_is_said_as_the_pages_say_it(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    sent(staff, process, "tekst;dato\nMere lys.;2099-01-01\nOg bænke.;1.1.1850\n")
    (body,) = staff.page.iter("tbody")
    what = [text_of(list(row)[3]) for row in body]
    assert "1. januar 2099 er ikke sket endnu." in what[0]
    assert "1. januar 1850 kan ikke være rigtig." in what[1]


def test_what_a_browser_cannot_show_is_shown_as_a_box(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    content = "tekst;\a\n\x1bHej\ud800;x\n".encode("utf-8", "surrogatepass")
    address = sent(staff, process, content)
    assert "□Hej□" in main(staff)
    staff.get(address)
    assert "□Hej□" in main(staff)


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


def test_rows_may_lack_cells_but_not_have_more(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    sent(staff, process, "tekst;navn;mail\nEt\nTo;Bo;b@kommune.dk;mere\n")
    assert "Rækken har flere felter end de 3 kolonner." in main(staff)
    brought(staff, process, "tekst;navn;mail\nEt\nTo;Bo;b@kommune.dk;\n")
    assert len(heard(desk, process)) == 2
