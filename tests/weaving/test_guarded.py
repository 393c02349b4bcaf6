"""A name that others must not see is told of once more when it was saved past the advice."""

import pytest

from tests.factories import an_approved_language
from tests.oversight.desk import Desk
from tests.weaving.threads import address, insight, writing
from tests.web import pages
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.process import Process

SAVED = "Det er gemt, men se på det igen: Navnet på en, der er med."


@pytest.fixture
def process(desk: Desk) -> int:
    number = desk.process("Stien")
    desk.said(number, "Aase Lind")
    return number


def write(staff: Reader, place: str, text: str) -> str:
    fields = writing(staff, place) | {"text": text}
    assert staff.post(place, data=fields).status_code == 303
    return staff.get(place).text


def test_a_name_in_an_insight_is_told_beside_it_and_when_it_was_saved(
    desk: Desk, staff: Reader, process: int
) -> None:
    place = address(process, insight(desk, process, "Stien er mørk."))
    page = write(staff, place, "Lys gør det trygt at cykle, siger Aase Lind.")
    assert SAVED in page and f'href="{place}#text"' in page
    assert "Andre må ikke se det: »Aase Lind«" in page
    assert "Ingen lange sætninger" not in page
    # It is said once.
    assert SAVED not in staff.get(place).text


@pytest.mark.parametrize(
    "text", ["Lys gør det trygt.", "Ring til Aase Holm.", "Det siger Mona.", "Ring på 87 13 00 00."]
)
def test_our_own_staff_and_who_takes_no_part_may_be_named(
    desk: Desk, staff: Reader, process: int, text: str
) -> None:
    desk.do(lambda act: _contact(act, process))
    page = write(staff, address(process, insight(desk, process, "Stien er mørk.")), text)
    assert "se på det igen" not in page and "Andre må ikke se det" not in page


def _contact(act: Act, number: int) -> None:
    row = act.session.get_one(Process, number)
    row.contact_name, row.contact_phone = "Aase Holm", "87 13 00 00"


def test_a_translation_is_advised_on_in_its_own_language(
    desk: Desk, staff: Reader, process: int
) -> None:
    number = insight(desk, process, "Stien er mørk.")
    place = f"{address(process, number)}/languages/en"
    page = staff.get(place).text
    assert f"/processes/{process}/advice?language=en" in page
    assert "kan vi ikke måle" not in page
    fields = pages.fields_of(staff.page) | {"text": "Aase Lind says it is dark."}
    assert staff.post(place, data=fields).status_code == 303
    assert SAVED in staff.get(address(process, number)).text
    said = staff.send(f"/processes/{process}/advice?language=en", text="Commence it.").get_json()
    assert [one["text"] for one in said["findings"]] == ["Commence"]


def test_in_a_language_that_is_not_measured_names_are_told_of_all_the_same(
    desk: Desk, staff: Reader, process: int
) -> None:
    desk.do(lambda act: an_approved_language(act))
    number = insight(desk, process, "Stien er mørk.")
    page = staff.get(f"{address(process, number)}/languages/ar").text
    assert "Hvor let det er at læse, kan vi ikke måle på det sprog." in page
    text = "قالت Aase Lind إن الطريق مظلم."
    said = staff.send(f"/processes/{process}/advice?language=ar", text=text).get_json()
    assert [(one["text"], one["instead"]) for one in said["findings"]] == [("Aase Lind", [])]
