"""The page of a process for everybody: looked at, published, read without a cookie, taken down."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.openness.furniture import goes_public, learned
from tests.openness.pages import (
    TEXT,
    in_process,
    news,
    publishes,
    said_to,
    to_insight,
)
from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import RuleBroken
from tracker.domain.history import Event
from tracker.domain.insight import Insight
from tracker.domain.people import Department
from tracker.domain.process import Process, ProcessMember
from tracker.domain.published import Publication, PublishedCell
from tracker.openness.publishing import take_down
from tracker.processes.services import add_process
from tracker.qualifying.services import decide
from tracker.weaving.services import edit_insight, withdraw_insight

FEW = "Vi siger ikke, hvor mange der var med, når det er få"
FIELDS = {"title": "Lys på stien", "about": "Vi spurgte om stien.", "contact": "Mette, 87 13 00 00"}


def looks(boss: Reader, begun: tuple[int, int, int], **more: Any) -> dict[str, Any]:
    """The form once it was looked at: what it would publish with."""
    process, insight, promised = begun
    fields = FIELDS | {"insights": insight, "promises": promised} | more
    answer = boss.send(f"/processes/{process}/open", look="y", **fields)
    assert answer.status_code == 200
    inputs = boss.page.iter("input")
    return fields | {"seen": next(e.get("value") for e in inputs if e.get("name") == "seen")}


def test_a_manager_looks_and_then_everybody_reads(
    desk: Desk, boss: Reader, anybody: Reader, begun: tuple[int, int, int]
) -> None:
    process = begun[0]
    assert anybody.get(f"/open/{process}").status_code == 404
    fields = looks(boss, begun)
    preview = text_of(boss.page)
    assert "Sådan bliver siden" in preview and FEW in preview
    assert anybody.get(f"/open/{process}").status_code == 404
    assert boss.send(f"/processes/{process}/open", publish="y", **fields).status_code == 303
    said = said_to(anybody, process)
    for text in (*FIELDS.values(), TEXT, "Nu er der sat lamper op.", "Vi ringer.", "I gang"):
        assert text in said
    assert "Senest 4. januar 2099" in said and FEW in said
    assert "Karens sti" not in said and "Birkelund" not in said and "vil have lys" not in said


def test_it_is_the_same_for_all_and_kept_by_caches(
    boss: Reader, published: tuple[int, int, int]
) -> None:
    address = f"/open/{published[0]}"
    for asked in ("", "?lang=en", "/feed.atom", "/feed.atom?lang=en"):
        answer = boss.get(address + asked)
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", "")
        assert "Manager Own" not in answer.text
        mark = answer.headers["ETag"]
        assert boss.get(address + asked, headers={"If-None-Match": mark}).status_code == 304
    page = boss.get(f"{address}?lang=en").text
    assert "What we heard" in page and 'lang="da">' + "Lys i parken" in page
    assert 'name="robots"' not in page and "http" not in page.replace("http://www.w3.org", "")
    assert f'type="application/atom+xml" title="New on the page" href="{address}/feed' in page
    assert boss.get("/processes/").headers["Cache-Control"] == "no-store"


def test_what_was_not_looked_at_is_not_published(
    desk: Desk, boss: Reader, anybody: Reader, begun: tuple[int, int, int]
) -> None:
    process = begun[0]
    fields = looks(boss, begun)
    address = f"/processes/{process}/open"
    changed = boss.send(address, publish="y", **fields | {"about": "Noget andet."})
    assert changed.status_code == 409 and "en anden end den, du så" in changed.text
    assert "Noget andet." in changed.text and "Sådan bliver siden" in changed.text
    to_insight(
        desk, begun[1], lambda act, row: decide(act, row, "not", "Nej.", decided_first="Hast.")
    )
    assert boss.send(address, publish="y", **fields).status_code == 409
    assert anybody.get(f"/open/{process}").status_code == 404


def test_what_seems_to_name_somebody_is_confirmed_and_a_cpr_number_refused(
    boss: Reader, anybody: Reader, begun: tuple[int, int, int]
) -> None:
    process = begun[0]
    fields = looks(boss, begun, about="Asta Birkelund ville have lys. Skriv til a@b.dk.")
    said = text_of(boss.page)
    assert "»Asta Birkelund«" in said and "»a@b.dk«" in said and "»87 13 00 00«" not in said
    address = f"/processes/{process}/open"
    assert boss.send(address, publish="y", **fields).status_code == 422
    assert "Sæt et kryds" in text_of(boss.page)
    assert boss.send(address, publish="y", confirmed="y", **fields).status_code == 303
    with_cpr = FIELDS | {"about": "Hun har 010190-1234."}
    assert boss.send(address, publish="y", confirmed="y", **with_cpr).status_code == 422
    assert "CPR" in text_of(boss.page) and "Hun har" not in said_to(anybody, process)


def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    boss: Reader, begun: tuple[int, int, int]
) -> None:
    answer = boss.send(
        f"/processes/{begun[0]}/open", look="y", title="", about="Om stien.", insights="abc"
    )
    assert answer.status_code == 422
    assert "Skriv en overskrift." in answer.text and "Om stien." in answer.text


def test_taken_down_it_says_so_and_can_come_back(
    desk: Desk, boss: Reader, anybody: Reader, published: tuple[int, int, int]
) -> None:
    process = published[0]
    assert boss.send(f"/processes/{process}/open/down").status_code == 303
    for asked in ("", "/feed.atom"):
        gone = anybody.get(f"/open/{process}{asked}")
        assert gone.status_code == 410 and "Siden er taget ned" in gone.text
        assert gone.headers["Cache-Control"] == "no-store" and TEXT not in gone.text
    in_process(desk, process, take_down)
    publishes(desk, published)
    assert TEXT in said_to(anybody, process)
    query = select(Event.kind).where(Event.process_id == process, Event.kind.like("page_%"))
    facts = desk.do(lambda act: list(act.session.scalars(query.order_by(Event.id))))
    assert facts == ["page_published", "page_taken_down", "page_published"]


@pytest.mark.parametrize("kind", ["case", "narrowed"])
def test_a_familys_case_and_a_narrowed_process_have_no_page(
    desk: Desk, boss: Reader, anybody: Reader, kind: str
) -> None:
    def make(act: Act) -> int:
        department = act.session.get_one(Department, desk.side.department)
        how = "case" if kind == "case" else "development"
        process = add_process(act, "Familien", how, department)
        if kind == "narrowed":
            goes_public(act, process)
            process.narrowed = True
            act.session.add(ProcessMember(process_id=process.id, user_id=act.actor.id))
        return process.id

    process = desk.do(make)
    assert anybody.get(f"/open/{process}").status_code == (404 if kind == "case" else 410)
    boss.get(f"/processes/{process}/open")
    assert "Dette forløb har ingen åben side" in text_of(boss.page)
    with pytest.raises(RuleBroken):
        in_process(desk, process, goes_public)


def test_later_words_wait_for_a_look_and_the_page_says_so(
    desk: Desk, anybody: Reader, published: tuple[int, int, int]
) -> None:
    process, insight, _ = published
    other = "Stien er mørk om vinteren."
    to_insight(desk, insight, lambda act, row: edit_insight(act, row, other, "Vi hørte igen."))
    said = said_to(anybody, process)
    assert TEXT in said and other not in said and "Vi har arbejdet videre" in said


@pytest.mark.parametrize("why", ["ended", "confided", "withdrawn"])
def test_an_insight_that_may_not_leave_any_more_is_gone_from_page_and_feed(
    desk: Desk, anybody: Reader, published: tuple[int, int, int], why: str
) -> None:
    process, insight, _ = published

    def comes_back(act: Act, row: Insight) -> None:
        if why == "ended":
            withdraw_insight(act, row, "Vi tog fejl.")
            return
        said = select(Contribution).where(Contribution.process_id == process)
        for contribution in act.session.scalars(said):
            contribution.confidential = why == "confided"
            if why == "withdrawn":
                contribution.withdrawn_event_id = contribution.event_id

    to_insight(desk, insight, comes_back)
    said = said_to(anybody, process)
    assert TEXT not in said and "ikke noget at læse endnu" in said
    assert news(anybody, process) == []


def test_how_many_took_part_is_what_is_said_of_all_processes_and_no_number_of_its_own(
    desk: Desk, boss: Reader, anybody: Reader, published: tuple[int, int, int]
) -> None:
    """Six people told something. Said by itself, that would say what five stages of few do not."""
    process = published[0]
    assert FEW in said_to(anybody, process)

    def counted(act: Act, row: Process) -> None:
        week = act.session.scalars(select(func.max(Publication.week))).one()
        for cell, value in {"told": 5, "by_answer": 10, "first": 15}.items():
            act.session.add(PublishedCell(week=week, process_id=row.id, cell=cell, value=value))

    in_process(desk, process, counted)
    assert "Mindst 15 var med" in said_to(anybody, process)
    looks(boss, published)
    assert "Mindst 15 var med" in text_of(boss.page)


def test_a_page_costs_the_same_for_one_and_for_many(
    app: Flask, desk: Desk, anybody: Reader, published: tuple[int, int, int]
) -> None:
    process = published[0]
    addresses = (f"/open/{process}", f"/open/{process}/feed.atom")
    few = [statements(app, anybody, address) for address in addresses]

    def many(act: Act, row: Process) -> None:
        insights = [learned(act, row, f"Sti nummer {number}.", 1).id for number in range(12)]
        goes_public(act, row, insights)

    in_process(desk, process, many)
    assert [statements(app, anybody, address) for address in addresses] == few
    assert said_to(anybody, process).count("Sti nummer") == 24
