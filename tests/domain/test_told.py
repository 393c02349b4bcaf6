"""R2, R4 and R5: what was told, what reached whom, and what only notified."""

from datetime import timedelta

import pytest

from tests.domain.fact_teller import FactTeller


@pytest.mark.rule("R2")
def test_only_what_stands_in_the_report_is_told(t: FactTeller) -> None:
    t.walks(1)
    t.drafts("B")
    t.gives_back("qualify", "B")
    t.stands(step=1, action="return")


@pytest.mark.rule("R2", "R14")
def test_a_report_that_reached_them_tells_no_outcome_it_does_not_hold(t: FactTeller) -> None:
    t.walks(3)
    t.decides("A", "undecided", expected=t.now.date() + timedelta(days=90))
    t.gives_back("update", tells=[("version", t.versions["A"])])
    t.stands(waiting_until=None, action="tell")


@pytest.mark.rule("R2", "R4")
@pytest.mark.parametrize("how", ["queued", "letter", "none"])
def test_a_frozen_report_that_reached_nobody_tells_nothing(t: FactTeller, how: str) -> None:
    t.walks(1)
    t.gives_back("qualify", "A", how=how)
    t.stands(step=1)


@pytest.mark.rule("R2")
def test_told_to_another_is_not_told_to_them(t: FactTeller) -> None:
    t.walks(1)
    t.joins("Q")
    t.gives_back("qualify", "A", who=["Q"])
    t.stands(step=1)


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("kind", "data", "step"),
    [
        ("attempt_claimed", {}, 1),
        ("attempt_failed", {}, 1),
        ("attempt_uncertain", {}, 1),
        ("attempt_bounced", {}, 1),
        ("attempt_sent", {"via": "smtp"}, 2),
        ("attempt_sent", {"via": "demo"}, 2),
        ("attempt_sent", {"via": "file"}, 1),
        ("attempt_settled", {"sent": True}, 2),
        ("attempt_settled", {"sent": False}, 1),
    ],
)
def test_a_mail_with_the_whole_report(
    t: FactTeller, kind: str, data: dict[str, object], step: int
) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.again(kind, t.delivery(mail), **data)
    t.stands(step=step)


@pytest.mark.rule("R4")
def test_a_mail_written_to_a_file_notifies_nobody(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.again("attempt_sent", t.delivery(mail), via="file")
    t.stands(action="await")
    assert t.loop().deliveries[t.delivery(mail)].window_end is None


@pytest.mark.rule("R4")
@pytest.mark.parametrize(
    ("kind", "step"), [("conversation_held", 2), ("contact_tried", 1), ("letter_posted", 2)]
)
def test_what_a_caseworker_records(t: FactTeller, kind: str, step: int) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="letter")
    t.attempts(kind, t.delivery(mail))
    t.stands(step=step)


