"""How the pages of weaving are seen."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

WORKED = At("?show=all", number="worked")
INSIGHT = At(number="worked", insight="insight")
TRANSLATION = At(number="worked", insight="insight", code="english")
WEAVE = At("?show=all", number="worked", endpoint="weaving.weave")
OBSTACLE = At(number="worked", obstacle="obstacle")
SOURCE = At(number="worked", insight="insight", source="source")
ASSUMPTION = At(number="worked", assumption="assumption")


def emptied(field: str) -> Callable[[Page], None]:
    """What stood in a field was taken out, and that is saved."""

    def do(page: Page) -> None:
        page.locator(field).fill("")
        press("Gem", "Save")(page)

    return do


def weave_nothing(page: Page) -> None:
    """A digit's button, with nothing marked."""
    page.locator("main .insight__weave").first.click()
    page.locator("#error-summary").wait_for()


def two_to_merge(page: Page) -> None:
    """With a second insight, made of what the first is made of, there are two to choose."""
    page.locator("main [id^=mark-]").first.check()
    page.locator("[data-making=new] summary").click()
    page.locator("[data-making=new] textarea").fill("Canary insight, the second.")
    page.locator("[data-does=new]").click()
    page.locator("main .insight__weave").nth(1).wait_for()
    page.goto(page.url.partition("/weave")[0] + "/insights/merge")
    for box in page.locator("main [id^=pick-]").all():
        box.check()
    press("Vis deres stemmer", "Show their voices")(page)


def merge_without_words(page: Page) -> None:
    two_to_merge(page)
    press("Saml dem", "Merge them")(page)


def translated(page: Page) -> None:
    """Written, and come back to."""
    there = page.url
    page.locator("#text").fill("Canary insight, in English.")
    press("Gem oversættelsen", "Save the translation")(page)
    page.goto(there)


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
        "weaving.translation",
        empty=TRANSLATION,
        full=After(TRANSLATION, translated),
        wrong=After(TRANSLATION, press("Gem oversættelsen", "Save the translation")),
    ),
    Shown(
        "weaving.merge",
        empty=At(number="process"),
        full=After(WEAVE, two_to_merge),
        wrong=After(WEAVE, merge_without_words),
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
        wrong=After(OBSTACLE, emptied("#obstacle")),
    ),
    Shown(
        "weaving.source",
        empty="there is no page of other knowledge without any",
        full=SOURCE,
        wrong=After(SOURCE, emptied("#knowledge")),
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
