"""R3: what somebody added by an answer is a strand of its own, and they are told of it."""

import pytest

from tests.domain.fact_teller import FactTeller


def adds(t: FactTeller, insight: str) -> None:
    response = t.answers("add", insight, words=True)
    t.tells("C2", response=response)
    t.weaves("C2", "A")
    t.resolves("added", response)


@pytest.mark.rule("R3")
def test_what_an_add_made_closes_only_when_it_is_told(t: FactTeller) -> None:
    t.walks(2)
    adds(t, "A")
    t.decides("A")
    t.stands(step=4, steps=(0, 0, 0, 0, 2, 0))
    t.gives_back("closing", "A")
    t.stands(step=5)


@pytest.mark.rule("R3")
def test_what_an_add_made_is_told_in_an_insight_they_had_qualified_only(t: FactTeller) -> None:
    t.walks(2)
    t.drafts("B")
    t.tells("C3")
    t.weaves("C3", "B")
    t.gives_back("qualify", "B")
    adds(t, "B")
    t.stands(steps=(0, 1, 1, 1, 0, 0))


@pytest.mark.rule("R3")
def test_what_an_add_made_is_told_where_they_had_no_words_of_their_own(t: FactTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "B")
    t.drafts("A")
    t.gives_back("qualify", "A")
    adds(t, "A")
    t.stands(steps=(0, 1, 0, 1, 0, 0))


@pytest.mark.rule("R3")
def test_what_an_add_made_is_not_told_where_it_was_decided_first(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("closing", "A")
    t.decides("A", decided_first=True)
    t.stands(step=4)
    adds(t, "A")
    t.stands(steps=(0, 1, 0, 0, 1, 0))


@pytest.mark.rule("R3", "R11")
def test_an_answer_to_the_round_touches_what_counts_as_told_in_it(t: FactTeller) -> None:
    t.walks(4)
    response = t.answers("add", words=True, round_name="R1")
    t.tells("C2", response=response)
    t.weaves("C2", "A")
    t.stands(step=3, action="resolve", steps=(0, 0, 0, 2, 0, 0))
    t.resolves("added", response)
    t.stands(step=4, steps=(0, 0, 0, 0, 2, 0))


@pytest.mark.rule("R3")
def test_any_other_contribution_woven_later_is_not_their_answer(t: FactTeller) -> None:
    t.walks(3)
    t.tells("C2")
    t.weaves("C2", "A")
    t.stands(steps=(0, 1, 0, 1, 0, 0))


@pytest.mark.rule("R3", "R16")
def test_what_an_add_made_goes_along_into_a_successor(t: FactTeller) -> None:
    t.walks(2)
    adds(t, "A")
    t.merges(["A"], "B", ["C2"])
    t.stands(steps=(1, 0, 0, 1, 0, 0))
