"""What came of it, on the open page: outcomes, disagreement and promises, and the news of them."""

from datetime import date

import pytest

from tests.openness.furniture import disagrees, goes_public, tells
from tests.openness.pages import (
    NEWS,
    TEXT,
    news,
    publishes,
    said_to,
    titles,
    to_insight,
)
from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.commitment import Commitment, say_kept
from tracker.domain.errors import Conflict
from tracker.domain.insight import Insight
from tracker.domain.response import Response
from tracker.domain.workdays import local_date
from tracker.qualifying.promises import take_back_promise
from tracker.qualifying.services import decide, resolve
from tracker.reports.languages import INTERFACE
from tracker.reports.sections.used import said_of_use
from tracker.reports.words import citizen
from tracker.weaving.services import edit_insight


def test_a_promise_shows_what_became_of_it_and_cannot_be_undone(
    desk: Desk, anybody: Reader, published: tuple[int, int, int]
) -> None:
    process, _, number = published
    with pytest.raises(Conflict, match="promise_is_public"):
        desk.do(lambda act: take_back_promise(act, number))
    desk.do(lambda act: say_kept(act, act.session.get_one(Commitment, number), "broken"))
    broken = "Det holdt vi ikke. Det skulle være sket senest 4. januar 2099."
    assert broken in said_to(anybody, process)
    assert titles(anybody, process)[0] == "Et løfte blev ikke holdt"

    def late(act: Act) -> None:
        row = act.session.get_one(Commitment, number)
        say_kept(act, row, "open")
        row.due = date(2026, 1, 5)

    desk.do(late)
    assert "Vi har ikke skrevet endnu, om det er sket" in said_to(anybody, process)


@pytest.mark.parametrize("use", ["used", "partly", "not", "undecided"])
def test_what_came_of_it_is_said_as_in_the_letters(
    desk: Desk, anybody: Reader, published: tuple[int, int, int], use: str
) -> None:
    process, insight, _ = published
    until = {"decider": "Byrådet", "expected": date(2099, 1, 4)} if use == "undecided" else {}

    def decided(act: Act) -> dict[str, str]:
        row = act.session.get_one(Insight, insight)
        outcome = decide(act, row, use, "Nej.", decided_first="Hast.", **until)
        goes_public(act, row.process, [insight])
        return {
            code: said_of_use(citizen(code), outcome, local_date(act.now)) for code in INTERFACE
        }

    said = desk.do(decided)
    for code, sentence in said.items():
        assert anybody.get(f"/open/{process}?lang={code}").status_code == 200
        assert sentence in text_of(anybody.page)
        assert sentence in anybody.get(f"/open/{process}/feed.atom?lang={code}").text
    page = said_to(anybody, process)
    first = "Det blev bestemt, før alle nåede at svare. Her er grunden: Hast."
    assert (first in page) == (use != "undecided")
    assert ("Her er grunden: Nej." in page) == (use == "not")


def test_disagreement_that_stands_and_was_told_is_shown_and_nobodys_words_of_it(
    desk: Desk, anybody: Reader, published: tuple[int, int, int]
) -> None:
    process, number, _ = published
    someone, own = "Nogen er uenig i dette.", "Der er lys nok."

    def seen() -> set[bool]:
        answers = [anybody.get(f"/open/{process}{rest}").text for rest in ("", "/feed.atom")]
        assert not any(own in answer for answer in answers)
        return {someone in answer for answer in answers}

    def row(act: Act) -> Insight:
        return act.session.get_one(Insight, number)

    response = desk.do(lambda act: disagrees(act, row(act), own, own).id)
    assert seen() == {False}
    desk.do(lambda act: tells(act, [row(act)]))
    assert seen() == {True}

    def otherwise(act: Act) -> None:
        answer = act.session.get_one(Response, response)
        resolve(act, [answer], "answered", "Det har vi talt om.")

    desk.do(otherwise)
    assert seen() == {False}


def test_the_feed_says_what_is_new_and_keeps_no_words_that_were_taken_out(
    desk: Desk, anybody: Reader, published: tuple[int, int, int]
) -> None:
    process, insight, promised = published
    to_insight(
        desk, insight, lambda act, row: decide(act, row, "not", "Nej.", decided_first="Hast.")
    )
    assert titles(anybody, process) == ["Nyt: Det hørte vi"]
    publishes(desk, published)
    to_insight(
        desk,
        insight,
        lambda act, row: edit_insight(act, row, "Stien er mørk.", "Kortere.", wording_only=True),
    )
    publishes(desk, published)
    publishes(desk, published)
    desk.do(lambda act: say_kept(act, act.session.get_one(Commitment, promised), "kept"))
    assert titles(anybody, process) == [
        "Et løfte er holdt",
        "Skrevet om: Det hørte vi",
        "Nyt om, hvad det førte til",
        "Nyt: Det hørte vi",
    ]
    feed = anybody.get(f"/open/{process}/feed.atom").text
    assert TEXT not in feed and "Stien er mørk." in feed
    names = [entry.findtext(f"{NEWS}id") or "" for entry in news(anybody, process)]
    assert len(set(names)) == 4 and all(name.startswith("http://127.0.0.1") for name in names)
