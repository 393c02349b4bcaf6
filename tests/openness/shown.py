"""How the pages of what others may read are seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

LOOK = press("Se siden, før andre gør", "See the page before others do")


def without_a_heading(page: Page) -> None:
    page.locator("#title").fill("")
    LOOK(page)


def that_names_somebody(page: Page) -> None:
    page.locator("#about").fill("Asta Birkelund ville have lys.")
    LOOK(page)


SHOWN = [
    Shown(
        "openness.knowledge",
        empty=At("?words=ingenting"),
        full=At(),
        wrong="its form only asks, and what it asks for is always something",
    ),
    Shown(
        "openness.opening",
        # Its process is open: the insight stays.
        empty=At(number="worked", insight="insight"),
        full=At(number="shared", insight="lesson"),
        wrong="a cross that is missing is asked for in tests/openness/test_knowledge.py",
    ),
    Shown(
        "openness.page",
        empty=After(At(who="manager", number="process"), without_a_heading),
        full=At(who="manager", number="shared"),
        wrong=After(At(who="manager", number="shared"), that_names_somebody),
    ),
    Shown(
        "openness.open_page",
        empty=At(who=None, number="closed"),
        full=At(who=None, number="shared"),
        wrong="it has nothing to fill in",
    ),
    Shown(
        "openness.feed",
        empty="it is a feed, and no page",
        full="it is a feed, read in tests/openness/test_open_page.py",
        wrong="it is a feed, and has nothing to fill in",
    ),
]
