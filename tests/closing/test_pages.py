"""What was signed, as a page: it proves itself, and what came since stands apart."""

import io
import json
from collections.abc import Callable

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.closing import addendum
from tracker.closing.reading import NAME
from tracker.closing.sealing import seal_of_older, sealed
from tracker.domain.process import Signature

HEAD = {"title": "Stien", "signer": "Ida", "at": "2026-05-04T10:00:00+00:00"}


@pytest.fixture
def address(desk: Desk) -> str:
    return f"/processes/{desk.ids['closed']}/records/{desk.ids['signature']}"


def test_it_says_who_signed_and_that_it_holds(staff: Reader, address: str) -> None:
    page = staff.get(address)
    assert page.status_code == 200
    said = text_of(staff.page)
    assert "Manager Own skrev under på" in said and "Underskriften holder" in said
    assert "Bo Canary own" in said and "Undtaget: vi kunne ikke få kontakt" in said
    assert "Siden underskriften" not in said


def test_paper_and_data_are_the_same_record_without_a_name(staff: Reader, address: str) -> None:
    data = staff.get(f"{address}.json")
    assert data.mimetype == "application/json"
    assert data.headers["Content-Disposition"].startswith("attachment")
    paper = staff.get(f"{address}.pdf")
    (carried,) = PdfReader(io.BytesIO(paper.data)).attachments[NAME]
    assert carried == data.data and b"Canary own" not in data.data.replace(
        b"Canary of own: lukket", b""
    ).replace(b"Manager Own", b"")
    assert json.loads(data.data)["format"] == 3


def changed(desk: Desk, anew: Callable[[str], str], **columns: str) -> None:
    """What was signed is written anew in the database itself."""
    (number,) = [int(desk.ids["signature"])]
    record = anew(desk.read(Signature, number).record)
    query = update(Signature).where(Signature.id == number).values(record=record, **columns)
    desk.do(lambda act: act.session.execute(query))


@pytest.mark.parametrize(
    ("anew", "says"),
    [
        (lambda record: record.replace('"state":"excepted"', '"state":"closed"'), "Kredsløb"),
        (lambda record: record.replace('"section":"loop"', '"section":"lop"'), "ikke fra et"),
        (lambda record: record[:200], "er ikke hel"),
        (lambda _: "[" * 99_999, "er ikke hel"),
        (lambda _: sealed(HEAD, [], bytes(32))[0], "fingeraftrykket er et andet"),
        (lambda _: '{"format": 2}', "fingeraftrykket er et andet"),
    ],
    ids=["a row", "a kind", "a half", "deep", "another", "older"],
)
def test_a_record_that_somebody_changed_is_said_to_be_broken(
    desk: Desk, staff: Reader, address: str, anew: Callable[[str], str], says: str
) -> None:
    changed(desk, anew)
    desk.said(int(desk.ids["closed"]), "Eva", "Vent lidt.")
    assert staff.get(address).status_code == 200
    said = text_of(staff.page)
    assert "Underskriften holder ikke" in said and says in said
    assert "står ved magt" not in said and "Det kan aldrig ændres" not in said
    assert "Hvem vi hørte" not in said and f"{address}.pdf" not in staff.get(address).text
    paper = staff.get(f"{address}.pdf")
    assert paper.status_code == 303 and paper.headers["Location"] == address
    assert staff.get(f"{address}.json").status_code == 200


def test_an_older_record_is_read_and_proves_nothing(
    desk: Desk, staff: Reader, address: str
) -> None:
    loop = {"participant_id": 7, "state": "excepted", "step": 0}
    older = json.dumps(
        {"format": 2, "title": "Stien", "department": "Vej", "case_number": ""}
        | {"created_at": "2025-03-02T09:30:00+00:00", "follows": []}
        | {"loops": [loop | dict.fromkeys(("no_answer", "unopened", "decided_first"), False)]}
        | {name: [] for name in ("rounds", "deliveries", "insights", "responses", "promises")}
    )
    changed(desk, lambda _: older, hash=seal_of_older(older))
    staff.get(address)
    said = text_of(staff.page)
    assert "Den kan læses, men ikke bevise sig selv." in said and "Hvem vi hørte" in said
    assert "Underskriften holder" not in said and "tracker verify" not in said
    assert staff.get(f"{address}.pdf").mimetype == "application/pdf"


def test_it_says_what_the_proof_is_of(staff: Reader, address: str) -> None:
    staff.get(address)
    assert "Beviset gælder de data, der ligger i PDF’en, ikke det" in text_of(staff.page)


def test_of_very_much_since_it_says_that_there_is_more(
    desk: Desk, staff: Reader, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addendum, "MOST", 2)
    desk.said(int(desk.ids["closed"]), "Eva", "Vent lidt.", "Og lidt til.")
    staff.get(address)
    assert "Der er sket mere siden" not in text_of(staff.page)
    desk.said(int(desk.ids["closed"]), "Ida")
    staff.get(address)
    said = text_of(staff.page)
    assert "Der er sket mere siden. Resten står i systemet." in said and "Ida" not in said
    pages = PdfReader(io.BytesIO(staff.get(f"{address}.pdf").data)).pages
    assert "Der er sket mere siden" in " ".join(pages[-1].extract_text().split())


def test_what_came_since_stands_beside_what_was_signed(
    desk: Desk, staff: Reader, address: str
) -> None:
    before = staff.get(f"{address}.json").data
    desk.said(int(desk.ids["closed"]), "Eva", "Vent lidt.")
    staff.get(address)
    said = text_of(staff.page)
    assert "Siden underskriften" in said and "Eva" in said
    assert staff.get(f"{address}.json").data == before
