"""How the pages of oversight are seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press


def except_without_reason(page: Page) -> None:
    page.locator("main details.fold summary").last.click()
    press("Undtag", "Except")(page)


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
        full=At(who="manager"),
        wrong="it has no form",
    ),
    Shown(
        "oversight.loop",
        empty="somebody without contributions has no loop, and their page says so",
        full=At(number="worked", person="person"),
        wrong=After(At(number="worked", person="person", who="manager"), except_without_reason),
    ),
]
