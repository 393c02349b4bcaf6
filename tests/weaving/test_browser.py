"""Weaving as a browser has it: by the keyboard, and without any script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.weaving.threads import aside, evidence, insight, told
from tests.web.browser import PageAt, overflows
from tests.web.world import World
from tracker.domain.insight import Insight

pytestmark = pytest.mark.browser


@pytest.fixture
def me(world: World) -> str:
    return world.own.users["caseworker"]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def at_hand(page: Page) -> str:
    return str(page.evaluate("document.activeElement.value"))


def test_a_digit_weaves_what_is_marked_or_else_what_is_at_hand(
    desk: Desk, page_at: PageAt, process: int, me: str
) -> None:
    said = told(desk, process, "Anna", "Et.", "To.", "Tre.", "Fire.")
    first = insight(desk, process, "Den første.")
    second = insight(desk, process, "Den anden.")
    page = page_at(f"/processes/{process}/weave", uniquifier=me)
    press(page, "j", "2")
    expect(page.get_by_text("Bidraget er flettet ind.", exact=True).first).to_be_visible()
    assert at_hand(page) == str(said[2])
    press(page, "x", "j", "x", "j", "u", "1")
    expect(page.get_by_text("2 bidrag er flettet ind.").first).to_be_visible()
    assert at_hand(page) == str(said[0])
    assert evidence(desk, second) == [(said[3], "supports")]
    assert sorted(evidence(desk, first)) == [(said[1], "nuances"), (said[2], "nuances")]
    press(page, "z")
    expect(page.locator(f"#mark-{said[2]}")).to_be_focused()
    assert evidence(desk, first) == []
    # The work goes on there.
    press(page, "1")
    expect(page.get_by_text("Bidraget er flettet ind.", exact=True).first).to_be_visible()
    assert evidence(desk, first) == [(said[2], "supports")]
    press(page, "z")
    expect(page.locator(f"#mark-{said[2]}")).to_be_focused()


def test_what_is_pressed_faster_than_the_server_answers_is_all_done_in_order(
    desk: Desk, page_at: PageAt, process: int, me: str
) -> None:
    said = told(desk, process, "Anna", *(f"Nummer {n}." for n in range(9)))
    numbers = [insight(desk, process, text) for text in ("Den første.", "Den anden.")]
    page = page_at(f"/processes/{process}/weave", uniquifier=me)
    press(page, "j", *"121212121")
    expect(page.get_by_text("Alt er blevet til noget")).to_be_visible()
    woven = [[c for c, _ in evidence(desk, number)] for number in numbers]
    assert woven == [said[::-1][::2], said[::-1][1::2]]


def test_a_reason_that_was_given_before_is_picked_by_a_key(
    desk: Desk, page_at: PageAt, process: int, me: str
) -> None:
    said = told(desk, process, "Anna", "Tak for kaffe.", "Tak for turen.")
    page = page_at(f"/processes/{process}/weave", uniquifier=me)
    press(page, "j", "a")
    page.keyboard.insert_text("Det er en tak.")
    press(page, "Control+Enter")
    expect(page.locator(f"#mark-{said[1]}")).to_have_count(0)
    press(page, "a", "q")
    expect(page.get_by_text("Alt er blevet til noget")).to_be_visible()
    assert [aside(desk, each) for each in said] == ["Det er en tak."] * 2


def test_only_what_is_marked_stands_beside_a_new_insight(
    desk: Desk, page_at: PageAt, axe: Callable[[Page], list[str]], process: int, me: str
) -> None:
    said = told(desk, process, "Anna", "Jeg tør ikke gå hjem alene om vinteren.", "To.", "Tre.")
    page = page_at(f"/processes/{process}/weave", uniquifier=me)
    press(page, "j", "j", "j", "n")
    expect(page.locator(f"#said-{said[0]}")).to_be_visible()
    expect(page.locator(f"#said-{said[1]}")).not_to_be_visible()
    page.keyboard.insert_text("Folk tør ikke gå hjem alene om vinteren.")
    press(page, "Control+Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    assert page.locator("#text").input_value() == "Folk tør ikke gå hjem alene om vinteren."
    expect(page.locator(f"#mark-{said[0]}")).to_be_checked()
    assert axe(page) == []
    page.locator("#text").fill("Stien er utryg.")
    press(page, "Control+Enter")
    expect(page.locator(".insight")).to_have_count(1)
    assert evidence(desk, desk_insight(desk)) == [(said[0], "supports")]


def desk_insight(desk: Desk) -> int:
    """The insight that was drafted last."""
    return max(desk.do(lambda act: list(act.session.scalars(select(Insight.id)))))


def test_without_a_script_every_step_has_a_button(
    desk: Desk, page_at: PageAt, process: int, me: str
) -> None:
    said = told(desk, process, "Anna", "Et.", "To.", "Tre.", "Fire.")
    number = insight(desk, process, "Den første.")
    page = page_at(f"/processes/{process}/weave", uniquifier=me, scripts=False)
    page.locator(f"#mark-{said[3]}").check()
    page.get_by_label("Taler imod").check()
    page.get_by_role("button", name="Flet ind her").click()
    assert page.url.endswith(f"/processes/{process}/weave#mark-{said[2]}")
    assert evidence(desk, number) == [(said[3], "contradicts")]
    page.get_by_role("button", name="Fortryd").click()
    assert evidence(desk, number) == []
    expect(page.locator(f"#mark-{said[3]}")).to_be_focused()
    page.locator(f"#mark-{said[2]}").check()
    page.get_by_text("Læg til side", exact=True).click()
    page.get_by_label("Grunden, som borgeren kan læse").fill("Det er en tak.")
    page.get_by_role("button", name="Læg det markerede til side").click()
    assert aside(desk, said[2]) == "Det er en tak."
    page.locator(f"#mark-{said[0]}").check()
    page.get_by_text("Ny indsigt", exact=True).click()
    page.get_by_label("Indsigten", exact=True).fill("Stien er mørk.")
    page.get_by_role("button", name="Gem indsigten med det markerede").click()
    assert evidence(desk, desk_insight(desk)) == [(said[0], "supports")]


def test_the_insights_stay_in_sight_on_a_wide_screen(
    desk: Desk, page_at: PageAt, process: int, me: str
) -> None:
    told(desk, process, "Anna", *(f"Nummer {n}." for n in range(30)))
    insight(desk, process, "Stien er mørk.")
    page = page_at(f"/processes/{process}/weave", uniquifier=me)
    page.mouse.wheel(0, 1500)
    expect(page.get_by_role("button", name="Flet ind her")).to_be_in_viewport()


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("width", [1280, 375, 320])
def test_what_is_long_and_what_is_empty_is_for_everybody_too(
    desk: Desk,
    page_at: PageAt,
    axe: Callable[[Page], list[str]],
    process: int,
    me: str,
    width: int,
    language: str,
) -> None:
    said = told(desk, process, "Anna " + "x" * 60, "Ordet " + "x" * 90, "Der er mørkt.")
    numbers = [insight(desk, process, f"Indsigt {'y' * 80}", said), insight(desk, process, "Tom.")]
    page = page_at(f"/processes/{process}/weave?show=all&lang={language}", width, uniquifier=me)
    server = page.url.partition("/processes")[0]
    for address in (
        "weave?show=all",
        "weave?show=aside",
        f"insights/{numbers[0]}",
        f"insights/{numbers[1]}",
        f"insights/{numbers[1]}/split",
        f"insights/merge?insight={numbers[0]}&insight={numbers[1]}",
    ):
        page.goto(f"{server}/processes/{process}/{address}")
        assert axe(page) == [] and overflows(page) == [], address
    page.get_by_role("button", name="Saml dem" if language == "da" else "Merge them").click()
    assert axe(page) == [] and overflows(page) == []
