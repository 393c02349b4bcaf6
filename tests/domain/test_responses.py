"""R8 to R12 and R24: what citizens answer, what it touches, and what is answered back."""

import pytest

from tests.domain.fact_teller import FactTeller


def two_strands(t: FactTeller) -> None:
    """C1 in A and C2 in B, both told and qualified, and both decided."""
    t.walks(4)
    t.walks(4, "C2", "B")


@pytest.mark.rule("R8")
def test_a_withdrawal_takes_the_contribution_out_of_everything_at_once(t: FactTeller) -> None:
    two_strands(t)
    t.weaves("C1", "B")
    t.tells("C3")
    t.sets_aside("C3")
    t.answers("withdraw", withdraws=["C1", "C3"])
    loop = t.loop()
    assert [s.contribution for s in loop.strands()] == [t.named("C2")]
    assert list(loop.evidence) == [(t.named("C2"), t.named("B"))]
    assert not loop.asides


@pytest.mark.rule("R8")
def test_a_withdrawal_takes_out_none_of_others(t: FactTeller) -> None:
    t.joins("Q")
    t.walks(1)
    t.tells("C9", who="Q")
    t.weaves("C9", "A", who="Q")
    t.gives_back("qualify", "A")
    t.answers("withdraw", withdraws=["C9"])
    t.stands(step=2)
    t.stands("Q", step=1)


