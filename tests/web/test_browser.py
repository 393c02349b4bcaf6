"""Pages as a browser shows them: nothing for axe to find, and no scrolling to the side."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import PageAt, overflows
from tests.web.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_sign_in_page(
    page_at: PageAt, axe: Callable[[Page], list[str]], language: str, width: int
) -> None:
    page = page_at(f"/sign-in?lang={language}", width)
    assert axe(page) == []
    assert overflows(page) == []


def test_what_is_wrong_is_read_first(page_at: PageAt, axe: Callable[[Page], list[str]]) -> None:
    page = page_at("/", 375)
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert axe(page) == []


def test_signing_out_works_without_scripts(page_at: PageAt, world: World) -> None:
    page = page_at("/", uniquifier=world.own.users["caseworker"], scripts=False)
    page.get_by_role("button", name="Log ud").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Log ind"
