"""The page of one loop: what they said, what it became, what comes next, and how to reach them."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.evidence import weave
from tracker.domain.hearing import unknown_of
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.round import Round
from tracker.listening.occasions import add_encounter
from tracker.listening.services import add_participant, log_contribution
from tracker.oversight.one_loop import SAID
from tracker.oversight.telling import FACTS
from tracker.qualifying.services import decide, delivery_to, respond
from tracker.weaving.services import set_aside


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("Svar Anna", "Det fortalte Anna", "Blev til indsigten:", "Her er vi nu")),
        ("en", ("Answer Anna", "What Anna", "Became part of the insight:", "This is where we are")),
    ],
)
def test_a_loop_in_both_languages(
    desk: Desk, staff: Reader, language: str, words: tuple[str, ...]
) -> None:
    address = f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}"
    staff.get(f"{address}?lang={language}")
    page = main(staff)
    for said in (
        *words[:3],
        "Canary words of own.",
        "Canary insight of own.",
        "Canary answer of own.",
    ):
        assert said in page
    (here,) = [e for e in staff.page.iter("li") if e.get("aria-current") == "step"]
    assert "Kvalificeret" in text_of(here) or "Qualified" in text_of(here)
    assert ("saw", str(desk.ids["person"])) in desk.seen("participant")


def test_somebody_who_has_said_nothing_has_no_loop_yet(desk: Desk, staff: Reader) -> None:
    process = desk.process()

    def joins(act: Act) -> int:
        return add_participant(act, act.session.get_one(Process, process)).id

    person = desk.do(joins)
    staff.get(f"/processes/{process}/loops/{person}")
    assert f"Deltager {person} har ikke fortalt noget endnu" in main(staff)


def test_a_group_and_the_unknown_are_called_what_they_are(desk: Desk, staff: Reader) -> None:
    process = desk.process()

    def gather(act: Act) -> tuple[int, int]:
        row = act.session.get_one(Process, process)
        walk = add_encounter(act, row, "walk", "Gåtur ved søen", act.now)
        unknown = unknown_of(act, walk)
        group = add_participant(act, row, group_size=24)
        for who in (unknown, group):
            log_contribution(act, who, "Der er glat.", how="observed", encounter=walk)
        return unknown.id, group.id

    unknown, group = desk.do(gather)
    staff.get(f"/processes/{process}/loops/{unknown}")
    assert "Ukendte ved Gåtur ved søen" in main(staff) and "Det så vi" in main(staff)
    staff.get(f"/processes/{process}/loops/{group}")
    assert f"Gruppe {group}" in main(staff) and "Gruppe på 24" in main(staff)


def test_what_was_set_aside_says_why(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", "Byg en bro.", "Der er mørkt.", ago=8)

    def sort_out(act: Act) -> None:
        bridge, _ = contributions(act, act.session.get_one(Participant, anna))
        set_aside(act, [bridge], "En bro er for dyr.")

    desk.do(sort_out, ago=7)
    staff.get(f"/processes/{process}/loops/{anna}")
    page = main(staff)
    assert "Lagt til side: En bro er for dyr." in page
    assert "Endnu ikke flettet ind i noget." in page
    assert "Flet det ind" in page


def test_withdrawn_words_are_shown_to_nobody(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", "Skrub jer væk herfra.", "Der er mørkt.", ago=8)
    round_ = desk.told(process, [anna], "Nogle er vrede.", ago=7)

    def take_back(act: Act) -> None:
        angry, _ = contributions(act, act.session.get_one(Participant, anna))
        delivery = delivery_to(act, act.session.get_one(Round, round_), anna)
        respond(act, delivery, "correct", "Skrub nu bare.", None, angry)
        respond(act, delivery, "withdraw", "", None, angry)

    desk.do(take_back)
    staff.get(f"/processes/{process}/loops/{anna}")
    page = main(staff)
    assert "Trukket tilbage. Ordene bliver ikke vist eller brugt mere." in page
    assert "Skrub" not in page and "Der er mørkt." in page


def test_corrected_words_stand_first_and_the_recorded_beside(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", "Der er lyst.", ago=8)
    round_ = desk.told(process, [anna], "Der er lyst.", ago=7)

    def correct(act: Act) -> None:
        (said,) = contributions(act, act.session.get_one(Participant, anna))
        delivery = delivery_to(act, act.session.get_one(Round, round_), anna)
        respond(act, delivery, "correct", "Der er ikke lyst.", None, said)

    desk.do(correct)
    staff.get(f"/processes/{process}/loops/{anna}")
    quotes = [text_of(e) for e in staff.page.iter("blockquote")]
    assert quotes == ["Der er ikke lyst.", "Der er lyst."]


def test_a_confidential_contribution_is_there_for_all_and_read_by_its_readers(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)

    def confide(act: Act) -> None:
        person = act.session.get_one(Participant, anna)
        readers = [desk.user(act.session, "manager")]
        secret = log_contribution(act, person, "Det er en hemmelighed.", readers=readers)
        log_contribution(act, person, "Og en til.", readers=readers)
        set_aside(act, [secret], "Grunden røber hemmeligheden.")

    desk.do(confide, ago=7)
    address = f"/processes/{process}/loops/{anna}"
    staff.get(address)
    page = main(staff)
    assert page.count("Et fortroligt bidrag. Kun navngivne personer kan læse ordene.") == 2
    assert "hemmelighed" not in page.lower() and "Og en til" not in page
    assert "Hvad det blev til, kan kun de navngivne se." in page
    boss.get(address)
    assert "Det er en hemmelighed." in main(boss)
    assert "Grunden røber hemmeligheden." in main(boss)


def test_contact_details_are_shown_on_asking_and_that_is_written_down(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    details = {"email": "anna@borger.dk", "phone": "20304050", "address": "Skovvej 3"}
    anna = desk.said(process, "Anna", details=details)
    address = f"/processes/{process}/loops/{anna}"
    for page in ("/", f"/processes/{process}", address, f"/processes/{process}/responses"):
        text = staff.get(page).text
        assert not any(detail in text for detail in details.values())
    assert "contacts" not in [what for what, _ in desk.seen("participant")]
    shown = staff.send(f"{address}/contacts").text
    assert all(detail in shown for detail in details.values())
    assert ("contacts", str(anna)) in desk.seen("participant")
    assert staff.get(f"{address}/contacts").status_code == 405


def test_a_protected_address_is_asked_for_by_name(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details={"address": "Skovvej 3", "protected": True})
    address = f"/processes/{process}/loops/{anna}/contacts"
    first = staff.send(address).text
    assert "Adressen er beskyttet." in first and "Skovvej" not in first
    assert "Vis den beskyttede adresse" in first
    assert "Skovvej 3" in staff.send(address, protected="yes").text
    assert ("protected address", str(anna)) in desk.seen("participant")


def test_without_contact_details_it_says_so(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna")
    assert (
        "Vi har ingen kontaktoplysninger."
        in staff.send(f"/processes/{process}/loops/{anna}/contacts").text
    )


@pytest.mark.parametrize("who", ["foreign", "elsewhere", "nobody", "far"])
def test_who_is_not_of_this_process_is_not_there(
    desk: Desk, foreign: Desk, staff: Reader, who: str
) -> None:
    elsewhere = desk.process("Et andet")
    person = {
        "foreign": foreign.ids["person"],
        "elsewhere": desk.said(elsewhere, "Bo"),
        "nobody": 987654,
        "far": 10**30,
    }[who]
    answer = staff.get(f"/processes/{desk.ids['worked']}/loops/{person}")
    assert answer.status_code == 404


def test_another_departments_loop_is_refused_and_that_is_written_down(
    foreign: Desk, staff: Reader
) -> None:
    process, person = foreign.ids["worked"], foreign.ids["person"]
    assert staff.get(f"/processes/{process}/loops/{person}").status_code == 404
    assert staff.get(f"/processes/{10**30}").status_code == 404
    assert ("refused", str(process)) in foreign.seen("process")


def test_the_next_action_says_what_to_do_for_each_standing(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)
    address = f"/processes/{process}/loops/{anna}"

    def page() -> str:
        staff.get(address)
        return main(staff)

    assert "Find den indsigt, ordene hører til" in page()
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=3)
    assert "Anna kan svare frem til" in page()
    desk.answered(round_, anna, "recognise", ago=2)
    assert "Beslut, hvad det skal bruges til" in page()

    def decided(act: Act) -> None:
        (insight,) = act.session.get_one(Round, round_).insights
        decide(act, insight, "used", "Lygterne kommer.")

    desk.do(decided, ago=1)
    assert "Fortæl Anna, hvad det førte til" in page()
    assert "Det bliver brugt." in page()


def test_what_should_have_gone_long_ago_is_not_just_waited_for(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=60)
    anna = desk.said(process, "Anna", ago=60, details={"email": "anna@borger.dk"})
    desk.told(process, [anna], "Der er mørkt.", ago=1, spoken=False)
    staff.get(f"/processes/{process}/loops/{anna}")
    assert "Spørg jeres administrator, om mailen kører." in main(staff)


def test_no_request_can_close_a_loop(desk: Desk, staff: Reader, boss: Reader) -> None:
    process, person = desk.ids["worked"], desk.ids["person"]
    before = desk.read(LoopRow, int(person))
    extra = {"step": "5", "state": "closed", "closed": "yes", "department": "1", "role": "manager"}
    for reader in (staff, boss):
        for end in ("", "/contacts", "/except", "/lift", "/close", "/step"):
            reader.send(f"/processes/{process}/loops/{person}{end}", **extra)
        reader.send(f"/processes/{process}/sign", **extra)
        reader.send(f"/processes/{process}/responses/{desk.ids['answer']}", **extra)
    after = desk.read(LoopRow, int(person))
    assert (after.step, after.state) == (before.step, before.state) == (3, "open")


def test_much_said_comes_page_by_page(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    texts = [f"Udsagn {number:02}." for number in range(SAID + 3)]
    anna = desk.said(process, "Anna", *texts)
    staff.get(f"/processes/{process}/loops/{anna}")
    assert f"Udsagn {SAID - 1:02}." in main(staff) and f"Udsagn {SAID:02}." not in main(staff)
    (more,) = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(str(more))
    assert f"Udsagn {SAID:02}." in main(staff) and "Udsagn 00." not in main(staff)


@pytest.mark.parametrize("value", ["-1", "1000000000", "abc", "9" * 40, "٣"])
@pytest.mark.parametrize("name", ["said", "before"])
def test_any_address_is_a_page(desk: Desk, staff: Reader, name: str, value: str) -> None:
    address = f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}?{name}={value}"
    assert staff.get(address).status_code == 200


def test_many_rows_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    process, person = desk.ids["worked"], int(desk.ids["person"])
    address = f"/processes/{process}/loops/{person}"

    def more(act: Act, count: int) -> None:
        who = act.session.get_one(Participant, person)
        insight = act.session.scalars(select(Insight).where(Insight.process_id == process)).first()
        assert insight is not None
        for number in range(count):
            said = log_contribution(act, who, f"Mere {number}.")
            if number % 2:
                weave(act, insight, [said])
            else:
                set_aside(act, [said], f"Grund {number}.")

    desk.do(lambda act: more(act, 2))
    few = statements(app, staff, address)
    desk.do(lambda act: more(act, SAID + FACTS))
    assert statements(app, staff, address) <= few


def test_the_canary_of_another_department_is_on_no_page(
    desk: Desk, staff: Reader, world: World
) -> None:
    process, person = desk.ids["worked"], desk.ids["person"]
    for role in ("caseworker", "manager", "administrator"):
        staff.sign_in_as(world.own.users[role])
        for address in (
            "/",
            "/processes/",
            f"/processes/{process}",
            f"/processes/{process}/loops/{person}",
            f"/processes/{process}/responses",
            f"/processes/{process}/responses/{desk.ids['answer']}",
        ):
            page = staff.get(address)
            assert page.status_code == 200
            assert "foreign" not in page.text
