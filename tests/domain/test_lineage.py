"""R15 and R16: versions, and insights that merge, split or are withdrawn."""

import pytest

from tests.domain.fact_teller import FactTeller


@pytest.mark.rule("R15")
def test_every_edit_is_a_version_to_be_told(t: FactTeller) -> None:
    t.walks(4)
    t.gives_back("closing", "A", how="posted")
    t.rewrites("A")
    t.stands(step=4, stale=True)


@pytest.mark.rule("R15")
@pytest.mark.parametrize("told", ["before", "after"])
def test_wording_only_makes_nobody_stale(t: FactTeller, told: str) -> None:
    """Whichever was told, the one before the small correction or the one after."""
    t.walks(4)
    if told == "after":
        t.rewrites("A", wording_only=True)
    t.gives_back("closing", "A")
    if told == "before":
        t.rewrites("A", wording_only=True)
        t.rewrites("A", wording_only=True)
    t.stands(step=5, stale=False)


@pytest.mark.rule("R15")
def test_wording_only_hides_no_change_before_it(t: FactTeller) -> None:
    t.walks(5)
    t.rewrites("A")
    t.rewrites("A", wording_only=True)
    t.stands(step=4)
    t.rewrites("A", wording_only=True)
    t.gives_back("update", "A")
    t.stands(step=5)


@pytest.mark.rule("R15")
def test_a_change_after_the_wording_is_one(t: FactTeller) -> None:
    t.walks(5)
    t.rewrites("A", wording_only=True)
    t.rewrites("A")
    t.stands(step=4)


def two_closed(t: FactTeller) -> None:
    t.walks(5)
    t.walks(5, "C2", "B")


@pytest.mark.rule("R16")
def test_outcomes_are_not_inherited(t: FactTeller) -> None:
    two_closed(t)
    t.merges(["A", "B"], "C", ["C1", "C2"])
    t.stands(step=3, steps=(0, 0, 0, 2, 0, 0), action="decide")


@pytest.mark.rule("R16")
def test_a_successor_is_told_before_it_closes(t: FactTeller) -> None:
    two_closed(t)
    t.merges(["A", "B"], "C", ["C1", "C2"])
    t.decides("C")
    t.gives_back("update", tells=[("outcome", t.outcomes["C"])])
    t.stands(step=4)
    t.gives_back("update", "C")
    t.stands(step=5)


@pytest.mark.rule("R16")
def test_told_and_qualified_in_one_predecessor_is_so_in_the_successor(t: FactTeller) -> None:
    t.walks(3)
    t.drafts("B")
    t.merges(["A", "B"], "C", ["C1"])
    t.stands(step=3)
    t.merges(["C"], "D", ["C1"])
    t.stands(step=3)


@pytest.mark.rule("R16")
def test_an_insight_may_take_up_another_and_keep_what_it_came_from(t: FactTeller) -> None:
    t.walks(3)
    t.merges(["A"], "B", ["C1"])
    t.walks(1, "C2", "D")
    t.merges(["D"], "B", ["C2"])
    t.stands(steps=(0, 1, 0, 1, 0, 0))


@pytest.mark.rule("R16")
def test_a_split_moves_the_evidence_it_names(t: FactTeller) -> None:
    t.walks(5)
    t.tells("C2")
    t.weaves("C2", "A")
    t.tells("C3")
    t.weaves("C3", "A")
    t.succeeds(["A"], {"B": ["C1"], "C": ["C1", "C2"]})
    found = [(s.contribution, s.insight, s.step) for s in t.standing().strands]
    assert found == [
        (t.named("C1"), t.named("B"), 3),
        (t.named("C1"), t.named("C"), 3),
        (t.named("C2"), t.named("C"), 1),
        (t.named("C3"), None, 0),
    ]


@pytest.mark.rule("R16")
def test_others_evidence_moves_without_them(t: FactTeller) -> None:
    t.joins("Q")
    t.walks(5)
    t.tells("C9", who="Q")
    t.weaves("C9", "A", who="Q")
    t.succeeds(["A"], {"B": ["C1"], "D": ["C9"]})
    t.stands(steps=(0, 0, 0, 1, 0, 0))
    t.stands("Q", steps=(0, 1, 0, 0, 0, 0))


