"""The calendar behind a private address: what is promised, when, and never whom it is about."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from icalendar import Calendar

from tests.agenda.office import (
    an_insight,
    answered,
    kept_as,
    new_address,
    own_process,
    promised,
    read,
    said,
    settle,
    user_of,
)
from tests.oversight.desk import Desk, statements
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.office import Assignment
from tracker.domain.people import User
from tracker.domain.policies import one_of_process
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.response import Response
from tracker.phrases import today
from tracker.processes.services import narrow
from tracker.qualifying.services import decide, resolve

SOON = timedelta(days=3)


@pytest.fixture
def outside(app: Flask) -> Reader:
    """A calendar: it signs in nowhere."""
    return Reader(app, app.response_class)


def test_what_is_promised_stands_on_its_day(desk: Desk, staff: Reader, outside: Reader) -> None:
    own = answered(desk)
    promised(desk, own.process, "Lys ved Karens bænk.", today() + SOON)
    (answers, promise) = sorted(read(outside, new_address(staff)), key=lambda e: str(e["SUMMARY"]))
    assert said([answers, promise]) == [
        "1 løfte skal være holdt: Stien langs åen",
        "3 svar lovet: Stien langs åen",
    ]
    answers, promise = promise, answers
    due = desk.read(LoopRow, own.people[0]).due
    assert (answers.decoded("DTSTART"), answers.decoded("DTEND")) == (due, due + timedelta(days=1))
    assert promise.decoded("DTSTART") == today() + SOON
    for event in (answers, promise):
        # A whole day, in no zone, and a moment that tells it from its next change.
        assert type(event.decoded("DTSTART")) is date
        assert isinstance(event.decoded("DTSTAMP"), datetime)
        assert event["UID"].endswith("@127.0.0.1")
        assert str(event["URL"]) in str(event["DESCRIPTION"])
        assert (event["TRANSP"], event["CLASS"]) == ("TRANSPARENT", "PRIVATE")


def test_each_leads_to_where_it_is_done(desk: Desk, staff: Reader, outside: Reader) -> None:
    own = answered(desk)
    desk.said(own.process, "Bo", ago=4)
    promised(desk, own.process, "Lys.", today())
    desk.do(lambda act: undecided(act, own.process, today() + SOON))
    ways = {urlsplit(str(event["URL"])) for event in read(outside, new_address(staff))}
    assert len(ways) == 4
    for way in ways:
        assert f"{way.scheme}://{way.netloc}" == desk.app.config["SETTINGS"].base_url
        assert staff.get(f"{way.path}?{way.query}").status_code == 200


def undecided(act: Act, process: int, expected: date) -> None:
    insight = an_insight(act, process)
    decide(
        act,
        insight,
        "undecided",
        "Rådet mødes først.",
        decider="Byrådet",
        expected=expected,
        decided_first="Det haster.",
    )


def test_what_is_changed_says_so_and_what_is_done_goes(
    desk: Desk, staff: Reader, outside: Reader
) -> None:
    own = answered(desk)
    lights = promised(desk, own.process, "Lys.", today())
    path = new_address(staff)
    before = {event["UID"]: event for event in read(outside, path)}
    assert read(outside, path) == list(before.values())

    def settle_one(act: Act) -> None:
        response = one_of_process(act, Response, own.responses[0])
        resolve(act, [response], "answered", "Tak, det skriver vi på.")

    desk.do(settle_one)
    desk.do(kept_as("kept", lights))
    after = {event["UID"]: event for event in read(outside, path)}
    (kept,) = [uid for uid in before if uid in after]
    assert str(before[kept]["SUMMARY"]).startswith("3 svar")
    assert str(after[kept]["SUMMARY"]).startswith("2 svar")
    assert int(after[kept]["SEQUENCE"]) > int(before[kept]["SEQUENCE"])
    assert after[kept].decoded("DTSTAMP") >= before[kept].decoded("DTSTAMP")
    assert not any(uid.startswith("promise") for uid in after)


def test_a_decision_is_expected_until_it_is_made(
    desk: Desk, staff: Reader, outside: Reader
) -> None:
    own, path = answered(desk, people=1), new_address(staff)
    desk.do(lambda act: undecided(act, own.process, today() + SOON))
    assert "1 beslutning ventes: Stien langs åen" in said(read(outside, path))
    desk.do(lambda act: undecided(act, own.process, today() + 2 * SOON))
    (moved,) = [e for e in read(outside, path) if e["UID"].startswith("decision")]
    assert moved.decoded("DTSTART") == today() + 2 * SOON


def test_it_is_of_what_one_answers_for_or_of_all_one_sees(
    desk: Desk, foreign: Desk, staff: Reader, outside: Reader
) -> None:
    answered(desk)
    elsewhere = own_process(desk, "Havnen", role="manager")
    promised(desk, elsewhere, "Lys.", today())
    promised(foreign, foreign.process("Torvet"), "Lys.", today())
    path = new_address(staff)
    assert said(read(outside, path)) == ["3 svar lovet: Stien langs åen"]
    settle(staff, "all")
    found = " ".join(said(read(outside, path)))
    assert "Havnen" in found and "Stien langs åen" in found
    assert "Torvet" not in found


def test_an_answer_one_took_elsewhere_is_ones_own(
    desk: Desk, staff: Reader, outside: Reader
) -> None:
    own = answered(desk, "Havnen")

    def hand(act: Act) -> None:
        caseworker = user_of(act, desk, "caseworker")
        act.session.get_one(Process, own.process).responsible_id = None
        act.session.add(Assignment(response_id=own.responses[0], user_id=caseworker.id, at=act.now))

    desk.do(hand)
    path = new_address(staff)
    assert said(read(outside, path)) == ["1 svar, du har taget: Havnen"]
    settle(staff, "all")
    assert "3 svar lovet: Havnen" in said(read(outside, path))
    assert "1 svar, du har taget: Havnen" not in said(read(outside, path))


@pytest.mark.parametrize("how", ["case", "narrowed"])
def test_what_may_say_too_much_is_called_by_its_number(
    how: str, desk: Desk, staff: Reader, outside: Reader
) -> None:
    kind = "case" if how == "case" else "development"
    process = own_process(desk, "Familien Sørensen", kind=kind)
    promised(desk, process, "Besked.", today())
    if how == "narrowed":
        desk.do(lambda act: narrow(act, *narrowed_to(act, desk, process, "manager", "caseworker")))
    path = new_address(staff)
    assert said(read(outside, path)) == [f"1 løfte skal være holdt: Forløb nr. {process}"]
    assert b"Familien" not in outside.get(path).data


def narrowed_to(act: Act, desk: Desk, process: int, *roles: str) -> tuple[Process, list[User]]:
    users = [user_of(act, desk, role) for role in roles]
    return act.session.get_one(Process, process), users


def test_a_narrowed_process_is_its_members_alone(
    desk: Desk, staff: Reader, outside: Reader
) -> None:
    process = own_process(desk, "Havnen")
    promised(desk, process, "Besked.", today())
    settle(staff, "all")
    path = new_address(staff)
    assert "1 løfte skal være holdt: Havnen" in said(read(outside, path))
    desk.do(lambda act: narrow(act, *narrowed_to(act, desk, process, "manager")))
    assert not any("løfte" in each for each in said(read(outside, path)))


def test_it_is_read_in_the_language_of_whose_it_is(
    desk: Desk, staff: Reader, outside: Reader
) -> None:
    answered(desk, people=1)
    path = new_address(staff)

    def speak(act: Act) -> None:
        user_of(act, desk, "caseworker").language = "en"

    desk.do(speak)
    assert said(read(outside, path)) == ["1 answer promised: Stien langs åen"]


def test_fifty_cost_as_much_as_one(app: Flask, desk: Desk, staff: Reader) -> None:
    one = own_process(desk, "Havnen")
    promised(desk, one, "Lys.", today())
    path = new_address(staff)
    few = statements(app, staff, path)
    for number in range(50):
        promised(desk, one, "Lys.", today() + timedelta(days=number))
    promised(desk, own_process(desk, "Torvet"), "Lys.", today())
    assert len(read(staff, path)) > 50
    assert statements(app, staff, path) == few


# The address


def test_the_file_is_a_calendar_that_is_kept_nowhere_on_the_way(
    desk: Desk, staff: Reader, outside: Reader
) -> None:
    answered(desk)
    path = new_address(staff)
    assert "Set-Cookie" not in outside.get(f"{path}?lang=en").headers
    answer = outside.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    calendar = Calendar.from_ical(answer.data)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["X-WR-CALNAME"] == "Fælles Viden"
    lines = answer.data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_the_address_is_kept_as_a_hash_and_said_nowhere(
    desk: Desk, staff: Reader, outside: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    path = new_address(staff)
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) >= 43
    assert outside.get(path).status_code == 200
    assert secret not in staff.get("/calendar").text
    instance = desk.app.config["SETTINGS"].instance
    kept = [file.read_bytes() for file in instance.rglob("*") if file.is_file()]
    assert kept and not any(secret.encode() in each for each in kept)
    assert secret not in caplog.text
    assert desk.seen("calendar") == [("made an address for", str(number_of(desk)))]


def number_of(desk: Desk) -> int:
    return desk.do(lambda act: user_of(act, desk, "caseworker").id)


def test_a_new_address_revokes_the_one_before_and_one_can_be_shut(
    staff: Reader, outside: Reader
) -> None:
    first = new_address(staff)
    second = new_address(staff)
    assert outside.get(first).status_code == 404
    assert outside.get(second).status_code == 200
    assert staff.send("/calendar/stop").status_code == 303
    assert outside.get(second).status_code == 404


def test_who_works_here_no_more_has_no_calendar(desk: Desk, staff: Reader, outside: Reader) -> None:
    path = new_address(staff)

    def change(**columns: object):
        def deed(act: Act) -> None:
            for name, value in columns.items():
                setattr(user_of(act, desk, "caseworker"), name, value)

        return deed

    desk.do(change(active=False))
    shut = outside.get(path)
    desk.do(change(active=True))
    assert outside.get(path).status_code == 200
    desk.do(change(roles_held=[]))
    gone = outside.get(path)
    never = outside.get("/calendar/ingen.ics")
    nowhere = outside.get("/calendar/ingen")
    assert {each.status_code for each in (shut, gone, never, nowhere)} == {404}
    assert shut.data == gone.data == never.data == nowhere.data


def test_who_guesses_is_stopped_and_so_is_who_asks_without_end(
    staff: Reader, outside: Reader, world: World
) -> None:
    path = new_address(staff)
    assert [outside.get(path).status_code for _ in range(61)] == [200] * 60 + [429]
    other = new_address(staff)
    for number in range(20):
        assert outside.get(f"/calendar/{number}.ics").status_code == 404
    assert outside.get("/calendar/x.ics").status_code == 429
    assert outside.get(other).status_code == 429


# The page


def test_the_address_is_shown_once(staff: Reader) -> None:
    assert "Lav en adresse" in staff.get("/calendar").text
    new_address(staff)
    again = staff.get("/calendar").text
    assert ".ics" not in again
    assert "Lav en ny adresse i stedet" in again and "Luk adressen" in again


def test_what_one_wishes_is_kept(staff: Reader) -> None:
    settle(staff, "all", by_mail="y")
    page = staff.get("/calendar").text
    assert "Gemt." in page
    checked = [e.get("value") for e in staff.page.iter("input") if "checked" in e.attrib]
    assert checked == ["all", "y"]
    settle(staff, "mine")
    staff.get("/calendar")
    checked = [e.get("value") for e in staff.page.iter("input") if "checked" in e.attrib]
    assert checked == ["mine"]


@pytest.mark.parametrize("whose", ["", "theirs", "1"])
def test_what_is_no_choice_is_said_beside_it(staff: Reader, whose: str) -> None:
    answer = staff.send("/calendar", whose=whose)
    assert answer.status_code == 422
    assert "Vælg, hvad kalender og ugebrev skal handle om." in answer.text


def test_one_comes_to_it_from_ones_work(staff: Reader) -> None:
    staff.get("/")
    assert [e for e in staff.page.iter("a") if e.get("href") == "/calendar"]
