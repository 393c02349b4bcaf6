"""The inbox in a browser: three answered at once by keyboard, and all of it without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.qualifying.answers import REASON, is_open
from tests.qualifying.test_inbox import LATER, Answers
from tests.qualifying.test_said_there import met
from tests.web.browser import PageAt, overflows
from tests.web.world import World
from tracker.domain.insight import VersionCause

pytestmark = pytest.mark.browser


def causes(desk: Desk) -> list[int]:
    return desk.do(lambda act: sorted(act.session.scalars(select(VersionCause.response_id))))


def test_three_answers_are_answered_at_once_by_keyboard_alone(
    desk: Desk, world: World, page_at: PageAt, axe: Callable[[Page], list[str]]
) -> None:
    answers = Answers(desk, "nuance", "disagree", "correct", "said")
    page = page_at(answers.inbox(), uniquifier=world.own.users["caseworker"])
    for _ in range(3):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.get_by_text("3 svar er markeret.")).to_be_visible()
    # Once more takes the mark away, and back again.
    page.keyboard.press("x")
    expect(page.get_by_text("2 svar er markeret.")).to_be_visible()
    page.keyboard.press("x")
    assert axe(page) == []
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Svar 3 samlet")
    assert axe(page) == []
    # What goes with another choice is not in the way.
    expect(page.locator("textarea#text")).to_be_hidden()
    page.locator("input[name=how]").first.focus()
    page.keyboard.press("Space")
    page.locator("textarea#text").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(LATER)
    page.locator("textarea#reason").focus()
    page.keyboard.type(REASON)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("er gemt")
    assert causes(desk) == sorted(answers.numbers[:3])
    assert [is_open(desk, n) for n in answers.numbers] == [False, False, False, True]


def test_three_answers_are_answered_at_once_without_scripts(
    desk: Desk, world: World, page_at: PageAt
) -> None:
    answers = Answers(desk, "nuance", "disagree", "correct")
    me = world.own.users["caseworker"]
    page = page_at(answers.inbox(), width=375, uniquifier=me, scripts=False)
    for box in page.get_by_label("Markér").all():
        box.check()
    page.get_by_role("button", name="Svar de markerede samlet").click()
    page.get_by_label("Vi ændrede noget").check()
    page.get_by_label("Indsigten med nye ord").fill(LATER)
    page.get_by_role("button", name="Gem svaret").click()
    # Nothing is lost of what was right, when something is missing.
    expect(page.get_by_text("Skriv det, borgeren skal læse.").first).to_be_visible()
    expect(page.get_by_label("Indsigten med nye ord")).to_have_value(LATER)
    assert overflows(page) == []
    page.get_by_label("Det skriver vi til borgeren").fill(REASON)
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.get_by_text("er gemt")).to_be_visible()
    assert causes(desk) == sorted(answers.numbers)


@pytest.mark.parametrize("language", ["da", "en"])
def test_several_answers_are_looked_at_together_by_everybody(
    desk: Desk,
    world: World,
    page_at: PageAt,
    axe: Callable[[Page], list[str]],
    language: str,
) -> None:
    answers = Answers(desk, "nuance", "disagree", "said")
    where = f"{answers.together(0, 1, 2)}&lang={language}"
    page = page_at(where, uniquifier=world.own.users["caseworker"])
    for wrong in (False, True):
        if wrong:
            page.get_by_role("button", name="Gem svaret" if language == "da" else "Save").click()
        assert axe(page) == []
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflows(page) == [], width


def test_a_template_is_put_in_without_leaving_the_page_and_its_first_gap_is_chosen(
    desk: Desk, world: World, page_at: PageAt
) -> None:
    where = f"/processes/{desk.ids['worked']}/responses/{desk.ids['answer']}"
    page = page_at(where, uniquifier=world.own.users["caseworker"])
    reason = page.get_by_label("Det skriver vi til borgeren")
    reason.fill("Kære Anna.")
    page.get_by_label("Begynd med en skabelon").select_option("Tak")
    page.get_by_role("button", name="Sæt teksten ind").click()
    expect(reason).to_have_value("Kære Anna.\n\nCanary template of own: tak for [hvad].")
    expect(reason).to_be_focused()
    page.keyboard.type("brevet")
    expect(reason).to_have_value("Kære Anna.\n\nCanary template of own: tak for brevet.")
    # What is written is kept in the browser until it is saved, and then no more.
    page.reload()
    expect(reason).to_have_value("Kære Anna.\n\nCanary template of own: tak for brevet.")
    page.get_by_label("Vi svarede på et spørgsmål eller en tak").check()
    page.get_by_role("button", name="Gem svaret").click()
    page.goto(page.url.partition("/responses")[0] + where.partition(str(desk.ids["worked"]))[2])
    expect(page.get_by_label("Det skriver vi til borgeren")).to_have_value("")


def test_answers_are_written_in_person_after_person_by_keyboard(
    desk: Desk, world: World, page_at: PageAt, axe: Callable[[Page], list[str]]
) -> None:
    answers = Answers(desk, "", "")
    first = answers.people[0]
    where = f"/processes/{answers.process}/rounds/{answers.round}/participants/{first}/answer"
    page = page_at(where, uniquifier=world.own.users["caseworker"])
    assert axe(page) == []
    for person in ("Person 0.", "Person 1."):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Svar fra {person}")
        page.get_by_label("Hvad sagde de?").first.focus()
        page.keyboard.type("Nua")
        page.keyboard.press("Tab")
        page.keyboard.type("Kun om vinteren.")
        page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Svar")
    page.goto(page.url)
    expect(page.get_by_text("Kun om vinteren.")).to_have_count(2)


def test_what_was_said_at_a_session_is_written_down_by_keyboard(
    desk: Desk, world: World, page_at: PageAt, axe: Callable[[Page], list[str]]
) -> None:
    at = met(desk)
    page = page_at(at.page, uniquifier=world.own.users["caseworker"])
    assert axe(page) == []
    rows = page.locator("[data-remark]:visible")
    # One empty row for each thing; the next comes when the one before is begun.
    expect(rows).to_have_count(3)
    page.get_by_label("Hvem").first.focus()
    for keys in ("Person 0", "Tab", "Nua", "Tab", "Kun om vinteren.", "Enter"):
        page.keyboard.press(keys) if keys in ("Tab", "Enter") else page.keyboard.type(keys)
    expect(rows).to_have_count(4)
    # The next row is of the same person until another is chosen.
    for keys in ("Klassen", "Tab", "Er u", "Tab", "Vi kan lide mørket.", "Enter"):
        page.keyboard.press(keys) if keys in ("Tab", "Enter") else page.keyboard.type(keys)
    # What is written is kept in the browser until it is saved.
    page.reload()
    expect(page.get_by_label("Hvad blev der sagt?").nth(1)).to_have_value("Vi kan lide mørket.")
    page.get_by_label("Hvad blev der sagt?").nth(2).focus()
    page.keyboard.press("Enter")
    # From an empty row to the next insight.
    page.keyboard.type("Nogen")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Katte er værre.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("3 udsagn er skrevet ned")
    expect(page.locator(".noted li")).to_have_count(3)
    expect(page.get_by_label("Hvad blev der sagt?").first).to_have_value("")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflows(page) == [], width


def test_what_was_said_is_written_down_without_scripts(
    desk: Desk, world: World, page_at: PageAt
) -> None:
    at = met(desk)
    me = world.own.users["caseworker"]
    page = page_at(at.page, width=375, uniquifier=me, scripts=False)
    page.get_by_label("Hvad blev der sagt?").first.fill("Kun om vinteren.")
    page.get_by_role("button", name="Gem, og gå til runden").click()
    # Nothing is lost of what was right, when something is missing.
    expect(page.get_by_text("Vælg, hvem der sagde det.").first).to_be_visible()
    expect(page.get_by_label("Hvad blev der sagt?").first).to_have_value("Kun om vinteren.")
    page.get_by_label("Hvem").first.select_option(label="Person 1")
    page.get_by_role("button", name="Gem, og gå til runden").click()
    expect(page.get_by_text("Udsagnet er skrevet ned.")).to_be_visible()
