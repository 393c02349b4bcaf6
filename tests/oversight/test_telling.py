"""Every kind of fact has its sentence, in both languages, told with who and when."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain import participant, response, round
from tracker.domain.act import Act
from tracker.domain.outcome import USES
from tracker.domain.participant import Participant
from tracker.listening.services import log_contribution
from tracker.reports import facts
from tracker.reports.words import interface

RULES = (Path(__file__).parents[2] / "docs" / "loop.md").read_text()
# Facts that change no step, beside those of the table.
OTHERS = {
    "contribution_worded",
    "link_revoked",
    "process_closed",
    "exception_asked",
    "exception_refused",
    "asking_lapsed",
    "insight_opened",
    "insight_shut",
    "page_published",
    "page_taken_down",
}

FLAG = (True, False)
# What the events of each kind can say, as far as their sentences are told apart by it.
SAID: dict[str, Mapping[str, tuple[object, ...]]] = {
    "participant_added": {"who": participant.KINDS},
    "participant_changed": {"contact": FLAG, "wish": FLAG},
    "contribution_recorded": {"response": (None, 7)},
    "contribution_worded": {"wording_kind": ("corrected", "shareable")},
    "insight_versioned": {"wording_only": FLAG},
    "outcome_recorded": {"use": USES, "expected": (None, "2026-03-02")},
    "report_frozen": {"purpose": round.PURPOSES, "channel": round.CHANNELS},
    "attempt_settled": {"sent": FLAG},
    "letter_posted": {"reminder": FLAG},
    "conversation_held": {"reminder": FLAG},
    "contact_tried": {"reminder": FLAG},
    "response_given": {"move": response.MOVES},
    "response_sorted": {"move": response.SORTED},
    "resolution_recorded": {"how": response.RESOLUTIONS},
    "loop_excepted": {"because": participant.BECAUSE},
}
DAYS = {"days_to_return": 21, "days_to_answer": 14, "days_to_close": 21}


def kinds() -> set[str]:
    """The kinds that docs/loop.md lists."""
    rows = [line for line in RULES.splitlines() if line.startswith("| `")]
    return {kind for row in rows for kind in re.findall(r"`([a-z_]+)`", row.split("|")[1])}


def variants(kind: str) -> Iterator[dict[str, Any]]:
    given = dict(SAID.get(kind, {}))
    if kind.startswith("attempt_"):
        given["message"] = ("notice", "report", "reminder")
    if kind == "attempt_sent":
        given["via"] = ("smtp", "file", "demo")
    for values in product(*given.values()):
        data = dict(zip(given, values, strict=True))
        if not (data.get("use") == "undecided" and data["expected"] is None):
            yield data | (DAYS if kind in ("process_created", "promises_changed") else {})


def test_the_table_of_kinds_is_read() -> None:
    assert {"letter_posted", "response_given", "waiting_ended", "process_created"} <= kinds()
    assert len(kinds()) > 35


@pytest.mark.parametrize("kind", sorted(kinds() | OTHERS))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kind_of_fact_has_its_sentence(kind: str, language: str) -> None:
    words = interface(language)
    for data in variants(kind):
        told = facts.sentence(words, kind, data, "Anna")
        assert told.endswith(".") and "{" not in told
        facts.how(words, data)


def test_no_sentence_is_told_of_what_there_is_not() -> None:
    assert set(facts.VARIED) <= kinds() | OTHERS
    assert interface("da").say("fact.letter_posted.first") == "Brevet blev sendt."


def test_a_fact_says_when_what_and_by_whom(desk: Desk, staff: Reader) -> None:
    staff.get(f"/processes/{desk.ids['worked']}/loops/{desk.ids['person']}")
    facts = [text_of(e) for e in staff.page.iter("li") if e.get("class") == "fact"]
    assert facts[0] == (
        "2. marts Anna Canary own svarede. Canary answer of own. Skrevet ned af Manager Own"
    )
    assert "2. marts Vi fortalte det til Anna Canary own i en samtale." in facts[1]
    assert facts[-1].startswith("2. marts Anna Canary own kom med.")


def test_what_was_written_down_later_says_when(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=1)

    def remember(act: Act) -> None:
        who = act.session.get_one(Participant, anna)
        log_contribution(act, who, "Før jul.", received_at=act.now - timedelta(days=5))

    desk.do(remember, ago=1)
    staff.get(f"/processes/{process}/loops/{anna}")
    later, first, *_ = [text_of(e) for e in staff.page.iter("li") if e.get("class") == "fact"]
    assert " · skrevet ned " in later and " · " not in first
