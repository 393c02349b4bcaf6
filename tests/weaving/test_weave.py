"""Contributions on one side, insights on the other: what stands there, and what is done with it."""

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.oversight.desk import Desk, contributions, statements
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.history import Event
from tracker.domain.insight import Evidence, Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.domain.round import Round
from tracker.listening.occasions import add_encounter
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.qualifying.services import delivery_to, respond
from tracker.weaving import loom
from tracker.weaving.loom import CONTRIBUTIONS
from tracker.weaving.services import add_insight, set_aside


def place(process: int) -> str:
    return f"/processes/{process}/weave"


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def listed(reader: Reader) -> list[int]:
    """The contributions on the page, in its order."""
    boxes = [e for e in reader.page.iter("input") if e.get("name") == "contribution"]
    return [int(e.get("value") or 0) for e in boxes if e.get("type") == "checkbox"]


def undoing(reader: Reader) -> tuple[str, dict[str, str]]:
    """The form that undoes what was just done."""
    for form in reader.page.iter("form"):
        if "unweave" in (form.get("action") or "") or "withdraw" in (form.get("action") or ""):
            fields = {e.get("name") or "": e.get("value") or "" for e in form.iter("input")}
            return form.get("action") or "", fields
    raise AssertionError("nothing is undone here")


def told(desk: Desk, process: int, name: str = "Anna", *texts: str) -> list[int]:
    """What somebody said, by its numbers."""
    person = desk.said(process, name, *texts)
    return desk.do(
        lambda act: [c.id for c in contributions(act, act.session.get_one(Participant, person))]
    )


def insight(desk: Desk, process: int, text: str, evidence: Sequence[int] = ()) -> int:
    def drafted(act: Act) -> int:
        said = [act.session.get_one(Contribution, each) for each in evidence]
        return add_insight(act, act.session.get_one(Process, process), text, said).id

    return desk.do(drafted)


def evidence(desk: Desk, number: int) -> list[tuple[int, str]]:
    query = select(Evidence.contribution_id, Evidence.stance).where(
        Evidence.insight_id == number, Evidence.ended_event_id.is_(None)
    )
    return desk.do(
        lambda act: [tuple(row) for row in act.session.execute(query.order_by(Evidence.id))]
    )


def count(desk: Desk, kind: Any) -> int:
    return desk.do(lambda act: act.session.scalar(select(func.count(kind.id))) or 0)


def aside(desk: Desk, number: int) -> str | None:
    """The reason a contribution is set aside for at present."""

    def found(act: Act) -> str | None:
        query = select(SettingAside).where(
            SettingAside.contribution_id == number, SettingAside.ended_event_id.is_(None)
        )
        row = act.session.scalars(query).first()
        return row and row.reason.text

    return desk.do(found)


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")


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


def test_weaving_is_one_step_and_so_is_undoing_it(desk: Desk, staff: Reader, process: int) -> None:
    said = told(desk, process, "Anna", "Der er mørkt.", "Der er sort.", "Der er langt.")
    number = insight(desk, process, "Stien er mørk.", [said[0]])
    where = f"{place(process)}/into?show=all"
    both = ",".join(map(str, said[:2]))
    answer = staff.send(where, contribution=both, insight=str(number), stance="nuances")
    assert answer.status_code == 303 and answer.location.startswith(f"{place(process)}?show=all")
    assert evidence(desk, number) == [(said[0], "supports"), (said[1], "nuances")]
    staff.get(answer.location)
    assert "Bidraget er flettet ind. Fortryd" in main(staff)
    address, fields = undoing(staff)
    # Only what this step wove is taken out again.
    assert staff.post(address, data=fields).status_code == 303
    assert evidence(desk, number) == [(said[0], "supports")]


def test_sent_twice_it_is_woven_once(desk: Desk, staff: Reader, process: int) -> None:
    (said,) = told(desk, process)
    number = insight(desk, process, "Stien er mørk.")
    before = count(desk, Evidence)
    for _ in range(2):
        sent = {"contribution": str(said), "insight": str(number)}
        assert staff.send(f"{place(process)}/into", **sent).status_code == 303
    assert evidence(desk, number) == [(said, "supports")] and count(desk, Evidence) == before + 1
    staff.get(place(process))
    assert "Det var flettet ind i forvejen" in main(staff)


