"""The rules of the loop, told as stories; each by its facts alone."""

from datetime import date

import pytest

from tests.domain.fact_teller import FactTeller


@pytest.mark.rule("R1", "R21")
def test_01_the_whole_way_round(t: FactTeller) -> None:
    t.tells("C1")
    t.stands(step=0, action="weave")
    t.weaves("C1", "A")
    t.stands(step=1, action="return")
    t.gives_back("qualify", "A")
    t.stands(step=2, action="await")
    t.answers("recognise", "A")
    t.stands(step=3, action="decide")
    t.decides("A")
    t.stands(step=4, action="tell")
    t.gives_back("closing", "A")
    t.stands(step=5, action="none", state="closed", due=None, stale=False)


@pytest.mark.rule("R1", "R9", "R12")
def test_02_disagreement_is_answered_and_told(t: FactTeller) -> None:
    t.walks(2)
    t.answers("disagree", "A", words=True)
    t.stands(step=3, action="resolve")
    t.decides("A")
    t.stands(step=3, action="resolve")
    t.resolves("dissent")
    t.stands(step=4, action="tell")
    t.gives_back("closing", "A")
    t.stands(step=5)


@pytest.mark.rule("R4", "R5")
def test_03_a_bare_notice_counts_when_it_is_opened(t: FactTeller) -> None:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    t.stands(step=1, action="await")
    t.opens(notice)
    t.stands(step=2, action="await", unopened=False)


def reminded(t: FactTeller, days: float = 14) -> str:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    t.passes(days)
    assert t.reminder_wanted(notice)
    t.mails("attempt_sent", t.delivery(notice), message="reminder", via="smtp")
    return notice


@pytest.mark.rule("R5", "R6", "R7")
def test_04_a_notice_never_opened_counts_after_its_reminder_and_says_so(t: FactTeller) -> None:
    reminded(t)
    t.due()
    t.stands(step=1, action="await")
    t.passes(8)
    t.due()
    t.stands(step=3, unopened=True, no_answer=True, action="decide")
    t.decides("A")
    t.gives_back("closing", "A", how="posted")
    t.stands(step=5, unopened=True)


@pytest.mark.rule("R4", "R5", "R7", "R21")
def test_05_a_reminder_that_bounced_leaves_them_unreached(t: FactTeller) -> None:
    notice = reminded(t)
    t.again("attempt_bounced", t.delivery(notice), message="reminder")
    t.stands(step=1, action="reach")
    t.passes(8)
    t.due()
    t.stands(step=1, action="reach", no_answer=False, unopened=False)


