"""What answering costs its reader: pages, taps, words to read, and what a telephone must fetch.

The sample is a short letter of the usual kind: one own sentence, two insights of four words each,
and the two questions that every such letter asks. Nothing is set aside, and no other knowledge is
woven in: those are the letter's own length, which the reckoned minutes say. Words are all that can
be seen in the page's main part in the reader's language, buttons and choices included; what is
folded, and the other language before the letter is opened, is not read.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Page, Response

from tests.citizen.letters import Office
from tests.web.browser import PageAt, settled

pytestmark = pytest.mark.browser

PAGES, TAPS, WORDS, BYTES = 4, 8, 250, 100_000
VISIBLE = """() => {
    const seen = [];
    const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const e = walk.currentNode.parentElement;
        const hidden = e.closest(".unseen, [aria-hidden=true], [lang]:not(:root, article)");
        if (!hidden && e.checkVisibility()) seen.push(walk.currentNode.textContent);
    }
    return seen.join(" ").split(/\\s+/).filter(w => /[\\p{L}\\p{N}]/u.test(w)).length;
}"""


@dataclass
class Reading:
    """Somebody reads and taps; what it costs them is counted."""

    page: Page
    words: int = 0
    pages: int = 0
    taps: int = 0
    read: list[int] = field(default_factory=list)

    def looks(self) -> None:
        """A page that is passed: all that can be seen on it is read."""
        count = (
            settled(self.page).evaluate(VISIBLE) if self.scripted else words_of(settled(self.page))
        )
        self.read.append(count)
        self.words += count
        self.pages += 1

    scripted: bool = True

    def taps_on(self, name: str, nth: int = 0) -> None:
        self.page.locator("main").get_by_role("button", name=name).nth(nth).click()
        self.taps += 1

    def chooses(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).first.check()
        self.taps += 1


def words_of(page: Page) -> int:
    """Without scripts the page cannot count: what is seen is asked for from outside."""
    lines = [each.inner_text() for each in page.locator("main").all()]
    return len(" ".join(lines).split())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_insights_are_answered_in_four_pages_eight_taps_and_250_words(
    page_at: PageAt, office: Office, scripts: bool
) -> None:
    sent = office.letter(questions=(), aside=False)
    page = page_at(sent.link, 375, scripts=scripts)
    reading = Reading(page, scripted=scripts)
    reading.looks()
    reading.taps_on("Åbn dit brev")
    reading.looks()
    reading.taps_on("Videre")
    reading.looks()
    reading.chooses("Ja, sådan er det")
    reading.taps_on("Videre")
    reading.looks()
    reading.chooses("Næsten")
    reading.taps_on("Send mit svar nu")
    # The receipt is where one arrives; there is nothing more to do.
    assert page.get_by_role("heading", level=1).inner_text() == "Tak. Vi har fået dit svar"
    assert [r.move for r in office.responses(sent)] == ["recognise", "nuance"]
    assert reading.pages <= PAGES and reading.taps <= TAPS, reading
    if scripts:
        assert reading.words <= WORDS, reading.read


def test_a_first_visit_fetches_less_than_100_kb_with_its_fonts(
    page_at: PageAt, office: Office
) -> None:
    sent = office.letter(count=5)
    page = page_at("/r/no-such-letter", 375, unread=True)
    fetched: dict[str, int] = {}

    def counts(response: Response) -> None:
        if response.status < 300:
            size = len(response.body()) + len(str(response.all_headers()))
            fetched[f"{response.request.method} {response.url}"] = size

    page.context.clear_cookies()
    page.on("response", counts)
    page.goto(page.url.replace("/r/no-such-letter", sent.link))
    page.get_by_role("button", name="Åbn dit brev").click()
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("button", name="Vis hele brevet").click()
    page.wait_for_load_state("networkidle")
    assert len(fetched) >= 4 and any(".css" in address for address in fetched)
    assert sum(fetched.values()) < BYTES, fetched
    assert not [address for address in fetched if ".woff" in address]


def test_the_last_question_is_answered_by_one_tap(page_at: PageAt, office: Office) -> None:
    sent = office.letter("closing", questions=())
    with time_machine.travel(datetime.now(UTC)) as now:
        page = page_at(sent.link, 375, scripts=False)
        reading = Reading(page, scripted=False)
        reading.taps_on("Åbn dit brev")
        page.get_by_role("button", name="Ja", exact=True).wait_for()
        # Nobody has read before.
        now.shift(60)
        reading.taps_on("Ja")
        page.get_by_text("Tak. Vi har fået dit svar").first.wait_for()
    assert [r.move for r in office.responses(sent)] == ["recognise"]
    assert reading.taps == 2