def test_the_page_goes_on_at_the_contribution_that_comes_next(
    desk: Desk, staff: Reader, process: int
) -> None:
    said = told(desk, process, "Anna", "Et.", "To.", "Tre.")
    number = insight(desk, process, "Stien er mørk.")
    for done, following in (
        (said[2], f"#said-{said[1]}"),
        (said[1], f"#said-{said[0]}"),
        (said[0], ""),
    ):
        sent = {"contribution": str(done), "insight": str(number)}
        answer = staff.send(f"{place(process)}/into", **sent)
        assert answer.location == f"{place(process)}{following}"


def test_a_contribution_is_set_aside_with_a_reason_that_comes_back(
    desk: Desk, staff: Reader, process: int
) -> None:
    first, second = told(desk, process, "Anna", "Tak for kaffe.", "Tak for turen.")
    where = f"{place(process)}/aside"
    assert staff.send(where, contribution=str(first), reason="Det er en tak.").status_code == 303
    staff.get(place(process))
    assert "Vil I bruge det alligevel, så find det under Lagt til side, og flet det ind." in main(
        staff
    )
    again = [e for e in staff.page.iter("button") if e.get("name") == "again"]
    assert [e.get("value") for e in again] == ["Det er en tak."]
    sent = {"contribution": str(second), "again": "Det er en tak.", "reason": ""}
    assert staff.send(where, **sent).status_code == 303
    assert [aside(desk, each) for each in (first, second)] == ["Det er en tak."] * 2
    # Weaving it later ends its setting aside.
    number = insight(desk, process, "De er glade.")
    staff.send(f"{place(process)}/into", contribution=str(first), insight=str(number))
    assert aside(desk, first) is None and aside(desk, second) is not None


def test_a_new_insight_is_made_of_what_is_marked_and_can_be_undone(
    desk: Desk, staff: Reader, process: int
) -> None:
    said = told(desk, process, "Anna", "Der er mørkt.", "Der er sort.")
    staff.get(place(process))
    once = fields_of(staff.page)["once"]
    sent = {"once": once, "contribution": [str(each) for each in said], "text": "Stien er mørk."}
    assert staff.send(f"{place(process)}/new", **sent).status_code == 303
    staff.get(place(process))
    assert "Stien er mørk." in main(staff) and "Indsigten er skrevet. Fortryd" in main(staff)
    address, fields = undoing(staff)
    assert staff.send(f"{place(process)}/new", **sent).status_code == 303
    (row,) = desk.do(
        lambda act: list(act.session.scalars(select(Insight).where(Insight.process_id == process)))
    )
    assert evidence(desk, row.id) == [(each, "supports") for each in said]
    assert staff.post(address, data=fields).status_code == 303
    assert desk.read(Insight, row.id).ending == "withdrawn"
    staff.get(place(process))
    assert sorted(listed(staff)) == said


def test_an_insight_in_words_nobody_has_shared_is_warned_of(
    desk: Desk, staff: Reader, process: int
) -> None:
    (said,) = told(desk, process, "Anna", "Jeg tør ikke gå hjem alene om vinteren.")
    sent = {"contribution": str(said), "text": "Nogen tør ikke gå hjem alene om vinteren."}
    answer = staff.send(f"{place(process)}/new", **sent)
    assert answer.status_code == 422
    assert "»tør ikke gå hjem alene om vinteren« har en borger sagt" in main(staff)
    assert listed(staff) == [said] and "checked" in answer.text
    assert staff.send(f"{place(process)}/new", **sent, anyway="y").status_code == 303
    (five,) = told(desk, process, "Bo", "Der er alt for langt hjem.")
    few = {"contribution": str(five), "text": "Der er alt for langt, siger mange."}
    assert staff.send(f"{place(process)}/new", **few).status_code == 303


