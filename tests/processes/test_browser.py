"""Advice while one writes, as a browser has it: taken and kept by the keyboard, and undone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.oversight.desk import Desk
from tests.weaving.threads import address, insight
from tests.web.browser import PageAt, overflows
from tests.web.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def me(world: World) -> str:
    return world.own.users["caseworker"]


@pytest.fixture
def process(desk: Desk) -> int:
    number = desk.process("Stien")
    desk.said(number, "Mona Jensen")
    return number


@pytest.fixture
def writing(desk: Desk, page_at: PageAt, process: int, me: str) -> Page:
    """The page of an insight, which nothing is to be said of."""
    return page_at(address(process, insight(desk, process, "Stien er mørk.")), uniquifier=me)


def advice(page: Page) -> Locator:
    return page.locator("[data-advice-for=text]")


def write(page: Page, text: str) -> None:
    page.locator("#text").fill("")
    page.locator("#text").focus()
    page.keyboard.type(text)


def words(page: Page) -> str:
    return page.locator("#text").input_value()


def test_a_suggestion_is_taken_by_a_key_and_undone_by_the_browser(writing: Page) -> None:
    write(writing, "Samtlige går på stien. De vil afstedkomme lys")
    expect(advice(writing)).to_contain_text("Kontorsprog.")
    expect(advice(writing).locator("mark")).to_have_text("Samtlige")
    expect(advice(writing).get_by_role("status")).to_have_text(
        "Kontorsprog. Samtlige. Skriv »Alle«"
    )
    writing.keyboard.press("Alt+Enter")
    # One goes on where one was writing.
    writing.keyboard.type(".")
    assert words(writing) == "Alle går på stien. De vil afstedkomme lys."
    expect(advice(writing).locator("mark")).to_have_text("afstedkomme")
    writing.keyboard.press("Alt+Enter")
    assert words(writing) == "Alle går på stien. De vil føre til lys."
    writing.keyboard.press("Control+z")
    assert words(writing) == "Alle går på stien. De vil afstedkomme lys."
    expect(advice(writing).locator("mark")).to_have_text("afstedkomme")


def test_what_is_kept_is_not_told_again_in_that_field(writing: Page) -> None:
    write(writing, "Det siger Mona, og samtlige hører det.")
    expect(advice(writing).locator("mark")).to_have_text("Mona")
    expect(advice(writing)).to_contain_text("og 1 til")
    writing.keyboard.press("Alt+Shift+Enter")
    expect(advice(writing).locator("mark")).to_have_text("samtlige")
    writing.keyboard.press("Alt+Shift+Enter")
    expect(advice(writing)).to_be_hidden()
    with writing.expect_response("**/advice"):
        writing.keyboard.type(" Mona igen.")
    expect(advice(writing)).to_be_hidden()
    assert words(writing) == "Det siger Mona, og samtlige hører det. Mona igen."


def test_what_was_found_moves_along_with_what_is_typed_before_it(writing: Page) -> None:
    write(writing, "😀 Det siger Mona.")
    expect(advice(writing).locator("mark")).to_have_text("Mona")
    writing.keyboard.press("Home")
    writing.keyboard.type("Hør: ")
    writing.keyboard.press("Alt+Enter")
    assert words(writing) == "Hør: 😀 Det siger en borger."


def test_a_place_that_nothing_can_be_put_in_is_gone_to(writing: Page) -> None:
    write(writing, "Vi lavede brugerinddragelsesprocesser.")
    expect(advice(writing)).to_contain_text("Et langt ord.")
    writing.keyboard.press("Alt+Enter")
    writing.keyboard.type("aftener")
    assert words(writing) == "Vi lavede aftener."


def test_other_ways_have_buttons_and_the_whole_fits_a_telephone(
    desk: Desk, page_at: PageAt, axe: Callable[[Page], list[str]], process: int, me: str
) -> None:
    number = insight(desk, process, "Det var Monas hund på Nørregade 12.")
    page = page_at(address(process, number), uniquifier=me, width=375)
    # What was there already is read when somebody comes to it.
    page.locator("#text").focus()
    expect(advice(page)).to_be_visible()
    expect(page.locator(".easier")).to_be_hidden()
    assert axe(page) == [] and overflows(page) == []
    advice(page).get_by_role("button", name="Skriv »en nabos«").click()
    assert words(page) == "Det var en nabos hund på Nørregade 12."
    expect(page.locator("#text")).to_be_focused()
    advice(page).get_by_role("button", name="Behold mine ord").click()
    expect(advice(page)).to_be_hidden()
    assert words(page) == "Det var en nabos hund på Nørregade 12."


def test_whoever_goes_from_button_to_button_stays_among_them(writing: Page) -> None:
    write(writing, "Det siger Mona, og samtlige hører det.")
    expect(advice(writing).locator("mark")).to_have_text("Mona")
    keep = advice(writing).get_by_role("button", name="Behold mine ord")
    keep.focus()
    writing.keyboard.press("Enter")
    expect(advice(writing).locator("mark")).to_have_text("samtlige")
    expect(keep).to_be_focused()
    writing.keyboard.press("Shift+Tab")
    writing.keyboard.press("Enter")
    assert words(writing) == "Det siger Mona, og alle hører det."
    expect(writing.locator("#text")).to_be_focused()


def test_without_a_connection_one_just_writes(writing: Page) -> None:
    writing.context.set_offline(True)
    write(writing, "Samtlige går på stien.")
    writing.wait_for_timeout(900)
    expect(advice(writing)).to_be_hidden()
    writing.keyboard.press("Alt+Enter")
    assert words(writing) == "Samtlige går på stien."


def test_without_a_script_the_advice_comes_when_it_is_asked_for(
    desk: Desk, page_at: PageAt, process: int, me: str
) -> None:
    number = insight(desk, process, "Stien er mørk.")
    page = page_at(address(process, number), uniquifier=me, scripts=False)
    page.locator("#text").fill("Samtlige går på stien.")
    expect(advice(page)).to_be_hidden()
    page.get_by_role("button", name="Se på sproget").click()
    expect(page.locator(".easier")).to_contain_text("Kontorsprog: »Samtlige«. Prøv: alle")
    expect(advice(page)).to_be_hidden()
