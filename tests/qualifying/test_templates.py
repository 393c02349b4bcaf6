"""Templates of a department: kept and edited, put in, and never sent as they stand."""

import pytest

from tests.oversight.desk import Desk
from tests.qualifying.answers import address, main, rows
from tests.qualifying.forms import form_to
from tests.web.reader import Reader
from tracker.domain.office import AnswerTemplate
from tracker.domain.response import Resolution

TEXT = "Tak, fordi du skrev til os. Det er vi glade for."


def where(desk: Desk, template: int | str = "") -> str:
    place = f"/departments/{desk.side.department}/templates"
    return f"{place}/{template}" if template else place


def test_a_template_is_kept_once_and_edited(desk: Desk, staff: Reader) -> None:
    staff.get(where(desk))
    sent = form_to(staff, where(desk)) | {"heading": "En tak", "text": TEXT}
    assert [staff.post(where(desk), data=sent).status_code for _ in range(2)] == [303, 303]
    staff.get(where(desk))
    assert main(staff).count(TEXT) == 1 and rows(desk, AnswerTemplate) == 3
    place = where(desk, 3)
    staff.get(place)
    changed = form_to(staff, place) | {"text": "Mange tak."}
    assert staff.post(place, data=changed).status_code == 303
    assert desk.read(AnswerTemplate, 3).text == "Mange tak."


def test_who_edits_what_somebody_edited_meanwhile_sees_both(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    place = where(desk, desk.ids["template"])
    for reader in (staff, boss):
        reader.get(place)
    theirs = form_to(boss, place) | {"text": "Deres nye tekst."}
    mine = form_to(staff, place) | {"text": "Min nye tekst."}
    assert boss.post(place, data=theirs).status_code == 303
    answer = staff.post(place, data=mine)
    assert answer.status_code == 409
    assert "Deres nye tekst." in answer.text and "Min nye tekst." in answer.text
    assert staff.post(place, data=form_to(staff, place)).status_code == 303
    assert desk.read(AnswerTemplate, int(desk.ids["template"])).text == "Min nye tekst."


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"text": TEXT}, "Giv skabelonen et navn."),
        ({"heading": "Tak"}, "Skriv teksten."),
        ({"heading": "Tak", "text": "Cpr 010190-1234"}, "ligner et CPR-nummer"),
        ({"heading": "x" * 201, "text": TEXT}, "ét tegn for lang"),
    ],
)
def test_a_template_that_cannot_be_kept_says_why(
    desk: Desk, staff: Reader, fields: dict[str, str], error: str
) -> None:
    answer = staff.send(where(desk), **fields)
    assert answer.status_code == 422 and error in answer.text
    assert rows(desk, AnswerTemplate) == 2


def test_a_template_is_dropped(desk: Desk, staff: Reader) -> None:
    place = where(desk, desk.ids["template"])
    assert staff.send(f"{place}/drop").location == where(desk)
    staff.get(where(desk))
    assert "Skabelonen er slettet." in main(staff) and "Ingen skabeloner endnu" in main(staff)
    assert staff.get(place).status_code == 404


def test_a_department_s_templates_are_its_own(desk: Desk, foreign: Desk, staff: Reader) -> None:
    for place in (
        where(foreign),
        where(foreign, foreign.ids["template"]),
        where(desk, foreign.ids["template"]),
        where(desk, 987654),
        where(desk, 10**20),
        f"/departments/{10**20}/templates",
    ):
        assert staff.get(place).status_code == 404
    assert staff.send(f"{where(foreign, foreign.ids['template'])}/drop").status_code == 404
    staff.get(address(desk))
    assert "Canary template" not in main(staff)  # Its text stands in the list's data alone.
    offered = [text for o in staff.page.iter("option") if (text := o.get("data-text"))]
    assert offered == ["Canary template of own: tak for [hvad]."]


def test_choosing_one_puts_its_text_in_and_saves_nothing(desk: Desk, staff: Reader) -> None:
    here = address(desk)
    staff.get(here)
    sent = form_to(staff, here) | {"how": "answered", "reason": "Kære Anna."}
    begun = sent | {"help": "template", "template": desk.ids["template"]}
    assert staff.post(here, data=begun).status_code == 200
    given = form_to(staff, here)
    assert given["reason"] == "Kære Anna.\n\nCanary template of own: tak for [hvad]."
    assert given["how"] == "answered" and rows(desk, Resolution) == 0
    answer = staff.post(here, data=given)
    assert answer.status_code == 422 and "skal udfyldes: [hvad]" in answer.text
    given["reason"] = given["reason"].replace("[hvad]", "brevet")
    assert staff.post(here, data=given).status_code == 303


@pytest.mark.parametrize("reason", [TEXT, f"  {TEXT.upper()}\n", TEXT.replace(" ", "\n")])
def test_a_template_is_not_sent_as_it_stands(desk: Desk, staff: Reader, reason: str) -> None:
    staff.send(where(desk), heading="En tak", text=TEXT)
    here = address(desk)
    staff.get(here)
    sent = form_to(staff, here) | {"how": "answered", "reason": reason}
    answer = staff.post(here, data=sent)
    assert answer.status_code == 422 and "Det er skabelonen, som den står." in answer.text
    assert rows(desk, Resolution) == 0
    sent["reason"] = f"Kære Anna. {reason}"
    assert staff.post(here, data=sent).status_code == 303


def test_reading_over_says_how_the_text_reads_and_saves_nothing(desk: Desk, staff: Reader) -> None:
    here = address(desk)
    staff.get(here)
    heavy = "I forbindelse med den fremadrettede sagsbehandling foretages en vurdering."
    sent = form_to(staff, here) | {"reason": heavy, "help": "read"}
    assert staff.post(here, data=sent).status_code == 200
    page = main(staff)
    assert "Sådan læses det" in page and "Kontorsprog: I forbindelse med" in page
    assert rows(desk, Resolution) == 0
    assert staff.post(here, data=sent | {"reason": "Tak for dit svar."}).status_code == 200
    assert "Vi har ingen forslag." in main(staff)