@pytest.mark.rule("R16")
def test_an_open_response_follows(t: FactTeller) -> None:
    two_closed(t)
    t.answers("disagree", "A", words=True)
    t.merges(["A", "B"], "C", ["C1", "C2"])
    t.decides("C")
    t.stands(step=3, steps=(0, 0, 0, 2, 0, 0), action="resolve")


@pytest.mark.rule("R16")
def test_a_withdrawn_insight_has_no_strands(t: FactTeller) -> None:
    two_closed(t)
    t.weaves("C1", "B")
    t.withdraws_insight("A")
    assert [s.insight for s in t.standing().strands] == [t.named("B")] * 2
    t.withdraws_insight("B")
    t.stands(step=0, steps=(2, 0, 0, 0, 0, 0), action="weave")


@pytest.mark.rule("R16")
def test_none_of_their_strands_passes_4_until_the_reason_was_told(t: FactTeller) -> None:
    two_closed(t)
    t.withdraws_insight("A")
    owed, t.withdrawn = t.withdrawn, []
    t.walks(5, "C1", "D")
    t.stands(step=4, action="tell", steps=(0, 0, 0, 0, 2, 0))
    t.withdrawn = owed
    t.gives_back("update")
    t.stands(step=5)


@pytest.mark.rule("R16")
@pytest.mark.parametrize("step", [1, 2])
def test_the_reason_is_owed_to_those_who_were_told_of_it(t: FactTeller, step: int) -> None:
    t.walks(step)
    t.withdraws_insight("A")
    t.withdrawn = []
    t.walks(5, "C1", "B")
    t.stands(step=4 if step == 2 else 5)


@pytest.mark.rule("R16")
def test_the_reason_is_owed_to_those_who_read_of_it_later(t: FactTeller) -> None:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    t.withdraws_insight("A")
    t.withdrawn = []
    t.walks(5, "C1", "B")
    t.stands(step=5)
    t.opens(notice)
    t.stands(step=4, stale=True)


@pytest.mark.rule("R16")
def test_the_reason_is_not_owed_to_those_who_had_no_strand_in_it(t: FactTeller) -> None:
    t.walks(5)
    t.drafts("B")
    t.gives_back("update", "B")
    t.withdraws_insight("B")
    t.stands(step=5)
    t.tells("C2")
    t.weaves("C2", "D")
    t.withdraws_insight("D")
    t.walks(5, "C2", "E")
    t.stands(step=5)


@pytest.mark.rule("R16", "R3")
def test_told_before_it_was_theirs_is_not_told(t: FactTeller) -> None:
    t.walks(5)
    t.drafts("B")
    t.gives_back("update", "B")
    t.tells("C2")
    t.weaves("C2", "B")
    t.withdraws_insight("B")
    t.withdrawn = []
    t.walks(5, "C2", "D")
    t.stands(step=5)


@pytest.mark.rule("R16", "R3")
def test_the_reason_is_owed_for_what_their_add_brought_in(t: FactTeller) -> None:
    t.walks(3)
    response = t.answers("add", "A", words=True)
    t.tells("C2", response=response)
    t.weaves("C2", "A")
    t.resolves("added", response)
    t.unweaves("C1", "A")
    t.withdraws_insight("A")
    t.withdrawn = []
    t.walks(5, "C1", "D")
    t.walks(5, "C2", "D")
    t.stands(step=4)


@pytest.mark.rule("R16", "R4")
def test_a_reason_whose_mail_bounced_is_owed_still(t: FactTeller) -> None:
    t.walks(5)
    t.withdraws_insight("A")
    t.walks(4, "C1", "B")
    mail = t.gives_back("closing", "B", how="mail")
    t.stands(step=5)
    t.again("attempt_bounced", t.delivery(mail))
    t.gives_back("closing", tells=[("version", t.versions["B"]), ("outcome", t.outcomes["B"])])
    t.stands(step=5)
    t.withdraws_insight("B")
    t.stands(step=0)
