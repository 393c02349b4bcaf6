"""Promises: written down with a day, in sight until kept or broken, with a way back."""

from datetime import date

import pytest
from flask import Flask

from tests.oversight.desk import Desk, statements
from tests.qualifying.answers import main, rows
from tests.qualifying.forms import form_to
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.commitment import Commitment, say_kept
from tracker.domain.process import Process
from tracker.qualifying.promises import PROMISES
from tracker.qualifying.services import promise

TEXT = "Vi går turen igen."


def where(process: int) -> str:
    return f"/processes/{process}/outcomes/promises"


def promised(desk: Desk, process: int, *texts: str) -> list[int]:
    def verb(act: Act) -> list[int]:
        row = act.session.get_one(Process, process)
        days = (date(2030, 6, 1 + n % 28) for n, _ in enumerate(texts))
        return [promise(act, row, text, day).id for text, day in zip(texts, days, strict=True)]

    return desk.do(verb)


def droppable(reader: Reader, address: str) -> list[int]:
    """The promises on a page that have a button to take them out."""
    reader.get(address)
    actions = [form.get("action", "") for form in reader.page.iter("form")]
    return [int(action.split("/")[-2]) for action in actions if action.endswith("/drop")]


def state(desk: Desk, number: int) -> str:
    return desk.read(Commitment, number).state


def test_a_promise_is_written_down_once_and_can_be_taken_back(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get(where(process))
    assert "Ingen løfter venter" in main(staff)
    sent = form_to(staff, where(process)) | {"text": TEXT, "due": "1.6.2030"}
    assert [staff.post(where(process), data=sent).status_code for _ in range(2)] == [303, 303]
    assert rows(desk, Commitment) == 3  # Each department of the small world has one.
    staff.get(where(process))
    page = main(staff)
    assert page.count(TEXT) == 1 and "1. juni 2030" in page
    undo, _ = [f.get("action", "") for f in staff.page.iter("form") if "/drop" in f.get("action")]
    assert staff.post(undo, data=form_to(staff, undo)).location == where(process)
    assert rows(desk, Commitment) == 2
    assert staff.send(undo).status_code == 404


def test_a_promise_goes_out_only_while_nobody_was_told_it(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    (told,) = promised(desk, process, TEXT)
    desk.told(process, [desk.said(process, "Anna", "Stien er mørk.")], "Der mangler lys.")
    mistaken, kept = promised(desk, process, "Skrevet ved en fejl.", "Et løfte, der er holdt.")
    desk.do(lambda act: say_kept(act, act.session.get_one(Commitment, kept), "kept"))
    assert droppable(staff, where(process)) == [mistaken]
    assert droppable(staff, f"{where(process)}?state=done") == []
    answer = staff.send(f"{where(process)}/{told}/drop")
    assert answer.status_code == 409 and "Løftet står i en tilbagemelding" in main(staff)
    assert staff.send(f"{where(process)}/{mistaken}/drop").location == where(process)
    assert droppable(staff, where(process)) == []
    assert "Løftet er fjernet." in main(staff) and TEXT in main(staff)
    assert rows(desk, Commitment) == 4


@pytest.mark.parametrize(("to", "told"), [("kept", "som holdt"), ("broken", "som ikke holdt")])
def test_a_promise_is_kept_or_broken_and_that_can_be_undone(
    desk: Desk, staff: Reader, to: str, told: str
) -> None:
    process = desk.process()
    (number,) = promised(desk, process, TEXT)
    place = f"{where(process)}/{number}"
    assert staff.send(place, state=to, seen="open").location == where(process)
    assert state(desk, number) == to
    staff.get(where(process))
    assert f"Løftet er markeret {told}." in main(staff)
    undo = form_to(staff, place, which=0)
    staff.get(f"{where(process)}?state=done")
    assert TEXT in main(staff)
    for _ in range(2):
        assert staff.post(place, data=undo).status_code == 303
    assert state(desk, number) == "open"


def test_who_says_of_it_what_another_said_otherwise_meanwhile_is_told(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    (number,) = promised(desk, process, TEXT)
    place = f"{where(process)}/{number}"
    assert boss.send(place, state="broken", seen="open").status_code == 303
    answer = staff.send(place, state="kept", seen="open")
    assert answer.status_code == 409 and "imens" in main(staff)
    assert staff.send(f"{place}/drop").status_code == 409
    assert state(desk, number) == "broken"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"due": "2030-06-01"}, "Skriv, hvad I lovede."),
        ({"text": TEXT}, "Skriv, hvornår det senest skal være holdt."),
        ({"text": TEXT, "due": "snart"}, "dato"),
        ({"text": TEXT, "due": "9999-01-01"}, "kan ikke være rigtig"),
        ({"text": TEXT, "due": "2019-01-01"}, "Den dag er gået."),
        ({"text": "Cpr 010190-1234", "due": "2030-06-01"}, "CPR-nummer"),
        ({"text": "x" * 5001, "due": "2030-06-01"}, "ét tegn for lang"),
    ],
)
def test_a_promise_that_cannot_be_kept_here_says_why(
    desk: Desk, staff: Reader, fields: dict[str, str], error: str
) -> None:
    process = desk.process()
    answer = staff.send(where(process), **fields)
    assert answer.status_code == 422 and error in answer.text
    assert fields.get("text", "") in answer.text
    assert rows(desk, Commitment) == 2


def test_a_promise_has_no_other_state_and_is_its_process_s_own(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    process = desk.process()
    (number,) = promised(desk, process, TEXT)
    assert staff.send(f"{where(process)}/{number}", state="x", seen="open").status_code == 422
    for other in (foreign.ids["promise"], desk.ids["promise"], 987654, 10**20):
        assert staff.send(f"{where(process)}/{other}", state="kept").status_code == 404
        assert staff.send(f"{where(process)}/{other}/drop").status_code == 404


def test_the_next_promises_stand_beside_the_outcomes(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    promised(desk, process, *(f"Løfte {n}." for n in range(5)))
    staff.get(f"/processes/{process}/outcomes")
    page = main(staff)
    assert "Løfte 2." in page and "Løfte 3." not in page and "Se alle løfter" in page


def test_a_long_list_goes_on_and_costs_no_more_statements(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    few, many = desk.process(), desk.process()
    promised(desk, few, TEXT)
    promised(desk, many, *(f"Løfte {n}." for n in range(PROMISES + 5)))
    assert statements(app, staff, where(few)) == statements(app, staff, where(many))
    staff.get(where(many))
    first = main(staff).count("Løfte ")
    (link,) = [a.get("href", "") for a in staff.page.iter("a") if "after=" in a.get("href", "")]
    staff.get(link)
    assert (first, main(staff).count("Løfte ")) == (PROMISES, 5)
    for after in ("-1", "abc", "2030-99-99.1"):
        assert staff.get(f"{where(many)}?after={after}").status_code == 200
