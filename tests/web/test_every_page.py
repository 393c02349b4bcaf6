"""Every page of the URL map in a browser: axe finds nothing, and nothing scrolls to the side."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.web.browser import PageAt, overflows
from tests.web.showing import After, At, Shown
from tests.web.world import World
from tracker import ROOMS

pytestmark = pytest.mark.browser

SHOWN: list[Shown] = [page for room in ROOMS for page in import_module(f"tests.{room}.shown").SHOWN]
LANGUAGES = ("da", "en")
# A page that is only looked at is looked at in both languages at once; what something was done
# for is done anew for each.
STATES = [
    (page, name, how, languages)
    for page in SHOWN
    for name, how in page.states.items()
    for languages in ([(each,) for each in LANGUAGES] if isinstance(how, After) else [LANGUAGES])
]
# What is no page: a file, and a word for a machine.
NO_PAGES = {"static", "accounts.healthz"}


def test_every_page_says_how_it_is_seen(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    shown = [page.endpoint for page in SHOWN]
    assert set(shown) == pages - NO_PAGES
    assert len(shown) == len(set(shown))
    for page in SHOWN:
        for reason in (page.empty, page.full, page.wrong):
            assert not isinstance(reason, str) or len(reason) > 10, f"{page.endpoint}: say why"


@pytest.mark.parametrize(
    ("shown", "how", "languages"),
    [(page, how, languages) for page, _, how, languages in STATES],
    ids=[f"{page.endpoint}-{name}-{'-'.join(said)}" for page, name, _, said in STATES],
)
def test_a_page_is_for_everybody(
    app: Flask,
    world: World,
    page_at: PageAt,
    axe: Callable[[Page], list[str]],
    request: pytest.FixtureRequest,
    shown: Shown,
    how: At | After,
    languages: tuple[str, ...],
) -> None:
    page = seen(app, world, page_at, shown, how, languages[0])
    for language in languages:
        if language != languages[0]:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(page.url.replace(f"lang={languages[0]}", f"lang={language}"))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        keep(page, request, language)
        assert axe(page) == []
        # 320 is also what 1280 pixels are at 400 %.
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflows(page) == [], width


def seen(
    app: Flask, world: World, page_at: PageAt, shown: Shown, how: At | After, language: str
) -> Page:
    at = how.at if isinstance(how, After) else how
    with app.test_request_context():
        parts = {name: world.own.ids[key] for name, key in at.parts.items()}
        address = app.url_for(at.endpoint or shown.endpoint, **parts)
    asked = f"{at.asked}&lang={language}" if at.asked else f"?lang={language}"
    page = page_at(address + asked, uniquifier=at.who and world.own.users[at.who])
    if isinstance(how, After):
        how.do(page)
    return page


def keep(page: Page, request: pytest.FixtureRequest, language: str) -> None:
    """A picture of the page at both widths, when somebody asks for them."""
    folder = request.config.getoption("--pictures")
    if not folder:
        return
    name = f"{request.node.callspec.id}-{language}"
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
