"""What changed since a report was frozen stops its mail before it is sent."""

from collections.abc import Callable

import pytest

from tests import factories as f
from tests.outbound.office import Office
from tests.outbound.sink import Sink
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Attempt, Delivery, DeliveryPassage, Passage
from tracker.outbound import outbox
from tracker.outbound.claims import Claimant
from tracker.reports.freezing import document_of


def moves(act: Act) -> None:
    person = act.session.get_one(Participant, 1)
    person.email = person.email_lookup = "ny@example.dk"


def has_no_address(act: Act) -> None:
    act.session.get_one(Participant, 1).email = None


def wishes_for_letters(act: Act) -> None:
    act.session.get_one(Participant, 1).channel = "letter"


def asks_for_a_code_of_what_carries_the_letter(act: Act) -> None:
    act.session.get_one(Process, 1).second_thing = True
    act.session.get_one(Delivery, 1).mail = "report"


def is_excepted(act: Act) -> None:
    act.record(1, "loop_excepted", participant=1, because="asked-not")


def takes_everything_back(act: Act) -> None:
    takes_back(act, 1)


def takes_back(act: Act, person: int) -> None:
    said = act.session.query(Contribution).filter_by(participant_id=person).all()
    delivery = act.session.query(Delivery).filter_by(participant_id=person).first()
    f.a_response(act, delivery, "withdraw", withdrawn=said)


def words_were_changed(act: Act) -> None:
    passages = act.session.query(Passage).join(DeliveryPassage).filter_by(delivery_id=1)
    next(p for p in passages if p.kind == "quote").text = "Noget andet."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (moves, "address"),
        (has_no_address, "address"),
        (wishes_for_letters, "wish"),
        (asks_for_a_code_of_what_carries_the_letter, "code"),
        (is_excepted, "excepted"),
        (takes_everything_back, "ended"),
        (words_were_changed, "altered"),
    ],
)
def test_a_change_stops_the_mail(
    change: Callable[[Act], None], reason: str, mailing: Office, sink: Sink
):
    mailing.gives_back(1)
    mailing.do(change)
    mailing.sends()
    (attempt,) = mailing.attempts()
    assert (attempt.state, attempt.reason) == ("stopped", reason)
    assert mailing.kinds("attempt", "delivery") == ["delivery_stopped"]
    # Who takes something back has answered the round, and so it has reached them.
    assert mailing.states() == ["reached" if reason == "ended" else "stopped"]
    assert sink.mails == []


def test_word_of_a_letter_that_asks_for_a_code_is_not_stopped(mailing: Office, sink: Sink):
    mailing.gives_back(1)
    mailing.do(lambda act: setattr(act.session.get_one(Process, 1), "second_thing", True))
    mailing.sends()
    assert mailing.states() == ["sent"]
    (mail,) = sink.mails
    assert "Du skal bruge en kode for at åbne siden." in mail.get_body(("plain",)).get_content()


def test_an_address_that_is_only_spelt_differently_stops_nothing(mailing: Office, sink: Sink):
    mailing.gives_back(1)
    mailing.do(
        lambda act: setattr(act.session.get_one(Participant, 1), "email", "Borger0@Example.dk")
    )
    mailing.sends()
    assert mailing.states() == ["sent"]


def test_words_that_were_taken_back_stop_every_report_that_they_stand_in(
    mailing: Office, sink: Sink
):
    mailing.gives_back(3)
    mailing.do(says_more)
    mailing.do(is_quoted_to_the_second)
    mailing.do(takes_the_first_back)
    mailing.sends()
    assert [(a.state, a.reason) for a in mailing.attempts()] == [
        ("stopped", "withdrawn"), ("stopped", "withdrawn"), ("sent", ""),
    ]  # fmt: skip
    assert len(sink.mails) == 1


def says_more(act: Act) -> None:
    f.a_contribution(act, act.session.get_one(Participant, 1), "Og bænken er væk.")


def is_quoted_to_the_second(act: Act) -> None:
    passages = act.session.query(Passage).join(DeliveryPassage).filter_by(delivery_id=1)
    quote = next(p for p in passages if p.source_kind == "wording")
    f.kept(act, DeliveryPassage(delivery_id=2, position=900, passage_id=quote.id))


def takes_the_first_back(act: Act) -> None:
    delivery = act.session.get_one(Delivery, 1)
    f.a_response(act, delivery, "withdraw", withdrawn=[act.session.get_one(Contribution, 1)])


