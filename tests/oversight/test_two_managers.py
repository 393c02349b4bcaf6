"""Above the share of exceptions a second manager says yes or no."""

from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.oversight.exceptions import REASON, Office, main, part, recorded
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.participant import Participant
from tracker.domain.people import Department, User
from tracker.listening.services import Details, edit_participant


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
