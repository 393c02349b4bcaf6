"""What was signed, as a page: it proves itself, and what came since stands apart."""

import io
import json

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.closing.reading import NAME
from tracker.domain.process import Signature


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


def test_a_record_that_somebody_changed_is_said_to_be_broken(
    desk: Desk, staff: Reader, address: str
) -> None:
    def changes(act) -> None:
        signature = act.session.query(Signature).filter_by(process_id=desk.ids["closed"]).one()
        changed = signature.record.replace('"state":"excepted"', '"state":"closed"')
        act.session.execute(
            update(Signature).where(Signature.id == signature.id).values(record=changed)
        )

    desk.do(changes)
    staff.get(address)
    said = text_of(staff.page)
    assert "Underskriften holder ikke" in said and "Kredsløb" in said and "er ændret" in said


def test_what_came_since_stands_beside_what_was_signed(
    desk: Desk, staff: Reader, address: str
) -> None:
    before = staff.get(f"{address}.json").data
    desk.said(int(desk.ids["closed"]), "Eva", "Vent lidt.")
    staff.get(address)
    said = text_of(staff.page)
    assert "Siden underskriften" in said and "Eva" in said
    assert staff.get(f"{address}.json").data == before
