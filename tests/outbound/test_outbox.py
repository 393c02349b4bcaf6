"""Claiming, sending and marking: what the rows and the events say afterwards."""

import re
import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests import factories as f
from tests.outbound.office import Office
from tests.outbound.sink import Rude, Sink
from tracker import create_app
from tracker.domain.act import Act
from tracker.domain.differences import differences
from tracker.domain.errors import RuleBroken
from tracker.domain.history import broken_links
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Attempt, Delivery, Round
from tracker.extensions import db
from tracker.outbound import claims, outbox, work
from tracker.outbound.claims import Claimant
from tracker.outbound.composing import compose
from tracker.outbound.transport import Result


def test_a_notice_is_sent_and_recorded(mailing: Office, sink: Sink):
    mailing.gives_back(2)
    mailing.sends()
    assert [a.state for a in mailing.attempts()] == ["sent", "sent"]
    assert mailing.kinds("attempt") == ["attempt_claimed", "attempt_sent"] * 2
    assert mailing.states() == ["sent", "sent"]
    assert sink.ids() == [a.message_id for a in mailing.attempts()]
    assert sink.asked[0] == "MAIL"
    assert {mail["From"].addresses[0].addr_spec for mail in sink.mails} == {"viden@example.dk"}


def test_a_mail_that_carries_the_report_reaches(mailing: Office, sink: Sink):
    mailing.gives_back(1, mail="report")
    mailing.sends()
    assert mailing.states() == ["reached"]
    assert "mørk" in sink.mails[0].get_body(("plain",)).get_content()


def test_a_mail_in_a_file_is_sent_and_reaches_nobody(office: Office):
    office.gives_back(1, mail="report")
    office.sends()
    (attempt,) = office.attempts()
    assert (attempt.state, attempt.reason) == ("sent", "file")
    assert office.states() == ["sent"]
    assert [path.stem for path in office.files()] == [attempt.message_id.strip("<>")]


def test_a_demos_mail_in_a_file_reaches(mailing: Office, sink: Sink):
    mailing.gives_back(1, mail="report", demo=True)
    mailing.sends()
    assert mailing.states() == ["reached"]
    assert mailing.attempts()[0].reason == "demo"
    assert sink.mails == []
    assert len(mailing.files()) == 1


def test_a_message_id_names_the_host_and_nobody(open_office):
    office = open_office(TRACKER_BASE_URL="https://viden.example.dk:8443")
    office.gives_back(2)
    one, other = (a.message_id for a in office.attempts())
    assert re.fullmatch(r"<[0-9a-f]{32}@viden\.example\.dk>", one)
    assert one != other


