"""Beside the questions: what the process's other pages know, to be read here and mended there."""

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.oversight.desk import Desk, statements
from tests.weaving.threads import insight, main
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.compass.services import mark_of_text, reflect
from tracker.domain.act import Act
from tracker.domain.commitment import promise, say_kept
from tracker.domain.office import MOMENTS, PRINCIPLES
from tracker.domain.process import Process
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.weaving.services import (
    answer_assumption,
    answer_obstacle,
    assume,
    note_obstacle,
)

DAY = date(2020, 1, 15)


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")


def place(process: int) -> str:
    return f"/processes/{process}/compass?when=end"


def panels(reader: Reader) -> dict[str, str]:
    (aside,) = reader.page.iter("aside")
    found = [e for e in aside.iter("section")]
    return {e.get("aria-labelledby") or "": text_of(e) for e in found}


def test_an_empty_process_says_so(staff: Reader, process: int) -> None:
    staff.get(place(process))
    said = panels(staff)
    assert "I har ikke skrevet nogen løfter ned." in said["promised"]
    assert "Der er ikke skrevet noget." in said["in-the-way"]
    assert "I har ikke skrevet nogen antagelser ned." in said["believed"]
    assert "Når deltagere fortæller, hvem de er" in said["heard"]


def test_promises_stand_with_their_day_and_whether_they_were_kept(
    desk: Desk, staff: Reader, process: int
) -> None:
    def promised(act: Act) -> None:
        row = act.session.get_one(Process, process)
        for text, state in (("Vi går igen.", "kept"), ("Vi ringer.", "broken")):
            say_kept(act, promise(act, row, text, DAY), state)
        promise(act, row, "Vi måler lyset.", act.now.date() + timedelta(days=400))

    desk.do(promised)
    staff.get(place(process))
    said = panels(staff)["promised"]
    assert "Vi går igen. Holdt Lovet senest 15. januar 2020" in said
    assert "Vi ringer. Ikke holdt Lovet senest 15. januar 2020" in said
    assert "Vi måler lyset. Lovet senest" in said


def test_obstacles_stand_with_their_owner_and_what_the_leadership_says(
    desk: Desk, staff: Reader, process: int
) -> None:
    def noted(act: Act) -> None:
        row = act.session.get_one(Process, process)
        note_obstacle(act, row, "Åloven.", "")
        answered = note_obstacle(act, row, "Vejen er fredet.", "Kulturarv")
        answer_obstacle(act, answered, "Vi søger om lov.")

    desk.do(noted)
    staff.get(place(process))
    said = panels(staff)["in-the-way"]
    assert "Åloven. Ingen har ansvaret for det endnu" in said
    assert "Ledelsen har ikke svaret endnu." in said
    assert "Kulturarv har ansvaret for det Ledelsen svarer: Vi søger om lov." in said


def test_assumptions_stand_with_what_became_of_them(
    desk: Desk, staff: Reader, process: int
) -> None:
    def believed(act: Act) -> None:
        row = act.session.get_one(Process, process)
        assume(act, row, "Alle cykler.")
        answer_assumption(act, assume(act, row, "Ingen går."), "wrong", "Mange går.", None)

    desk.do(believed)
    staff.get(place(process))
    said = panels(staff)["believed"]
    assert "Alle cykler. Ikke besvaret endnu" in said
    assert "Ingen går. Vi tog fejl. Mange går." in said


def test_who_was_heard_stands_in_their_own_words_once_and_without_names(
    desk: Desk, staff: Reader, process: int
) -> None:
    for name in ("Anna", "Bo"):
        desk.said(process, name, details={"perspectives": "cyklist"})
    desk.said(process, "Carl", details={"perspectives": "bor ved åen"})
    silent = Details(name="Dorte", perspectives="pendler")
    desk.do(lambda act: add_participant(act, act.session.get_one(Process, process), silent))
    staff.get(place(process))
    said = panels(staff)["heard"]
    assert said.count("cyklist") == 1 and "bor ved åen" in said
    assert "pendler" not in said and "Anna" not in main(staff)
    assert desk.seen("process")[-1] == ("saw", str(process))


def test_each_leads_to_where_it_is_mended(desk: Desk, staff: Reader, process: int) -> None:
    staff.get(place(process))
    (aside,) = staff.page.iter("aside")
    ways = [e.get("href") or "" for e in aside.iter("a")]
    assert len(ways) == 4
    for way in ways:
        assert staff.get(way).status_code == 200
    assert not list(aside.iter("form")) and not list(aside.iter("button"))


def test_the_page_costs_as_much_for_one_as_for_fifty(app: Flask, desk: Desk, staff: Reader) -> None:
    costs = []
    for many in (1, 50):
        process = desk.process()
        insight(desk, process, "Stien er mørk.")

        def filled(act: Act, process: int = process, many: int = many) -> None:
            row = act.session.get_one(Process, process)
            for each in range(many):
                promise(act, row, f"Løfte {each}.", DAY)
                note_obstacle(act, row, f"Lov {each}.")
                assume(act, row, f"Tro {each}.")
                details = Details(name=f"Nr. {each}", perspectives=f"Rolle {each}")
                log_contribution(act, add_participant(act, row, details), "Der er mørkt.")
            texts = dict.fromkeys(PRINCIPLES if many > 1 else [1], "Tænkt.")
            for moment in MOMENTS:
                reflect(act, row, moment, texts, dict.fromkeys(PRINCIPLES, mark_of_text("")))

        desk.do(filled)
        costs.append(statements(app, staff, place(process)))
        assert ("Der er flere." in main(staff)) is (many > 1)
    assert costs[0] == costs[1]
