"""A session is planned: it stands on the office's own pages, tells nobody, and moves no loop."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.agenda.office import new_address, read
from tests.oversight.desk import Desk, contributions, statements
from tests.returning.office import LETTER, MAIL, a_draft, address, count, send
from tests.returning.planned_sessions import (
    FILLED_IN,
    WHEN,
    fill,
    filled,
    number_in,
    over,
    plan_of,
    planning,
)
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain import sessions_ahead
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.participant import Participant
from tracker.domain.planned import PlannedSession
from tracker.domain.process import Encounter, Process
from tracker.domain.projection import LoopRow
from tracker.domain.round import Delivery, JointSession, Round, RoundInsight
from tracker.domain.sessions_ahead import coming
from tracker.domain.undoing import undo_participants
from tracker.domain.workdays import COPENHAGEN
from tracker.listening.services import Details, add_participant
from tracker.returning.session_plans import SessionPlan, plan_session
from tracker.weaving.services import add_insight


@pytest.fixture
def planned(desk: Desk, staff: Reader) -> Iterator[tuple[int, list[int], int, int]]:
    """A process, its people, a round that was not sent, and a session of it that is planned."""
    process, people, round_ = a_draft(desk, MAIL, LETTER)
    answer = planning(staff, process, round_, expected=[str(people[0])], note="Kaffe")
    assert answer.status_code == 303
    yield process, people, round_, number_in(answer.location)


def test_it_stands_where_one_works_and_nobody_is_told(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, people, round_, number = planned
    row = plan_of(desk, number)
    assert (row.place, row.place_kind, row.minutes) == ("Beboerhuset", "own", 90)
    assert f"{row.at.astimezone(COPENHAGEN):%Y-%m-%dT%H:%M}" == WHEN
    assert [person.id for person in row.expected] == [people[0]]
    assert row.led_by is not None and row.led_by.name == "Caseworker Own"
    page = staff.get(f"/processes/{process}/sessions/{number}").text
    for said in ("Ingen har fået besked", "Beboerhuset (Borgernes eget)", "Anna Sørensen", "Kaffe"):
        assert said in page
    assert "Bo Lindhardt" not in page
    assert "Beboerhuset" in staff.get(address(process, round_)).text
    assert "Kig med-møde" in section(staff, f"/processes/{process}", "next")
    # Who leads it has it among their own work, whoever answers for the process.
    assert "Stien om søen" in staff.get("/").text.partition("Møder")[2]
    assert desk.read(LoopRow, people[0]).step == 1
    assert ("names", str(process)) in desk.seen("process")


def section(reader: Reader, where: str, heading: str) -> str:
    reader.get(where)
    (found,) = [e for e in reader.page.iter("section") if e.get("aria-labelledby") == heading]
    return text_of(found)


def test_planning_is_no_fact(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, MAIL)
    before = count(desk, Event), count(desk, Delivery)
    number = number_in(planning(staff, process, round_, expected=[str(people[0])]).location)
    here = f"/processes/{process}/sessions/{number}"
    fill(staff, f"{here}/change", place="Kajen")
    staff.send(f"{here}/cancel")
    staff.send(f"{here}/restore")
    assert (count(desk, Event), count(desk, Delivery)) == before
    assert plan_of(desk, number).place == "Kajen"


def test_what_is_missing_or_absurd_is_said_beside_its_field(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)
    before = count(desk, PlannedSession)
    answer = planning(staff, process, round_, at="", place="", insights=[], minutes="2")
    assert answer.status_code == 422
    for said in (
        "Skriv, hvornår mødet er.",
        "Skriv, hvor mødet er.",
        "Sæt kryds ved mindst én indsigt.",
    ):
        assert said in answer.text
    for at in ("2020-01-01T10:00", "2150-01-01T10:00", "i morgen"):
        answer = planning(staff, process, round_, at=at, note="Husk kaffe")
        assert answer.status_code == 422 and "Husk kaffe" in answer.text
    other = a_draft(desk, MAIL)
    for wrong in ({"insights": ["99999"]}, {"expected": [str(other[1][0])]}, {"led_by": "99999"}):
        assert planning(staff, process, round_, **wrong).status_code == 422
    assert planning(staff, process, round_, note="Cpr 010190-1234").status_code == 422
    assert count(desk, PlannedSession) == before


def test_sent_twice_it_is_planned_once(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)
    where = address(process, round_, "sessions", "plan")
    staff.get(where)
    fields = filled(staff)
    first, second = (staff.post(where, data=fields).location for _ in range(2))
    assert first == second and number_in(first) == number_in(second)


def test_who_changes_it_later_is_told_and_loses_nothing(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, people, _, number = planned
    where = f"/processes/{process}/sessions/{number}/change"
    staff.get(where)
    mine = filled(staff, place="Kajen", expected=[str(person) for person in people])
    staff.get(where)
    assert staff.post(where, data=filled(staff, place="Kirken")).status_code == 303
    answer = staff.post(where, data=mine)
    assert answer.status_code == 409
    assert "Kirken" in answer.text and 'value="Kajen"' in answer.text
    again = {**mine, "seen": fields_of(staff.page)["seen"]}
    assert staff.post(where, data=again).status_code == 303
    row = plan_of(desk, number)
    assert row.place == "Kajen" and len(row.expected) == 2
    staff.get(where)
    assert staff.post(where, data=filled(staff, seen="x")).status_code == 409


def test_each_of_anothers_changes_is_shown_to_who_comes_later(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, people, round_, number = planned
    second = another_insight(desk, round_, people)
    where = f"/processes/{process}/sessions/{number}/change"
    staff.get(where)
    mine = filled(staff, place="Kajen")
    staff.get(where)
    theirs = {"at": "2098-05-04T19:30", "expected": [str(people[1])], "insights": [str(second)]}
    assert staff.post(where, data=filled(staff, **theirs)).status_code == 303
    assert staff.post(where, data=mine).status_code == 409
    (stands,) = [e for e in staff.page.iter("dl") if e.get("class") == "theirs"]
    assert text_of(stands) == (
        "Hvor er det?Beboerhuset Hvornår er det?4. maj 2098 kl. 19.30"
        " Hvad skal I kigge på?Hundene løber løse. Hvem venter I?Bo Lindhardt"
    )


def another_insight(desk: Desk, round_: int, people: Sequence[int]) -> int:
    """The round tells one more."""

    def add(act: Act) -> int:
        row = act.session.get_one(Round, round_)
        said = contributions(act, act.session.get_one(Participant, people[0]))
        insight = add_insight(act, row.process, "Hundene løber løse.", said)
        act.session.add(RoundInsight(round_id=round_, insight_id=insight.id))
        return insight.id

    return desk.do(add)


def test_a_change_that_is_sent_twice_is_made_once(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, _, _, number = planned
    where = f"/processes/{process}/sessions/{number}/change"
    staff.get(where)
    fields = filled(staff, place="Kajen")
    before = plan_of(desk, number).edition
    assert [staff.post(where, data=fields).status_code for _ in range(2)] == [303, 303]
    assert plan_of(desk, number).edition == before + 1


def test_insights_that_the_round_tells_no_more_are_not_shown_and_no_others_instead(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    _, people, round_, number = planned
    another_insight(desk, round_, people)
    (first,) = plan_of(desk, number).shown

    def leave_out(act: Act) -> None:
        row = act.session.get_one(RoundInsight, (round_, first.id))
        act.session.delete(row)

    desk.do(leave_out)
    assert plan_of(desk, number).shown == []


def test_forgotten_plans_hide_none_that_are_to_come(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, _, round_, number = planned

    def forget(act: Act) -> None:
        for days in range(1, sessions_ahead.SHOWN + 3):
            ahead = SessionPlan(act.now + timedelta(days=1), "Kajen", led_by=act.actor.id)
            plan_session(act, round_, ahead).at = act.now - timedelta(days=days)

    desk.do(forget)
    found = desk.do(lambda act: coming(act, act.session.get_one(Process, process)))
    over = [each for each in found if each.kind == "unrecorded"]
    assert len(over) == sessions_ahead.SHOWN
    # The last of them are those that somebody may remember.
    assert over[-1].at > datetime.now(UTC) - timedelta(days=2)
    assert [each.number for each in found if each.kind == "planned"] == [number]


def test_it_is_called_off_and_held_after_all(
    staff: Reader, desk: Desk, planned: tuple[int, list[int], int, int]
) -> None:
    process, _, _, number = planned
    here = f"/processes/{process}/sessions/{number}"
    answer = staff.send(f"{here}/cancel")
    page = staff.get(answer.location).text
    assert "Mødet er aflyst" in page and "Fortryd" in page and "Aflyst" in page
    assert "Kig med-møde" not in section(staff, f"/processes/{process}", "next")
    assert "Hold mødet alligevel" in staff.get(here).text
    # It stays as it was until it is held after all.
    assert staff.get(f"{here}/change").status_code == 409
    assert staff.send(f"{here}/cancel").status_code == 303
    assert staff.send(f"{here}/restore").status_code == 303
    assert "Mødet er planlagt" in staff.get(here).text
    assert plan_of(desk, number).is_open


def test_a_draft_with_a_session_is_not_dropped(
    staff: Reader, desk: Desk, planned: tuple[int, list[int], int, int]
) -> None:
    process, _, round_, number = planned
    answer = staff.send(address(process, round_, "drop"))
    assert answer.status_code == 409 and "Aflys det først" in answer.text
    staff.send(f"/processes/{process}/sessions/{number}/cancel")
    assert staff.send(address(process, round_, "drop")).status_code == 303
    assert staff.get(f"/processes/{process}/sessions/{number}").status_code == 404


def test_a_round_that_is_called_back_keeps_its_session(
    staff: Reader, desk: Desk, planned: tuple[int, list[int], int, int]
) -> None:
    process, _, round_, number = planned
    assert send(staff, process, round_).status_code == 303
    answer = staff.send(address(process, round_, "call-back"))
    assert plan_of(desk, number).round_id == number_in(answer.location) != round_
    assert "Beboerhuset" in staff.get(answer.location).text
    assert staff.get(address(process, round_, "sessions", "plan")).status_code == 409


def test_it_is_written_down_as_it_was_planned(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, people, round_, number = planned
    over(desk, number)
    here = f"/processes/{process}/sessions/{number}"
    for page in (here, address(process, round_), f"/processes/{process}"):
        assert "Skriv mødet" in staff.get(page).text
    where = f"{address(process, round_, 'session')}?planned={number}"
    assert FILLED_IN in staff.get(where).text
    fields = fields_of(staff.page)
    ticked = {
        (e.get("name"), e.get("value")) for e in staff.page.iter("input") if "checked" in e.attrib
    }
    # Nobody was there because they were expected.
    assert "present" not in {name for name, _ in ticked}
    assert ("place_kind", "own") in ticked
    assert fields["place"] == "Beboerhuset"
    sent = {
        name: fields[name] for name in ("csrf_token", "once", "at", "place") if name in fields
    } | {"insights": [v for n, v in ticked if n == "insights"], "present": str(people[0])}
    assert staff.post(where, data=sent | {"place_kind": "own"}).status_code == 303
    row = plan_of(desk, number)
    assert row.session_id is not None and not row.is_open
    held = desk.read(JointSession, row.session_id)
    assert desk.read(Encounter, held.encounter_id).place_kind == "own"
    assert desk.read(LoopRow, people[0]).step == 3
    # A plan that was held is held once.
    assert staff.get(where).location.endswith(f"/sessions/held/{row.session_id}")
    for verb in ("cancel", "restore"):
        assert staff.send(f"{here}/{verb}").status_code == 409
    assert staff.get(f"{here}/change").status_code == 409
    assert "Mødet er skrevet ned" in staff.get(here).text


def test_a_plan_of_another_round_is_not_taken(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    own, _, own_round, number = planned
    process, _, round_ = a_draft(desk, LETTER)

    def form(process: int, round_: int, asked: object) -> tuple[bool, str]:
        page = staff.get(f"{address(process, round_, 'session')}?planned={asked}").text
        return FILLED_IN in page, fields_of(staff.page)["place"]

    assert form(own, own_round, number) == (True, "Beboerhuset")
    for asked in (number, "x", 10**12, "", 0):
        assert form(process, round_, asked) == (False, "")


def test_who_was_added_by_mistake_is_expected_nowhere_any_more(
    desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, people, _, number = planned

    def add(act: Act) -> int:
        return add_participant(act, act.session.get_one(Process, process), Details(name="Fejl")).id

    somebody = desk.do(add)

    def expect(act: Act) -> None:
        row = act.session.get_one(PlannedSession, number)
        row.expected.append(act.session.get_one(Participant, somebody))

    desk.do(expect)
    desk.do(lambda act: undo_participants(act, [act.session.get_one(Participant, somebody)]))
    assert [person.id for person in plan_of(desk, number).expected] == [people[0]]


def test_a_calendar_has_it_for_who_leads_it_and_never_where(
    app: Flask, desk: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, _, _, number = planned
    path, outside = new_address(staff), Reader(app, app.response_class)
    (event,) = read(outside, path)
    assert str(event["SUMMARY"]) == "Kig med-møde: Stien om søen"
    row = plan_of(desk, number)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (row.at, row.ends_at)
    assert str(event["UID"]).startswith(f"session-{number}@") and event["TRANSP"] == "OPAQUE"
    assert "Beboerhuset" not in outside.get(path).text
    assert str(event["URL"]).endswith(f"/processes/{process}/sessions/{number}")
    fill(staff, f"/processes/{process}/sessions/{number}/change", minutes="30")
    (later,) = read(outside, path)
    assert later["UID"] == event["UID"] and int(later["SEQUENCE"]) > int(event["SEQUENCE"])
    staff.send(f"/processes/{process}/sessions/{number}/cancel")
    assert read(outside, path) == []


def test_its_pages_cost_the_same_in_a_large_round(app: Flask, desk: Desk, staff: Reader) -> None:
    costs = []
    for details in ([MAIL], [MAIL] * 40):
        process, people, round_ = a_draft(desk, *details)
        everybody = [str(person) for person in people]
        number = number_in(planning(staff, process, round_, expected=everybody).location)
        here = f"/processes/{process}/sessions/{number}"
        pages = (here, f"{here}/change", address(process, round_, "sessions", "plan"))
        costs.append([statements(app, staff, page) for page in pages])
    assert costs[0] == costs[1]


def test_another_departments_plan_does_not_exist(
    desk: Desk, foreign: Desk, staff: Reader, planned: tuple[int, list[int], int, int]
) -> None:
    process, *_, number = planned
    theirs = foreign.ids["planned"]
    for where in (
        f"/processes/{process}/sessions/{theirs}",
        f"/processes/{foreign.ids['worked']}/sessions/{theirs}",
        f"/processes/{foreign.ids['worked']}/sessions/{number}",
    ):
        assert staff.get(where).status_code == 404
    assert desk.read(Round, plan_of(desk, number).round_id).process_id == process