@pytest.mark.parametrize("mail", ["notice", "report"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9", "localhost"])
def test_a_mailed_link_leads_to_the_address_that_was_set_whatever_a_request_says(
    open_office, mail: str, host: str
):
    set_to = "https://viden.example.dk:8443"
    office = open_office(migrated=True, TRACKER_BASE_URL=set_to)
    office.gives_back(1, mail=mail)
    app = create_app(office.settings)
    forged = {"Host": host, "X-Forwarded-Host": host, "Forwarded": f"host={host}"}
    with app.test_request_context("/", base_url=f"http://{host}", headers=forged):
        act = office.act()
        (attempt,) = act.session.scalars(select(Attempt))
        written = compose(act, attempt).content
    with app.app_context():
        db.engine.dispose()
    message = message_from_bytes(written, policy=default)
    for kind in ("plain", "html"):
        text = message.get_body((kind,)).get_content()
        links = set(re.findall(r"https?://[^/\s\"<>]+/r/", text))
        assert links == {f"{set_to}/r/"}
        assert host not in text


def test_nothing_goes_before_its_round_is_released(mailing: Office, sink: Sink):
    mailing.gives_back(1)
    held = mailing.do(lambda act: setattr(act.session.get_one(Round, 1), "released_at", None))
    mailing.sends()
    assert (held, sink.mails) == (None, [])
    mailing.do(lambda act: setattr(act.session.get_one(Round, 1), "released_at", act.now))
    mailing.sends()
    assert len(sink.mails) == 1


def test_what_is_held_goes_when_its_hold_is_over(mailing: Office, sink: Sink):
    mailing.gives_back(1)
    until = datetime.now(UTC) + timedelta(minutes=10)
    mailing.do(lambda act: setattr(act.session.get_one(Attempt, 1), "not_before", until))
    assert mailing.sender().send_waiting() == until
    assert sink.mails == []
    act = mailing.act()
    act.now = until
    assert outbox.take(act, Claimant.this_process()).attempt == 1


def test_the_oldest_goes_first_and_each_is_claimed_once(mailing: Office):
    mailing.gives_back(3)
    taken = []
    while (one := mailing.do(lambda act: outbox.take(act, Claimant.this_process()))) is not None:
        taken.append(one.attempt)
    assert taken == [1, 2, 3]
    attempt = mailing.attempts()[0]
    assert attempt.state == "claimed"
    assert attempt.claim_host == socket.gethostname()
    assert attempt.claim_boot == claims.boot_id()
    assert attempt.claim_started == claims.start_of(attempt.claim_pid)
    assert mailing.states() == ["claimed"] * 3


# What a server answered


def test_greylisting_waits_and_is_tried_again(mailing: Office, sink: Sink):
    mailing.gives_back(1)
    sink.on["RCPT"] = "451 greylisted"
    mailing.sends()
    (attempt,) = mailing.attempts()
    assert (attempt.state, attempt.tries, attempt.answer) == ("waiting", 1, "451 greylisted")
    assert attempt.claim_pid is None
    assert mailing.states() == ["waiting"]
    pause = attempt.not_before - attempt.at
    assert pause == timedelta(minutes=1)
    sink.on.clear()
    mailing.do(lambda act: setattr(act.session.get_one(Attempt, 1), "not_before", outbox.AT_ONCE))
    mailing.sends()
    assert mailing.states() == ["sent"]
    assert mailing.kinds("attempt") == [
        "attempt_claimed", "attempt_deferred", "attempt_claimed", "attempt_sent",
    ]  # fmt: skip


def test_pauses_grow_to_an_hour():
    minutes = [outbox.pause_after(tries).total_seconds() / 60 for tries in range(9)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_after_five_days_it_is_given_up(mailing: Office):
    mailing.gives_back(1)
    taken = mailing.do(lambda act: outbox.take(act, Claimant.this_process()))
    for days, state in ((4.9, "waiting"), (0.2, "failed")):
        mailing.passes(days)
        mailing.do(lambda act: setattr(act.session.get_one(Attempt, 1), "state", "claimed"))
        later = Result("later", answer="451 no")
        mailing.do(lambda act, later=later: outbox.mark(act, taken.attempt, later))
        assert mailing.attempts()[0].state == state
    assert mailing.attempts()[0].reason == "given_up"
    assert mailing.states() == ["failed"]


def test_a_server_out_of_reach_claims_nothing_and_loses_nothing(open_office):
    office = open_office(TRACKER_MAIL_URL="smtp://127.0.0.1:1?tls=none")
    office.gives_back(3)
    office.sends()
    assert office.kinds("attempt") == []
    assert [(a.state, a.tries) for a in office.attempts()] == [("waiting", 1)] * 3
    office.now = datetime.now(UTC) + timedelta(days=5, minutes=5)
    assert office.do(lambda act: outbox.postpone(act, "still away")) == 3
    assert office.states() == ["failed"] * 3


def test_an_address_that_nobody_has_is_stopped(mailing: Office, sink: Sink):
    mailing.gives_back(1)

    def more(act: Act) -> None:
        process = act.session.get_one(Process, 1)
        person = act.session.get_one(Participant, 1)
        insights = act.session.get_one(Round, 1).insights
        mailing.again(act, process, [person], "update", insights)

    mailing.do(more)
    sink.on["RCPT"] = "550 no such user"
    mailing.sends()
    assert [(a.state, a.reason) for a in mailing.attempts()] == [
        ("failed", "bounced"), ("stopped", "bounced"),
    ]  # fmt: skip
    assert mailing.states() == ["failed", "stopped"]
    assert [stage for stage in sink.asked if stage.startswith("RCPT")] == [
        "RCPT borger0@example.dk"
    ]
    # A later round stops too, until somebody has entered a contact detail again.
    mailing.do(more)
    mailing.sends()
    assert mailing.states() == ["failed", "stopped", "stopped"]
    mailing.now = datetime.now(UTC)
    mailing.do(
        lambda act: act.record(
            1, "participant_changed", participant=1, contact=True, wish=False, public_return=False
        )
    )
    sink.on.clear()
    mailing.do(more)
    mailing.sends()
    assert mailing.states()[-1] == "sent"


def test_a_refusal_that_is_not_about_the_address_fails_that_mail_alone(mailing: Office, sink: Sink):
    mailing.gives_back(2)
    sink.on["DATA"] = "554 spam"
    mailing.sends()
    assert [a.reason for a in mailing.attempts()] == ["refused", "refused"]
    assert mailing.states() == ["failed", "failed"]


def test_a_mail_whose_answer_never_came_is_uncertain_and_not_sent_again(open_office):
    with Rude("<dot>", "hang up") as server:
        office = open_office(TRACKER_MAIL_URL=server.url)
        office.gives_back(1)
        office.sends()
        office.sends()
    assert office.kinds("attempt") == ["attempt_claimed", "attempt_uncertain"]
    assert office.states() == ["uncertain"]


def test_one_mail_that_cannot_be_written_does_not_keep_the_others(mailing: Office, sink: Sink):
    mailing.gives_back(2)
    mailing.do(lambda act: setattr(act.session.get_one(Delivery, 1), "link_until", None))
    mailing.sends()
    assert [(a.state, a.reason) for a in mailing.attempts()] == [
        ("failed", "not_written"), ("sent", ""),
    ]  # fmt: skip
    assert len(sink.mails) == 1


def test_a_bounce_that_comes_later_takes_back_what_the_mail_gave(mailing: Office):
    mailing.gives_back(1, mail="report")
    mailing.sends()
    assert mailing.states() == ["reached"]
    for _ in range(2):
        mailing.do(lambda act: outbox.bounced(act, act.session.get_one(Attempt, 1)))
    assert mailing.kinds("attempt_bounced") == ["attempt_bounced"]
    assert mailing.states() == ["failed"]


def test_what_was_never_sent_cannot_bounce(mailing: Office):
    mailing.gives_back(1)
    act = mailing.act()
    with pytest.raises(RuleBroken, match="not_sent"):
        outbox.bounced(act, act.session.get_one(Attempt, 1))


def test_a_result_is_kept_though_the_database_was_away_for_a_moment(mailing: Office, monkeypatch):
    mailing.gives_back(1)
    marked, fails = outbox.mark, iter([True, False])

    def mark(act: Act, attempt: int, result: Result) -> None:
        if next(fails):
            raise OperationalError("UPDATE", {}, Exception("away"))
        marked(act, attempt, result)

    monkeypatch.setattr(work.outbox, "mark", mark)
    sender = mailing.sender()
    monkeypatch.setattr(sender._stopping, "wait", lambda seconds: None)
    sender.send_waiting()
    assert mailing.states() == ["sent"]


def test_the_chain_holds_and_the_rows_follow_from_the_facts(mailing: Office, sink: Sink):
    mailing.gives_back(3)
    sink.on["RCPT borger1@example.dk"] = "550 no"
    sink.on["RCPT borger2@example.dk"] = "451 later"
    mailing.sends()
    act = mailing.act()
    assert broken_links(act.session, 1) == []
    assert differences(act.session, 1) == []
    assert mailing.states() == ["sent", "failed", "waiting"]


# Who had it in hand


@pytest.fixture
def claimed(mailing: Office) -> Office:
    mailing.gives_back(1)
    mailing.do(lambda act: outbox.take(act, Claimant.this_process()))
    return mailing


def another(**differs: object) -> Claimant:
    """A worker that runs now, and differs from this process so."""
    me = Claimant.this_process()
    own = {"host": me.host, "boot": me.boot, "pid": 1, "started": "7"}
    return Claimant(**{**own, **differs})


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({}, "claimed"),
        ({"claim_started": "1"}, "uncertain"),
        ({"claim_boot": "another start"}, "uncertain"),
        ({"claim_pid": 2**22 + 1}, "uncertain"),
        ({"claim_host": "another machine", "claim_boot": "x", "claim_pid": 1}, "claimed"),
    ],
)
def test_a_dead_predecessors_claim_is_uncertain_at_once(row, state, claimed: Office):
    def differ(act: Act) -> None:
        for name, value in row.items():
            setattr(act.session.get_one(Attempt, 1), name, value)

    claimed.do(differ)
    claimed.do(lambda act: outbox.doubt_abandoned(act, another()))
    assert claimed.attempts()[0].state == state
    assert claimed.states() == [state]


def test_what_a_process_itself_let_go_of_is_uncertain_too(claimed: Office):
    assert claimed.sender().doubt_abandoned() == 1
    assert claimed.attempts()[0].reason == "interrupted"


def test_another_machines_claim_is_left_alone_for_a_day(claimed: Office):
    elsewhere = another(host="elsewhere")
    claimed.passes(0.9)
    assert claimed.do(lambda act: outbox.doubt_abandoned(act, elsewhere)) == 0
    claimed.passes(0.2)
    assert claimed.do(lambda act: outbox.doubt_abandoned(act, elsewhere)) == 1


def test_without_proc_a_process_that_may_live_keeps_its_claim(claimed: Office, monkeypatch):
    monkeypatch.setattr(claims, "PROC", claimed.settings.instance / "nothing")
    assert claims.boot_id() == ""
    claimed.do(lambda act: setattr(act.session.get_one(Attempt, 1), "claim_boot", ""))
    assert claimed.do(lambda act: outbox.doubt_abandoned(act, another(boot=""))) == 0
    claimed.do(lambda act: setattr(act.session.get_one(Attempt, 1), "claim_pid", 2**22 + 1))
    assert claimed.do(lambda act: outbox.doubt_abandoned(act, another(boot=""))) == 1


def test_a_result_that_comes_after_the_doubt_ends_it(claimed: Office):
    claimed.sender().doubt_abandoned()
    claimed.do(lambda act: outbox.mark(act, 1, Result("sent", "smtp")))
    assert claimed.states() == ["sent"]


# What a mail says


def test_a_line_break_in_a_name_adds_no_header(mailing: Office, sink: Sink):
    mailing.gives_back(1)

    def spoil(act: Act) -> None:
        act.session.get_one(Process, 1).department.name = "Natur\r\nBcc: mange@example.dk"

    mailing.do(spoil)
    mailing.sends()
    assert mailing.attempts()[0].reason == "not_written"
    assert sink.mails == []


@pytest.mark.parametrize("reminder", [False, True])
def test_a_notice_names_neither_theme_nor_words(reminder, mailing: Office, sink: Sink):
    mailing.gives_back(1)
    mailing.do(lambda act: setattr(act.session.get_one(Attempt, 1), "reminder", reminder))
    act = mailing.act()
    mail = outbox.compose(act, act.session.get_one(Attempt, 1))
    text = mail.content.decode()
    for secret in ("Stien", "s=C3=B8en", "m=C3=B8rk", "Karen", "case"):
        assert secret not in text
    assert "/r/" in text


def test_a_claim_is_found_by_index_however_much_was_sent(mailing: Office):
    query = str(
        outbox._due(f.NOW).limit(1).compile(mailing.engine, compile_kwargs={"literal_binds": False})
    )
    with mailing.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("waiting", "", 1, 0))
        lines = [row[3] for row in plan]
    assert any("ix_attempt_state_not_before" in line for line in lines)
    assert not any(line.startswith("SCAN") or "TEMP B-TREE" in line for line in lines)
