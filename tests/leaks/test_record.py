"""The closing record: all that a manager signs for, and nothing of who it was about."""

import re
from pathlib import Path

import pytest

from tests.leaks.closed import OFFICE, THEIRS, Closed
from tests.leaks.showing import insides_of
from tests.printed import text_of
from tracker.closing.sealing import content_of, verified
from tracker.closing.sums import sums
from tracker.domain.process import Signature
from tracker.reports.words import interface


@pytest.fixture(scope="module", params=["da", "en"])
def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Closed:
    return Closed(tmp_path_factory.mktemp("closed"), request.param)


@pytest.fixture(scope="module")
def signature(closed: Closed) -> Signature:
    with closed.looking() as session:
        return session.get_one(Signature, closed.signature)


@pytest.fixture(scope="module")
def paper(closed: Closed) -> bytes:
    return closed.paper()


def line(text: str, words: str) -> list[int]:
    """The figures that stand in the line of some words."""
    (found,) = re.findall(rf"^{re.escape(words)}\s+([\d ]+)$", text, re.MULTILINE)
    return [int(figure) for figure in found.split()]


def test_it_adds_up_what_was_signed(signature: Signature):
    found = sums(signature.record)
    walked = {person.state for person in found.people}
    assert walked == {"closed", "excepted", "ended"} and len(found.people) == 5
    assert [a["how"] for person in found.people for a in person.answers if a["how"]] == [
        "changed", "dissent", "answered",
    ]  # fmt: skip
    assert found.heard == {
        "persons": 4, "groups": 1, "in_groups": 24, "unknown": 0,
        "told": 6, "set_aside": 1, "withdrawn": 1,
    }  # fmt: skip
    assert found.loops == {"loops": 5, "closed": 3, "excepted": 1, "ended": 1}
    assert found.marks == {"no_answer": 0, "unopened": 0, "decided_first": 0}
    qualify, closing = found.told
    assert (qualify.purpose, qualify.reached, qualify.not_reached) == (
        "qualify", {"phone": 2, "letter": 2}, 1,
    )  # fmt: skip
    assert (closing.purpose, closing.reached) == ("closing", {"phone": 1, "letter": 2})
    assert found.channels == ("letter", "phone")
    assert [thought.ending for thought in found.ended] == ["merged", "merged"]
    assert found.responses == {
        "changed": 1, "added": 0, "dissent": 1, "declined": 0, "answered": 1, "none": 4,
    }  # fmt: skip


def test_on_paper_all_of_it_can_be_read(closed: Closed, signature: Signature, paper: bytes):
    words, office = interface(closed.words["language"]), closed.words
    text = text_of(paper)
    flat = " ".join(text.split())
    for said in ("title", "A2", "A3", "B", "B2", "C", "lamps", "money", "kept", "promise"):
        assert office[said] in flat, said
    assert words.say("record.signed", name="Manager1", date=words.date(closed.now.date())) in flat
    assert "2026-0417" in text
    assert signature.hash in "".join(text.split())
    assert verified(signature.record).seal == signature.hash
    laid_out = text_of(paper, "-layout")
    for state, count in {"closed": 3, "excepted": 1, "ended": 1}.items():
        assert line(laid_out, words.say(f"record.figure.{state}")) == [count]
    assert signature.hash in insides_of(paper)


def test_it_holds_nobodys_name_and_nobodys_words(signature: Signature, paper: bytes):
    told = (signature.record, text_of(paper), insides_of(paper))
    assert [theirs for theirs in THEIRS for said in told if theirs in said] == []


def test_who_signed_is_named_whoever_prints_it(closed: Closed, paper: bytes):
    with closed.unit() as act:
        again = closed.printed(act)
    assert "Manager1" in text_of(again)
    assert "Caseworker1" not in text_of(again)


def test_the_record_says_what_it_follows_when_a_process_is_closed_again(tmp_path: Path):
    closed = Closed(tmp_path)
    first = closed.signature
    closed.answers("disagree", "", who="P")
    closed.resolves("answered")
    closed.gives_back("update", "A", who=("P",))
    closed.signature = closed.signs()
    with closed.looking() as session:
        before = session.get_one(Signature, first)
        after = session.get_one(Signature, closed.signature)
    assert content_of(after.record)["follows"] == [before.hash]
    assert before.hash in "".join(text_of(closed.paper()).split())


def test_of_a_demo_it_says_that_it_is_invented(tmp_path: Path):
    closed = Closed(tmp_path)
    said = interface("da").say("frame.demo.title")
    assert said not in text_of(closed.paper())
    with closed.unit() as act:
        closed.the_process(act).demo = True
    assert said in text_of(closed.paper())


def test_every_word_of_it_is_in_both_languages():
    danish, english = (interface(language).sentences for language in OFFICE)
    of_it = {msgid for msgid in danish if msgid.startswith("record.")}
    assert of_it
    assert of_it == {msgid for msgid in english if msgid.startswith("record.")}
