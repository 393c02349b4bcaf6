"""The compass in a browser: what one types is kept, also when somebody else saves; and on paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.oversight.desk import Desk
from tests.web.browser import PageAt
from tracker.compass.services import mark_of_text, reflect
from tracker.domain.office import PRINCIPLES
from tracker.domain.process import Process

pytestmark = pytest.mark.browser

NOTHING = dict.fromkeys(PRINCIPLES, mark_of_text(""))


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")


@pytest.fixture
def compass(desk: Desk, page_at: PageAt, process: int) -> Page:
    place = f"/processes/{process}/compass?when=start"
    return page_at(place, uniquifier=desk.side.users["caseworker"])


def written(desk: Desk, process: int, when: str, texts: dict[int, str]) -> None:
    desk.do(lambda act: reflect(act, act.session.get_one(Process, process), when, texts, NOTHING))


def test_a_draft_that_comes_back_writes_over_nobody(
    desk: Desk, compass: Page, process: int
) -> None:
    compass.locator("#principle_1").fill("Min etter.")
    compass.locator("#principle_2").fill("Min toer.")
    written(desk, process, "start", {1: "Deres etter.", 3: "Deres treer."})
    compass.goto(compass.url)
    assert compass.locator("#principle_1").input_value() == "Min etter."
    compass.locator("#principle_2").focus()
    compass.keyboard.press("Control+Enter")
    expect(compass.locator("#error-summary")).to_contain_text("Deres etter.")
    assert compass.locator("#principle_1").input_value() == "Min etter."
    assert compass.locator("#principle_3").input_value() == "Deres treer."
    compass.locator("#principle_2").focus()
    compass.keyboard.press("Control+Enter")
    expect(compass.get_by_text("Det er gemt.")).to_be_visible()
    texts = [compass.locator(f"#principle_{n}").input_value() for n in (1, 2, 3)]
    assert texts == ["Min etter.", "Min toer.", "Deres treer."]
    expect(compass.locator("[data-draft-note]")).to_be_hidden()


def test_a_draft_that_is_dropped_gives_back_what_stands_there(
    desk: Desk, compass: Page, process: int
) -> None:
    compass.locator("#principle_1").fill("Min etter.")
    written(desk, process, "start", {1: "Deres etter."})
    compass.goto(compass.url)
    compass.locator("[data-draft-drop]").click()
    assert compass.locator("#principle_1").input_value() == "Deres etter."
    compass.locator("#principle_1").fill("Begges etter.")
    compass.keyboard.press("Control+Enter")
    expect(compass.get_by_text("Det er gemt.")).to_be_visible()
    assert compass.locator("#principle_1").input_value() == "Begges etter."


def test_on_paper_stands_all_that_was_written_and_nothing_to_press(
    desk: Desk, compass: Page, process: int
) -> None:
    written(desk, process, "start", {1: "Da vi begyndte."})
    written(desk, process, "midway", {1: "Midt i det.\n\n" + "En lang linje. " * 80})
    compass.goto(compass.url.replace("start", "midway"))
    compass.emulate_media(media="print")
    expect(compass.locator(".principle__printed")).to_contain_text("Midt i det.")
    assert compass.get_by_text("Da vi begyndte.").evaluate("e => e.getBoundingClientRect().height")
    for pressed in ("textarea", "main button", ".process-tabs"):
        for each in compass.locator(pressed).all():
            expect(each).to_be_hidden()
