"""The letter on a telephone: big enough, nothing for axe to find, and all of it without scripts."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Page, Route, expect

from tests.citizen.letters import Office
from tests.web.browser import PageAt, overflows

pytestmark = pytest.mark.browser

# What a thumb finds (WCAG 2.2 asks for 24, the best phones' own guides for 44 and 48).
THUMB = 44
OPEN = "Åbn dit brev"
ALL = {"da": "Vis hele brevet", "en": "Show the whole letter"}
NEXT = {"da": "Videre", "en": "Next"}
SEND = {"da": "Send mit svar", "en": "Send my answer"}
FIRST = {"da": "Ja, sådan er det", "en": "Yes, that is how it is"}
ALMOST = {"da": "Næsten", "en": "Almost"}
THANKS = {"da": "Tak. Vi har fået dit svar", "en": "Thank you. We have your answer"}


def opened(page: Page, language: str = "da") -> None:
    """Open the letter, and read all of it on one page."""
    page.get_by_role("button", name=OPEN).click()
    page.get_by_role("button", name=ALL[language]).click()


def foreseen(page: Page) -> None:
    """From here on the console is not to remark that a page is gone: that is what is tested."""

    def told_as_well(route: Route) -> None:
        answer = route.fetch()
        gone = answer.status in (404, 410)
        route.fulfill(response=answer, status=200 if gone else answer.status)

    page.route("**/r/**", told_as_well)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_two_insights_are_answered_with_words_on_a_telephone(
    page_at: PageAt, office: Office, language: str, scripts: bool
) -> None:
    sent = office.letter(language=language)
    page = page_at(sent.link, 375, scripts=scripts)
    opened(page, language)
    assert sent.token not in page.url
    for nth, label in enumerate((ALMOST[language], FIRST[language])):
        card = page.locator(".report-block", has_text="Bussen kører for sjældent.").nth(nth)
        card.get_by_text(label, exact=True).click()
        card.get_by_role("textbox").fill(f"Nr. {nth}: det er kun om vinteren.")
    page.get_by_role("button", name=SEND[language]).click()
    assert page.get_by_role("heading", level=1).inner_text() == THANKS[language]
    assert "Nr. 1: det er kun om vinteren." in page.inner_text("main")
    assert [r.move for r in office.responses(sent)] == ["nuance", "recognise"]


def test_what_own_words_are_to_be_is_asked_of_who_corrects_them_alone(
    page_at: PageAt, office: Office
) -> None:
    page = page_at(office.letter().link, 375, scripts=False)
    page.get_by_role("button", name=OPEN).click()
    own = page.locator(".own").first
    own.locator("summary").click()
    field = own.get_by_label("Sådan skal der stå, hvis du retter det")
    expect(field).to_be_hidden()
    for choice, shown in (("Ret det", True), ("Tag det ud", False), ("Lad det stå", False)):
        own.get_by_text(choice, exact=True).click()
        expect(field).to_be_visible(visible=shown)


def fits(page: Page) -> None:
    """On a desk, on a telephone, and on the smallest one."""
    for width in (1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert overflows(page) == [], width


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_is_accessible_and_fits(
    page_at: PageAt, axe: Callable[[Page], list[str]], office: Office, language: str
) -> None:
    sent = office.letter(language=language, others=1, quote="Et-meget-langt-ord-" * 12)

    def looks_right(page: Page) -> None:
        assert axe(page) == []
        fits(page)

    page = page_at(sent.link, 320)
    looks_right(page)
    opened(page, language)
    looks_right(page)
    for fold in page.locator("details > summary").all():
        fold.click()
    looks_right(page)
    page.locator("input[value=add]").first.check()
    page.locator("input[value=nuance]").last.check()
    page.get_by_role("button", name=SEND[language]).click()
    expect(page.get_by_role("alert")).to_have_count(1)
    looks_right(page)
    page.locator("textarea[aria-invalid]").fill("En bænk.")
    page.get_by_role("button", name=SEND[language]).click()
    assert page.get_by_role("heading", level=1).inner_text() == THANKS[language]
    looks_right(page)
    page.locator("main a.button").click()
    looks_right(page)
    page.locator(".notice a").click()
    looks_right(page)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_other_letters_are_accessible_and_fit(
    page_at: PageAt, axe: Callable[[Page], list[str]], office: Office, language: str
) -> None:
    for purpose in ("closing", "update"):
        page = page_at(office.letter(purpose, language=language, questions=()).link, 320)
        page.get_by_role("button", name=OPEN).click()
        assert axe(page) == [] and overflows(page) == []
    ended = office.letter()
    office.end_link(ended)
    foreseen(page)
    page.goto(page.url.removesuffix("/r/") + ended.link)
    assert axe(page) == [] and overflows(page) == []


def test_what_is_pressed_is_big_enough_for_a_thumb(page_at: PageAt, office: Office) -> None:
    page = page_at(office.letter().link, 375)
    page.get_by_role("button", name=OPEN).click()
    for _ in range(4):
        big_enough(page)
        page.get_by_role("button", name=NEXT["da"]).click()
    big_enough(page)
    page.get_by_role("button", name=ALL["da"]).click()
    for fold in page.locator("details > summary").all():
        fold.click()
    big_enough(page)


def big_enough(page: Page) -> None:
    pressed = "button:not(.unseen), summary, textarea, input[type=text], .telephone, .more, .foot a"
    for each in page.locator(f".choice, {pressed}").all():
        if each.is_visible():
            box = each.bounding_box()
            assert box and box["height"] >= THUMB, each.inner_text()


def test_an_error_leads_to_its_field(page_at: PageAt, office: Office) -> None:
    page = page_at(office.letter(others=1).link, 375)
    opened(page)
    page.locator("details.report-fold > summary").click()
    page.locator("input[value=add]").last.check()
    page.get_by_role("button", name=SEND["da"]).click()
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_the_letter_is_closed_on_a_borrowed_telephone(page_at: PageAt, office: Office) -> None:
    page = page_at(office.letter().link, 375, scripts=False)
    opened(page)
    foreseen(page)
    page.get_by_role("button", name="Luk brevet").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Dit brev er lukket"


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_thing_by_itself_is_accessible_and_fits(
    page_at: PageAt, axe: Callable[[Page], list[str]], office: Office, language: str
) -> None:
    sent = office.letter(language=language, others=1, quote="Et-meget-langt-ord-" * 12)
    page = page_at(sent.link, 320)
    page.get_by_role("button", name=OPEN).click()
    for number in range(1, 6):
        for fold in page.locator("details > summary").all():
            fold.click()
        # As big as somebody sets it who does not see well.
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        fits(page)
        page.evaluate("document.documentElement.style.fontSize = ''")
        fits(page)
        assert axe(page) == [], number
        if number < 5:
            page.get_by_role("button", name=NEXT[language]).click()
    page.locator("textarea").first.fill("010150-4002")
    page.get_by_role("button", name=SEND[language]).click()
    expect(page.get_by_role("alert")).to_have_count(1)
    fits(page)
    assert axe(page) == []
    page.locator("textarea[aria-invalid]").fill("Langt.")
    page.locator("button[value=save]").last.click()
    expect(page.get_by_role("status")).to_have_count(1)
    fits(page)
    assert axe(page) == []


def test_a_letter_is_answered_by_the_keyboard_alone(page_at: PageAt, office: Office) -> None:
    sent = office.letter(questions=())
    page = page_at(sent.link, 1280)

    def to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText"
            )
            if focused and focused.startswith(words):
                return
        raise AssertionError(f"nothing to press says {words}")

    def enter() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    to("Åbn dit brev")
    enter()
    to("Videre")
    enter()
    to("Ja, sådan er det")
    page.keyboard.press("ArrowDown")
    to("Send mit svar nu")
    enter()
    assert page.get_by_role("heading", level=1).inner_text() == THANKS["da"]
    assert [r.move for r in office.responses(sent)] == ["nuance"]


def test_a_choice_that_was_made_shows_how_to_take_it_back(page_at: PageAt, office: Office) -> None:
    page = page_at(office.letter().link, 375, scripts=False)
    page.get_by_role("button", name=OPEN).click()
    page.get_by_role("button", name=NEXT["da"]).click()
    skip = page.get_by_label("Jeg springer over")
    expect(skip).not_to_be_visible()
    page.get_by_label("Jeg er uenig").check()
    skip.check()
    page.get_by_role("button", name=NEXT["da"]).click()
    page.get_by_role("button", name="Tilbage").click()
    expect(page.locator("input:checked")).to_have_count(0)


def test_enter_in_a_line_sends_nothing(page_at: PageAt, office: Office) -> None:
    sent = office.letter("closing", questions=())
    with time_machine.travel(datetime.now(UTC)) as now:
        page = page_at(sent.link, 375)
        page.get_by_role("button", name=OPEN).click()
        page.get_by_text("Jeg skriver for en anden").click()
        page.get_by_label("Hvem er du?").fill("datter")
        # It was read, so that a press would be an answer.
        now.shift(60)
        page.keyboard.press("Enter")
        page.get_by_role("status").wait_for()
    assert office.responses(sent) == []
