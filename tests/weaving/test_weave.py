"""Contributions on one side, insights on the other: what stands there, and for whom."""

from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, contributions, statements
from tests.weaving.threads import evidence, insight, listed, main, place, told
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.domain.round import Round
from tracker.listening.occasions import add_encounter
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.qualifying.services import delivery_to, respond
from tracker.weaving.loom import CONTRIBUTIONS
from tracker.weaving.services import add_insight, set_aside


def test_what_is_not_yet_anything_stands_there_the_newest_first(
    desk: Desk, staff: Reader, process: int
) -> None:
    first, second, third = told(
        desk, process, "Anna", "Der er mørkt.", "Der er langt.", "Der er koldt."
    )
    insight(desk, process, "Stien er mørk.", [first])
    staff.get(place(process))
    assert listed(staff) == [third, second]
    assert "Der er langt." in main(staff) and "Anna" in main(staff)
    assert "Stien er mørk. Kladde · 1 stemme · 1 bidrag" in main(staff)
    assert ("contributions", str(desk.ids["person"])) not in desk.seen("participant")
    assert {what for what, _ in desk.seen("participant")} == {"contributions"}


def test_filters_in_the_address_say_which(desk: Desk, staff: Reader, process: int) -> None:
    woven, out, new = told(
        desk, process, "Anna", "Der er mørkt.", "Tak for kaffe.", "Der er koldt."
    )
    (other,) = told(desk, process, "Bo", "Lamperne blinker.")
    number = insight(desk, process, "Stien er mørk.", [woven])
    desk.do(lambda act: set_aside(act, [act.session.get_one(Contribution, out)], "Det er en tak."))
    bo = desk.read(Contribution, other).participant_id
    asked = {
        "": [other, new],
        "show=all": [other, new, out, woven],
        "show=aside": [out],
        f"show=insight-{number}": [woven],
        f"show=all&person={bo}": [other],
        "show=all&words=m%C3%B8rk": [woven],
        "show=all&words=lampe": [other],
        "show=all&words=%F0%9F%99%82": [],
        "show=abc&person=-1&occasion=x&after=10000000000": [other, new],
        "show=insight-99999999999": [other, new],
    }
    for address, numbers in asked.items():
        staff.get(f"{place(process)}?{address}")
        assert listed(staff) == numbers, address
    staff.get(f"{place(process)}?show=all")
    assert "Lagt til side: Det er en tak." in main(staff)
    assert "Støtter: Stien er mørk." in main(staff)


def test_an_occasion_is_chosen_among_those_there_were(
    desk: Desk, staff: Reader, process: int
) -> None:
    def walked(act: Act) -> tuple[int, int]:
        row = act.session.get_one(Process, process)
        walk = add_encounter(act, row, "walk", "Turen langs åen", act.now)
        who = act.session.scalars(select(Participant).where(Participant.name == "Anna")).one()
        return log_contribution(act, who, "Her er stille.", encounter=walk).id, walk.id

    told(desk, process, "Anna")
    said, walk = desk.do(walked)
    staff.get(f"{place(process)}?occasion={walk}")
    assert listed(staff) == [said] and "Turen langs åen" in main(staff)
    assert desk.read(Encounter, walk).title == "Turen langs åen"


def test_what_was_seen_and_not_said_says_so(desk: Desk, staff: Reader, process: int) -> None:
    def seen(act: Act) -> None:
        who = act.session.scalars(select(Participant).where(Participant.name == "Anna")).one()
        log_contribution(act, who, "Tre cyklister stod af.", how="observed")

    told(desk, process, "Anna")
    desk.do(seen)
    staff.get(place(process))
    assert "Det så vi Tre cyklister stod af." in main(staff)


def test_what_was_taken_back_is_shown_nowhere(desk: Desk, staff: Reader, process: int) -> None:
    anna = desk.said(process, "Anna", "Sig det ikke videre.")
    round_ = desk.told(process, [anna], "Der er mørkt.")

    def withdraws(act: Act) -> int:
        row = act.session.get_one(Round, round_)
        said = contributions(act, act.session.get_one(Participant, anna))
        respond(act, delivery_to(act, row, anna), "withdraw", contribution=said[0])
        return said[0].id

    number = desk.do(withdraws)
    for show in ("new", "all", "aside"):
        assert "videre" not in staff.get(f"{place(process)}?show={show}").text
    answer = staff.send(f"{place(process)}/aside", contribution=str(number), reason="Nej.")
    assert answer.status_code == 422 and "er trukket tilbage" in answer.text