@pytest.mark.rule("R1", "R8", "R17")
def test_06_a_setting_aside_that_was_a_misunderstanding(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.stands(step=1, action="return")
    t.gives_back("qualify")
    t.stands(step=2, action="await")
    t.answers("disagree", "C1", words=True)
    t.stands(step=3, action="resolve")
    t.weaves("C1", "A")
    t.resolves("added")
    t.stands(step=1, action="return", stale=False)


@pytest.mark.rule("R1", "R7")
def test_07_a_setting_aside_told_in_a_closing_round(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.gives_back("closing")
    t.stands(step=2, action="await")
    t.passes(15)
    t.due()
    t.stands(step=5, no_answer=True)


@pytest.mark.rule("R1", "R2", "R21")
def test_08_the_lowest_strand_decides(t: FactTeller) -> None:
    t.tells("C1")
    t.tells("C2")
    t.weaves("C1", "A")
    t.weaves("C2", "B")
    t.gives_back("qualify", "A")
    t.answers("recognise", "A")
    t.stands(step=1, steps=(0, 1, 0, 1, 0, 0))
    t.gives_back("closing", "A", "B")
    t.stands(step=2, steps=(0, 0, 1, 1, 0, 0), action="return")


@pytest.mark.rule("R1")
def test_09_a_closing_round_does_not_qualify(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("closing", "A")
    t.answers("recognise", "A")
    t.stands(step=2, action="return")


@pytest.mark.rule("R9", "R11", "R17")
def test_10_disagreement_after_closing_reopens(t: FactTeller) -> None:
    t.walks(5)
    t.answers("disagree", "A", words=True)
    t.stands(step=3, stale=True, action="resolve")
    t.resolves("dissent")
    t.stands(step=4, stale=True)
    t.gives_back("update", "A")
    t.stands(step=5, stale=False)
    t.answers("recognise", "A")
    t.stands(step=5)


@pytest.mark.rule("R15", "R17")
def test_11_a_new_version_is_told_and_a_wording_is_not(t: FactTeller) -> None:
    t.walks(5)
    t.rewrites("A", wording_only=True)
    t.stands(step=5)
    t.rewrites("A")
    t.stands(step=4, stale=True, action="tell")
    t.gives_back("update", "A")
    t.stands(step=5)


@pytest.mark.rule("R13")
def test_12_decided_before_it_was_qualified(t: FactTeller) -> None:
    t.walks(2)
    t.decides("A")
    t.stands(step=2, decided_first=False)
    t.decides("A", decided_first=True)
    t.stands(step=4, decided_first=True)


@pytest.mark.rule("R14", "R21", "R22")
def test_13_undecided_waits_for_its_date(t: FactTeller) -> None:
    t.walks(3)
    t.decides("A", "undecided", expected=date(2026, 10, 1))
    t.stands(step=3, action="tell", waiting_until=None)
    t.gives_back("update", "A")
    t.stands(step=3, action="await", waiting_until=date(2026, 10, 1), due=date(2026, 10, 1))
    assert t.overdue(date(2026, 9, 30)) == 0
    assert t.overdue(date(2026, 10, 2)) == 1
    t.passes(240)
    t.due()
    t.stands(step=3, action="decide", waiting_until=None, due=date(2026, 10, 1))


def added(t: FactTeller) -> int:
    t.walks(2)
    response = t.answers("add", "A", words=True)
    t.tells("C2", response=response)
    t.stands(step=0, action="weave", steps=(1, 0, 0, 1, 0, 0))
    return response


@pytest.mark.rule("R3", "R8", "R9")
def test_14_what_they_add_is_theirs(t: FactTeller) -> None:
    added(t)
    t.weaves("C2", "A")
    t.stands(step=3, action="resolve", steps=(0, 0, 0, 2, 0, 0))
    t.resolves("added")
    t.stands(step=3, action="decide")


@pytest.mark.rule("R3")
def test_14_what_they_add_elsewhere_is_new(t: FactTeller) -> None:
    added(t)
    t.weaves("C2", "B")
    t.stands(step=1, action="return")


@pytest.mark.rule("R8", "R18")
def test_15_withdrawing_everything_ends_the_loop(t: FactTeller) -> None:
    t.walks(1)
    t.weaves("C1", "B")
    t.gives_back("qualify", "A", "B")
    t.answers("withdraw", "C1", withdraws=["C1"])
    t.stands(step=None, state="ended", action="none", strands=(), due=None)


@pytest.mark.rule("R1", "R8")
def test_16_withdrawing_one_leaves_the_other(t: FactTeller) -> None:
    t.tells("C1")
    t.tells("C2")
    t.weaves("C1", "A")
    t.weaves("C2", "A")
    t.gives_back("qualify", "A")
    t.answers("withdraw", "C1", withdraws=["C1"])
    t.stands(step=2, action="await", steps=(0, 0, 1, 0, 0, 0), state="open")


@pytest.mark.rule("R16", "R17")
def test_17_a_merge_keeps_what_was_told_and_qualified(t: FactTeller) -> None:
    t.walks(5)
    t.walks(5, "C2", "B")
    t.stands(step=5)
    t.merges(["A", "B"], "C", ["C1", "C2"])
    t.stands(step=3, steps=(0, 0, 0, 2, 0, 0), stale=True, action="decide")
    t.decides("C")
    t.stands(step=4, action="tell")
    t.gives_back("update", "C")
    t.stands(step=5, stale=False)


@pytest.mark.rule("R16", "R17")
def test_18_a_withdrawn_insight_owes_its_reason(t: FactTeller) -> None:
    t.walks(5)
    t.tells("C2")
    t.weaves("C2", "A")
    t.withdraws_insight("A")
    t.stands(step=0, action="weave", stale=True)
    t.weaves("C1", "B")
    t.sets_aside("C2")
    report = t.gives_back("qualify", "B", tells=())
    t.answers("recognise", "B")
    t.answers("recognise", "C2")
    t.decides("B")
    assert ("withdrawal", t.named("A")) in t.loop().deliveries[t.delivery(report)].tells
    t.stands(step=4)


@pytest.mark.rule("R18", "R21")
def test_19_nobody_to_reach_until_he_phones(t: FactTeller) -> None:
    t.walks(1)
    round_name = t.gives_back("qualify", "A", how="none")
    t.stands(step=1, action="reach")
    t.excepts("no-contact")
    t.stands(state="excepted", action="none", due=None, step=1)
    t.attempts("conversation_held", t.delivery(round_name))
    t.stands(state="open", step=2)
    t.answers("recognise", "A")
    t.stands(state="open", step=3)


@pytest.mark.rule("R4", "R21")
def test_21_a_letter_that_came_back(t: FactTeller) -> None:
    t.walks(1)
    letter = t.gives_back("qualify", "A", how="posted")
    t.stands(step=2)
    t.returned_by_post(letter)
    t.stands(step=1, action="reach")


@pytest.mark.rule("R4", "R21")
def test_22_uncertain_is_settled_by_a_person(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.again("attempt_uncertain", t.delivery(mail))
    t.stands(step=1, action="settle")
    t.again("attempt_settled", t.delivery(mail), sent=True)
    t.stands(step=2, action="await")


@pytest.mark.rule("R1", "R4")
def test_23_a_group_at_a_session(t: FactTeller) -> None:
    t.joins("G", who="group")
    t.tells("C1", who="G")
    t.weaves("C1", "A", who="G")
    round_name = t.gives_back("qualify", "A", how="letter", who=["G"])
    t.stands("G", step=1, action="reach")
    t.meets(round_name, "A", present=[("G", 6)])
    t.stands("G", step=3, action="decide", no_answer=False)


@pytest.mark.rule("R1")
def test_24_a_member_has_a_loop_of_her_own(t: FactTeller) -> None:
    t.joins("G", who="group")
    t.joins("Ida")
    t.tells("C1", who="G")
    t.tells("C9", who="Ida")
    t.weaves("C1", "A", who="G")
    t.stands("G", step=1, contributions=(t.named("C1"),))
    t.stands("Ida", step=0, contributions=(t.named("C9"),))


@pytest.mark.rule("R4", "R7")
@pytest.mark.parametrize(("promised", "step"), [(True, 2), (False, 1)])
def test_25_a_public_return_reaches_those_it_was_promised(
    t: FactTeller, promised: bool, step: int
) -> None:
    t.joins("U", who="unknown", public_return=promised)
    t.tells("C1", who="U")
    t.weaves("C1", "A", who="U")
    t.gives_back("qualify", "A", how="public", who=["U"])
    t.stands("U", step=step)
    t.passes(22)
    t.due("U")
    t.stands("U", step=3 if promised else 1, no_answer=promised)


@pytest.mark.rule("R5", "R7")
def test_26_an_answer_after_the_window_takes_the_silence_away(t: FactTeller) -> None:
    reminded(t)
    t.passes(8)
    t.due()
    t.stands(no_answer=True)
    t.answers("recognise", "A")
    t.stands(step=3, no_answer=False, unopened=False)


@pytest.mark.rule("R4", "R17", "R21")
def test_27_a_bounce_after_the_last_report(t: FactTeller) -> None:
    t.walks(4)
    mail = t.gives_back("closing", "A", how="mail")
    t.stands(step=5)
    t.again("attempt_bounced", t.delivery(mail))
    t.stands(step=4, stale=True, action="reach")


@pytest.mark.rule("R10")
def test_28_a_later_answer_supersedes(t: FactTeller) -> None:
    t.walks(2)
    t.answers("nuance", "A", words=True)
    t.stands(step=3, action="resolve")
    t.answers("recognise", "A")
    t.stands(step=3, action="decide")


@pytest.mark.rule("R8", "R9")
def test_29_correcting_ones_own_words(t: FactTeller) -> None:
    t.walks(2)
    t.answers("correct", "C1", words=True)
    t.stands(step=3, action="resolve")
    t.resolves("changed")
    t.stands(step=3, action="decide")


@pytest.mark.rule("R8", "R9")
def test_30_free_words_are_sorted(t: FactTeller) -> None:
    t.walks(2)
    response = t.answers("said", words=True)
    t.stands(step=3, action="resolve")
    t.sorts(response, "add", "A")
    t.tells("C2", response=response)
    t.stands(step=0, action="weave", steps=(1, 0, 0, 1, 0, 0))
    t.weaves("C2", "A")
    t.stands(step=3, action="resolve")


@pytest.mark.rule("R6", "R9")
def test_31_no_thanks_is_an_answer(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    assert t.reminder_wanted(mail)
    t.answers("no-thanks")
    t.stands(step=3, action="decide")
    assert not t.reminder_wanted(mail)


@pytest.mark.rule("R1", "R17")
def test_32_a_new_contribution_after_closing(t: FactTeller) -> None:
    t.walks(5)
    t.tells("C2")
    t.stands(step=0, stale=True, steps=(1, 0, 0, 0, 0, 1))


@pytest.mark.rule("R1", "R17")
def test_33_evidence_moved_after_closing(t: FactTeller) -> None:
    t.walks(5)
    t.weaves("C1", "B")
    t.unweaves("C1", "A")
    t.stands(step=1, stale=True, action="return")


@pytest.mark.rule("R9", "R24")
def test_34_the_last_question(t: FactTeller) -> None:
    t.walks(5)
    t.answers("recognise")
    t.stands(step=5)
    t.answers("disagree", words=True)
    t.stands(step=3, stale=True, action="resolve")
