"""From what a citizen has said to what is saved: how often a key is pressed beside the words."""

import pytest
from playwright.sync_api import Page

from tests.listening.sheets import heard, log_of
from tests.oversight.desk import Desk
from tests.web.browser import PageAt

pytestmark = pytest.mark.browser

MOST = 5


class Hands:
    """Hands that never leave the keyboard. `extra`: the keys beside what the citizen said."""

    def __init__(self, desk: Desk, page_at: PageAt) -> None:
        self.desk = desk
        self.process = desk.process()
        self.anna = desk.said(self.process, "Anna Holm")
        self.page: Page = page_at(log_of(self.process), uniquifier=desk.side.users["caseworker"])
        self.extra = 0

    def say(self, words: str) -> None:
        """What the citizen says, a name too: each letter is typed where the hands are."""
        self.page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        """Ctrl+Enter are two."""
        for key in keys:
            self.page.keyboard.press(key)
            self.extra += len(key.split("+"))

    def save(self) -> None:
        """Save; the page comes back, and the next words can be typed at once."""
        once = self.page.locator("[name=once]").input_value()
        self.press("Control+Enter")
        self.page.locator(f"[data-saved='{once}']").wait_for(state="attached")
        assert self.page.evaluate("document.activeElement.name") == "text"
        assert self.page.locator("[name=text]").input_value() == ""

    def said(self) -> list[tuple[str, str]]:
        """What was written down since, and of whom."""
        return [(row.recorded, row.participant.name) for row in heard(self.desk, self.process)][1:]


@pytest.fixture
def hands(desk: Desk, page_at: PageAt) -> Hands:
    return Hands(desk, page_at)


def test_somebody_new_says_something(hands: Hands) -> None:
    hands.say("Der mangler lys på stien.")
    hands.press("Tab")
    hands.say("Signe Dahl")
    hands.save()
    assert hands.said() == [("Der mangler lys på stien.", "Signe Dahl")]
    assert hands.extra <= MOST, hands.extra


def test_somebody_says_one_thing_more(hands: Hands) -> None:
    hands.say("Der mangler lys på stien.")
    hands.press("Tab")
    hands.say("Signe Dahl")
    hands.save()
    hands.extra = 0
    hands.say("Og bænke.")
    hands.save()
    assert hands.said()[1:] == [("Og bænke.", "Signe Dahl")]
    assert hands.extra <= MOST, hands.extra


def test_another_whom_we_know_says_something(hands: Hands) -> None:
    hands.say("Der mangler lys på stien.")
    hands.press("Tab")
    hands.say("Signe Dahl")
    hands.save()
    hands.extra = 0
    # What stood in the field is chosen when one comes to it, and what is typed stands instead.
    hands.say("Og bænke.")
    hands.press("Tab", *str(hands.anna))
    hands.save()
    assert hands.said()[1:] == [("Og bænke.", "Anna Holm")]
    assert hands.extra <= MOST, hands.extra


def test_five_in_a_row_come_without_a_mouse(hands: Hands) -> None:
    for number in range(5):
        hands.extra = 0
        hands.say(f"Ord {number}.")
        hands.press("Tab")
        hands.say(f"Person {number}")
        hands.save()
        assert hands.extra <= MOST, hands.extra
    assert hands.said() == [(f"Ord {n}.", f"Person {n}") for n in range(5)]
