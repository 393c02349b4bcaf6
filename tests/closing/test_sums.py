"""What a record adds up to: by which way something reached somebody, and when."""

from datetime import date
from typing import Any

import pytest

from tracker.closing.sealing import sealed
from tracker.closing.sums import REACHING, sums
from tracker.reports.words import interface

EARLIER, LATER = "2026-03-01T09:00:00+00:00", "2026-04-01T09:00:00+00:00"
KINDS = (*REACHING, "attempt_failed")
DAYS = {kind: f"2026-03-{day:02}T09:00:00+00:00" for day, kind in enumerate(KINDS, 2)}


def told(*happened: str, answered: bool = False) -> tuple[str, date | None, str]:
    """How one report of somebody is told of, when this is recorded of it."""
    marks = dict.fromkeys(("no_answer", "unopened", "decided_first"), False)
    loop = {"loop": 3, "state": "closed", "because": None, **marks}
    delivery = {"delivery": 9, "participant": 3, "round": 1, "purpose": "qualify"}
    delivery |= {"channel": "email", "state": "reached"}
    rows: list[tuple[str, dict[str, Any]]] = [
        ("loop", loop),
        ("delivery", delivery | {"happened": [[kind, DAYS[kind]] for kind in happened]}),
    ]
    # What is said to another round, and by somebody else, proves nothing of this one.
    answers = [(3, 2, EARLIER), (4, 1, EARLIER)]
    if answered:
        answers += [(3, 1, DAYS["answered"]), (3, 1, LATER)]
    for who, round_, at in answers:
        answer = {"participant": who, "round": round_, "at": at, "move": "said", "how": None}
        rows.append(("response", answer))
    (found,) = sums(sealed({}, rows, bytes(32))[0]).people
    (way,) = found.told
    return way


@pytest.mark.parametrize("place", range(len(REACHING)))
def test_the_surest_way_is_told(place: int) -> None:
    some = REACHING[place:]
    happened = [kind for kind in some if kind != "answered"]
    way = told(*happened, answered="answered" in some)
    assert way == ("qualify", date.fromisoformat(DAYS[some[0]][:10]), some[0])


def test_what_the_person_did_is_surer_than_what_was_sent() -> None:
    assert told("attempt_sent", "notice_counted")[2] == "notice_counted"
    assert told("attempt_settled", answered=True)[2] == "answered"
    assert told("report_opened", answered=True)[2] == "report_opened"


def test_by_no_way_it_reached_nobody() -> None:
    assert told("attempt_failed") == told() == ("qualify", None, "")


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_way_has_its_words(language: str) -> None:
    for way in REACHING:
        assert "2. maj" in interface(language).say(f"record.way.{way}", date="2. maj")