def test_what_was_confided_to_some_is_for_them_alone(
    desk: Desk, staff: Reader, boss: Reader, process: int
) -> None:
    anna = desk.said(process, "Anna", "Der er mørkt.")

    def confide(act: Act) -> int:
        person = act.session.get_one(Participant, anna)
        readers = [desk.user(act.session, "manager")]
        return log_contribution(act, person, "Det er hemmeligt.", readers=readers).id

    secret = desk.do(confide)
    number = insight(desk, process, "Der er mørkt om natten.")
    desk.do(
        lambda act: set_aside(act, [act.session.get_one(Contribution, secret)], "Hemmelig grund.")
    )
    for asked in ("show=all", "show=aside", "show=all&words=hemmeligt"):
        page = staff.get(f"{place(process)}?{asked}").text
        assert "Det er hemmeligt." not in page and "Hemmelig grund." not in page
        assert "Det er hemmeligt." in boss.get(f"{place(process)}?{asked}").text
    sent = {"contribution": str(secret), "insight": str(number)}
    assert staff.send(f"{place(process)}/into", **sent).status_code == 404
    assert staff.send(f"{place(process)}/aside", **sent, reason="Nej.").status_code == 404
    assert evidence(desk, number) == []
    assert boss.send(f"{place(process)}/into", **sent).status_code == 303


def test_many_contributions_come_in_pages(desk: Desk, staff: Reader, process: int) -> None:
    said = told(desk, process, "Anna", *(f"Nummer {n}." for n in range(CONTRIBUTIONS + 2)))
    staff.get(place(process))
    assert listed(staff) == said[:1:-1]
    (more,) = [e for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(more.get("href") or "")
    assert listed(staff) == said[1::-1] and "Til begyndelsen" in main(staff)
    staff.get(f"{place(process)}?after={said[0]}")
    assert "Der er ikke flere på listen." in main(staff)


def test_the_page_costs_as_much_for_one_as_for_fifty(app: Flask, desk: Desk, staff: Reader) -> None:
    costs = []
    for many in (1, 50):
        process = desk.process()
        for name in range(min(many, 10)):
            told(desk, process, f"Navn {name}", *(f"Ord {n}." for n in range(many // 10 or 1)))
        said = told(desk, process, "Anna", *(f"Tråd {n}." for n in range(many)))
        for n in range(min(many, 12)):
            insight(desk, process, f"Indsigt {n}.", said[: n + 1])
        costs.append(statements(app, staff, f"{place(process)}?show=all"))
    assert costs[0] == costs[1]


def test_a_group_and_its_member_are_one_voice(desk: Desk, staff: Reader, process: int) -> None:
    def grouped(act: Act) -> None:
        row = act.session.get_one(Process, process)
        group = add_participant(act, row, Details(name="9. b"), group_size=24)
        anna = add_participant(act, row, Details(name="Anna"), groups=[group])
        said = [log_contribution(act, who, "Der er mørkt.") for who in (group, anna)]
        add_insight(act, row, "Stien er mørk.", said)

    desk.do(grouped)
    staff.get(place(process))
    assert "1 stemme · 2 bidrag" in main(staff)


def test_when_all_has_become_something_it_leads_to_giving_it_back(
    desk: Desk, staff: Reader, process: int
) -> None:
    (only,) = told(desk, process, "Anna", "Der er mørkt.")
    insight(desk, process, "Stien er mørk.", [only])
    staff.get(place(process))
    (found,) = staff.page.iter("main")
    ways = {text_of(a): a.get("href") for a in found.iter("a")}
    assert ways["Giv det tilbage"] == f"/processes/{process}/rounds"


def test_one_contribution_alone_is_shown_whatever_it_has_become(
    desk: Desk, staff: Reader, process: int
) -> None:
    said = told(desk, process, "Anna", "Der er mørkt.", "Der er langt.")
    number = insight(desk, process, "Stien er mørk.")
    where = f"{place(process)}?only={said[0]}"
    staff.get(where)
    assert listed(staff) == said[:1] and "Kun ét bidrag er vist." in main(staff)
    again = f"{place(process)}/into?only={said[0]}"
    staff.send(again, contribution=str(said[0]), insight=str(number))
    staff.get(where)
    assert listed(staff) == said[:1] and "Bidraget er flettet ind." in main(staff)
