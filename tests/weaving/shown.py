"""How the pages of weaving are seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

WORKED = At("?show=all", number="worked")
INSIGHT = At(number="worked", insight="insight")
OBSTACLE = At(number="worked", obstacle="obstacle")
ASSUMPTION = At(number="worked", assumption="assumption")


def weave_nothing(page: Page) -> None:
    """A digit's button, with nothing marked."""
    page.locator("main .insight__weave").first.click()
    page.locator("#error-summary").wait_for()


SHOWN = [
    Shown(
        "weaving.weave",
        empty=At(number="process"),
        full=WORKED,
        wrong=After(WORKED, weave_nothing),
    ),
    Shown(
        "weaving.insight",
        empty="an insight that rests on nothing is seen in tests/weaving/test_browser.py",
        full=INSIGHT,
        wrong=After(INSIGHT, press("Gem som ny version", "Save as a new version")),
    ),
    Shown(
        "weaving.merge",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="two insights that are merged are seen in tests/weaving/test_browser.py",
    ),
    Shown(
        "weaving.split",
        empty="an insight that rests on nothing is seen in tests/weaving/test_browser.py",
        full=INSIGHT,
        wrong=After(INSIGHT, press("Del den", "Split it")),
    ),
    Shown(
        "weaving.obstacle",
        empty="there is no page of an obstacle without one",
        full=OBSTACLE,
        wrong=After(OBSTACLE, press("Gem", "Save")),
    ),
    Shown(
        "weaving.assumptions",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong=After(At(number="worked"), press("Gem antagelsen", "Save the assumption")),
    ),
    Shown(
        "weaving.assumption",
        empty="there is no page of an assumption without one",
        full=ASSUMPTION,
        wrong=After(ASSUMPTION, press("Gem", "Save")),
    ),
]
