"""Stories 1 to 18, told through the services on a database."""

from datetime import date

import pytest

from tests.stories.conftest import Open
from tests.stories.service_teller import ServiceTeller
from tracker.domain.errors import RuleBroken
from tracker.listening.services import Details


@pytest.mark.rule("R1", "R21")
def test_01_the_whole_way_round(t: ServiceTeller) -> None:
    t.tells("C1")
    t.stands(0, "weave")
    t.weaves("C1", "A")
    t.stands(1, "return")
    t.gives_back("qualify", "A")
    t.stands(2, "await")
    t.answers("recognise", "A")
    t.stands(3, "decide")
    t.decides("A")
    t.stands(4, "tell")
    t.gives_back("closing", "A")
    t.stands(5, "none", due=None)


@pytest.mark.rule("R1", "R9", "R12")
def test_02_disagreement_is_answered_and_told(t: ServiceTeller) -> None:
    t.walks(2)
    t.answers("disagree", "A", "Nej, der er lys nok.")
    t.stands(3, "resolve")
    t.decides("A")
    t.stands(3, "resolve")
    resolution = t.resolves("dissent")
    t.stands(4, "tell")
    t.gives_back("closing", "A")
    t.stands(5, "none")
    told = {(p.source.kind, p.source.id) for p in t.report().passages if p.source}
    assert ("resolution", resolution) in told
    beside = [p.text for p in t.report().passages if p.kind == "dissent"]
    assert len(beside) == 1 and "Nej, der er lys nok." in beside[0]


@pytest.mark.rule("R4", "R5")
def test_03_a_bare_notice_counts_when_it_is_opened(opened: Open) -> None:
    t = opened(channel="email")
    t.walks(1)
    t.gives_back("qualify", "A", how="mailed")
    t.stands(1, "await")
    t.opens()
    t.stands(2, "await")


def reminded(t: ServiceTeller) -> int:
    """A bare notice, and a reminder a week before its window ends; the reminder's number."""
    t.walks(1)
    t.gives_back("qualify", "A", how="mailed")
    t.passes(14)
    assert t.due().reminders == 1
    return t.mails("sent")


@pytest.mark.rule("R5", "R6", "R7")
def test_04_a_notice_never_opened_counts_after_its_reminder_and_says_so(opened: Open) -> None:
    t = opened(channel="email")
    reminded(t)
    t.due()
    t.stands(1, "await")
    t.passes(8)
    counts = t.due()
    assert (counts.notices_counted, counts.windows_ended) == (1, 1)
    t.stands(3, "decide", unopened=True, no_answer=True)
    t.decides("A")
    t.changes(Details(channel="letter", address="Søvej 3"))
    t.gives_back("closing", "A", how="posted")
    t.stands(5, "none", unopened=True, no_answer=True)


@pytest.mark.rule("R4", "R5", "R7", "R21")
def test_05_a_reminder_that_bounced_leaves_them_unreached(opened: Open) -> None:
    t = opened(channel="email")
    t.bounces(reminded(t))
    t.stands(1, "reach")
    t.passes(8)
    t.due()
    t.stands(1, "reach")
    t.sends("qualify", "A")
    stopped = t.takes()
    assert stopped is not None and (stopped.mail, stopped.reason) == (None, "bounced")
    t.stands(1, "reach")
    t.changes(Details(email="karen@example.org"))
    t.gives_back("qualify", "A", how="mailed")
    t.stands(1, "await")