def quoted_to_each_other(mailing: Office, mail: str) -> None:
    """A second round, in which the first one's words stand in the other's report."""
    mailing.gives_back(2, mail=mail)
    mailing.sends()

    def tell_again(act: Act) -> None:
        people = act.session.query(Participant).order_by(Participant.id).all()
        people[0].may_quote = True
        f.a_wording(act, act.session.get_one(Contribution, 1), "Stien er mørk.", "shareable")
        insight = act.session.get_one(Insight, 1)
        mailing.again(act, act.session.get_one(Process, 1), people, "update", [insight])

    mailing.do(tell_again)


def is_quoted_no_more(act: Act) -> None:
    act.session.get_one(Participant, 1).may_quote = False


def has_other_words(act: Act) -> None:
    said = act.session.get_one(Contribution, 1)
    f.a_wording(act, said, "Der er mørkt på stien.", "shareable")


@pytest.mark.parametrize("change", [is_quoted_no_more, has_other_words])
def test_a_report_that_quotes_what_may_not_be_read_any_more_is_stopped(
    change: Callable[[Act], None], mailing: Office, sink: Sink
):
    quoted_to_each_other(mailing, "report")
    mailing.do(change)
    mailing.sends()
    # The author's own copy holds their own words alone.
    assert [(a.state, a.reason) for a in mailing.attempts()[2:]] == [
        ("sent", ""), ("stopped", "quoted"),
    ]  # fmt: skip
    assert len(sink.mails) == 3


def test_a_notice_of_it_goes_as_the_page_shows_it_no_more(mailing: Office, sink: Sink):
    quoted_to_each_other(mailing, "notice")
    mailing.do(is_quoted_no_more)
    mailing.sends()
    assert [a.state for a in mailing.attempts()[2:]] == ["sent", "sent"]
    with mailing.unit() as act:
        document = document_of(act.session, act.session.get_one(Delivery, 4))
        assert [p.section for p in document.passages if p.hidden] == ["others"]
        assert "Stien er mørk." not in [p.text for p in document.passages]


# Reminders


@pytest.fixture
def reminding(mailing: Office, sink: Sink) -> Office:
    """A notice was accepted, and its reminder waits."""
    mailing.gives_back(1)
    mailing.sends()
    mailing.do(lambda act: outbox.queue_message(act, act.session.get_one(Delivery, 1), "reminder"))
    return mailing


def test_a_reminder_goes_while_nothing_was_answered(reminding: Office, sink: Sink):
    reminding.sends()
    assert [mail["Subject"] for mail in sink.mails] == [
        "Brev til dig fra kommunen", "Husk brevet fra kommunen",
    ]  # fmt: skip
    attempt = reminding.attempts()[1]
    assert (attempt.message, attempt.reminder, attempt.state) == ("reminder", True, "sent")


def test_a_reminder_that_was_put_off_is_still_needed(reminding: Office, sink: Sink):
    sink.on["RCPT"] = "451 later"
    reminding.sends()
    assert reminding.attempts()[1].state == "waiting"
    sink.on.clear()
    reminding.do(lambda act: setattr(act.session.get_one(Attempt, 2), "not_before", outbox.AT_ONCE))
    reminding.sends()
    assert reminding.attempts()[1].state == "sent"


def answers(act: Act) -> None:
    f.a_response(act, act.session.get_one(Delivery, 1), "recognise")


def notice_came_back(act: Act) -> None:
    outbox.bounced(act, act.session.get_one(Attempt, 1))


def test_a_reminder_of_what_was_answered_is_not_needed_and_stops_nothing_else(
    reminding: Office, sink: Sink
):
    reminding.do(answers)
    reminding.sends()
    attempt = reminding.attempts()[1]
    assert (attempt.state, attempt.reason) == ("stopped", "not_needed")
    assert reminding.kinds("delivery_stopped") == []
    assert len(sink.mails) == 1


def test_a_reminder_to_an_address_that_bounced_does_not_go(reminding: Office, sink: Sink):
    reminding.do(notice_came_back)
    reminding.sends()
    attempt = reminding.attempts()[1]
    assert (attempt.state, attempt.reason) == ("stopped", "bounced")
    assert reminding.states() == ["failed"]


def test_a_reminder_stops_for_what_stops_a_notice(reminding: Office, sink: Sink):
    reminding.do(wishes_for_letters)
    reminding.sends()
    assert reminding.attempts()[1].reason == "wish"
    assert reminding.kinds("delivery_stopped") == ["delivery_stopped"]


def test_a_reminder_that_is_late_still_goes_and_moves_the_window(reminding: Office, sink: Sink):
    reminding.passes(30)
    reminding.do(
        lambda act: act.record(
            1, "window_ended", participant=1, delivery=1, end=act.now.replace(microsecond=0)
        )
    )
    taken = reminding.do(lambda act: outbox.take(act, Claimant.this_process()))
    assert taken.mail is not None
