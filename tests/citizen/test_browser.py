"""The letter on a telephone: big enough, nothing for axe to find, and all of it without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.citizen.letters import Office
from tests.web.browser import PageAt, overflows

pytestmark = pytest.mark.browser

# What a thumb finds (WCAG 2.2 asks for 24, the best phones' own guides for 44 and 48).
THUMB = 44
OPEN = "Åbn dit brev"
SEND = {"da": "Send mit svar", "en": "Send my answer"}
FIRST = {"da": "Ja, sådan er det", "en": "Yes, that is how it is"}
ALMOST = {"da": "Næsten", "en": "Almost"}
THANKS = {"da": "Tak. Vi har fået dit svar", "en": "Thank you. We have your answer"}


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
    page.get_by_role("button", name=OPEN).click()
    assert sent.token not in page.url
    for nth, label in enumerate((ALMOST[language], FIRST[language])):
        card = page.locator(".report-block", has_text="Bussen kører for sjældent.").nth(nth)
        card.get_by_text(label, exact=True).click()
        card.get_by_role("textbox").fill(f"Nr. {nth}: det er kun om vinteren.")
    page.get_by_role("button", name=SEND[language]).click()
    assert page.get_by_role("heading", level=1).inner_text() == THANKS[language]
    assert "Nr. 1: det er kun om vinteren." in page.inner_text("main")
    assert [r.move for r in office.responses(sent)] == ["nuance", "recognise"]


@pytest.mark.parametrize("width", [1280, 375, 320])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_is_accessible_and_fits(
    page_at: PageAt,
    axe: Callable[[Page], list[str]],
    office: Office,
    language: str,
    width: int,
) -> None:
    sent = office.letter(language=language, others=1, quote="Et-meget-langt-ord-" * 12)

    def looks_right(page: Page) -> None:
        assert axe(page) == []
        assert overflows(page) == []

    page = page_at(sent.link, width)
    looks_right(page)
    page.get_by_role("button", name=OPEN).click()
    looks_right(page)
    for fold in page.locator("details > summary").all():
        fold.click()
    looks_right(page)
    page.locator("input[value=add]").first.check()
    page.locator("input[value=nuance]").last.check()
    page.get_by_role("button", name=SEND[language]).click()
    assert page.get_by_role("alert").count() == 1
    looks_right(page)
    page.locator("textarea[aria-invalid]").fill("En bænk.")
    page.get_by_role("button", name=SEND[language]).click()
    assert page.get_by_role("heading", level=1).inner_text() == THANKS[language]
    looks_right(page)
    page.locator("main a").click()
    page.locator(".notice summary").click()
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
    for fold in page.locator("details > summary").all():
        fold.click()
    for pressed in page.locator(".choice, button, summary, textarea").all():
        box = pressed.bounding_box()
        assert box and box["height"] >= THUMB, pressed.inner_text()


def test_an_error_leads_to_its_field(page_at: PageAt, office: Office) -> None:
    page = page_at(office.letter(others=1).link, 375)
    page.get_by_role("button", name=OPEN).click()
    page.locator("details.report-fold > summary").click()
    page.locator("input[value=add]").last.check()
    page.get_by_role("button", name=SEND["da"]).click()
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_the_letter_is_closed_on_a_borrowed_telephone(page_at: PageAt, office: Office) -> None:
    page = page_at(office.letter().link, 375, scripts=False)
    page.get_by_role("button", name=OPEN).click()
    foreseen(page)
    page.get_by_role("button", name="Luk brevet").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Dit brev er lukket"
