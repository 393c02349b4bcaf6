"""R21: what to do next, the first that holds; each step and each way a delivery can stand."""

from datetime import date

import pytest

from tests.domain.fact_teller import FactTeller

OCTOBER = date(2026, 10, 1)


def told_in_doubt(t: FactTeller, step: int, how: str) -> str:
    """A delivery that would raise a strand at 1, 2, 3 (left undecided) or 4."""
    t.walks({1: 1, 2: 1, 3: 3, 4: 4}[step])
    if step == 3:
        t.decides("A", "undecided", expected=OCTOBER)
    if step == 2:
        t.gives_back("closing", "A")
    purpose = "qualify" if step < 3 else "closing"
    return t.gives_back(purpose, "A", how=how)


STEPS = pytest.mark.parametrize("step", [1, 2, 3, 4])


@pytest.mark.rule("R21")
@STEPS
@pytest.mark.parametrize(
    ("how", "action"),
    [
        ("queued", "await"),
        ("notice", "await"),
        ("none", "reach"),
        ("letter", "reach"),
        ("public", "reach"),
    ],
)
def test_a_delivery_under_way(t: FactTeller, step: int, how: str, action: str) -> None:
    told_in_doubt(t, step, how)
    t.stands(step=step, action=action)


@pytest.mark.rule("R21")
@STEPS
@pytest.mark.parametrize(
    ("kind", "action"),
    [
        ("attempt_claimed", "await"),
        ("attempt_uncertain", "settle"),
        ("attempt_failed", "reach"),
        ("attempt_bounced", "reach"),
    ],
)
def test_what_became_of_a_mail(t: FactTeller, step: int, kind: str, action: str) -> None:
    mail = told_in_doubt(t, step, "queued")
    t.mails(kind, t.delivery(mail))
    t.stands(step=step, action=action)


@pytest.mark.rule("R21")
@STEPS
def test_a_mail_in_a_file_is_sent_and_waited_for(t: FactTeller, step: int) -> None:
    mail = told_in_doubt(t, step, "queued")
    t.mails("attempt_sent", t.delivery(mail), via="file")
    t.stands(step=step, action="await")


@pytest.mark.rule("R21")
@STEPS
def test_a_stopped_delivery(t: FactTeller, step: int) -> None:
    mail = told_in_doubt(t, step, "queued")
    t.record("delivery_stopped", delivery=t.delivery(mail), participant=t.named("P"))
    t.stands(step=step, action="reach")


@pytest.mark.rule("R21")
@STEPS
def test_a_returned_letter(t: FactTeller, step: int) -> None:
    letter = told_in_doubt(t, step, "letter")
    t.attempts("letter_posted", t.delivery(letter))
    t.returned_by_post(letter)
    t.stands(step=step, action="reach")


@pytest.mark.rule("R21")
@STEPS
def test_a_call_that_found_nobody(t: FactTeller, step: int) -> None:
    letter = told_in_doubt(t, step, "letter")
    t.attempts("contact_tried", t.delivery(letter))
    t.stands(step=step, action="reach")


@pytest.mark.rule("R21")
@STEPS
def test_a_window_over_without_silence(t: FactTeller, step: int) -> None:
    told_in_doubt(t, step, "notice")
    t.passes(22)
    t.due()
    t.stands(step=step, action="reach")


@pytest.mark.rule("R21")
def test_sent_again_after_it_failed_is_waited_for(t: FactTeller) -> None:
    mail = told_in_doubt(t, 1, "queued")
    t.mails("attempt_failed", t.delivery(mail), message="notice")
    failed = t.last_attempt
    t.mails("attempt_sent", t.delivery(mail), message="notice", via="smtp")
    t.stands(action="await")
    t.last_attempt = failed
    t.again("attempt_settled", t.delivery(mail), message="notice", sent=False)
    t.stands(action="await")


@pytest.mark.rule("R21")
def test_a_call_that_found_nobody_mends_no_failed_mail(t: FactTeller) -> None:
    mail = told_in_doubt(t, 1, "queued")
    t.mails("attempt_failed", t.delivery(mail))
    t.attempts("contact_tried", t.delivery(mail))
    t.stands(action="reach")


@pytest.mark.rule("R21")
def test_the_last_that_is_certain_decides_however_they_were_numbered(t: FactTeller) -> None:
    mail = told_in_doubt(t, 1, "queued")
    t.mails("attempt_sent", t.delivery(mail), message="notice", via="smtp")
    first = t.last_attempt
    t.mails("attempt_sent", t.delivery(mail), message="notice", via="smtp")
    t.last_attempt = first
    t.again("attempt_bounced", t.delivery(mail), message="notice")
    t.stands(action="reach")


