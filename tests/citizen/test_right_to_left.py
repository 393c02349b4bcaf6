"""A letter that is read from the right, on its reader's telephone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.citizen.letters import PHONE, QUOTE, TOPIC, Office, opened
from tests.web.browser import PageAt, overflows
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.reports.words import citizen

NAME = "كريم الحسن"
SAY = citizen("ar").say


def test_who_has_not_opened_a_letter_is_spoken_to_in_each_language_that_is_offered(
    client: Reader, office: Office
) -> None:
    danish = office.letter()
    client.get(danish.link)
    assert SAY("unopened.title") not in text_of(client.page)
    office.letter(language="ar")
    for address in (danish.link, "/r/nothing-here", "/r/"):
        client.get(address)
        spoken = {each.get("lang"): each for each in client.page.iter() if each.get("lang")}
        assert {"da", "en", "ar"} <= spoken.keys()
        assert spoken["ar"].get("dir") == "rtl"
    client.get(danish.link)
    assert SAY("unopened.button") in text_of(client.page)


def test_the_letter_is_in_arabic_and_what_is_danish_in_it_says_so(
    client: Reader, office: Office
) -> None:
    opened(client, office.letter(language="ar", name=NAME))
    page = client.page
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert SAY("understood.heading") in text_of(page)
    danish = [each for each in page.iter() if (each.get("lang"), each.get("dir")) == ("da", "ltr")]
    assert {TOPIC, QUOTE} <= {text_of(each).strip("1. «»") + "." for each in danish}
    phones = [each for each in page.iter("a") if each.get("class") == "telephone"]
    assert [(each.text, each.get("dir")) for each in phones] == [(PHONE, "ltr")]


def test_an_answer_in_arabic_is_kept_as_it_was_written(client: Reader, office: Office) -> None:
    sent = office.letter(language="ar", name=NAME, count=1)
    fields = opened(client, sent)
    place = next(name for name in fields if name.startswith("words-"))
    said = "الطريق مظلم جدًا، 100%."
    answer = client.post("/r/", data=fields | {place: said, "go": "send"})
    assert answer.status_code == 303
    client.get(answer.location)
    assert SAY("received.title") in text_of(client.page) and said in text_of(client.page)
    assert [response.text for response in office.responses(sent)] == [said]


@pytest.mark.browser
def test_each_language_stays_whole_on_the_button_that_opens_the_letter(
    page_at: PageAt, office: Office
) -> None:
    page = page_at(office.letter(language="ar").link, 320)
    words = page.locator(".button__one")
    assert words.count() == 3
    for said in words.all():
        lines = "e => new Set([...e.getClientRects()].map(r => r.top)).size"
        assert said.evaluate(lines) == 1
        # What parts it from the next is drawn outside what is read from the right.
        assert said.evaluate("e => getComputedStyle(e).direction") == "ltr"
        height = said.evaluate("e => e.clientHeight / parseFloat(getComputedStyle(e).lineHeight)")
        assert height < 1.5


@pytest.mark.browser
def test_it_lies_right_on_a_telephone(
    page_at: PageAt, office: Office, axe: Callable[[Page], list[str]]
) -> None:
    sent = office.letter(language="ar", name=NAME)
    page = page_at(sent.link, 375)
    assert axe(page) == [] and overflows(page) == []
    page.get_by_role("button", name=SAY("unopened.button")).click()
    for way, choices in (("way.all", True), ("way.one", False)):
        page.get_by_role("button", name=SAY(way)).first.click()
        assert axe(page) == []
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflows(page) == [], width
            choice = page.locator(".choice:visible").first
            assert choice.is_visible() == choices
            # A choice's box stands where its line begins.
            if choices:
                box, whole = choice.locator("input").bounding_box(), choice.bounding_box()
                assert box and whole and box["x"] > whole["x"] + whole["width"] / 2
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
