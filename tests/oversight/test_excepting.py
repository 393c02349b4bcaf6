"""A process's exceptions: many at once, listed by reason and by who, and a second manager's yes."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.oversight.desk import Desk, statements
from tests.oversight.exceptions import NAMES, REASON, Office, main, part, recorded
from tests.qualifying.forms import form_to
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import ExceptionAsked
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.oversight.excepting import CANDIDATES, EXCEPTED
from tracker.oversight.services import decide_asked, except_loops


def test_many_are_excepted_at_once_and_listed_by_reason_and_by_who(office: Office) -> None:
    assert office.excepts("Anna", "Cemile") == 303
    assert office.excepts("Bo", because="died") == 303
    office.boss.get(office.address)
    assert "3 af 5 kredsløb er undtaget." in main(office.boss)
    listed = part(office.boss, "excepted")
    assert listed.index("Vi kan ikke få kontakt 2 kredsløb") > listed.index("Personen er død 1 ")
    assert listed.count(REASON) == listed.count("Undtaget af Manager Own") == 3
    office.boss.get(f"{office.address}?by=who")
    assert "Manager Own 3 kredsløb" in part(office.boss, "excepted")
    assert "Anna: Vi kan ikke få kontakt" in part(office.boss, "excepted")


def test_an_exception_is_taken_back_where_it_is_listed(office: Office) -> None:
    office.excepts("Anna")
    lift = f"/processes/{office.process}/loops/{office.people['Anna']}/lift"
    office.boss.get(office.address)
    fields = form_to(office.boss, lift)
    answer = office.boss.post(lift, data=fields)
    assert (answer.status_code, answer.location) == (303, office.address)
    assert office.state("Anna") == "open"
    office.boss.get(office.address)
    assert "står det her med grunden" in part(office.boss, "excepted")


def test_who_cannot_be_reached_stands_first_and_all_are_one_press_away(
    office: Office, desk: Desk
) -> None:
    desk.told(office.process, [office.people["Anna"]], "Der er mørkt.", ago=3, spoken=False)
    office.boss.get(office.address)
    shown = part(office.boss, "candidates")
    assert "Anna" in shown and "Bo" not in shown
    office.boss.get(f"{office.address}?action=all")
    assert all(name in part(office.boss, "candidates") for name in NAMES)
    office.boss.get(f"{office.address}?action=settle")
    assert "Se alle åbne kredsløb" in part(office.boss, "candidates")


def test_the_page_is_found_from_the_process_and_from_the_loop(
    office: Office, staff: Reader
) -> None:
    for page in ("", f"/loops/{office.people['Anna']}"):
        staff.get(f"/processes/{office.process}{page}")
        assert office.address in {e.get("href") for e in staff.page.iter("a")}


def test_a_caseworker_reads_it_and_cannot_act(office: Office, staff: Reader) -> None:
    office.share(20)
    office.excepts("Anna")
    office.excepts("Bo", "Cemile")
    staff.get(office.address)
    assert REASON in part(staff, "excepted") and "Bo, Cemile" in part(staff, "second")
    assert "Kun en leder i afdelingen kan undtage kredsløb" in main(staff)
    (found,) = staff.page.iter("main")
    assert list(found.iter("form")) == []
    for end in ("", "/second"):
        assert staff.send(f"{office.address}{end}").status_code == 403


BAD: list[tuple[dict[str, Any], str]] = [
    ({"people": []}, "Vælg mindst én."),
    ({"people": ["x"]}, "Vælg blandt mulighederne."),
    ({"people": ["9" * 40]}, "Vælg blandt mulighederne."),
    ({"people": ["-1"]}, "Vælg blandt mulighederne."),
    ({"people": ["2147483647"]}, "2147483647"),
    ({"because": "tired"}, "Vælg, hvorfor"),
    ({"reason": " \u200b"}, "Skriv, hvad I har prøvet."),
    ({"reason": "Se 010190-1234."}, "ligner et CPR-nummer"),
]


def test_bad_input_is_said_and_nothing_is_lost(office: Office) -> None:
    for fields, error in BAD:
        given = {"people": office.numbers("Anna"), "because": "other", "reason": REASON} | fields
        answer = office.boss.send(f"{office.address}?action=all", **given)
        assert answer.status_code == 422 and error in main(office.boss)
        kept = form_to(office.boss, f"{office.address}?action=all")
        assert kept["reason"].strip() == str(given["reason"]).strip()
        if given["people"] == office.numbers("Anna"):
            assert kept["people"] == str(office.people["Anna"])
    assert recorded(office.desk, "loop_excepted") == 0


BAD_ANSWERS: list[tuple[dict[str, Any], str]] = [
    ({"askings": []}, "Vælg mindst én undtagelse."),
    ({"verdict": ""}, "Vælg ja eller nej."),
    ({"verdict": "no", "answer": "Se 010190-1234."}, "ligner et CPR-nummer"),
    ({"askings": ["999999"]}, "Der er allerede svaret på det."),
]


def test_a_bad_answer_is_said_beside_its_field(office: Office) -> None:
    office.share(10)
    office.excepts("Anna")
    for fields, error in BAD_ANSWERS:
        given = {"askings": office.askings(), "verdict": "yes", "answer": ""} | fields
        answer = office.second.send(f"{office.address}/second", **given)
        assert answer.status_code == 422 and error in main(office.second)
    assert office.state("Anna") == "open" and len(office.askings()) == 1


def test_another_processes_people_and_askings_are_out_of_reach(
    office: Office, foreign: Desk
) -> None:
    answer = office.boss.send(
        office.address, people=[str(foreign.ids["person"])], because="other", reason=REASON
    )
    assert answer.status_code == 422 and "foreign" not in answer.text
    assert foreign.read(LoopRow, int(foreign.ids["person"])).state == "open"
    query = select(func.min(ExceptionAsked.id)).where(
        ExceptionAsked.process_id == foreign.ids["excepting"], ExceptionAsked.decided_at.is_(None)
    )
    theirs = foreign.do(lambda act: act.session.scalars(query).one())
    assert theirs is not None
    given = {"askings": [str(theirs)], "verdict": "yes", "answer": ""}
    assert office.second.send(f"{office.address}/second", **given).status_code == 422
    assert foreign.read(ExceptionAsked, theirs).decided_at is None


@pytest.mark.parametrize("kind", ["loop_excepted", "exception_asked"])
def test_sent_twice_it_is_done_once(office: Office, desk: Desk, kind: str) -> None:
    if kind == "exception_asked":
        office.share(10)
    office.boss.get(f"{office.address}?action=all")
    fields = form_to(office.boss, f"{office.address}?action=all")
    fields |= {"because": "other", "reason": REASON}
    data = {**fields, "people": office.numbers("Anna", "Bo")}
    for _ in range(2):
        assert office.boss.post(f"{office.address}?action=all", data=data).status_code == 303
    assert recorded(desk, kind) == 2


def test_a_yes_sent_twice_is_said_once(office: Office, desk: Desk) -> None:
    office.share(10)
    office.excepts("Anna")
    office.second.get(office.address)
    fields = form_to(office.second, f"{office.address}/second")
    data = {**fields, "askings": office.askings(), "verdict": "yes"}
    for _ in range(2):
        assert office.second.post(f"{office.address}/second", data=data).status_code == 303
    assert recorded(desk, "loop_excepted") == 1


def test_long_lists_come_page_by_page(office: Office, desk: Desk) -> None:
    def many(act: Act) -> None:
        process = act.session.get_one(Process, office.process)
        people = [said_by(act, process, number) for number in range(EXCEPTED + 2)]
        except_loops(act, process, people, "died", REASON)
        for number in range(CANDIDATES):
            said_by(act, process, number)

    desk.do(many)
    for by in ("because", "who"):
        office.boss.get(f"{office.address}?action=all&by={by}")
        assert f"{EXCEPTED + 2} kredsløb" in part(office.boss, "excepted")
        ways = [e.get("href") or "" for e in office.boss.page.iter("a")]
        (further,) = [way for way in ways if "past=" in way]
        assert part(office.boss, "excepted").count(REASON) == EXCEPTED
        office.boss.get(further.partition("#")[0])
        assert part(office.boss, "excepted").count(REASON) == 2
    (more,) = [way for way in ways if "after=" in way]
    office.boss.get(more)
    boxes = [e for e in office.boss.page.iter("input") if e.get("name") == "people"]
    assert len(boxes) == len(NAMES)


def said_by(act: Act, process: Process, number: int) -> int:
    """The number of somebody who says something."""
    person = add_participant(act, process, Details(name=f"Person {number}"))
    log_contribution(act, person, "Det er mørkt.")
    return person.id


def test_any_address_is_a_page(office: Office) -> None:
    for asked in ("past=abc", "past=.", "past=5.9999999999", "past=x.1", "after=x", "action=x"):
        for by in ("who", "because", "x"):
            assert office.boss.get(f"{office.address}?by={by}&{asked}").status_code == 200


def test_many_rows_cost_no_more_statements_than_one(app: Flask, office: Office, desk: Desk) -> None:
    office.share(20)
    office.excepts("Anna")
    office.excepts("Bo")
    few = statements(app, office.second, f"{office.address}?action=all")

    def many(act: Act) -> None:
        process = act.session.get_one(Process, office.process)
        people = [said_by(act, process, number) for number in range(60)]
        for first in (0, 10, 20):
            except_loops(act, process, people[first : first + 10], "died", f"Grund {first}.")

    desk.do(many)

    askings = [int(number) for number in office.askings()[:5]]

    def refused(act: Act) -> None:
        process = act.session.get_one(Process, office.process)
        decide_asked(act, process, askings, False, "Vent.")

    desk.do(refused, role="second")
    assert statements(app, office.second, f"{office.address}?action=all") <= few
