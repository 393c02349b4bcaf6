"""The log in a browser: drafts without a connection, folds, keys, and without scripts."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.listening.sheets import heard, log_of, people
from tests.oversight.desk import Desk
from tests.web.browser import PageAt, overflows

pytestmark = pytest.mark.browser

WORDS = "Der mangler lys på stien."


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process()


@pytest.fixture
def log(desk: Desk, page_at: PageAt, process: int) -> Page:
    return page_at(log_of(process), uniquifier=desk.side.users["caseworker"])


def drafts(page: Page) -> int:
    found: int = page.evaluate(
        "Object.keys(localStorage).filter(k => k.startsWith('draft:')).length"
    )
    return found


def save(page: Page) -> None:
    page.keyboard.press("Control+Enter")


def test_what_was_typed_without_a_connection_is_there_again(
    desk: Desk, log: Page, process: int
) -> None:
    log.context.set_offline(True)
    log.locator("[name=text]").fill(WORDS)
    log.locator("[name=who]").fill("Signe Dahl")
    log.get_by_text("Flere oplysninger om personen").click()
    log.locator("[name=perspectives]").fill("cyklist")
    save(log)
    expect(log.get_by_text("Der er ingen forbindelse.")).to_be_visible()
    assert log.locator("[name=text]").input_value() == WORDS
    assert heard(desk, process) == []
    log.context.set_offline(False)
    log.reload()
    assert log.locator("[name=text]").input_value() == WORDS
    assert log.locator("[name=who]").input_value() == "Signe Dahl"
    expect(log.locator("[name=perspectives]")).to_be_visible()
    assert log.locator("[name=perspectives]").input_value() == "cyklist"
    # Nothing was typed since: it is saved as it came back.
    log.locator("[name=text]").focus()
    save(log)
    expect(log.get_by_text("Gemt: Signe Dahl sagde det")).to_be_visible()
    assert [row.recorded for row in heard(desk, process)] == [WORDS]
    assert drafts(log) == 0
    log.reload()
    assert log.locator("[name=text]").input_value() == ""


def test_what_is_wrong_keeps_its_draft_until_it_is_saved(log: Page) -> None:
    log.locator("[name=text]").fill(WORDS)
    save(log)
    expect(log.locator("#error-summary")).to_be_focused()
    assert log.locator("[name=text]").input_value() == WORDS and drafts(log) == 1
    log.locator("[name=who]").fill("Signe")
    save(log)
    expect(log.locator("[name=text]")).to_be_focused()
    assert drafts(log) == 0


def test_the_draft_of_a_mended_entry_is_another(desk: Desk, log: Page, process: int) -> None:
    desk.said(process, "Anna", "Mere lyd.")
    log.locator("[name=text]").fill(WORDS)
    log.goto(log.url)
    log.get_by_role("link", name=re.compile("^Ret")).first.click()
    assert log.locator("[name=text]").input_value() == "Mere lyd."
    log.locator("[name=text]").fill("Mere lys.")
    save(log)
    expect(log.get_by_text("Rettet: Anna sagde det.")).to_be_visible()
    assert log.locator("[name=text]").input_value() == WORDS


def test_the_occasion_is_chosen_once(desk: Desk, log: Page, process: int) -> None:
    log.locator(".occasion summary").click()
    expect(log.locator("[name=title]")).to_be_hidden()
    log.locator("[name=occasion]").select_option("new")
    log.locator("[name=title]").fill("Interview på Nordre Skole")
    log.locator("[name=text]").fill(WORDS)
    log.locator("[name=who]").fill("Signe")
    save(log)
    expect(log.locator("[data-occasion-line]")).to_contain_text("Interview på Nordre Skole")
    expect(log.locator("[name=occasion]")).to_be_hidden()
    log.keyboard.type("Og bænke.")
    save(log)
    expect(log.locator(".entry")).to_have_count(2)
    assert len({row.encounter_id for row in heard(desk, process)}) == 1


def test_the_last_one_is_undone_by_one_key(desk: Desk, log: Page, process: int) -> None:
    log.keyboard.type(WORDS)
    log.keyboard.press("Tab")
    log.keyboard.type("Signe")
    save(log)
    expect(log.locator(".entry")).to_have_count(1)
    log.keyboard.press("Escape")
    log.keyboard.press("z")
    expect(log.get_by_text("Det er fortrudt.")).to_be_visible()
    assert heard(desk, process) == [] and people(desk, process) == []


def test_pressed_twice_it_is_saved_once(desk: Desk, log: Page, process: int) -> None:
    log.locator("[name=text]").fill(WORDS)
    log.locator("[name=who]").fill("Signe")
    twice = "for (const _ of [1, 2]) document.querySelector('.sheet').requestSubmit()"
    log.evaluate(twice)
    expect(log.locator(".entry")).to_have_count(1)
    assert len(heard(desk, process)) == 1


def test_all_of_it_works_without_scripts(desk: Desk, page_at: PageAt, process: int) -> None:
    page = page_at(log_of(process), uniquifier=desk.side.users["caseworker"], scripts=False)
    page.locator(".occasion summary").click()
    page.locator("[name=occasion]").select_option("new")
    page.locator("[name=title]").fill("Gåtur")
    page.locator("[name=text]").fill(WORDS)
    page.locator("[name=who]").fill("Signe")
    page.get_by_text("Fortroligt").first.click()
    page.locator("[name=confidential]").check()
    page.get_by_label("Manager Own").check()
    page.get_by_role("button", name="Gem og næste").click()
    (said,) = heard(desk, process)
    assert (said.recorded, said.confidential, said.encounter and said.encounter.title) == (
        WORDS,
        True,
        "Gåtur",
    )
    page.get_by_role("link", name=re.compile("^Ret")).click()
    page.locator("[name=text]").fill("Mere lys.")
    page.get_by_role("button", name="Gem rettelsen").click()
    assert [row.recorded for row in heard(desk, process)] == ["Mere lys."]
    page.get_by_role("link", name="Deltagere").click()
    page.get_by_role("link", name="Signe").click()
    page.locator("[name=perspectives]").fill("cyklist")
    page.get_by_role("button", name="Gem", exact=True).click()
    assert people(desk, process)[0].perspectives == "cyklist"


@pytest.mark.parametrize("width", [1280, 320])
def test_two_of_one_name_are_chosen_between(
    desk: Desk, page_at: PageAt, axe: Callable[[Page], list[str]], process: int, width: int
) -> None:
    for _ in range(2):
        desk.said(process, "Bo Holm")
    page = page_at(log_of(process), width, uniquifier=desk.side.users["caseworker"])
    page.locator("[name=text]").fill(WORDS)
    page.locator("[name=who]").fill("Bo Holm")
    page.get_by_role("button", name="Gem og næste").click()
    assert axe(page) == [] and overflows(page) == []
    page.locator("[name=which]").select_option("new")
    page.get_by_role("button", name="Gem og næste").click()
    expect(page.get_by_text("Gemt: Bo Holm sagde det og er ny deltager.")).to_be_visible()
