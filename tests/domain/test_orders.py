"""Story 35: the same facts in any other legal order come to the same step."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.fact_teller import FactTeller
from tests.domain.scenarios import PEOPLE, Orders, Scenario, scenarios
from tracker.domain.facts import Fact, Loop
from tracker.domain.fold import apply
from tracker.domain.loop import Standing, fold, standing_of
from tracker.domain.steps import step_of, steps_of


def standing(facts: list[Fact], participant: int) -> dict[str, object]:
    """What no order decides: neither when a step was reached, nor whether it once was closed."""
    found = standing_of(fold(facts, participant))
    assert isinstance(found, Standing)
    strands = [(s.contribution, s.insight, s.aside, s.step) for s in found.strands]
    marks = ("step", "steps", "no_answer", "unopened", "decided_first", "waiting_until")
    return {mark: getattr(found, mark) for mark in marks} | {"strands": strands}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data(), scenarios())
def test_35_any_other_legal_order(data: st.DataObject, t: Scenario) -> None:
    other = Orders(t.facts).reordered(data.draw)
    for who in PEOPLE:
        assert standing(other, t.named(who)) == standing(t.facts, t.named(who))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scenarios())
def test_what_moves_nobody_is_noted_all_the_same(t: Scenario) -> None:
    """After each fact the steps are those that the conditions give, also where none was asked."""
    for who in PEOPLE:
        loop = Loop(t.named(who))
        for fact in t.facts:
            if fact.data.get("participant", loop.participant) == loop.participant:
                apply(loop, fact)
                assert steps_of(loop) == {s: step_of(loop, s) for s in loop.strands()}


def free(t: FactTeller, earlier: str, later: str) -> bool:
    """Whether the last of two kinds of facts have no order by the rules."""
    orders = Orders(t.facts)
    one, other = (max(f.n for f in t.facts if f.kind == kind) - 1 for kind in (earlier, later))
    return not orders.ordered(one, other)


def test_a_decision_and_a_second_answer_have_no_order(t: FactTeller) -> None:
    t.walks(4)
    t.answers("nuance", "A", words=True)
    assert free(t, "outcome_recorded", "response_given")
    t.resolves("changed")
    assert free(t, "outcome_recorded", "resolution_recorded")
    assert not free(t, "response_given", "resolution_recorded")


def test_a_decision_and_the_answer_that_it_waits_for_have_one(t: FactTeller) -> None:
    t.walks(4)
    assert not free(t, "response_given", "outcome_recorded")
    t.gives_back("closing", "A")
    assert not free(t, "outcome_recorded", "report_frozen")


def test_letters_of_different_deliveries_have_no_order(t: FactTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.weaves("C2", "B")
    t.gives_back("qualify", "A", how="posted")
    t.gives_back("qualify", "B")
    assert free(t, "letter_posted", "conversation_held")
    assert free(t, "letter_posted", "report_frozen")


def test_weaving_and_freezing_have_one(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("qualify", "A")
    assert not free(t, "evidence_began", "report_frozen")
