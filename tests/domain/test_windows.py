"""R6 and R7: windows, reminders, and silence."""

from datetime import timedelta

import pytest

from tests.domain.fact_teller import FactTeller
from tracker.domain.facts import Delivery
from tracker.domain.loop import reminder_due


def delivery(t: FactTeller, name: str) -> Delivery:
    return t.loop().deliveries[t.delivery(name)]


def reminds(t: FactTeller, name: str, kind: str = "attempt_sent") -> None:
    t.mails(kind, t.delivery(name), message="reminder", via="smtp")


@pytest.mark.rule("R6")
@pytest.mark.parametrize(("purpose", "days"), [("qualify", 21), ("closing", 14), ("update", 14)])
def test_a_window_runs_its_round_s_days_from_when_it_reached_them(
    t: FactTeller, purpose: str, days: int
) -> None:
    t.walks(1)
    mail = t.gives_back(purpose, "A", how="letter")
    assert delivery(t, mail).window_end is None
    t.passes(5)
    t.attempts("letter_posted", t.delivery(mail))
    assert delivery(t, mail).window_end == t.now + timedelta(days=days)


@pytest.mark.rule("R6")
def test_a_window_begins_with_the_first_that_still_stands(t: FactTeller) -> None:
    t.walks(1)
    notice = t.gives_back("qualify", "A", how="notice")
    began = t.now
    t.passes(3)
    t.opens(notice)
    assert delivery(t, notice).window_start == began
    t.again("attempt_bounced", t.delivery(notice), message="notice")
    assert delivery(t, notice).window_start == began + timedelta(days=3, minutes=1)


@pytest.mark.rule("R6")
def test_a_session_begins_the_window_of_those_present(t: FactTeller) -> None:
    t.walks(1)
    meeting = t.gives_back("qualify", "A", how="letter")
    t.meets(meeting, "A", present=[("P", 1)])
    assert delivery(t, meeting).window_start == t.now
    t.passes(1)
    t.meets(meeting, "A", present=[("P", 1)])
    assert delivery(t, meeting).window_start == t.now - timedelta(days=1, minutes=1)


@pytest.mark.rule("R6")
@pytest.mark.parametrize(("how", "wanted"), [("mail", True), ("notice", True), ("posted", False)])
def test_a_reminder_by_mail_goes_at_half_of_the_window(
    t: FactTeller, how: str, wanted: bool
) -> None:
    t.walks(1)
    name = t.gives_back("qualify", "A", how=how)
    half = t.now + timedelta(days=21) / 2
    assert reminder_due(t.loop(), delivery(t, name)) == (half if wanted else None)


@pytest.mark.rule("R6")
@pytest.mark.parametrize(
    ("purpose", "how", "wanted"),
    [("closing", "notice", True), ("closing", "mail", False), ("update", "notice", True)],
)
def test_who_was_brought_the_last_report_is_not_reminded_of_it(
    t: FactTeller, purpose: str, how: str, wanted: bool
) -> None:
    t.walks(4)
    name = t.gives_back(purpose, "A", how=how)
    assert t.reminder_wanted(name) is wanted
    t.opens(name)
    assert not t.reminder_wanted(name)


@pytest.mark.rule("R6")
def test_an_update_that_tells_a_reason_alone_reminds_of_its_notice(t: FactTeller) -> None:
    t.walks(2)
    t.withdraws_insight("A")
    assert t.reminder_wanted(t.gives_back("update", how="notice"))


@pytest.mark.rule("R6", "R7")
@pytest.mark.parametrize(
    ("move", "about", "wanted"),
    [("recognise", "A", True), ("no-thanks", None, False), ("recognise", None, False)],
)
def test_a_reminder_goes_while_a_strand_of_the_round_has_no_answer(
    t: FactTeller, move: str, about: str | None, wanted: bool
) -> None:
    t.walks(1)
    t.tells("C2")
    t.weaves("C2", "B")
    mail = t.gives_back("qualify", "A", "B", how="mail")
    t.answers(move, about)
    assert t.reminder_wanted(mail) is wanted