@pytest.mark.rule("R21")
def test_uncertain_is_settled_before_anything_else(t: FactTeller) -> None:
    mail = told_in_doubt(t, 2, "mail")
    t.mails("attempt_uncertain", t.delivery(mail), message="reminder")
    t.passes(22)
    t.due()
    t.stands(step=2, action="settle")


@pytest.mark.rule("R21")
def test_woven_or_returned_without_a_delivery_that_raises_it(t: FactTeller) -> None:
    t.walks(1)
    t.stands(step=1, action="return")
    closing = t.gives_back("closing", "A", how="letter")
    t.stands(step=1, action="reach")
    t.attempts("letter_posted", t.delivery(closing))
    t.stands(step=2, action="return")
    t.gives_back("closing", "A", how="letter")
    t.stands(step=2, action="return")
    t.gives_back("qualify", "A", how="letter")
    t.stands(step=2, action="reach")


@pytest.mark.rule("R21", "R3")
def test_a_delivery_from_before_the_weaving_raises_nothing(t: FactTeller) -> None:
    t.tells("C1")
    t.drafts("A")
    t.gives_back("qualify", "A", how="letter")
    t.weaves("C1", "A")
    t.stands(step=1, action="return")


@pytest.mark.rule("R21")
def test_a_setting_aside_is_raised_by_any_round(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.gives_back("closing", how="letter")
    t.stands(step=1, action="reach")
    t.attempts("letter_posted", t.delivery("R1"))
    t.stands(step=2, action="await")


@pytest.mark.rule("R21")
def test_of_several_deliveries_the_one_frozen_last_decides(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("qualify", "A", how="letter")
    t.stands(action="reach")
    t.gives_back("qualify", "A", how="queued")
    t.stands(action="await")


@pytest.mark.rule("R21")
def test_at_3_the_open_response_comes_first(t: FactTeller) -> None:
    t.walks(3)
    t.answers("nuance", "A")
    t.stands(action="resolve")
    t.decides("A", "undecided", expected=OCTOBER)
    t.gives_back("update", "A", how="letter")
    t.stands(action="resolve")
    t.resolves("changed")
    t.stands(action="reach")
    t.decides("A", "used")
    t.stands(step=4, action="tell")


@pytest.mark.rule("R21")
def test_at_3_told_of_an_undecided_outcome_they_wait_whatever_is_under_way(
    t: FactTeller,
) -> None:
    t.walks(3)
    t.decides("A", "undecided", expected=OCTOBER)
    t.gives_back("update", "A", how="posted")
    t.gives_back("update", "A", how="letter")
    t.stands(step=3, action="await")


@pytest.mark.rule("R21")
def test_at_4_a_delivery_that_lacks_something_raises_nothing(t: FactTeller) -> None:
    t.walks(4)
    t.gives_back("closing", how="letter", tells=[("outcome", t.outcomes["A"])])
    t.stands(step=4, action="reach")
    t.rewrites("A")
    t.stands(step=4, action="tell")
    t.gives_back("update", how="posted", tells=[("version", t.versions["A"])])
    t.stands(step=4, action="reach")


@pytest.mark.rule("R21", "R16")
def test_at_4_the_owed_reason_is_missing_too(t: FactTeller) -> None:
    t.walks(2)
    t.withdraws_insight("A")
    owed, t.withdrawn = t.withdrawn, []
    t.walks(5, "C1", "B")
    t.gives_back("update", "B", how="letter")
    t.stands(step=4, action="tell")
    t.withdrawn = owed
    t.gives_back("update", how="letter")
    t.stands(step=4, action="reach")


@pytest.mark.rule("R21")
def test_the_loop_s_action_is_that_of_its_lowest_strand(t: FactTeller) -> None:
    t.walks(3)
    t.tells("C2")
    t.weaves("C2", "B")
    t.stands(action="return")
    assert [s.action for s in t.standing().strands] == ["decide", "return"]


@pytest.mark.rule("R21")
def test_of_several_lowest_the_more_urgent_decides(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("qualify", "A", how="letter")
    t.tells("C2")
    t.weaves("C2", "B")
    assert [s.action for s in t.standing().strands] == ["reach", "return"]
    t.stands(action="reach")
    t.gives_back("qualify", "A", how="queued")
    assert [s.action for s in t.standing().strands] == ["await", "return"]
    t.stands(action="return")


@pytest.mark.rule("R21")
@pytest.mark.parametrize("state", ["excepted", "ended", "closed"])
def test_none_when_there_is_nothing_to_do(t: FactTeller, state: str) -> None:
    t.walks(5 if state == "closed" else 2)
    if state == "excepted":
        t.excepts("other")
    elif state == "ended":
        t.answers("withdraw", withdraws=["C1"])
    t.stands(state=state, action="none")
