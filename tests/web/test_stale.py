"""Who saves later than somebody else: led to what stands there now, with their own text kept."""

from collections.abc import Callable
from importlib import import_module

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.web.browser import PageAt, overflows
from tests.web.showing import At
from tests.web.test_every_page import keep, seen
from tests.web.world import World

pytestmark = pytest.mark.browser

OWN = "Mine egne ord."
PAGES = (
    "accounts.administration.department",
    "compass.compass",
    "listening.participant",
    "processes.edit",
    "processes.translation",
    "returning.change",
    "weaving.assumption",
    "weaving.obstacle",
    "weaving.source",
)
# As if it had been read before somebody else saved.
WRITE = """(form, own) => {
    form.querySelector("[name=seen]").value = "as it was";
    form.querySelector("textarea, input[type=text]").value = own;
    for (const radio of form.querySelectorAll("input[type=radio]")) {
        if (!form.querySelector(`[name="${radio.name}"]:checked`)) radio.checked = true;
    }
    form.submit();
}"""


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("endpoint", PAGES)
def test_what_somebody_else_saved_meanwhile_is_come_to_at_once(
    app: Flask,
    world: World,
    page_at: PageAt,
    axe: Callable[[Page], list[str]],
    request: pytest.FixtureRequest,
    endpoint: str,
    language: str,
) -> None:
    room = import_module(f"tests.{endpoint.partition('.')[0]}.shown")
    (shown,) = [page for page in room.SHOWN if page.endpoint == endpoint]
    how = shown.full if isinstance(shown.full, At) else shown.empty
    page = seen(app, world, page_at, shown, how, language)
    form = page.locator("main form:has([name=seen])").first
    with page.expect_navigation():
        form.evaluate(WRITE, OWN)
    notice = page.locator("#error-summary")
    expect(notice).to_be_focused()
    expect(notice.locator(".conflict__heading")).to_be_visible()
    # Nothing is wrong with what was written: it is said once, and not as an error.
    expect(page.locator(".alert-error")).to_have_count(0)
    kept = "form => [...form.elements].map(e => e.value)"
    assert OWN in page.locator("main form:has([name=seen])").first.evaluate(kept)
    keep(page, request, language)
    assert axe(page) == []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflows(page) == [], width