@pytest.mark.rule("R6", "R8")
def test_a_withdrawal_is_no_answer_for_the_rest(t: FactTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.weaves("C2", "A")
    mail = t.gives_back("qualify", "A", how="mail")
    t.answers("withdraw", "C1", withdraws=["C1"])
    t.passes(12)
    assert t.reminder_wanted(mail)
    reminds(t, mail)
    assert not t.reminder_wanted(mail)
    t.passes(10)
    t.due()
    t.stands(step=3, no_answer=True)


@pytest.mark.rule("R6")
def test_an_answer_to_an_earlier_round_leaves_the_new_question_open(t: FactTeller) -> None:
    t.walks(3)
    t.rewrites("A")
    assert t.reminder_wanted(t.gives_back("qualify", "A", how="mail"))


@pytest.mark.rule("R6")
@pytest.mark.parametrize("why", ["asked-not", "stopped", "bounced", "over", "ended", "unsent"])
def test_nobody_is_reminded_in_vain(t: FactTeller, why: str) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="queued" if why == "unsent" else "mail")
    if why == "asked-not":
        t.excepts(why)
    elif why == "stopped":
        t.record("delivery_stopped", delivery=t.delivery(mail), participant=t.named("P"))
    elif why == "bounced":
        t.opens(mail)
        t.again("attempt_bounced", t.delivery(mail))
    elif why == "over":
        t.passes(22)
        t.due()
    elif why == "ended":
        t.gives_back("update")
        t.answers("withdraw", withdraws=["C1"])
    assert not t.reminder_wanted(mail)


@pytest.mark.rule("R7", "R21")
def test_without_a_reminder_nobody_is_silent(t: FactTeller) -> None:
    t.walks(2)
    t.passes(22)
    t.due()
    t.stands(step=2, no_answer=False, action="reach")


