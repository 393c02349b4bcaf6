"""The guided tour in a browser: each stop's page, with the bar above it, is for everybody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.web.browser import PageAt, overflows
from tracker.demo.tour import PLACES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("who", PLACES)
def test_a_tour_is_for_everybody(
    app: Flask,
    page_at: PageAt,
    axe: Callable[[Page], list[str]],
    request: pytest.FixtureRequest,
    who: str,
    language: str,
) -> None:
    """With the keyboard alone, and without JavaScript's help: links and forms."""
    page = page_at(f"/tour?lang={language}")
    look(page, axe, request, f"{who}-0-{language}")
    page.locator(f"#{who} button").press("Enter")
    for number in range(1, 9):
        bar = page.locator(".tour-bar")
        expect(bar).to_contain_text(f" {number} ")
        # The stops' own pages are looked at in both languages elsewhere, the bar at the first stop.
        if language == "da" or number == 1:
            look(page, axe, request, f"{who}-{number}-{language}")
        if who == "citizen" and number == 1:
            page.locator("main button").press("Enter")
        if number < 8:
            page.locator(".tour-bar__way--next").press("Enter")
    page.locator(".tour-bar button").press("Enter")
    expect(page.locator(".tour-bar")).to_have_count(0)
    assert page.url.endswith("/tour")


def look(
    page: Page, axe: Callable[[Page], list[str]], request: pytest.FixtureRequest, name: str
) -> None:
    folder = request.config.getoption("--pictures")
    assert axe(page) == []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflows(page) == [], width
        if folder:
            page.screenshot(path=Path(folder) / f"tour-{name}-{width}.png")
    page.set_viewport_size({"width": 1280, "height": 900})
