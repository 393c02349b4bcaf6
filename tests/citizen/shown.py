"""How the citizen's pages are seen: by a link, and once it is opened."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

UNOPENED = At(who=None, endpoint="citizen.letter", token="link")
ASKED = At(who=None, endpoint="citizen.letter", token="code_link")
OPEN = press("Åbn dit brev", "Open your letter")
NEXT = press("Videre", "Next")
SEND = press("Send mit svar", "Send my answer")
ALL = press("Vis hele brevet", "Show the whole letter")


def open_and_read_all(page: Page) -> None:
    OPEN(page)
    ALL(page)


def wrong_on_a_page(page: Page) -> None:
    OPEN(page)
    NEXT(page)
    page.locator("main").get_by_role("textbox").first.fill("010150-4002")
    SEND(page)


def type_half_a_code(page: Page) -> None:
    OPEN(page)
    page.locator("main").get_by_role("textbox").fill("4827")
    OPEN(page)


def answer(page: Page) -> None:
    OPEN(page)
    NEXT(page)
    page.locator("main").get_by_role("textbox").first.fill("Det passer.")
    SEND(page)


SHOWN = [
    Shown(
        "citizen.letter",
        empty=At(who=None, token="no_link"),
        full=At(who=None, token="link"),
        wrong="it has nothing to fill in",
    ),
    Shown(
        "citizen.code",
        empty=At(who=None),
        full=After(ASKED, OPEN),
        wrong=After(ASKED, type_half_a_code),
    ),
    Shown(
        "citizen.read",
        empty=At(who=None),
        full=After(UNOPENED, open_and_read_all),
        wrong=After(UNOPENED, wrong_on_a_page),
    ),
    Shown(
        "citizen.received",
        empty=At(who=None),
        full=After(UNOPENED, answer),
        wrong="it has nothing to fill in",
    ),
]