@pytest.mark.rule("R7")
def test_silence_waits_for_the_end_of_the_window(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.passes(11)
    reminds(t, mail)
    t.stands(step=2, no_answer=False)
    t.passes(9)
    t.due()
    t.stands(step=2, no_answer=False, action="await")
    t.passes(1)
    t.due()
    t.stands(step=3, no_answer=True)


@pytest.mark.rule("R7")
@pytest.mark.parametrize("late", [18, 23])
def test_a_late_reminder_moves_the_end(t: FactTeller, late: int) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.passes(late)
    t.due()
    reminds(t, mail)
    assert delivery(t, mail).window_end == t.now + timedelta(days=5)
    t.passes(4)
    t.due()
    t.stands(step=2, action="await")
    t.passes(1)
    t.due()
    t.stands(step=3, no_answer=True)


@pytest.mark.rule("R7")
def test_only_the_first_reminder_moves_the_end(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    end = t.now + timedelta(days=21)
    t.passes(11)
    reminds(t, mail)
    t.passes(9)
    reminds(t, mail)
    assert delivery(t, mail).window_end == end


@pytest.mark.rule("R7")
@pytest.mark.parametrize("kind", ["attempt_failed", "attempt_uncertain", "attempt_bounced"])
def test_nobody_is_silent_while_an_attempt_is_in_doubt(t: FactTeller, kind: str) -> None:
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    t.passes(11)
    reminds(t, mail)
    t.mails(kind, t.delivery(mail), message="reminder")
    t.passes(11)
    t.due()
    t.stands(step=2, no_answer=False)


@pytest.mark.rule("R7")
def test_a_letter_that_came_back_leaves_nobody_silent(t: FactTeller) -> None:
    t.walks(1)
    letter = t.gives_back("qualify", "A", how="posted")
    t.attempts("letter_posted", t.delivery(letter), reminder=True)
    t.attempts("letter_posted", t.delivery(letter), reminder=True)
    t.returned_by_post(letter)
    t.passes(22)
    t.due()
    t.stands(step=2, no_answer=False, action="reach")


@pytest.mark.rule("R6", "R7")
@pytest.mark.parametrize(("kind", "step"), [("conversation_held", 3), ("contact_tried", 3)])
def test_a_reminder_by_phone_is_a_recorded_attempt(t: FactTeller, kind: str, step: int) -> None:
    t.walks(1)
    call = t.gives_back("qualify", "A", how="told")
    t.attempts(kind, t.delivery(call), reminder=True)
    t.passes(22)
    t.due()
    t.stands(step=step, no_answer=True)


@pytest.mark.rule("R6", "R7")
@pytest.mark.parametrize("how", ["none", "phone"])
def test_a_call_reminds_whoever_was_spoken_with_or_is_to_be(t: FactTeller, how: str) -> None:
    t.walks(1)
    name = t.gives_back("qualify", "A", how=how)
    if how == "none":
        t.attempts("conversation_held", t.delivery(name))
    else:
        t.opens(name)
    t.attempts("contact_tried", t.delivery(name), reminder=True)
    t.passes(22)
    t.due()
    t.stands(step=3, no_answer=True)


@pytest.mark.rule("R7")
@pytest.mark.parametrize(("how", "reminder"), [("posted", True), ("told", False)])
def test_an_attempt_that_is_no_reminder_of_that_channel(
    t: FactTeller, how: str, reminder: bool
) -> None:
    t.walks(1)
    name = t.gives_back("qualify", "A", how=how)
    t.attempts("contact_tried", t.delivery(name), reminder=reminder)
    t.passes(22)
    t.due()
    t.stands(step=2, no_answer=False)


@pytest.mark.rule("R7")
def test_the_window_alone_is_enough_for_a_setting_aside(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.tells("C2")
    t.weaves("C2", "A")
    t.gives_back("qualify", "A")
    t.passes(22)
    t.due()
    t.stands(step=2, no_answer=True, steps=(0, 0, 1, 0, 0, 1))


@pytest.mark.rule("R7")
def test_a_setting_aside_waits_for_the_window_too(t: FactTeller) -> None:
    t.tells("C1")
    t.sets_aside("C1")
    t.gives_back("qualify")
    t.passes(20)
    t.due()
    t.stands(step=2, no_answer=False)


@pytest.mark.rule("R7")
def test_the_window_alone_is_enough_for_a_promised_public_return_only(t: FactTeller) -> None:
    t.walks(1)
    public = t.gives_back("qualify", "A", how="public")
    t.attempts("conversation_held", t.delivery(public))
    t.passes(22)
    t.due()
    t.stands(step=2, no_answer=False)


@pytest.mark.rule("R7", "R1")
def test_silence_in_a_closing_round_qualifies_no_insight(t: FactTeller) -> None:
    t.walks(1)
    mail = t.gives_back("closing", "A", how="mail")
    reminds(t, mail)
    t.passes(15)
    t.due()
    t.stands(step=2, no_answer=False)


@pytest.mark.rule("R7")
def test_silence_is_judged_strand_by_strand(t: FactTeller) -> None:
    t.walks(1)
    t.tells("C2")
    t.weaves("C2", "B")
    mail = t.gives_back("qualify", "A", "B", how="mail")
    t.answers("recognise", "A")
    reminds(t, mail)
    t.passes(22)
    t.due()
    t.stands(step=3, no_answer=True)
    t.answers("recognise", "B")
    t.stands(step=3, no_answer=False)


@pytest.mark.rule("R7")
def test_silence_is_never_agreement(t: FactTeller) -> None:
    """It passes step 3 and no more: the mark stays as far as the loop goes."""
    t.walks(1)
    mail = t.gives_back("qualify", "A", how="mail")
    reminds(t, mail)
    t.passes(22)
    t.due()
    t.decides("A")
    t.gives_back("closing", "A")
    t.stands(step=5, no_answer=True)
