"""R1 and R3: what a loop is made of, how far each strand has come, and which reports count."""

import pytest

from tests.domain.fact_teller import FactTeller


@pytest.mark.rule("R1")
def test_nobody_who_told_us_nothing_has_a_loop(t: FactTeller) -> None:
    assert t.loop().strands() == []
    with pytest.raises(AssertionError):
        t.standing()


@pytest.mark.rule("R1")
def test_a_strand_is_a_contribution_and_each_thing_it_became(t: FactTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    t.weaves("C1", "B")
    t.tells("C2")
    t.sets_aside("C2")
    t.tells("C3")
    t.stands(step=0, steps=(1, 3, 0, 0, 0, 0))


@pytest.mark.rule("R1", "R16")
def test_one_strand_though_two_ways_lead_to_the_insight(t: FactTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    t.weaves("C1", "B")
    t.merges(["A"], "B", ["C1"])
    t.stands(steps=(0, 1, 0, 0, 0, 0))


@pytest.mark.rule("R1")
def test_weaving_ends_a_setting_aside_for_good(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.weaves("C1", "A")
    t.stands(step=1, steps=(0, 1, 0, 0, 0, 0))
    t.unweaves("C1", "A")
    t.stands(step=0, action="weave")


@pytest.mark.rule("R1")
def test_the_loop_stands_at_its_lowest_strand(t: FactTeller) -> None:
    t.walks(5)
    t.tells("C2")
    t.weaves("C2", "B")
    t.stands(step=1, steps=(0, 1, 0, 0, 0, 1))


@pytest.mark.rule("R1")
def test_steps_are_cumulative(t: FactTeller) -> None:
    """A decision alone carries nobody past what they were not told."""
    t.walks(1)
    t.decides("A")
    t.stands(step=1)


@pytest.mark.rule("R1")
def test_any_version_of_the_insight_counts_as_given_back(t: FactTeller) -> None:
    t.walks(2)
    t.rewrites("A")
    t.stands(step=2)
    t.answers("recognise", "A")
    t.stands(step=3)


@pytest.mark.rule("R1")
def test_a_setting_aside_is_given_back_with_its_present_reason(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.gives_back("qualify")
    t.stands(step=2)
    t.changes_reason("C1")
    t.stands(step=1, action="return")
    t.gives_back("update")
    t.stands(step=2)


@pytest.mark.rule("R1")
def test_a_reason_changed_for_an_earlier_setting_aside_is_not_the_present_one(
    t: FactTeller,
) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    earlier = t.asides["C1"]
    t.sets_aside("C1")
    t.gives_back("qualify")
    t.record(
        "reason_changed",
        participant=t.named("P"),
        contribution=t.named("C1"),
        aside=earlier[0],
        reason=t.named("a later reason"),
    )
    t.stands(step=2)


@pytest.mark.rule("R1")
def test_an_answer_before_the_telling_is_not_about_it(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("closing", "A")
    t.answers("recognise", "A")
    t.gives_back("qualify", "A", how="posted")
    t.stands(step=2)
    t.answers("recognise", "A")
    t.stands(step=3)


@pytest.mark.rule("R1")
@pytest.mark.parametrize(("about", "step"), [("A", 3), ("C1", 3), (None, 3), ("B", 2), ("C2", 2)])
def test_an_answer_about_the_insight_the_contribution_or_the_round(
    t: FactTeller, about: str | None, step: int
) -> None:
    t.walks(1)
    t.tells("C2")
    t.weaves("C2", "B")
    t.gives_back("qualify", "A", "B")
    t.answers("recognise", about)
    first = t.standing().strands[0]
    assert first.contribution == t.named("C1")
    assert first.step == step


@pytest.mark.rule("R1")
def test_an_answer_to_a_round_that_did_not_hold_it_is_no_answer(t: FactTeller) -> None:
    t.walks(2)
    t.tells("C2")
    t.weaves("C2", "B")
    t.gives_back("qualify", "B")
    t.answers("recognise")
    t.stands(step=2, steps=(0, 0, 1, 1, 0, 0))


@pytest.mark.rule("R1", "R4")
def test_present_in_a_closing_round_is_a_session_all_the_same(t: FactTeller) -> None:
    t.walks(1)
    meeting = t.gives_back("closing", "A", how="letter")
    t.meets(meeting, "A", present=[("P", 1)])
    t.stands(step=3)


@pytest.mark.rule("R1")
def test_absent_where_it_was_discussed(t: FactTeller) -> None:
    t.walks(1)
    t.joins("Q")
    meeting = t.gives_back("qualify", "A", how="letter")
    t.meets(meeting, "A", present=[("Q", 1)])
    t.stands(step=1)


@pytest.mark.rule("R1")
def test_no_outcome_no_answer(t: FactTeller) -> None:
    t.walks(3)
    t.stands(step=3, action="decide")
    t.decides("A", "undecided")
    t.stands(step=3)
    t.decides("A", "not")
    t.stands(step=4)


@pytest.mark.rule("R1")
def test_the_present_outcome_is_told_before_it_closes(t: FactTeller) -> None:
    t.walks(5)
    t.decides("A", "partly")
    t.stands(step=4, action="tell")
    t.gives_back("update", "A")
    t.stands(step=5)


@pytest.mark.rule("R1")
def test_the_current_version_is_told_before_it_closes(t: FactTeller) -> None:
    t.walks(4)
    t.gives_back("update", tells=[("outcome", t.outcomes["A"])])
    t.stands(step=5)
    t.rewrites("A")
    t.gives_back("update", tells=[("outcome", t.outcomes["A"])])
    t.stands(step=4)


@pytest.mark.rule("R1")
def test_one_report_or_several(t: FactTeller) -> None:
    """The outcome in one, the version in another, the resolution in a third."""
    t.walks(4)
    t.rewrites("A")
    response = t.answers("nuance", "C1", words=True)
    t.resolves("declined", response)
    for passage in (
        ("version", t.versions["A"]),
        ("outcome", t.outcomes["A"]),
        ("resolution", t.resolutions.pop()),
    ):
        t.stands(step=4)
        t.gives_back("update", tells=[passage])
    t.stands(step=5)


@pytest.mark.rule("R1", "R8", "R11")
def test_an_answer_to_a_round_that_told_an_earlier_reason_is_about_the_setting_aside(
    t: FactTeller,
) -> None:
    t.walks(5)
    t.tells("C2")
    t.sets_aside("C2")
    first = t.gives_back("qualify")
    t.changes_reason("C2")
    t.gives_back("update")
    t.stands(step=2, action="await", steps=(0, 0, 1, 0, 0, 1))
    t.answers("disagree", words=True, round_name=first)
    t.stands(step=3, action="resolve", steps=(0, 0, 0, 1, 0, 1))


@pytest.mark.rule("R3")
def test_what_a_setting_aside_needs_told_may_have_been_told_before_it(t: FactTeller) -> None:
    t.walks(2)
    t.answers("nuance", "C1", words=True)
    t.resolves("answered")
    t.gives_back("update", "A")
    t.unweaves("C1", "A")
    t.sets_aside("C1")
    t.resolutions.clear()
    t.gives_back("update")
    t.answers("recognise", "C1")
    t.stands(step=5)


@pytest.mark.rule("R1")
def test_every_resolution_is_told_to_a_setting_aside_too(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.gives_back("qualify")
    t.answers("disagree", "C1", words=True)
    t.stands(step=3, action="resolve")
    t.resolves("declined")
    t.stands(step=4, action="tell")
    t.gives_back("update")
    t.stands(step=5)


@pytest.mark.rule("R3")
def test_a_report_frozen_before_the_weaving_does_not_count(t: FactTeller) -> None:
    t.walks(2)
    t.tells("C2")
    t.weaves("C2", "A")
    t.answers("recognise")
    t.stands(step=1, steps=(0, 1, 0, 1, 0, 0), action="return")
    t.gives_back("qualify", "A")
    t.stands(step=2)


@pytest.mark.rule("R3")
def test_the_present_spell_of_the_evidence_counts(t: FactTeller) -> None:
    t.walks(3)
    t.unweaves("C1", "A")
    t.weaves("C1", "A")
    t.stands(step=1)


@pytest.mark.rule("R3")
def test_a_closed_strand_beside_it_does_not_close_a_new_one(t: FactTeller) -> None:
    """The outcome was told, but not since the contribution was woven in."""
    t.walks(5)
    t.tells("C2")
    t.weaves("C2", "A")
    t.gives_back("qualify", tells=[("version", t.versions["A"])])
    t.answers("recognise", "A")
    t.stands(step=4, steps=(0, 0, 0, 0, 1, 1))


@pytest.mark.rule("R3")
def test_an_answer_to_an_older_round_is_no_answer_for_a_later_strand(t: FactTeller) -> None:
    t.walks(2)
    t.tells("C2")
    t.weaves("C2", "A")
    t.gives_back("qualify", "A")
    t.answers("no-thanks", round_name="R1")
    t.stands(step=2, steps=(0, 0, 1, 1, 0, 0))


@pytest.mark.rule("R3")
def test_evidence_that_moved_keeps_its_beginning(t: FactTeller) -> None:
    t.walks(3)
    t.merges(["A"], "B", ["C1"])
    t.stands(step=3)


@pytest.mark.rule("R3")
def test_of_two_beginnings_the_first_counts(t: FactTeller) -> None:
    t.walks(3)
    t.weaves("C1", "B")
    t.merges(["A", "B"], "C", ["C1"])
    t.stands(step=3, steps=(0, 0, 0, 1, 0, 0))
    t.weaves("C1", "D")
    t.merges(["C"], "D", ["C1"])
    t.stands(step=3, steps=(0, 0, 0, 1, 0, 0))


@pytest.mark.rule("R3")
def test_a_closing_round_may_hold_an_insight_without_an_outcome(t: FactTeller) -> None:
    t.walks(3)
    t.gives_back("closing", "A")
    t.decides("A")
    t.stands(step=4)
    t.gives_back("update", tells=[("outcome", t.outcomes["A"])])
    t.stands(step=5)


@pytest.mark.rule("R1")
def test_who_was_told_and_then_was_there_has_answered_whichever_round_it_was(
    t: FactTeller,
) -> None:
    t.drafts("A")
    early = t.gives_back("qualify", "A")
    t.tells("C1")
    t.weaves("C1", "A")
    t.gives_back("qualify", "A")
    t.stands(step=2)
    t.meets(early, "A", present=[("P", 1)])
    t.stands(step=3, no_answer=False)


@pytest.mark.rule("R1")
def test_who_was_there_before_they_were_told_has_not_answered(t: FactTeller) -> None:
    t.drafts("A")
    early = t.gives_back("qualify", "A")
    t.tells("C1")
    t.weaves("C1", "A")
    t.meets(early, "A", present=[("P", 1)])
    t.gives_back("qualify", "A")
    t.stands(step=2)
