"""My work: what waits, whose, since when, and never what is another department's."""

from datetime import date

import pytest
from flask import Flask

from tests.oversight.desk import Desk, statements
from tests.web.pages import parsed, text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.office import Assignment
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.oversight.services import except_loop
from tracker.oversight.work import PROCESSES
from tracker.paging import NEVER, promise_key
from tracker.phrases import today
from tracker.processes.services import narrow
from tracker.qualifying.services import delivery_to, respond


def lines(reader: Reader) -> list[str]:
    """The tasks in their order, each as it is read."""
    reader.get("/")
    return [text_of(e) for e in reader.page.iter("li") if "task" in (e.get("class") or "").split()]


def test_each_next_action_stands_in_words_with_whose_it_is(desk: Desk, staff: Reader) -> None:
    process = desk.process("Havnen", ago=5)
    desk.said(process, "Bo Lindhardt", ago=4)
    told = desk.said(process, "Anna Sørensen", ago=4)
    round_ = desk.told(process, [told], "Der er mørkt.", ago=3)
    desk.answered(round_, told, "nuance", "Kun om vinteren.", ago=2)
    found = lines(staff)
    assert any(line.startswith("Svar Anna Sørensen Lovet senest") for line in found)
    assert any(line.startswith("Flet det ind, som Bo Lindhardt har fortalt") for line in found)
    assert "Havnen" in staff.get("/").text


def test_all_whose_names_stand_there_are_in_the_access_log(desk: Desk, staff: Reader) -> None:
    """Also where nothing waits but a note, or an answer that one has in hand."""
    process = desk.process("Havnen", ago=5)
    told = desk.said(process, "Anna Sørensen", ago=4)
    round_ = desk.told(process, [told], "Der er mørkt.", ago=3)
    answer = desk.answered(round_, told, "nuance", "Kun om vinteren.", ago=2)

    def hand(act: Act) -> None:
        act.session.add(Assignment(response_id=answer, user_id=act.actor.id, at=act.now))

    desk.do(hand, "caseworker")
    # The other tasks are on the page before.
    assert "Anna Sørensen" in staff.get(f"/?after={promise_key(NEVER, LARGEST)}").text
    assert ("names", str(process)) in desk.seen("process")


def test_many_are_one_line_with_their_count(desk: Desk, staff: Reader) -> None:
    process = desk.process("Havnen", ago=5)
    for name in ("Anna", "Bo", "Cemile", "Dorthe", "Erik"):
        desk.said(process, name, ago=4)
    (line,) = [line for line in lines(staff) if "Flet" in line]
    assert line.startswith("Flet det ind, som Anna, Bo, Cemile og 2 andre har fortalt 5 kredsløb")


def test_what_is_late_is_first_and_says_so_in_words(desk: Desk, staff: Reader) -> None:
    desk.said(desk.process("Ikke endnu", ago=5), "Bo", ago=4)
    desk.said(desk.process("For længst", ago=60), "Anna", ago=60)
    found = [line for line in lines(staff) if "Flet" in line]
    assert "Anna" in found[0] and "dage over tiden (lovet " in found[0]
    assert "Bo" in found[1] and "Lovet senest" in found[1]
    titles = [text_of(e) for e in staff.page.iter("h2")]
    assert titles.index("For længst") < titles.index("Ikke endnu")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 1), "1 dag over tiden (lovet 1. marts 2026)"),
        (date(2026, 2, 20), "10 dage over tiden (lovet 20. februar 2026)"),
        (date(2026, 3, 2), "Lovet i dag"),
        (date(2026, 3, 3), "Lovet senest 3. marts 2026"),
        (None, ""),
    ],
)
def test_a_promise_is_said_as_people_say_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch, day: date | None, words: str
) -> None:
    monkeypatch.setitem(app.jinja_env.globals, "today", lambda: date(2026, 3, 2))
    with app.test_request_context():
        due = app.jinja_env.get_template("macros/work.html").make_module().due(day)
    shown = text_of(parsed(f"<!doctype html><title>x</title>{due}")).removeprefix("x")
    assert shown.strip() == (words if today().year != 2026 else words.replace(" 2026", ""))
    assert ('<use href="' in due and "#warning" in due) is ("over tiden" in words)


def test_a_late_answer_in_an_ended_loop_waits_too(desk: Desk, staff: Reader) -> None:
    process = desk.process("Havnen", ago=5)
    anna = desk.said(process, "Anna", ago=4)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=3)

    def withdraws_and_asks(act: Act) -> None:
        person = act.session.get_one(Participant, anna)
        delivery = delivery_to(act, act.session.get_one(Round, round_), person.id)
        (said,) = act.session.query(Contribution).filter_by(participant_id=anna)
        respond(act, delivery, "withdraw", "", None, said)
        respond(act, delivery, "said", "Er det nu helt væk?")

    desk.do(withdraws_and_asks)
    assert any(line.startswith("Svar Anna") for line in lines(staff))


