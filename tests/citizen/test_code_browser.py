"""The code typed by keyboard alone, on a telephone, without scripts; wrong, locked, and right."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.citizen.letters import NAME, Office
from tests.web.browser import PageAt, overflows
from tracker.domain.round import Delivery
from tracker.domain.second_thing import TRIES, see_to

pytestmark = pytest.mark.browser

WORDS = {
    "da": ("Skriv din kode", "Din kode", "Koden passer ikke.", "Vent et kvarter"),
    "en": ("Type your code", "Your code", "The code is not right.", "Wait a quarter of an hour"),
}


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name || document.activeElement.type") == name:
            return
    raise AssertionError(f"the keyboard does not come to {name}")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_code_is_typed_by_keyboard_without_scripts(
    page_at: PageAt, axe: Callable[[Page], list[str]], office: Office, language: str
) -> None:
    sent = office.letter(kind="case", language=language, address="Søvej 3\n8220 Brabrand")
    code = office.code(sent)
    title, label, wrong, locked = WORDS[language]

    def fits() -> None:
        for width in (1280, 375, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflows(page) == [], width

    page = page_at(sent.link, 375, scripts=False)
    tab_to(page, "submit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert sent.token not in page.url
    fits()
    tab_to(page, "code")
    page.keyboard.type("0000 0000")
    page.keyboard.press("Enter")
    field = page.get_by_label(label)
    expect(page.get_by_role("alert")).to_contain_text(wrong)
    # Whoever goes on stands in the field, and what was typed stands there to be looked at.
    expect(field).to_have_value("0000 0000")
    fits()
    for _ in range(TRIES - 1):
        field.fill("0000 0001")
        field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(locked)
    fits()
    with office.act() as act:
        see_to(act, act.session.get_one(Delivery, sent.delivery))
    page.get_by_role("link").filter(has_text="igen" if language == "da" else "again").click()
    tab_to(page, "code")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text(NAME)
    assert office.openings(sent) == 1


def test_axe_finds_nothing_on_the_page_of_a_code_as_it_says_no_and_locked(
    page_at: PageAt, axe: Callable[[Page], list[str]], office: Office
) -> None:
    sent = office.letter(kind="case")
    page = page_at(sent.link, 375)
    page.get_by_role("button").click()

    def as_if_good(route: Route) -> None:
        """The console is not to remark on a page that says no: that is what is looked at."""
        answer = route.fetch()
        route.fulfill(response=answer, status=200 if answer.status >= 400 else answer.status)

    assert axe(page) == []
    page.route("**/r/**", as_if_good)
    for n in range(TRIES):
        page.get_by_role("textbox").fill(f"{n:08}")
        page.get_by_role("main").get_by_role("button").click()
        if n in (0, TRIES - 1):
            assert axe(page) == []
            # What is wrong is come to at once.
            assert page.evaluate("document.activeElement !== document.body")
