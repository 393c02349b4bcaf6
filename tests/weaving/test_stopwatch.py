"""What weaving costs somebody whose hands stay on the keyboard."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.web.browser import PageAt
from tests.web.world import World
from tracker.domain.insight import Evidence, Insight

pytestmark = pytest.mark.browser

MOST = 120
INSIGHTS = [
    "Stien er for mørk.",
    "Der mangler bænke.",
    "Cyklerne kører for stærkt.",
    "Folk holder af stilheden.",
    "Det er svært at få svar.",
]


class Hands:
    """Presses keys, and counts them: Control and Enter together are two."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += len(key.split("+"))
            self.page.keyboard.press(key)


def test_forty_contributions_become_five_insights_in_few_keystrokes(
    desk: Desk, page_at: PageAt, world: World
) -> None:
    process = desk.process("Stien langs åen")
    for person in range(8):
        desk.said(process, f"Navn {person}", *(f"Det her er ord {n}." for n in range(5)))
    page = page_at(f"/processes/{process}/weave", uniquifier=world.own.users["caseworker"])
    hands = Hands(page)
    hands.press("j")
    for number, words in enumerate(INSIGHTS, start=1):
        hands.press("n")
        # The words of an insight are no keystrokes of weaving.
        page.keyboard.insert_text(words)
        hands.press("Control+Enter")
        page.locator(".insight").nth(number - 1).wait_for()
    for each in range(35):
        hands.press(str(each % 5 + 1))
    page.get_by_text("Alt er blevet til noget").wait_for()

    query = (
        select(func.count(Evidence.id))
        .join(Insight, Insight.id == Evidence.insight_id)
        .where(Insight.process_id == process, Evidence.ended_event_id.is_(None))
        .group_by(Evidence.insight_id)
    )
    woven = desk.do(lambda act: list(act.session.scalars(query)))
    assert sorted(woven) == [8, 8, 8, 8, 8]
    assert hands.count <= MOST, f"{hands.count} keystrokes for 40 contributions into 5 insights"