@pytest.mark.parametrize(
    ("where", "fields", "error"),
    [
        ("into", {"insight": "I"}, "Markér mindst ét bidrag."),
        ("into", {"contribution": "C"}, "Vælg den indsigt, det skal flettes ind i."),
        (
            "into",
            {"contribution": "abc,-1,99999999999", "insight": "I"},
            "Markér mindst ét bidrag.",
        ),
        (
            "into",
            {"contribution": "C", "insight": "I", "stance": "loves"},
            "Vælg, om det støtter, nuancerer eller taler imod.",
        ),
        ("aside", {"reason": "En tak."}, "Markér mindst ét bidrag."),
        ("aside", {"contribution": "C"}, "Skriv, hvorfor det er lagt til side."),
        (
            "aside",
            {"contribution": "C", "reason": " \u200b"},
            "Skriv, hvorfor det er lagt til side.",
        ),
        ("aside", {"contribution": "C", "reason": "Se 010190-1234"}, "ligner et CPR-nummer"),
        ("aside", {"contribution": "W", "reason": "En tak."}, "er flettet ind i en indsigt"),
        ("new", {"contribution": "C"}, "Skriv, hvad I tror, I har forstået."),
        ("new", {"contribution": "C", "text": "x" * 5001}, "Teksten er ét tegn for lang."),
        ("new", {"contribution": "C", "text": "Ring 010190-1234."}, "ligner et CPR-nummer"),
    ],
)
def test_bad_input_keeps_the_marks_and_says_what_to_do(
    desk: Desk, staff: Reader, process: int, where: str, fields: dict[str, str], error: str
) -> None:
    open_, woven = told(desk, process, "Anna", "Der er mørkt.", "Der er langt.")
    number = insight(desk, process, "Stien er lang.", [woven])
    named = {"C": str(open_), "W": str(woven), "I": str(number)}
    before = count(desk, Event)
    sent = {name: named.get(value, value) for name, value in fields.items()}
    answer = staff.send(f"{place(process)}/{where}?show=all", **sent)
    assert answer.status_code == 422 and error in main(staff)
    checked = [e.get("value") for e in staff.page.iter("input") if e.get("checked") is not None]
    assert (sent.get("contribution") in checked) is (sent.get("contribution") in named.values())
    for element in staff.page.iter("textarea"):
        name = element.get("name") or ""
        assert (element.text or "").strip() == sent.get(name, "").strip(" \u200b")
    assert count(desk, Event) == before


def test_what_is_not_of_this_process_is_not_there(
    desk: Desk, staff: Reader, foreign: Desk, process: int
) -> None:
    (said,) = told(desk, process)
    number = insight(desk, process, "Stien er mørk.")
    strange = foreign.process("Deres")
    (theirs,) = told(foreign, strange)
    their_insight = insight(foreign, strange, "Deres indsigt.")
    for fields in (
        {"contribution": str(theirs), "insight": str(number)},
        {"contribution": str(said), "insight": str(their_insight)},
        {"contribution": str(said), "insight": "999999"},
        {"contribution": "999999", "insight": str(number)},
    ):
        assert staff.send(f"{place(process)}/into", **fields).status_code == 404
    assert (
        staff.send(f"{place(process)}/aside", contribution=str(theirs), reason="x").status_code
        == 404
    )
    new = staff.send(f"{place(process)}/new", contribution=str(theirs), text="Ny.")
    assert new.status_code == 404
    # Another process of one's own department is another process all the same.
    elsewhere = desk.process("Et andet")
    (other,) = told(desk, elsewhere)
    sent = {"contribution": str(other), "insight": str(number)}
    assert staff.send(f"{place(process)}/into", **sent).status_code in (404, 422)
    assert evidence(desk, number) == [] and evidence(foreign, their_insight) == []


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


def test_only_so_many_reasons_are_offered_again(desk: Desk, process: int) -> None:
    said = told(desk, process, "Anna", *(f"Nummer {n}." for n in range(loom.REASONS + 3)))

    def put_aside(act: Act) -> None:
        for n, number in enumerate(said):
            set_aside(act, [act.session.get_one(Contribution, number)], f"Grund {n // 2}.")

    def offered(act: Act) -> list[str]:
        return loom.reasons_given(act, act.session.get_one(Process, process))

    desk.do(put_aside)
    newest = (len(said) - 1) // 2
    assert desk.do(offered) == [f"Grund {n}." for n in range(newest, -1, -1)][: loom.REASONS]
