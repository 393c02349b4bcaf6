"""An insight of a closed process is opened to other departments, found by them, and shut again."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.openness.furniture import PEOPLE, closed, disagrees, learned, opened, tells
from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain import closing
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.differences import differences
from tracker.domain.history import Event
from tracker.domain.insight import Evidence, Insight
from tracker.domain.participant import Participant
from tracker.domain.people import Department
from tracker.domain.process import Process, ProcessMember
from tracker.domain.response import Response
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.openness.queries import INSIGHTS
from tracker.openness.services import shut_insight
from tracker.processes.services import add_process
from tracker.qualifying.services import decide, resolve
from tracker.weaving.services import edit_insight, withdraw_insight

TEXT = "Bænkene står for langt fra hinanden."
SOMEONE = "Nogen er uenig i dette."


@pytest.fixture
def shared(desk: Desk) -> tuple[int, int]:
    """A closed process with an insight that could be opened: their numbers."""
    return made(desk)


def made(desk: Desk, text: str = TEXT, shut: bool = True, **how: Any) -> tuple[int, int]:
    kind = how.pop("kind", "development")

    def make(act: Act) -> tuple[int, int]:
        department = act.session.get_one(Department, desk.side.department)
        process = add_process(act, "Parken ved Karen Birkelund", kind, department)
        insight = learned(act, process, text, **how)
        if shut:
            closed(act, process)
        return process.id, insight.id

    return desk.do(make)


def address(shared: tuple[int, int]) -> str:
    return f"/processes/{shared[0]}/insights/{shared[1]}/open"


def to_insight(desk: Desk, number: int, verb: Callable[[Act, Insight], Any]) -> None:
    desk.do(lambda act: verb(act, act.session.get_one(Insight, number)))


def found(reader: Reader, asked: str = "") -> list[str]:
    reader.get(f"/knowledge{asked}")
    return [text_of(e) for e in reader.page.iter("p") if e.get("class") == "opened__text"]


def open_it(reader: Reader, shared: tuple[int, int], **more: str) -> int:
    reader.get(address(shared))
    fields = seen_of(reader) | more
    return reader.send(address(shared), **fields).status_code


def seen_of(reader: Reader) -> dict[str, str]:
    """What the form that opens would send, untouched."""
    inputs = reader.page.iter("input")
    return {"seen": next(e.get("value") or "" for e in inputs if e.get("name") == "seen")}


def kinds(desk: Desk, process: int) -> list[str]:
    query = select(Event.kind).where(Event.process_id == process).order_by(Event.id)
    return desk.do(lambda act: list(act.session.scalars(query)))


@pytest.fixture
def abroad(app: Flask, world: World) -> Reader:
    """A caseworker of the other department."""
    reader = Reader(app, app.response_class)
    reader.sign_in_as(world.foreign.users["caseworker"])
    return reader


def test_what_is_opened_is_read_elsewhere_without_a_person(
    desk: Desk, staff: Reader, abroad: Reader, shared: tuple[int, int]
) -> None:
    assert TEXT not in found(abroad)
    staff.get(address(shared))
    preview = text_of(staff.page)
    assert TEXT in preview and "De ser hverken forløbets navn" in preview
    assert open_it(staff, shared) == 303
    assert TEXT in found(abroad)
    said = text_of(abroad.page)
    assert "Nu er der sat lamper op." in said and "Department own" in said
    assert "Det bliver brugt." in said and "Udviklingsforløb" in said
    assert "Birkelund" not in said and "vil have lys" not in said
    assert not any(f"{name} " in said for name in PEOPLE)
    # Its own department alone is led to where it comes from.
    assert f"/processes/{shared[0]}/" not in abroad.get("/knowledge").text
    assert f"/processes/{shared[0]}/" in staff.get("/knowledge").text


def test_opening_is_a_fact_that_changes_no_loop_and_asks_for_no_new_signature(
    desk: Desk, staff: Reader, shared: tuple[int, int]
) -> None:
    open_it(staff, shared)
    assert staff.send(f"{address(shared)}/shut").status_code == 303
    assert kinds(desk, shared[0])[-2:] == ["insight_opened", "insight_shut"]
    assert desk.do(lambda act: differences(act.session, shared[0])) == []

    def stands(act: Act) -> tuple[str, bool]:
        process = act.session.get_one(Process, shared[0])
        signature = closing.signatures_of(act.session, process)[-1]
        state = closing.state_of(act.session, process, act.now)
        return state, closing.beyond(act.session, signature)

    assert desk.do(stands) == ("closed", False)


def test_it_is_shut_by_one_button_and_opened_once(
    desk: Desk, staff: Reader, shared: tuple[int, int]
) -> None:
    assert open_it(staff, shared) == 303
    page = staff.get(address(shared)).text
    assert "Fortryd" in page and "Luk den for andre" in page
    undo = next(form for form in staff.page.iter("form") if "/shut" in (form.get("action") or ""))
    assert staff.send(undo.get("action") or "").status_code == 303
    assert TEXT not in found(staff)
    to_insight(desk, shared[1], shut_insight)
    assert kinds(desk, shared[0]).count("insight_shut") == 1


def test_nobody_opens_what_they_have_not_seen(
    desk: Desk, staff: Reader, shared: tuple[int, int]
) -> None:
    staff.get(address(shared))
    seen = seen_of(staff)
    other = "Bænkene er for få."
    to_insight(
        desk, shared[1], lambda act, row: decide(act, row, "not", other, decided_first="Hast.")
    )
    to_insight(desk, shared[1], lambda act, row: closed(act, row.process))
    answer = staff.send(address(shared), **seen)
    assert answer.status_code == 409
    assert "blevet ændret imens" in answer.text and other in answer.text
    assert "insight_opened" not in kinds(desk, shared[0])


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("Asta synes, der er mørkt.", "»Asta«. Sådan hedder en"),
        ("Ring til 20 30 40 50 om bænkene.", "»20 30 40 50«. Det ligner"),
        ("Folk siger: Min mor falder tit på stien.", "»Min mor falder tit på stien« er næsten"),
    ],
)
def test_what_seems_to_name_somebody_is_confirmed_first(
    desk: Desk, staff: Reader, text: str, warned: str
) -> None:
    def make(act: Act) -> tuple[int, int]:
        department = act.session.get_one(Department, desk.side.department)
        process = add_process(act, "Parken", "development", department)
        insight = learned(act, process, text)
        person = act.session.scalars(
            select(Participant).where(Participant.process_id == process.id)
        ).first()
        assert person is not None
        log_contribution(act, person, "Min mor falder tit på stien.")
        closed(act, process)
        return process.id, insight.id

    shared = desk.do(make)
    assert warned in text_of_page(staff, address(shared))
    assert open_it(staff, shared) == 422
    assert "Sæt et kryds" in text_of(staff.page) and text not in found(staff)
    assert open_it(staff, shared, confirmed="y") == 303
    assert text in found(staff)


def text_of_page(reader: Reader, where: str) -> str:
    reader.get(where)
    return text_of(reader.page)


def test_that_few_took_part_is_warned_of(desk: Desk, staff: Reader) -> None:
    shared = made(desk, people=4)
    assert "under fem stemmer" in text_of_page(staff, address(shared))
    assert open_it(staff, shared) == 422


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("open", "Forløbet er ikke lukket endnu"),
        ("narrowed", "kun for bestemte kolleger"),
        ("confided", "sagt i fortrolighed"),
        ("withdrawn", "Ingen står længere bag"),
        ("ended", "Indsigten er slut"),
    ],
)
def test_some_insights_stay_and_those_that_left_come_back(
    desk: Desk, boss: Reader, abroad: Reader, why: str, said: str
) -> None:
    shared = made(desk, shut=why != "open")
    if why != "open":
        to_insight(desk, shared[1], opened)
        assert TEXT in found(abroad)
    to_insight(desk, shared[1], lambda act, row: comes_back(act, row, why))
    assert TEXT not in found(abroad)
    assert said in text_of_page(boss, address(shared))
    assert boss.send(address(shared)).status_code == 422


def comes_back(act: Act, insight: Insight, why: str) -> None:
    evidence = select(Evidence.contribution_id).where(Evidence.insight_id == insight.id)
    behind = list(act.session.scalars(select(Contribution).where(Contribution.id.in_(evidence))))
    if why == "narrowed":
        insight.process.narrowed = True
        act.session.add(ProcessMember(process_id=insight.process_id, user_id=act.actor.id))
    elif why == "confided":
        behind[0].confidential = True
    elif why == "withdrawn":
        for said in behind:
            said.withdrawn_event_id = said.event_id
    elif why == "ended":
        withdraw_insight(act, insight, "Vi tog fejl.")


def test_a_reopened_process_and_other_words_are_said(
    desk: Desk, staff: Reader, abroad: Reader, shared: tuple[int, int]
) -> None:
    to_insight(desk, shared[1], opened)

    def goes_on(act: Act, insight: Insight) -> None:
        edit_insight(act, insight, "Bænkene er for få.", "Vi talte igen.")
        new = add_participant(act, insight.process, Details(name="Gerda"))
        log_contribution(act, new, "Vent lidt.")

    to_insight(desk, shared[1], goes_on)
    assert TEXT in found(abroad)
    said = text_of(abroad.page)
    assert "Forløbet er åbnet igen" in said and "har ændret indsigten" in said
    assert "Bænkene er for få" not in said


def test_a_familys_case_is_opened_by_its_manager_alone(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    shared = made(desk, kind="case")
    assert open_it(staff, shared, confirmed="y") == 403
    assert open_it(boss, shared, confirmed="y") == 303


@pytest.mark.parametrize("shareable", [True, False])
@pytest.mark.parametrize("told", [True, False])
def test_disagreement_that_stands_and_was_told_is_read_with_it_and_nobodys_words_of_it(
    desk: Desk, staff: Reader, abroad: Reader, told: bool, shareable: bool
) -> None:
    own, shared = "Der er bænke nok.", made(desk, shut=False)

    def goes_on(act: Act, insight: Insight) -> int:
        response = disagrees(act, insight, own, own if shareable else "")
        if told:
            tells(act, [insight])
        closed(act, insight.process)
        return response.id

    response = desk.do(lambda act: goes_on(act, act.session.get_one(Insight, shared[1])))
    preview = text_of_page(staff, address(shared))
    assert own not in preview and (SOMEONE in preview) == told
    assert "De ser også, hvis nogen er uenig, men ikke hvem eller hvorfor." in preview
    to_insight(desk, shared[1], opened)
    assert dissents(abroad) == {TEXT: [SOMEONE] if told else []}
    assert not any(name in text_of(abroad.page) for name in (own, *PEOPLE))
    abroad.get("/knowledge?lang=en")
    assert ("Someone disagrees with this." in text_of(abroad.page)) == told

    def otherwise(act: Act) -> None:
        row = act.session.get_one(Response, response)
        resolve(act, [row], "answered", "Det har vi talt om.")

    desk.do(otherwise)
    assert dissents(abroad) == {TEXT: []}


def test_that_a_familys_case_has_somebody_who_disagrees_is_read_by_nobody_else(
    desk: Desk, boss: Reader, abroad: Reader
) -> None:
    shared = made(desk, kind="case", shut=False)
    to_insight(desk, shared[1], in_dissent)
    preview = text_of_page(boss, address(shared))
    assert SOMEONE not in preview and "nogen er uenig" not in preview
    assert open_it(boss, shared, confirmed="y") == 303
    assert dissents(abroad) == {TEXT: []}


def in_dissent(act: Act, *insights: Insight) -> None:
    """Somebody disagrees with each, as all of them were told."""
    for insight in insights:
        disagrees(act, insight, "Sådan er det ikke.")
    tells(act, insights)
    closed(act, insights[0].process)


def dissents(reader: Reader) -> dict[str, list[str]]:
    """What is read of disagreement beside each insight of the department whose words they are."""
    reader.get("/knowledge?words=bænk")
    shown = [e for e in reader.page.iter("li") if e.get("class") == "opened"]
    said = [[(p.get("class"), text_of(p)) for p in each.iter("p")] for each in shown]
    return {
        text: [words for kind, words in rows if kind == "opened__dissent"]
        for rows in said
        for where, text in rows
        if where == "opened__text"
    }


def test_it_is_found_by_danish_words_and_by_what_it_is(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    to_insight(desk, made(desk, "Bænkene mangler ryglæn.")[1], opened)
    to_insight(foreign, made(foreign, "Bussen kører for sjældent.", use="not")[1], opened)
    bench, bus = ["Bænkene mangler ryglæn."], ["Bussen kører for sjældent."]
    assert found(staff, "?words=bænk") == bench
    assert found(staff, "?words=busser") == bus
    assert found(staff, "?words=lampe&use=not") == bus
    assert found(staff, f"?department={desk.side.department}&words=bænk") == bench
    assert found(staff, f"?department={foreign.side.department}&words=bænk") == []
    assert "Vi fandt ingen indsigter" in text_of(staff.page)
    assert found(staff, "?kind=case") == []
    assert found(staff, "?kind=abc&use=abc&department=abc&after=-1")[:2] == [*bus, *bench]
    assert found(staff, "?words=%22%20OR%20*") == []


def test_the_page_goes_on_and_costs_the_same_for_many(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    few = statements(app, staff, "/knowledge")

    def many(act: Act) -> None:
        department = act.session.get_one(Department, desk.side.department)
        process = add_process(act, "Parken", "development", department)
        insights = [
            learned(act, process, f"Bænk nummer {number}.", 1) for number in range(INSIGHTS)
        ]
        closed(act, process)
        for insight in insights:
            opened(act, insight)

    desk.do(many)
    assert statements(app, staff, "/knowledge") == few
    assert len(found(staff)) == INSIGHTS
    (further,) = [e.get("href") for e in staff.page.iter("a") if "after=" in (e.get("href") or "")]
    rest = found(staff, str(further).removeprefix("/knowledge"))
    assert len(rest) == 2 and not any(text.startswith("Bænk nummer") for text in rest)


def test_disagreement_costs_the_same_for_many_processes_and_insights(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    def in_one(act: Act, number: int, many: int) -> None:
        department = act.session.get_one(Department, desk.side.department)
        process = add_process(act, f"Parken {number}", "development", department)
        insights = [learned(act, process, f"Bænk {number}.{each}", 1) for each in range(many)]
        in_dissent(act, *insights)
        for insight in insights:
            opened(act, insight)

    desk.do(lambda act: in_one(act, 0, 1))
    few = statements(app, staff, "/knowledge?words=bænk")
    desk.do(lambda act: [in_one(act, number, 2) for number in range(1, 5)])
    assert statements(app, staff, "/knowledge?words=bænk") == few
    assert list(dissents(staff).values()) == [[SOMEONE]] * 9


def test_an_empty_page_says_what_to_do(desk: Desk, foreign: Desk, staff: Reader) -> None:
    for side in (desk, foreign):
        to_insight(side, int(side.ids["lesson"]), shut_insight)
    assert found(staff) == []
    assert "Her er ikke noget endnu" in text_of(staff.page)
    assert "Åbn den for andre afdelinger" in text_of(staff.page)