@pytest.mark.rule("R4")
def test_a_bounce_takes_back_only_what_that_message_gave(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    sent = t.last_attempt
    t.attempts("conversation_held", t.delivery(mail))
    t.last_attempt = sent
    t.again("attempt_bounced", t.delivery(mail))
    t.stands(step=2)


@pytest.mark.rule("R4")
@pytest.mark.parametrize("by", ["opening", "answer"])
def test_an_opening_and_an_answer_stand_after_a_bounce(t: FactTeller, by: str) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    if by == "opening":
        t.opens(mail)
    else:
        t.answers("recognise", "A")
    t.again("attempt_bounced", t.delivery(mail))
    t.stands(step=2 if by == "opening" else 3)


@pytest.mark.rule("R4")
def test_told_anew_after_a_bounce_is_told_from_then_on(t: FactTeller) -> None:
    """The answer came before what told them again: it is no answer to it."""
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    sent = t.last_attempt
    t.gives_back("update", "A")
    t.answers("recognise", "A", round_name="R2")
    t.stands(step=3)
    t.last_attempt = sent
    t.again("attempt_bounced", t.delivery(mail))
    t.stands(step=2)
    t.attempts("conversation_held", t.delivery(mail))
    t.stands(step=2)


@pytest.mark.rule("R4", "R1")
def test_an_answer_proves_that_the_round_reached_them_and_comes_after_the_telling(
    t: FactTeller,
) -> None:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    t.answers("recognise", "A", round_name=notice)
    t.stands(step=3)


@pytest.mark.rule("R4")
def test_an_answer_proves_no_other_round(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("qualify", "A", how="notice")
    t.gives_back("update", tells=[])
    t.answers("recognise", "A")
    t.stands(step=1)


@pytest.mark.rule("R4", "R8")
def test_a_withdrawal_proves_it_too(t: FactTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.gives_back("qualify", "A", how="notice")
    t.answers("withdraw", withdraws=["C2"])
    t.stands(step=2)


@pytest.mark.rule("R4")
def test_a_session_tells_what_it_showed_and_no_more(t: FactTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.weaves("C2", "B")
    meeting = t.gives_back("qualify", "A", "B", how="letter")
    t.meets(meeting, "A", present=[("P", 1)])
    t.stands(step=1, steps=(0, 1, 0, 1, 0, 0))


@pytest.mark.rule("R4")
def test_a_session_tells_the_reports_of_its_own_round(t: FactTeller) -> None:
    t.walks(1)
    t.gives_back("qualify", "A", how="letter")
    other = t.gives_back("qualify", how="letter")
    t.meets(other, "A", present=[("P", 1)])
    t.stands(step=1)


@pytest.mark.rule("R4")
def test_a_public_return_reaches_those_who_were_promised_it_since(t: FactTeller) -> None:
    t.walks(1)
    public = t.gives_back("qualify", "A", how="public")
    t.stands(step=1, action="reach")
    t.changes(public_return=True)
    t.attempts("returned_publicly", t.delivery(public))
    t.stands(step=2)
    t.changes(public_return=False)
    other = t.gives_back("update", "A", how="public")
    assert not t.loop().deliveries[t.delivery(other)].reached


def counted(t: FactTeller) -> str:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    t.passes(12)
    t.mails("attempt_sent", t.delivery(notice), message="reminder", via="smtp")
    t.passes(10)
    return notice


@pytest.mark.rule("R5")
def test_notice_and_reminder_count_when_the_window_is_over(t: FactTeller) -> None:
    counted(t)
    t.stands(step=1)
    t.due()
    t.stands(step=3, unopened=True)


@pytest.mark.rule("R5")
def test_two_notices_are_no_reminder(t: FactTeller) -> None:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    t.mails("attempt_sent", t.delivery(notice), message="notice", via="smtp")
    t.passes(22)
    t.due()
    t.stands(step=1, unopened=False, action="reach")


@pytest.mark.rule("R5")
@pytest.mark.parametrize("lost", ["notice", "reminder"])
def test_what_bounced_counts_no_longer(t: FactTeller, lost: str) -> None:
    notice = counted(t)
    t.due()
    if lost == "notice":
        t.last_attempt, _ = t.loop().deliveries[t.delivery(notice)].attempts
    t.again("attempt_bounced", t.delivery(notice), message=lost)
    t.stands(step=1, unopened=False, action="reach")


@pytest.mark.rule("R5")
def test_a_reminder_alone_does_not_count(t: FactTeller) -> None:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    t.again("attempt_failed", t.delivery(notice), message="notice")
    t.mails("attempt_sent", t.delivery(notice), message="reminder", via="smtp")
    t.passes(22)
    t.due()
    t.stands(step=1, unopened=False, action="reach")


@pytest.mark.rule("R5")
def test_a_reminder_sent_anew_counts_at_the_end_of_its_own_window(t: FactTeller) -> None:
    notice = counted(t)
    t.due()
    t.again("attempt_bounced", t.delivery(notice), message="reminder")
    t.mails("attempt_sent", t.delivery(notice), message="reminder", via="smtp")
    t.stands(step=1)
    t.due()
    t.stands(step=1)
    t.passes(6)
    t.due()
    t.stands(step=2, unopened=True)


@pytest.mark.rule("R5")
def test_a_mail_that_carries_the_report_is_never_unopened(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.passes(12)
    t.mails("attempt_sent", t.delivery(mail), message="reminder", via="smtp")
    t.passes(12)
    t.due()
    t.stands(step=3, no_answer=True, unopened=False)


@pytest.mark.rule("R5")
@pytest.mark.parametrize("by", ["opening", "conversation", "session"])
def test_unopened_until_something_else_shows_that_it_reached_them(t: FactTeller, by: str) -> None:
    notice = counted(t)
    t.due()
    t.stands(unopened=True)
    if by == "opening":
        t.opens(notice)
    elif by == "session":
        t.meets(notice, "A", present=[("P", 1)])
    else:
        t.attempts("conversation_held", t.delivery(notice))
    t.stands(unopened=False, step=3)


@pytest.mark.rule("R5")
def test_a_reminder_of_a_notice_only_notifies_too(t: FactTeller) -> None:
    notice = counted(t)
    assert not t.loop().deliveries[t.delivery(notice)].reached
    assert t.loop().deliveries[t.delivery(notice)].window_start is not None


@pytest.mark.rule("R5", "R4")
def test_a_notice_counts_when_the_letter_that_had_reached_them_comes_back(t: FactTeller) -> None:
    t.tells("C1")
    t.weaves("C1", "A")
    notice = t.gives_back("qualify", "A", how="notice")
    t.passes(11)
    t.mails("attempt_sent", t.delivery(notice), message="reminder", via="smtp")
    t.attempts("letter_posted", t.delivery(notice))
    t.passes(11)
    t.due()
    t.stands(step=3, unopened=False)
    t.returned_by_post(notice)
    t.stands(step=2, unopened=True)