@pytest.mark.rule("R8")
def test_a_withdrawal_is_no_answer_for_other_strands(t: FactTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.weaves("C2", "A")
    t.gives_back("qualify", "A")
    t.answers("withdraw", words=False, withdraws=["C1"])
    t.stands(step=2, action="await")


@pytest.mark.rule("R8")
def test_a_setting_aside_is_answered_as_long_as_it_is_one(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.gives_back("closing")
    t.answers("recognise", "C1")
    t.stands(step=5, no_answer=False)


@pytest.mark.rule("R8")
def test_sorting_replaces_the_move_and_what_it_is_about(t: FactTeller) -> None:
    two_strands(t)
    response = t.answers("said", "A", words=True)
    t.stands(steps=(0, 0, 0, 1, 1, 0))
    assert t.standing().strands[0].step == 3
    t.sorts(response, "nuance", "B")
    assert [s.step for s in t.standing().strands] == [4, 3]
    t.sorts(response, "nuance", "C1")
    assert [s.step for s in t.standing().strands] == [3, 4]


@pytest.mark.rule("R8")
def test_words_sorted_as_a_withdrawal_are_one_and_no_answer(t: FactTeller) -> None:
    t.walks(1)
    t.walks(1, "C2")
    t.gives_back("qualify", "A")
    response = t.answers("said", words=True)
    t.stands(step=3)
    t.sorts(response, "withdraw", withdraws=["C1"])
    t.stands(step=2, steps=(0, 0, 1, 0, 0, 0))


@pytest.mark.rule("R9")
@pytest.mark.parametrize(
    ("move", "words", "waits"),
    [
        ("nuance", False, True),
        ("correct", False, True),
        ("add", False, True),
        ("disagree", False, True),
        ("recognise", True, True),
        ("said", True, True),
        ("recognise", False, False),
        ("no-thanks", False, False),
        ("withdraw", False, False),
    ],
)
def test_what_is_open_until_it_is_resolved(
    t: FactTeller, move: str, words: bool, waits: bool
) -> None:
    t.walks(5)
    t.answers(move, "A", words=words)
    t.stands(step=3 if waits else 5, stale=waits)
    if waits:
        t.resolves("answered")
        t.stands(step=4, action="tell")


@pytest.mark.rule("R9")
def test_a_withdrawal_carried_out_is_done_though_it_has_words(t: FactTeller) -> None:
    two_strands(t)
    t.answers("withdraw", words=True, withdraws=["C1"])
    t.stands(step=4, steps=(0, 0, 0, 0, 1, 0))


@pytest.mark.rule("R10")
@pytest.mark.parametrize("later", ["recognise", "nuance", "correct", "disagree"])
@pytest.mark.parametrize("earlier", ["nuance", "correct", "disagree"])
def test_a_later_answer_about_the_same_supersedes(t: FactTeller, earlier: str, later: str) -> None:
    t.walks(4)
    first = t.answers(earlier, "A")
    second = t.answers(later, "A")
    answers = t.loop().answers
    assert (answers[first].superseded, answers[second].superseded) == (True, False)
    t.stands(step=4 if later == "recognise" else 3)


@pytest.mark.rule("R10")
@pytest.mark.parametrize("lasting", ["add", "said"])
def test_add_and_said_are_never_superseded_and_supersede_nothing(
    t: FactTeller, lasting: str
) -> None:
    t.walks(4)
    t.answers(lasting, "A", words=True)
    t.answers("recognise", "A")
    t.stands(step=3, action="resolve")
    t.resolves("answered", t.answered[-2])
    t.answers("nuance", "A", words=True)
    t.answers(lasting, "A", words=True)
    t.resolves("answered")
    t.stands(step=3, action="resolve")


@pytest.mark.rule("R10")
@pytest.mark.parametrize(
    ("earlier", "later"), [("A", "C1"), ("A", None), ("A", "B"), ("C1", "C2"), (None, "A")]
)
def test_an_answer_about_something_else_supersedes_nothing(
    t: FactTeller, earlier: str | None, later: str | None
) -> None:
    two_strands(t)
    first = t.answers("nuance", earlier)
    t.answers("recognise", later)
    assert not t.loop().answers[first].superseded


@pytest.mark.rule("R10")
def test_an_answer_about_a_later_version_is_about_something_else(t: FactTeller) -> None:
    t.walks(4)
    first = t.answers("nuance", "A")
    t.rewrites("A")
    t.answers("recognise", "A")
    assert not t.loop().answers[first].superseded


@pytest.mark.rule("R10")
@pytest.mark.parametrize(("round_name", "superseded"), [("R1", True), ("R2", False)])
def test_the_whole_of_another_round_is_something_else(
    t: FactTeller, round_name: str, superseded: bool
) -> None:
    t.walks(5)
    first = t.answers("disagree", round_name="R1")
    t.answers("recognise", round_name=round_name)
    assert t.loop().answers[first].superseded is superseded


@pytest.mark.rule("R10")
@pytest.mark.parametrize(("first", "second"), [(7, 8), (7, None), (None, None), (7, 7)])
def test_answers_of_one_sending_stand_side_by_side(
    t: FactTeller, first: int | None, second: int | None
) -> None:
    t.walks(2)
    t.answers("nuance", "A")
    t.answers("recognise", "A")
    for fact, sending in zip(t.facts[-2:], (first, second), strict=True):
        t.facts[fact.n - 1] = fact._replace(data=fact.data | {"sending": sending})
    assert t.loop().answers[t.answered[0]].superseded is not (first == second == 7)


@pytest.mark.rule("R10")
def test_only_what_is_still_open_is_superseded(t: FactTeller) -> None:
    """What was resolved keeps its resolution, and that is still told."""
    t.walks(4)
    first = t.answers("nuance", "A")
    t.resolves("changed", first)
    t.answers("recognise", "A")
    assert not t.loop().answers[first].superseded
    t.gives_back("closing", tells=[("version", t.versions["A"]), ("outcome", t.outcomes["A"])])
    t.stands(step=5)


@pytest.mark.rule("R10")
def test_the_move_they_chose_decides_not_what_it_was_sorted_into(t: FactTeller) -> None:
    t.walks(4)
    response = t.answers("said", "A", words=True)
    t.sorts(response, "nuance", "A")
    t.answers("recognise", "A")
    t.stands(step=3, action="resolve")


@pytest.mark.rule("R10")
@pytest.mark.parametrize("who", ["group", "unknown"])
def test_nothing_supersedes_what_several_people_said(t: FactTeller, who: str) -> None:
    t.joins("G", who=who)
    t.tells("C1", who="G")
    t.weaves("C1", "A", who="G")
    t.gives_back("qualify", "A", who=["G"])
    t.answers("nuance", "A", words=True, who="G")
    t.answers("recognise", "A", who="G")
    t.stands("G", action="resolve")


@pytest.mark.rule("R11")
@pytest.mark.parametrize(
    ("about", "steps"), [("A", [3, 4]), ("B", [4, 3]), ("C1", [3, 4]), ("C2", [4, 3])]
)
def test_what_a_response_touches(t: FactTeller, about: str, steps: list[int]) -> None:
    two_strands(t)
    t.answers("nuance", about)
    assert [s.step for s in t.standing().strands] == steps


@pytest.mark.rule("R11")
def test_a_response_about_a_contribution_touches_all_that_it_became(t: FactTeller) -> None:
    two_strands(t)
    t.weaves("C1", "B")
    t.gives_back("qualify", "B")
    t.decides("B")
    t.answers("nuance", "C1")
    assert [s.step for s in t.standing().strands] == [3, 3, 4]


@pytest.mark.rule("R11")
@pytest.mark.parametrize(("round_name", "steps"), [("R1", [3, 4]), ("R2", [4, 3])])
def test_a_whole_round_touches_what_its_report_told(
    t: FactTeller, round_name: str, steps: list[int]
) -> None:
    two_strands(t)
    t.answers("disagree", round_name=round_name)
    assert [s.step for s in t.standing().strands] == steps


@pytest.mark.rule("R11")
def test_a_round_that_told_nothing_of_theirs_touches_all(t: FactTeller) -> None:
    two_strands(t)
    t.gives_back("update")
    t.answers("disagree")
    t.stands(steps=(0, 0, 0, 2, 0, 0))


@pytest.mark.rule("R11")
def test_an_insight_they_have_no_strand_in_touches_all(t: FactTeller) -> None:
    two_strands(t)
    t.drafts("D")
    t.answers("nuance", "D")
    t.stands(steps=(0, 0, 0, 2, 0, 0))


@pytest.mark.rule("R11", "R16")
def test_a_response_follows_its_insight_to_every_successor(t: FactTeller) -> None:
    two_strands(t)
    t.weaves("C1", "E")
    t.answers("nuance", "A")
    t.succeeds(["A"], {"D": ["C1"]})
    t.decides("D")
    assert {s.insight: s.step for s in t.standing().strands} == {
        t.named("D"): 3,
        t.named("E"): 1,
        t.named("B"): 4,
    }


@pytest.mark.rule("R11", "R16")
def test_a_response_about_a_successor_touches_what_is_still_in_the_predecessor(
    t: FactTeller,
) -> None:
    """A split that keeps its first insight alive beside the new one."""
    two_strands(t)
    t.succeeds(["A"], {"A": ["C1"], "D": []})
    t.answers("nuance", "D")
    assert [s.step for s in t.standing().strands] == [3, 4]


@pytest.mark.rule("R11")
def test_a_response_about_a_withdrawn_contribution_is_done(t: FactTeller) -> None:
    two_strands(t)
    t.answers("nuance", "C1", words=True)
    t.stands(step=3)
    t.answers("withdraw", withdraws=["C1"])
    t.stands(step=4, action="tell")


@pytest.mark.rule("R12")
def test_one_resolution_may_settle_several_responses(t: FactTeller) -> None:
    two_strands(t)
    responses = t.answers("nuance", "A"), t.answers("disagree", "B")
    t.stands(steps=(0, 0, 0, 2, 0, 0))
    t.resolves("changed", *responses)
    t.stands(steps=(0, 0, 0, 0, 2, 0))


@pytest.mark.rule("R12")
def test_a_resolution_settles_only_the_responses_it_names(t: FactTeller) -> None:
    two_strands(t)
    first = t.answers("nuance", "A")
    t.answers("disagree", "B")
    t.resolves("changed", first)
    assert [s.step for s in t.standing().strands] == [4, 3]


@pytest.mark.rule("R12", "R1")
def test_each_resolution_is_told_before_it_closes(t: FactTeller) -> None:
    t.walks(5)
    t.answers("disagree", "A", words=True)
    t.resolves("dissent")
    t.gives_back("update", tells=[("version", t.versions["A"])])
    assert ("resolution", t.resolutions[-1]) in t.loop().deliveries[t.delivery("R3")].tells
    t.stands(step=5)
    t.answers("disagree", "C1", words=True)
    t.resolves("declined")
    t.stands(step=4, stale=True)


@pytest.mark.rule("R12")
def test_a_new_resolution_replaces_and_is_told_in_its_turn(t: FactTeller) -> None:
    t.walks(5)
    t.answers("disagree", "A", words=True)
    t.resolves("declined")
    t.gives_back("update", "A")
    t.stands(step=5)
    t.resolves("dissent")
    t.stands(step=4, action="tell")
    del t.resolutions[0]
    t.gives_back("update")
    t.stands(step=5)


@pytest.mark.rule("R12")
def test_only_the_present_resolution_needs_telling(t: FactTeller) -> None:
    t.walks(4)
    t.answers("disagree", "A", words=True)
    t.resolves("declined")
    t.resolves("dissent")
    del t.resolutions[0]
    t.gives_back("closing", "A")
    t.stands(step=5)


@pytest.mark.rule("R24")
def test_yes_to_the_last_question_leaves_the_loop_closed(t: FactTeller) -> None:
    t.walks(5)
    t.answers("recognise")
    t.stands(step=5, state="closed", action="none")


@pytest.mark.rule("R24", "R9")
def test_no_is_open_without_words_too(t: FactTeller) -> None:
    t.walks(5)
    t.answers("disagree")
    t.stands(step=3, stale=True, action="resolve")


@pytest.mark.rule("R24", "R11")
def test_no_touches_what_the_closing_report_told(t: FactTeller) -> None:
    t.walks(5)
    t.walks(5, "C2", "B")
    t.answers("disagree")
    assert [s.step for s in t.standing().strands] == [5, 3]


@pytest.mark.rule("R24", "R10")
def test_yes_after_no_supersedes_it(t: FactTeller) -> None:
    t.walks(5)
    t.answers("disagree")
    t.answers("recognise")
    t.stands(step=5)
