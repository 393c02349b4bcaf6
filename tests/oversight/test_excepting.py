"""A process's exceptions: many at once, listed by reason and by who, and a second manager's yes."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.oversight.desk import Desk, statements
from tests.qualifying.forms import form_to
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import NOW
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.participant import ExceptionAsked, Participant
from tracker.domain.people import Department, RoleHeld, User
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.listening.services import Details, add_participant, edit_participant, log_contribution
from tracker.oversight.excepting import CANDIDATES, EXCEPTED
from tracker.oversight.services import decide_asked, except_loops

REASON = "Vi har ringet tre gange og skrevet to breve."
NAMES = ("Anna", "Bo", "Cemile", "Dorthe", "Erik")


class Office:
    """A process with five loops, a manager at its page of exceptions, and a second one."""

    def __init__(self, desk: Desk, boss: Reader, second: Reader) -> None:
        self.desk, self.boss, self.second = desk, boss, second
        self.process = desk.process("Havnen", ago=9)
        self.people = {name: desk.said(self.process, name, ago=8) for name in NAMES}
        self.address = f"/processes/{self.process}/exceptions"

    def share(self, percent: int) -> None:
        def settle(act: Act) -> None:
            act.session.get_one(Department, self.desk.side.department).except_share = percent

        self.desk.do(settle)

    def numbers(self, *names: str) -> list[str]:
        return [str(self.people[name]) for name in names]

    def excepts(self, *names: str, because: str = "no-contact") -> int:
        answer = self.boss.send(
            self.address, people=self.numbers(*names), because=because, reason=REASON
        )
        return answer.status_code

    def askings(self) -> list[str]:
        query = select(ExceptionAsked.id).where(ExceptionAsked.process_id == self.process)
        query = query.where(ExceptionAsked.decided_at.is_(None)).order_by(ExceptionAsked.id)
        return [
            str(number) for number in self.desk.do(lambda act: list(act.session.scalars(query)))
        ]

    def says(self, reader: Reader, verdict: str, answer: str = "") -> int:
        return reader.send(
            f"{self.address}/second", askings=self.askings(), verdict=verdict, answer=answer
        ).status_code

    def state(self, name: str) -> str:
        return self.desk.read(LoopRow, self.people[name]).state


@pytest.fixture
def office(app: Flask, desk: Desk, boss: Reader) -> Office:
    def hired(act: Act) -> None:
        held = RoleHeld(department_id=desk.side.department, role="manager")
        act.session.add(
            User(
                email="berit@kommune.dk",
                name="Berit Holm",
                fs_uniquifier="sessions of Berit",
                active=True,
                roles_held=[held],
            )
        )

    desk.do(hired)
    desk.side.users["second"] = "sessions of Berit"
    second = Reader(app, app.response_class)
    second.sign_in_as("sessions of Berit")
    return Office(desk, boss, second)


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def part(reader: Reader, name: str) -> str:
    """A section of the page, by its id."""
    (found,) = [e for e in reader.page.iter("section") if e.get("id") == name]
    return text_of(found)


def recorded(desk: Desk, kind: str) -> int:
    query = select(func.count(Event.id)).where(Event.kind == kind, Event.recorded > NOW)
    return desk.do(lambda act: act.session.scalar(query) or 0)


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


def test_above_the_share_a_second_manager_is_asked_and_says_yes(office: Office, desk: Desk) -> None:
    office.share(20)
    office.boss.get(office.address)
    assert "Her kan du undtage 1 mere på egen hånd." in main(office.boss)
    assert office.excepts("Anna", "Bo") == 303
    office.boss.get(office.address)
    assert "De 2 kredsløb er ikke undtaget endnu." in main(office.boss)
    assert "Du spurgte" in part(office.boss, "second")
    assert office.state("Anna") == office.state("Bo") == "open"
    assert office.says(office.boss, "yes") == 422
    assert "Du har selv spurgt" in main(office.boss)
    office.boss.get("/")
    assert "venter på dit ja i »Havnen«" not in main(office.boss)
    office.second.get("/")
    assert "2 undtagelser venter på dit ja i »Havnen«" in main(office.second)
    assert office.says(office.second, "yes") == 303
    office.second.get(office.address)
    assert "2 kredsløb er undtaget. I er to om det." in main(office.second)
    assert "Undtaget af Manager Own og Berit Holm" in part(office.second, "excepted")
    assert office.state("Anna") == office.state("Bo") == "excepted"
    query = select(Event).where(Event.kind == "loop_excepted").order_by(Event.id.desc())
    event = desk.do(lambda act: act.session.scalars(query).first())
    second = select(User.id).where(User.name == "Berit Holm")
    assert event is not None and "asking" in event.data
    assert event.actor_id == desk.do(lambda act: act.session.scalar(second))


def test_a_no_says_why_and_the_loop_goes_on(office: Office) -> None:
    office.share(20)
    office.excepts("Anna", "Bo")
    assert office.says(office.second, "no", "\u200b ") == 422
    assert "Skriv, hvorfor du siger nej." in main(office.second)
    assert office.says(office.second, "no", "Prøv naboen først.") == 303
    office.boss.get(f"{office.address}?action=all")
    shown = main(office.boss)
    assert shown.count("Prøv naboen først.") == 2
    assert "Berit Holm sagde nej til Manager Own" in shown
    assert "Anna" in part(office.boss, "candidates") and office.state("Anna") == "open"
    office.boss.get(f"/processes/{office.process}/loops/{office.people['Anna']}")
    told = main(office.boss)
    assert "Der blev sagt nej til at undtage kredsløbet. Prøv naboen først." in told
    assert f"En anden leder blev spurgt, om kredsløbet kan undtages. {REASON}" in told


def test_what_something_has_happened_to_meanwhile_is_left_out_and_said(
    office: Office, desk: Desk
) -> None:
    office.share(20)
    office.excepts("Anna", "Bo")

    def found(act: Act) -> None:
        anna = act.session.get_one(Participant, office.people["Anna"])
        edit_participant(act, anna, Details(phone="89 40 00 00"))

    desk.do(found)
    assert office.says(office.second, "yes") == 303
    office.second.get(office.address)
    assert "Anna blev ikke undtaget. Der er sket noget" in main(office.second)
    assert (office.state("Anna"), office.state("Bo")) == ("open", "excepted")
    assert recorded(desk, "asking_lapsed") == 1 and office.askings() == []


def test_the_loops_own_page_asks_too_and_says_what_it_waits_for(
    office: Office, staff: Reader
) -> None:
    office.share(10)
    page = f"/processes/{office.process}/loops/{office.people['Anna']}"
    for _ in range(2):
        answer = office.boss.send(f"{page}/except", because="other", reason=REASON)
        assert answer.status_code == 303
    office.boss.get(page)
    assert "En anden leder skal også sige ja." in main(office.boss)
    staff.get(page)
    assert "Manager Own har bedt om at undtage kredsløbet." in main(staff)
    assert f"{page}/except" not in [e.get("action") for e in staff.page.iter("form")]
    assert len(office.askings()) == 1


def test_who_leads_alone_is_told_that_nobody_can_say_yes(desk: Desk, boss: Reader) -> None:
    def settle(act: Act) -> None:
        act.session.get_one(Department, desk.side.department).except_share = 50

    desk.do(settle)
    boss.get(f"/processes/{desk.ids['worked']}/exceptions")
    assert "Ingen anden leder kan se forløbet" in main(boss)


def test_who_cannot_be_alone_about_it_is_told_why_and_asks(office: Office) -> None:
    office.share(10)
    office.boss.get(f"{office.address}?action=all")
    # One of five loops is a fifth, whether or not it is excepted.
    assert "Her er ét kredsløb mere end 10 procent, så I skal være to om det." in main(office.boss)
    assert "Den grænse er nået" not in main(office.boss)
    assert "Spørg en anden leder" in main(office.boss)
    office.share(20)
    office.boss.get(f"{office.address}?action=all")
    assert "Her kan du undtage 1 mere" in main(office.boss)
    assert "Undtag dem med mit navn" in main(office.boss)
    office.excepts("Anna")
    office.boss.get(f"{office.address}?action=all")
    assert "Den grænse er nået her" in main(office.boss)
    assert "Spørg en anden leder" in main(office.boss)
    office.share(10)
    office.boss.get(f"{office.address}?action=all")
    assert "1 af 5 kredsløb er undtaget" in main(office.boss)
    assert "Her er ét kredsløb mere end 10 procent" in main(office.boss)


def test_where_nobody_can_say_yes_nobody_is_asked(desk: Desk, boss: Reader) -> None:
    process = desk.process("Havnen", ago=9)
    desk.said(process, "Anna", ago=8)

    def settle(act: Act) -> None:
        act.session.get_one(Department, desk.side.department).except_share = 10

    desk.do(settle)
    boss.get(f"/processes/{process}/exceptions?action=all")
    assert "Ingen anden leder kan se forløbet" in main(boss)
    assert not [e for e in boss.page.iter("input") if e.get("name") == "people"]


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
