"""A CPR number leaves in no text: wherever one hides, the round is stopped before it is sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.leaks.canaries import Book, Dress, seen_in
from tests.leaks.ground import Ground
from tests.leaks.plans import Answering, Plan, Somebody, Telling
from tests.leaks.rounds import SURE, Rounds
from tests.leaks.showing import in_words, looking
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.participant import Participant
from tracker.language import given
from tracker.listening import services as listening
from tracker.returning import services as returning

NUMBER = "010190-1234"
TELLINGS = (Telling(), Telling(how="observed", insights=frozenset({1})), Telling(aside=True))
PLAN = Plan(
    (
        Somebody(tells=TELLINGS, answers=(Answering(how="changed", which=1), Answering())),
        Somebody(may_quote=True, answers=(Answering(), Answering(how="declined"))),
    ),
    turn="edit",
    decided_first=True,
)
# What must be among those that are tried, though the rest is found by itself.
NAMED = {
    "title", "purpose", "at_stake", "can_influence", "cannot_influence", "promise", "obstacle",
    "answer to the obstacle", "contact", "hours", "P1's name", "P1's words", "P1's occasion",
    "P1's place", "P1's reason for setting aside", "P1's answer (disagree)", "insight 0",
    "P1's changed insight", "edited insight", "reason of the edit", "knowledge of 0",
    "source of 0", "outcome's reason", "why before", "decider", "question of the update round",
    "P1's resolution's reason (dissent)", "P2's words of dissent for sharing",
    "P2's words for sharing",
}  # fmt: skip
KINDS = sorted(NAMED)


@contextmanager
def unguarded(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """As it was before texts were looked at when they are written."""
    with patch.context() as inner:
        inner.setattr(given, "find_cpr", lambda text: [])
        yield


def shown_in(world: Rounds) -> set[str]:
    """What stands in any report, by what it is."""
    act = looking(world)
    with act.session:
        forms = [s for copy in world.copies for s in in_words(act, copy) if s.form == "text"]
    return world.book.named(set().union(*(seen_in(shown.text) for shown in forms)))


def test_what_is_tried_is_all_that_a_report_shows(ground: Ground):
    shown = shown_in(ground.played(PLAN))
    assert shown >= NAMED
    known = {re.sub(r"\d", "", label) for label in NAMED}
    # The sender stands outside of what is frozen.
    rest = {re.sub(r"\d", "", label) for label in shown} - known - {"department"}
    assert rest <= {
        "question of the qualify round", "question of the closing round",
        "P's resolution's reason (changed)", "P's resolution's reason (declined)",
    }  # fmt: skip


@pytest.mark.parametrize("label", KINDS)
def test_wherever_a_number_hides_the_round_is_stopped(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, label: str
):
    with unguarded(monkeypatch), pytest.raises(RuleBroken) as refused:
        ground.played(PLAN, Book(with_number(label)))
    assert refused.value.code == "cpr_in_report"


def with_number(label: str) -> Dress:
    """A number in the texts of one label."""
    return lambda told, canary: f"{canary} {NUMBER}" if told == label else canary


@pytest.mark.parametrize("label", ["P1's words", "insight 0", "purpose", "P1's place"])
def test_and_it_is_refused_when_it_is_written(ground: Ground, label: str):
    with pytest.raises(BadInput) as refused:
        ground.played(PLAN, Book(with_number(label)))
    assert refused.value.code == "cpr_number"


def test_one_that_comes_after_the_round_was_fixed_is_stopped_too(ground: Ground):
    world = ground.played(PLAN)
    with world.unit() as act:
        process, insights = world.the_process(act), [world.insight(act, n) for n in world.living()]
        round_ = returning.plan_round(act, process, "update", insights, None)
        returning.fix_round(act, round_, SURE)
        process.contact_name = f"Mette {NUMBER}"
        with pytest.raises(RuleBroken) as refused:
            returning.freeze_next(act, round_)
    assert refused.value.code == "cpr_in_report"


def test_who_comes_to_a_meeting_uninvited_gets_no_number_either(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
):
    world = ground.played(PLAN)
    with unguarded(monkeypatch), world.unit() as act:
        invited, came = world.rows(act, Participant, [person.id for person in world.people])
        insights = [world.insight(act, number) for number in world.living()]
        round_ = returning.plan_round(act, world.the_process(act), "update", insights, [invited])
        returning.fix_round(act, round_, SURE)
        listening.log_contribution(act, came, f"Jeg er {NUMBER}.")
        with pytest.raises(RuleBroken) as refused:
            returning.include(act, round_, [came])
    assert refused.value.code == "cpr_in_report"
