"""How the pages of oversight are seen."""

from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press


def except_without_reason(page: Page) -> None:
    page.locator("main details.fold summary").last.click()
    press("Undtag", "Except")(page)


def except_nobody(page: Page) -> None:
    press("Undtag dem", "Except them")(page)


def except_and_see_it_done(page: Page) -> None:
    """The small world was worked in long ago: what is shown is done now."""
    page.locator("main details.fold summary").last.click()
    page.locator("main input[type=radio]").first.check(force=True)
    page.locator("main textarea").last.fill("Brevet kom retur, og ingen tog telefonen.")
    press("Undtag", "Except")(page)
    page.goto(urljoin(page.url, "/done"))


SHOWN = [
    Shown(
        "oversight.my_work",
        empty="an empty instance is seen in tests/oversight/test_browser.py",
        full=At(),
        wrong="it has no form",
    ),
    Shown(
        "oversight.done_lately",
        empty=At(),
        full=After(
            At(endpoint="oversight.loop", number="worked", person="person", who="manager"),
            except_and_see_it_done,
        ),
        wrong="it has no form",
    ),
    Shown(
        "oversight.dashboard",
        empty=At("?kind=case", who="manager"),
        full=At(who="manager"),
        wrong="its filters take what they know, and anything else filters nothing",
    ),
    Shown(
        "oversight.loops",
        empty=At("?mark=unopened", who="manager"),
        full=At(who="manager"),
        wrong="its filters take what they know, and anything else filters nothing",
    ),
    Shown(
        "oversight.indicators",
        empty=At("?period=2000", who="manager"),
        full=At(who="manager"),
        wrong="its filters take what they know, and anything else filters nothing",
    ),
    Shown(
        "oversight.everywhere",
        empty=At("?period=2000", who="manager"),
        full=At(who="manager"),
        wrong="its filters take what they know, and anything else filters nothing",
    ),
    Shown(
        "oversight.exceptions",
        empty=At(number="worked"),
        full=At("?action=all", number="excepting", who="manager"),
        wrong=After(At("?action=all", number="excepting", who="manager"), except_nobody),
    ),
    Shown(
        "oversight.loop",
        empty="somebody without contributions has no loop, and their page says so",
        full=At(number="worked", person="person"),
        wrong=After(At(number="worked", person="person", who="manager"), except_without_reason),
    ),
    Shown(
        "oversight.ledger",
        empty=At(asked="?topic=decided&by=citizen", number="worked", person="person"),
        full=At(asked="?order=oldest", number="worked", person="person"),
        wrong=At(asked="?since=i+g%C3%A5r&topic=heard", number="worked", person="person"),
    ),
    Shown(
        "oversight.ledger_file",
        empty="it is a file: tests/oversight/test_exporting.py opens it",
        full="it is a file, and no page",
        wrong="a wrong address leads to the page, which says what is wrong",
    ),
    Shown(
        "oversight.verify",
        empty="a process in which nothing has happened agrees with itself, as the full one does",
        full=At(number="worked", who="manager"),
        wrong="it has no form; what was changed is seen in tests/oversight/test_browser.py",
    ),
]
