"""A real browser on a real server: what a page looks like, and what axe finds in it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request
from werkzeug.serving import BaseWSGIServer, make_server

from tests.web.reader import Reader

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")
# Nothing is fetched but the page: the browser has no errands of its own.
QUIET = (
    "--no-sandbox",
    # Nobody watches: a processor for drawing that is not there need not be made up.
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)

# A page that says no, or a form that is shown again, has a status that the console remarks on.
SAYS_NO = "the server responded with a status of 4"
# A test took the connection away; whatever the page still wanted is remarked on.
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"
# A test that was quicker than the page with the keyboard keeps its place.
QUICKER = "Autofocus processing was blocked because a document already has a focused element"

# What one is to begin with has the keyboard.
AT_HAND = """() => !document.querySelector("[autofocus]:not([tabindex])")
    || document.activeElement !== document.body"""

PageAt = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's own Chromium, not one that Playwright would fetch."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "no Chromium here; ./test installs it"
    return {"executable_path": found, "args": [*QUIET], "headless": True}


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[int, BaseWSGIServer]]:
    """Every application that is served, by a thread each, until there are no more tests."""
    serving: dict[int, BaseWSGIServer] = {}
    yield serving
    for each in serving.values():
        each.shutdown()
        each.server_close()


@pytest.fixture
def server(app: Flask, servers: dict[int, BaseWSGIServer]) -> str:
    """The address at which the application is served."""
    return served(app, servers)


def served(app: Flask, servers: dict[int, BaseWSGIServer]) -> str:
    if id(app) not in servers:
        serving = servers[id(app)] = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=serving.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{servers[id(app)].server_port}"


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[list[Window]]:
    """Windows that tests take over from each other, with the style sheets they have read."""
    opened: list[Window] = []
    yield opened
    for window in opened:
        window.context.close()


@pytest.fixture(scope="session")
def patient() -> Iterator[None]:
    """Whoever presses something waits until all of the page that comes of it is there.

    Playwright waits only until the page begins to come, when there may be nothing of it yet: a test
    that reads at once would read half a page, or none.
    """

    def waits(pressing: Callable[..., None]) -> Callable[..., None]:
        def pressed(on: Locator, *how: Any, **more: Any) -> None:
            pressing(on, *how, **more)
            settled(on.page)

        return pressed

    with pytest.MonkeyPatch.context() as patch:
        for way in ("click", "press"):
            patch.setattr(Locator, way, waits(getattr(Locator, way)))
        yield


@pytest.fixture
def page_at(
    app: Flask, server: str, browser: Browser, windows: list[Window], patient: None
) -> Iterator[PageAt]:
    """page_at("/sign-in", width=375, uniquifier=…): that page, signed in as that user.

    Each is a window of its own, in which nothing is left of another test's; only `unread` ones
    have not read the style sheets before. Whatever the browser's console complains of, a blocked
    script say, fails the test.
    """
    used: list[Window] = []
    complaints: list[str] = []

    def open_page(
        address: str,
        width: int = 1280,
        uniquifier: str | None = None,
        scripts: bool = True,
        unread: bool = False,
    ) -> Page:
        free = [w for w in windows if w.scripts == scripts and w not in used and not unread]
        window = free[0] if free else Window(browser, scripts)
        used.append(window)
        page = window.context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        if uniquifier is not None:
            window.context.add_cookies([_signed_in(app, server, uniquifier)])
        asked: set[str] = set()
        page.on("request", lambda request: asked.update(_page_of(request)))
        page.on("console", lambda message: complaints.extend(complaint(asked, message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(server + address)
        if scripts:
            # Nobody's hands are quicker than a page that comes.
            page.wait_for_function(AT_HAND)
        return page

    yield open_page
    for window in used:
        window.tidy(server)
        if window not in windows:
            windows.append(window)
    assert complaints == [], complaints


class Window:
    """A window of the browser, with or without scripts."""

    def __init__(self, browser: Browser, scripts: bool) -> None:
        self.scripts = scripts
        self.context = browser.new_context(java_script_enabled=scripts)

    def tidy(self, server: str) -> None:
        """As nobody had been here: no page, nobody signed in, and nothing kept but the styles."""
        session = self.context.new_cdp_session(self.context.pages[0])
        kept = {"origin": server, "storageTypes": "cookies,local_storage"}
        session.send("Storage.clearDataForOrigin", kept)
        self.context.clear_cookies()
        self.context.set_offline(False)
        for page in self.context.pages:
            page.close()


def complaint(asked: set[str], message: ConsoleMessage) -> list[str]:
    """What the console said, unless it is that a page itself says no, or the test does.

    The console speaks when it comes to it: the page that it speaks of may be left by then, so that
    any page that was `asked` for counts.
    """
    whence = message.location.get("url", "")
    # What a page sends by itself goes to an address below its own.
    own = any(whence == page or whence.startswith(f"{page.partition('?')[0]}/") for page in asked)
    foreseen = (own and SAYS_NO in message.text) or any(
        said in message.text for said in (OFFLINE, QUICKER)
    )
    return [] if foreseen else [f"{message.text} ({whence})"]


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe finds wrong with a page: one line for each thing, empty when there is nothing."""
    source = AXE.read_text()

    def violations(page: Page) -> list[str]:
        # Evaluated by the browser's own console, which the page's policy does not hold back.
        settled(page).evaluate(source)
        found = page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {node['html']}"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return violations


def settled(page: Page) -> Page:
    """The page, all of it there: what is asked of it at once is not asked of a half of it."""
    page.wait_for_load_state()
    return page


def overflows(page: Page) -> list[str]:
    """What reaches beyond the page's right edge, so that one would have to scroll to the side."""
    found: list[str] = settled(page).evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(e => !e.closest(".table--responsive-scroll, .sr-only, .skipnav"))
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    return found


def _page_of(request: Request) -> list[str]:
    """The address of the page that is asked for, if it is one."""
    return [request.url.partition("#")[0]] if request.is_navigation_request() else []


def _signed_in(app: Flask, server: str, uniquifier: str) -> dict[str, Any]:
    client = Reader(app, app.response_class)
    client.sign_in_as(uniquifier)
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return {"name": cookie.key, "value": cookie.value, "url": server}
