"""How the pages of oversight are seen."""

from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press


def except_without_reason(page: Page) -> None:
    page.locator("main details.fold summary").last.click()
    press("Undtag", "Except")(page)


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
        "oversight.loop",
        empty="somebody without contributions has no loop, and their page says so",
        full=At(number="worked", person="person"),
        wrong=After(At(number="worked", person="person", who="manager"), except_without_reason),
    ),
]
