"""How the pages of processes are seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press


def with_nobody(page: Page) -> None:
    page.locator("#narrowed").check()
    for box in page.locator("[name=members]:checked").all():
        box.uncheck()
    press("Gem", "Save")(page)


def without_a_title(page: Page) -> None:
    page.locator("#title").fill("")
    press("Gem", "Save")(page)


def with_a_cpr_number(page: Page) -> None:
    page.locator("main textarea").first.fill("010190-1234")
    press("Gem oversættelsen", "Save the translation")(page)


SHOWN = [
    Shown(
        "processes.index",
        empty="an empty instance is seen in tests/processes/test_pages.py",
        full=At(),
        wrong="it has no form",
    ),
    Shown(
        "processes.show",
        empty=At(number="process"),
        full=At(number="worked"),
        # It has no form: in that place, how one looks that is closed.
        wrong=At(number="closed"),
    ),
    Shown(
        "processes.add",
        empty=At(),
        full="there is nothing on it but its form",
        wrong=After(At(), press("Opret forløbet", "Begin the process")),
    ),
    Shown(
        "processes.edit",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong=After(At(number="worked"), without_a_title),
    ),
    Shown(
        "processes.translation",
        empty=At(number="process", code="english"),
        full=At(number="worked", code="english"),
        wrong=After(At(number="worked", code="english"), with_a_cpr_number),
    ),
    Shown(
        "processes.handing_over.index",
        empty="an empty instance is seen in tests/processes/test_handing_over.py",
        full=At(who="administrator"),
        wrong="it has no form",
    ),
    Shown(
        "processes.handing_over.one",
        empty=At(who="administrator", number="process"),
        full=At(who="administrator", number="worked"),
        wrong=After(At(who="administrator", number="worked"), with_nobody),
    ),
]