def test_an_empty_page_says_what_to_do_first(app: Flask, client: Reader, world: World) -> None:
    desk = Desk(app, world.own)

    def hide_all(act: Act) -> None:
        for process in act.session.query(Process):
            process.narrowed = True

    desk.do(hide_all)
    client.sign_in_as(world.own.users["caseworker"])
    page = client.get("/").text
    assert "Sådan begynder du" in page and "Nyt forløb" in page
    assert "How to begin" in client.get("/?lang=en").text


def test_when_nothing_waits_it_says_so(desk: Desk, staff: Reader, world: World) -> None:
    def hide(act: Act) -> None:
        act.session.get_one(Process, world.own.ids["worked"]).narrowed = True

    desk.do(hide)
    page = staff.get("/").text
    assert "Intet venter på dig lige nu" in page
    assert "Sådan begynder du" not in page


def test_only_what_is_within_the_fence(
    desk: Desk, foreign: Desk, staff: Reader, world: World
) -> None:
    foreign.said(foreign.process("Hemmeligt forløb", ago=60), "Hemmelige Hans", ago=60)
    narrowed = desk.process("Kun for lederen", ago=60)
    desk.said(narrowed, "Fortrolige Fie", ago=60)

    def to_the_manager(act: Act) -> None:
        process = act.session.get_one(Process, narrowed)
        narrow(act, process, [act.session.get_one(User, act.actor.id)])

    desk.do(to_the_manager)
    page = staff.get("/").text
    for hidden in ("Hemmeligt", "Hans", "Kun for lederen", "Fie", "Canary of foreign"):
        assert hidden not in page
    staff.sign_in_as(world.own.users["manager"])
    assert "Fortrolige Fie" in staff.get("/").text


def test_who_was_named_is_in_the_access_log(desk: Desk, staff: Reader) -> None:
    staff.get("/")
    assert ("names", str(desk.ids["worked"])) in desk.seen("process")


def test_a_page_has_so_many_processes_and_goes_on(desk: Desk, staff: Reader) -> None:
    for number in range(PROCESSES + 2):
        desk.said(desk.process(f"Forløb nummer {number:02}", ago=9), "Anna", ago=number % 3 + 1)
    seen: list[str] = []
    address = "/"
    while address:
        staff.get(address)
        seen += [text_of(e) for e in staff.page.iter("h2")]
        more = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
        address = more[0] if more else ""
    assert sorted(t for t in seen if t.startswith("Forløb nummer")) == [
        f"Forløb nummer {number:02}" for number in range(PROCESSES + 2)
    ]


@pytest.mark.parametrize(
    "after", ["-1", "1000000000", "abc", "2026-01-01", "2026-99-01.3", "9" * 40, "2026-01-01.-1"]
)
def test_an_address_that_says_nothing_begins_at_the_beginning(staff: Reader, after: str) -> None:
    assert staff.get(f"/?after={after}").status_code == 200
    assert "Anna Canary own" in staff.get(f"/?after={after}").text


def test_many_rows_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    one = statements(app, staff, "/")
    for number in range(8):
        process = desk.process(f"Forløb {number}", ago=9)
        for name in ("Anna", "Bo", "Cemile", "Dorthe", "Erik", "Fatima"):
            desk.said(process, name, ago=3)
    assert statements(app, staff, "/") == one


def test_what_needs_only_a_name_waits_for_the_manager(
    app: Flask, desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process("Til underskrift", ago=5)
    anna = desk.said(process, "Anna", ago=4)

    def stop(act: Act) -> None:
        row = act.session.get_one(Process, process)
        except_loop(act, row, act.session.get_one(Participant, anna), "other", "Hun er flyttet.")

    desk.do(stop)
    assert "Skriv under på »Til underskrift«" in boss.get("/").text
    assert "Til underskrift" not in staff.get("/").text


def test_an_administrator_is_led_to_what_they_look_after(staff: Reader, world: World) -> None:
    def ways(reader: Reader) -> set[str | None]:
        reader.get("/")
        (main,) = reader.page.iter("main")
        return {link.get("href") for link in main.iter("a")}

    assert "/administration/people" not in ways(staff)
    staff.sign_in_as(world.own.users["administrator"])
    assert {"/administration/people", "/administration/departments"} <= ways(staff)
