"""Pages as a browser shows them: nothing for axe to find, and no scrolling to the side."""

import time
from collections.abc import Callable, Iterator

import pytest
from flask import Flask, Response
from playwright.sync_api import Page, expect
from werkzeug.serving import BaseWSGIServer

from tests.web.browser import PageAt, overflows, served
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


def test_a_page_that_comes_slowly_is_read_when_it_is_there(page_at: PageAt, slow: str) -> None:
    page = page_at("/sign-in")
    page.goto(slow)
    page.get_by_role("button").click()
    assert page.evaluate("document.querySelectorAll('li').length") == 1
    page.get_by_role("button").press("Enter")
    assert len(page.get_by_role("listitem").all()) == 2


@pytest.fixture
def slow(servers: dict[int, BaseWSGIServer]) -> str:
    """A page that begins to come, and then nothing comes for a while; it leads to one more such."""
    app = Flask("slow")

    @app.get("/<int:times>")
    def page(times: int) -> Response:
        def comes() -> Iterator[str]:
            yield "<!doctype html>"
            time.sleep(0.3)
            yield "<title>Slow</title>" + "<li>A time" * times
            yield f"<form action=/{times + 1}><button>Once more</button></form>"

        return Response(comes())

    return f"{served(app, servers)}/0"
