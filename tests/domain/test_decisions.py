"""R13 and R14: decided before it was qualified, and left undecided until a date."""

from datetime import date

import pytest

from tests.domain.fact_teller import FactTeller

OCTOBER = date(2026, 10, 1)


@pytest.mark.rule("R13")
def test_decided_first_passes_step_3(t: FactTeller) -> None:
    t.walks(2)
    t.decides("A", decided_first=True)
    t.stands(step=4, decided_first=True, no_answer=False, action="tell")
    t.gives_back("closing", "A")
    t.stands(step=5, decided_first=True)


@pytest.mark.rule("R13")
def test_decided_first_tells_nobody_anything(t: FactTeller) -> None:
    t.walks(1)
    t.decides("A", decided_first=True)
    t.stands(step=1, decided_first=False, action="return")
    t.gives_back("closing", "A")
    t.stands(step=5, decided_first=True)


@pytest.mark.rule("R13")
def test_only_the_strands_below_3_are_decided_first(t: FactTeller) -> None:
    t.walks(3)
    t.decides("A", decided_first=True)
    t.stands(step=4, decided_first=False)


@pytest.mark.rule("R13")
def test_only_the_strands_of_that_insight_are_decided_first(t: FactTeller) -> None:
    t.walks(2)
    t.tells("C2")
    t.weaves("C2", "B")
    t.gives_back("qualify", "B")
    t.decides("B")
    t.decides("A", decided_first=True)
    t.stands(steps=(0, 0, 1, 0, 1, 0))


@pytest.mark.rule("R13")
def test_what_is_woven_in_after_the_decision_was_not_decided_first(t: FactTeller) -> None:
    t.walks(2)
    t.decides("A", decided_first=True)
    t.tells("C2")
    t.weaves("C2", "A")
    t.gives_back("closing", "A")
    t.stands(step=2, steps=(0, 0, 1, 0, 0, 1))


@pytest.mark.rule("R13")
def test_an_excepted_loop_is_not_decided_first(t: FactTeller) -> None:
    t.walks(2)
    t.excepts("no-contact")
    t.decides("A", decided_first=True)
    t.stands(step=2, decided_first=False)


@pytest.mark.rule("R13")
def test_the_mark_stays_when_they_answer_later(t: FactTeller) -> None:
    t.walks(2)
    t.decides("A", decided_first=True)
    t.answers("recognise", "A")
    t.stands(step=4, decided_first=True)


@pytest.mark.rule("R13", "R16")
def test_decided_first_goes_along_into_a_successor(t: FactTeller) -> None:
    t.walks(2)
    t.decides("A", decided_first=True)
    t.merges(["A"], "B", ["C1"])
    t.stands(step=3, decided_first=True, action="decide")


@pytest.mark.rule("R13")
def test_decided_first_ends_with_the_evidence(t: FactTeller) -> None:
    t.walks(2)
    t.decides("A", decided_first=True)
    t.unweaves("C1", "A")
    t.weaves("C1", "A")
    t.gives_back("closing", "A")
    t.stands(step=2, decided_first=False)


def undecided(t: FactTeller) -> None:
    t.walks(3)
    t.decides("A", "undecided", expected=OCTOBER)


@pytest.mark.rule("R14")
def test_the_loop_waits_for_the_date_once_a_report_told_it(t: FactTeller) -> None:
    undecided(t)
    t.stands(step=3, waiting_until=None)
    t.gives_back("update", "A", how="letter")
    t.stands(waiting_until=None)
    t.attempts("letter_posted", t.delivery("R2"))
    t.stands(step=3, waiting_until=OCTOBER, action="await")


@pytest.mark.rule("R14", "R3")
def test_a_report_before_the_weaving_told_a_new_strand_no_date(t: FactTeller) -> None:
    undecided(t)
    t.gives_back("update", "A")
    t.tells("C2")
    t.weaves("C2", "A")
    t.gives_back("qualify", tells=[("version", t.versions["A"])])
    t.answers("recognise", "A")
    assert [s.action for s in t.standing().strands] == ["await", "tell"]


@pytest.mark.rule("R14")
def test_the_loop_waits_for_the_date_whatever_else_it_waits_for(t: FactTeller) -> None:
    t.walks(1)
    t.decides("A", "undecided", expected=OCTOBER)
    t.gives_back("qualify", "A")
    t.stands(step=2, action="await", waiting_until=OCTOBER)
    t.answers("disagree", "A", words=True)
    t.stands(step=3, action="resolve", waiting_until=OCTOBER)


@pytest.mark.rule("R14")
def test_the_wait_is_over_when_its_date_passed(t: FactTeller) -> None:
    undecided(t)
    t.gives_back("update", "A")
    t.record("waiting_ended", insight=t.named("A"), outcome=t.outcomes["A"])
    t.stands(step=3, waiting_until=None, action="decide")


@pytest.mark.rule("R14")
def test_an_earlier_outcome_s_date_ends_no_later_wait(t: FactTeller) -> None:
    undecided(t)
    earlier = t.outcomes["A"]
    t.decides("A", "undecided", expected=OCTOBER)
    t.gives_back("update", "A")
    t.record("waiting_ended", insight=t.named("A"), outcome=earlier)
    t.record("waiting_ended", insight=t.named("an insight of others"), outcome=earlier)
    t.stands(waiting_until=OCTOBER, action="await")


@pytest.mark.rule("R14")
def test_a_decision_ends_the_wait(t: FactTeller) -> None:
    undecided(t)
    t.gives_back("update", "A")
    t.decides("A", "used")
    t.stands(step=4, waiting_until=None)


@pytest.mark.rule("R14")
def test_of_several_waits_the_first_is_shown_and_none_of_an_excepted_loop(t: FactTeller) -> None:
    undecided(t)
    t.walks(3, "C2", "B")
    t.decides("B", "undecided", expected=date(2026, 9, 1))
    t.gives_back("update", "A", "B")
    t.stands(waiting_until=date(2026, 9, 1))
    t.excepts("other")
    t.stands(waiting_until=None)
