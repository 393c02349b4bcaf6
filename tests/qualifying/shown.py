"""How the pages of qualifying are seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

ANSWER = {"number": "worked", "response": "answer"}
TEMPLATE = {"number": "department", "template": "template"}
WRITTEN = {"number": "worked", "round_": "answered_round", "person": "person"}
INSIGHT = {"number": "worked", "insight": "insight"}


def somebody_says_something(page: Page) -> None:
    first = page.locator("[data-remark]").first
    first.locator("select").first.select_option("nobody")
    first.locator("textarea").fill("Det er kun om vinteren.")
    press("Gem, og skriv videre", "Save, and go on writing")(page)


SHOWN = [
    Shown(
        "qualifying.responses",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="its form only asks, and what it asks for is always something",
    ),
    Shown(
        "qualifying.together",
        empty="of less than two answers there are none to answer together",
        full="the small world has one answer; several are seen in tests/qualifying/test_browser.py",
        wrong="as when it is full: in tests/qualifying/test_browser.py",
    ),
    Shown(
        "qualifying.response",
        empty="there is no page of an answer without one",
        full=At(**ANSWER),
        wrong=After(At(**ANSWER), press("Gem svaret", "Save the answer")),
    ),
    Shown(
        "qualifying.templates",
        empty="the small world has a template; the list is left out without one",
        full=At(number="department"),
        wrong=After(At(number="department"), press("Gem skabelonen", "Save the template")),
    ),
    Shown(
        "qualifying.template",
        empty="there is no page of a template without one",
        full=At(**TEMPLATE),
        wrong="a template that was kept has a name and a text",
    ),
    Shown(
        "qualifying.outcomes",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="it has no form",
    ),
    Shown(
        "qualifying.decide",
        empty="an insight has people and words before it is decided",
        full=At(**INSIGHT),
        wrong=After(At(**INSIGHT), press("Gem beslutningen", "Save the decision")),
    ),
    Shown(
        "qualifying.whose_answer",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="its form only asks, and what it asks for is always something",
    ),
    Shown(
        "qualifying.write_in",
        empty="who was told nothing can answer nothing",
        full=At(**WRITTEN),
        wrong=After(At(**WRITTEN), press("Gem", "Save")),
    ),
    Shown(
        "qualifying.promises",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong=After(At(number="worked"), press("Gem løftet", "Save the promise")),
    ),
    Shown(
        "qualifying.said_there",
        empty=At(who="manager", number="met", session="held"),
        full=After(At(who="manager", number="met", session="held"), somebody_says_something),
        wrong=After(
            At(who="manager", number="met", session="held"),
            press("Gem, og skriv videre", "Save, and go on writing"),
        ),
    ),
]