@pytest.mark.rule("R1", "R8", "R17")
def test_06_a_setting_aside_that_was_a_misunderstanding(t: ServiceTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.stands(1, "return")
    t.gives_back("qualify")
    t.stands(2, "await")
    response = t.answers("disagree", "C1", "I har misforstået det.")
    t.stands(3, "resolve")
    with pytest.raises(RuleBroken, match="added_is_not_woven"):
        t.resolves("added", response)
    t.weaves("C1", "A")
    t.resolves("added", response)
    t.stands(1, "return")


@pytest.mark.rule("R1", "R7")
def test_07_a_setting_aside_told_in_a_closing_round(t: ServiceTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.gives_back("closing")
    t.stands(2, "await")
    t.passes(15)
    t.due()
    t.stands(5, "none", no_answer=True)


@pytest.mark.rule("R1", "R2", "R21")
def test_08_the_lowest_strand_decides(t: ServiceTeller) -> None:
    t.tells("C1")
    t.tells("C2")
    t.weaves("C1", "A")
    t.weaves("C2", "B")
    t.gives_back("qualify", "A")
    t.answers("recognise", "A")
    t.stands(1, "return", steps=[0, 1, 0, 1, 0, 0])
    t.gives_back("closing", "A", "B")
    t.stands(2, "return", steps=[0, 0, 1, 1, 0, 0])


@pytest.mark.rule("R1")
def test_09_a_closing_round_does_not_qualify(t: ServiceTeller) -> None:
    t.walks(1)
    t.gives_back("closing", "A")
    t.answers("recognise", "A")
    t.stands(2, "return")


@pytest.mark.rule("R9", "R11", "R17")
def test_10_disagreement_after_closing_reopens(t: ServiceTeller) -> None:
    t.walks(5)
    t.answers("disagree", "A", "Det er ikke gjort endnu.")
    t.stands(3, "resolve", stale=True)
    t.resolves("dissent")
    t.stands(4, "tell", stale=True)
    t.gives_back("update", "A")
    t.stands(5, "none")
    t.answers("recognise", "A")
    t.stands(5, "none")


@pytest.mark.rule("R15", "R17")
def test_11_a_new_version_is_told_and_a_wording_is_not(t: ServiceTeller) -> None:
    t.walks(4)
    t.joins("Q")
    t.tells("D1", "Q")
    t.weaves("D1", "A")
    t.gives_back("closing", "A", who=["P", "Q"])
    t.stands(5, "none")
    t.rewrites("A", "Stien er meget mørk.", wording=True)
    t.stands(5, "none")
    answer = t.answers("nuance", "A", "Kun om vinteren.", who="Q")
    with pytest.raises(RuleBroken, match="wording_only_has_no_cause"):
        t.rewrites("A", "Stien er mørk om vinteren.", because=answer, wording=True)
    t.rewrites("A", "Stien er mørk om vinteren.", because=answer)
    t.stands(4, "tell", stale=True)
    t.gives_back("update", "A")
    t.stands(5, "none")


REASON = "Kommunalbestyrelsen skulle stemme den 3."


@pytest.mark.rule("R13")
def test_12_decided_before_it_was_qualified(t: ServiceTeller) -> None:
    t.walks(2)
    with pytest.raises(RuleBroken, match="decide_before_qualified"):
        t.decides("A")
    t.agrees()
    t.stands(2, "await")
    t.decides("A", decided_first=REASON)
    t.stands(4, "tell", decided_first=True)
    t.gives_back("closing", "A")
    t.stands(5, "none", decided_first=True)
    assert any(REASON in (p.text or "") for p in t.report().passages)


@pytest.mark.rule("R14", "R21", "R22")
def test_13_undecided_waits_for_its_date(t: ServiceTeller) -> None:
    t.walks(3)
    first = date(2026, 10, 1)
    t.decides("A", "undecided", decider="Kommunalbestyrelsen", expected=first)
    t.stands(3, "tell")
    t.gives_back("update", "A")
    t.stands(3, "await", waiting_until=first, due=first)
    assert t.overdue_on(date(2026, 9, 30)) == 0
    assert t.overdue_on(date(2026, 10, 2)) == 1
    t.passes(240)
    assert t.due().waits_ended == 1
    t.stands(3, "decide", due=first)


def added(t: ServiceTeller) -> int:
    t.walks(2)
    response = t.answers("add", "A", "Også i skolegården.", makes="C2")
    t.stands(0, "weave", steps=[1, 0, 0, 1, 0, 0])
    return response


@pytest.mark.rule("R3", "R8", "R9")
def test_14_what_they_add_is_theirs(t: ServiceTeller) -> None:
    response = added(t)
    t.weaves("C2", "A")
    t.stands(3, "resolve", steps=[0, 0, 0, 2, 0, 0])
    t.resolves("added", response)
    t.stands(3, "decide")


@pytest.mark.rule("R3")
def test_14_what_they_add_elsewhere_is_new(t: ServiceTeller) -> None:
    added(t)
    t.weaves("C2", "B")
    t.stands(1, "return", steps=[0, 1, 0, 1, 0, 0])


@pytest.mark.rule("R8", "R16", "R18")
def test_15_withdrawing_everything_ends_the_loop(t: ServiceTeller) -> None:
    said, shared = "Jeg er bange for at gå hjem alene.", "En er bange på vejen hjem."
    t.tells("C1", text=said, shareable=shared)
    t.joins("Q")
    t.tells("D1", "Q")
    for insight in ("A", "B"):
        t.weaves("C1", insight)
    t.weaves("D1", "B")
    t.gives_back("qualify", "A", "B", who=["P", "Q"])
    t.stands(2, "await")
    t.answers("withdraw", "C1")
    t.stands(None, "none", steps=[0, 0, 0, 0, 0, 0], due=None)
    t.stands(2, "await", who="Q")
    with pytest.raises(RuleBroken, match="insight_without_evidence"):
        t.sends("qualify", "A", who=["Q"])
    for purpose in ("update", "closing"):
        t.gives_back(purpose, "B", who=["P", "Q"])
        for who in ("P", "Q"):
            texts = [passage.text or "" for passage in t.report(who).passages]
            assert not any(words in text for text in texts for words in (said, shared))


@pytest.mark.rule("R1", "R8")
def test_16_withdrawing_one_leaves_the_other(t: ServiceTeller) -> None:
    t.tells("C1")
    t.tells("C2")
    t.weaves("C1", "A")
    t.weaves("C2", "A")
    t.gives_back("qualify", "A")
    t.answers("withdraw", "C1")
    t.stands(2, "await", steps=[0, 0, 1, 0, 0, 0])


@pytest.mark.rule("R16", "R17")
def test_17_a_merge_keeps_what_was_told_and_qualified(t: ServiceTeller) -> None:
    t.walks(5)
    t.walks(5, "C2", "B")
    t.stands(5, "none")
    t.merges(["A", "B"], "C", "Der er mørkt overalt.")
    t.stands(3, "decide", stale=True, steps=[0, 0, 0, 2, 0, 0])
    t.decides("C")
    t.stands(4, "tell", stale=True)
    t.gives_back("update", "C")
    t.stands(5, "none")
    told = [p.text or "" for p in t.report().passages if p.detail == "successor"]
    assert len(told) == 1 and "Stien er mørk, A" in told[0] and "Stien er mørk, B" in told[0]
    t.gives_back("update", "C")
    assert not [p for p in t.report().passages if p.detail == "successor"]


@pytest.mark.rule("R16", "R17")
def test_18_a_withdrawn_insight_owes_its_reason(t: ServiceTeller) -> None:
    t.walks(5)
    t.withdraws_insight("A", "Vi tog fejl af stien.")
    t.stands(0, "weave", stale=True)
    t.walks(4, "C1", "B")
    t.gives_back("closing", "B")
    t.stands(5, "none")
    t.tells("C2")
    t.walks(2, "C2", "D")
    told = [p.text or "" for p in t.report(round_id=t.rounds[2]).passages]
    assert any("Vi tog fejl af stien." in text for text in told)


@pytest.mark.rule("R16")
def test_18_and_until_it_is_told_nothing_passes_four(t: ServiceTeller) -> None:
    t.walks(2)
    t.tells("C2")
    t.weaves("C2", "B")
    t.gives_back("qualify", "B")
    t.withdraws_insight("A", "Vi tog fejl af stien.")
    t.answers("recognise", "B")
    t.decides("B")
    t.sets_aside("C1")
    t.gives_back("closing", "B", how="sent")
    t.stands(1, "reach", steps=[0, 1, 0, 0, 1, 0])
    t.records("told")
    t.passes(15)
    t.due()
    t.stands(5, "none", no_answer=True)
