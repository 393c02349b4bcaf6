"""The rounds of a process: what is due to be given back, and what became of what was."""

from flask import Flask

from tests.oversight.desk import Desk, statements
from tests.returning.office import LETTER, MAIL, a_draft, address, planned, send
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.qualifying.services import delivery_to
from tracker.returning.services import plan_round, record_contact
from tracker.returning.standing import ROUNDS


def listed(reader: Reader, process: int) -> list[str]:
    reader.get(f"/processes/{process}/rounds")
    return [text_of(e) for e in reader.page.iter("li") if "round" in (e.get("class") or "").split()]


def test_a_new_process_says_what_to_do_first(desk: Desk, staff: Reader) -> None:
    process = desk.process("Havnen")
    page = staff.get(f"/processes/{process}/rounds").text
    assert "Der er ikke noget at give tilbage endnu" in page
    assert (
        "There is nothing to give back yet"
        in staff.get(f"/processes/{process}/rounds?lang=en").text
    )


def test_what_is_due_stands_first_with_the_way_to_plan_it(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk)
    staff.send(address(process, round_, "drop"))
    page = staff.get(f"/processes/{process}/rounds").text
    assert "2 deltagere har ikke fået at vide, hvad vi har forstået." in page
    (way,) = [e for e in staff.page.iter("a") if text_of(e) == "Planlæg en kig med-runde"]
    assert way.get("href") == f"/processes/{process}/rounds/add?purpose=qualify&to=owed"
    assert "Intet er givet tilbage endnu" in page


def test_a_round_says_when_to_how_many_and_what_became_of_each(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, MAIL, LETTER, {})
    assert listed(staff, process)[0].startswith("Kig med-runde nr.")
    assert "Kladde" in listed(staff, process)[0]
    assert send(staff, process, round_).status_code == 303
    # Its mail waits, so that it can be called back.
    (line,) = listed(staff, process)
    assert line.count("Gjort klar") == 2 and "Sendt" not in line

    def tell(act: Act) -> None:
        row = act.session.get_one(Round, round_)
        record_contact(act, delivery_to(act, row, people[1]), "posted", act.now)

    desk.do(tell)
    desk.answered(round_, people[1], "recognise")
    (line,) = listed(staff, process)
    for figure in ("Nået1", "På vej1", "Gik galt0", "Kan ikke nås1", "Har svaret1"):
        assert figure in line
    assert "til 3" in line and line.count("Sendt") == 2


def test_only_those_of_the_process_are_listed_and_no_other_department_sees_them(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    theirs, _, round_ = a_draft(foreign)
    own, _, _ = a_draft(desk)
    assert len(listed(staff, own)) == 1
    assert staff.get(f"/processes/{theirs}/rounds").status_code == 404
    assert staff.get(address(theirs, round_)).status_code == 404
    assert staff.get(address(own, round_)).status_code == 404
    assert ("refused", str(theirs)) in desk.seen("process")


def test_many_rounds_come_page_by_page(desk: Desk, staff: Reader) -> None:
    process, _, _ = a_draft(desk)
    more(desk, process, ROUNDS)
    assert len(listed(staff, process)) == ROUNDS
    (way,) = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(str(way))
    last = [e for e in staff.page.iter("li") if "round" in (e.get("class") or "").split()]
    assert len(last) == 1
    for strange in ("-1", "1000000000000", "abc"):
        staff.get(f"/processes/{process}/rounds?before={strange}")
        assert len(list(staff.page.iter("h3"))) == ROUNDS


def test_the_list_costs_the_same_for_one_round_and_for_many(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk)
    send(staff, process, round_)
    one = statements(app, staff, f"/processes/{process}/rounds")
    for _ in range(3):
        send(staff, process, planned(desk, process, people))
    more(desk, process, 10)
    assert statements(app, staff, f"/processes/{process}/rounds") == one


def more(desk: Desk, process: int, number: int) -> None:
    def plan(act: Act) -> None:
        row = act.session.get_one(Process, process)
        for _ in range(number):
            plan_round(act, row, "qualify", None, None)

    desk.do(plan)
