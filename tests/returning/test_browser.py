"""A round from its plan until it is undone, as a browser shows it; also without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.returning.office import LETTER, MAIL, a_draft, address, attempts, planned, says_no_thanks
from tests.returning.test_asked_in_languages import ARABIC, DANISH, read_by
from tests.returning.test_sending import half_way
from tests.web.browser import PageAt, overflows
from tests.web.world import World
from tracker.domain.round import Round
from tracker.returning.planning import drop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 375])
def test_a_round_is_planned_looked_through_by_keyboard_sent_and_undone(
    desk: Desk, world: World, page_at: PageAt, axe: Callable[[Page], list[str]], width: int
) -> None:
    process, _, round_ = a_draft(desk, MAIL, LETTER, {})
    desk.do(lambda act: drop(act, round_))
    page = page_at(f"/processes/{process}/rounds", width, uniquifier=world.own.users["caseworker"])
    page.keyboard.press("n")
    expect(page.get_by_label("Spørgsmål 2")).to_be_hidden()
    page.get_by_label("Spørgsmål 1").fill("Hvor er der mørkest?")
    expect(page.get_by_label("Spørgsmål 2")).to_be_visible()
    expect(page.get_by_label("Spørgsmål 3")).to_be_hidden()
    page.keyboard.press("Control+Enter")
    page.get_by_text("0 af 3 er set.").wait_for()
    assert axe(page) == [] and overflows(page) == []
    page.keyboard.press("n")
    for name in ("Anna Sørensen", "Bo Lindhardt", "Cemile Yilmaz"):
        page.wait_for_selector(f"h1:has-text('{name}')")
        assert axe(page) == [] and overflows(page) == []
        page.keyboard.press("g")
    page.wait_for_selector("text=Alle er set igennem.")
    page.get_by_role("button", name="Send til 3").click()
    page.get_by_role("heading", name="Mails venter til kl.").wait_for()
    assert axe(page) == [] and overflows(page) == []
    page.keyboard.press("z")
    page.wait_for_selector("text=Runden er kaldt tilbage. Intet blev sendt.")
    assert page.get_by_role("heading", level=1).inner_text() == "Kig med-runde: se det igennem"
    rounds = select(Round.id).where(Round.process_id == process)
    (sent, _) = desk.do(lambda act: list(act.session.scalars(rounds.order_by(Round.id))))
    assert {attempt.state for attempt in attempts(desk, sent)} == {"stopped"}


def test_what_is_marked_stays_in_its_cell_on_a_phone(
    desk: Desk, world: World, page_at: PageAt
) -> None:
    process, people, _ = a_draft(desk, MAIL)
    says_no_thanks(desk, desk.told(process, people, "Der er mørkt.", ago=7), people[0], ago=5)
    draft = planned(desk, process, people, "Der mangler lys.")
    page = page_at(address(process, draft), 375, uniquifier=world.own.users["caseworker"])
    mark = page.get_by_text("Sagde nej tak")
    ends = "e => e.getBoundingClientRect().right"
    assert mark.evaluate(ends) <= page.locator("td", has=mark).evaluate(ends)


def test_it_is_all_done_without_script(desk: Desk, world: World, page_at: PageAt) -> None:
    process, _, round_ = a_draft(desk, MAIL, LETTER)
    page = page_at(
        address(process, round_),
        375,
        uniquifier=world.own.users["caseworker"],
        scripts=False,
    )
    page.get_by_role("link", name="Se dem igennem").click()
    for _ in range(2):
        page.get_by_role("button", name="Set, næste").click()
    expect(page.get_by_text("2 af 2 er set.")).to_be_visible()
    page.get_by_role("button", name="Send til 2").click()
    page.get_by_label("Bo Lindhardt").check()
    page.get_by_label("Brevet er sendt med posten").check()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Det er skrevet ned, at brevet er sendt.")).to_be_visible()
    # What has left is not called back.
    expect(page.get_by_role("button", name="Fortryd")).to_have_count(0)


def test_the_page_follows_a_round_that_is_being_written(
    desk: Desk, world: World, page_at: PageAt
) -> None:
    process, round_ = half_way(desk, *[MAIL] * 60)
    page = page_at(address(process, round_), uniquifier=world.own.users["caseworker"])
    expect(page.get_by_text("50 af 60 tilbagemeldinger er klar.")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Fortsæt").click()
    # Nobody touched this page.
    page.get_by_role("heading", name="Mails venter til kl.").wait_for(timeout=10_000)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_question_is_asked_in_arabic_too_by_the_keyboard(
    desk: Desk, world: World, page_at: PageAt, axe: Callable[[Page], list[str]], width: int
) -> None:
    process, people, _ = a_draft(desk, MAIL, LETTER)
    read_by(desk, people[1])
    where = f"/processes/{process}/rounds/add?purpose=qualify"
    page = page_at(where, width, uniquifier=world.own.users["caseworker"])
    # There is nothing to say in another language before there is a question.
    expect(page.get_by_label("Spørgsmål 1 på arabisk")).to_be_hidden()
    page.get_by_label("Spørgsmål 1", exact=True).focus()
    page.keyboard.type(DANISH)
    expect(page.get_by_label("Spørgsmål 2", exact=True)).to_be_visible()
    expect(page.get_by_label("Spørgsmål 2 på arabisk")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Spørgsmål 1 på arabisk")).to_be_focused()
    page.keyboard.type(ARABIC)
    assert axe(page) == [] and overflows(page) == []
    # What has lost its question is not hidden with it.
    page.get_by_label("Spørgsmål 1", exact=True).fill("")
    expect(page.get_by_label("Spørgsmål 1 på arabisk")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#error-summary")).to_contain_text("Skriv også spørgsmålet")
    assert axe(page) == [] and overflows(page) == []
    page.get_by_label("Spørgsmål 1", exact=True).fill(DANISH)
    page.keyboard.press("Control+Enter")
    page.get_by_text("0 af 2 er set.").wait_for()
    assert page.get_by_role("link", name=DANISH).count() == 0
