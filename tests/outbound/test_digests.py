"""The digest of a week: to those who want it, once, on Monday, and with nothing personal in it."""

import signal
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from time_machine import travel

from tests import factories as f
from tests.outbound.office import Office
from tests.outbound.sink import Sink
from tests.outbound.test_kill import Trap
from tests.outbound.worker import Worker, until
from tracker.domain.act import Act
from tracker.domain.database import reading
from tracker.domain.office import Agenda, Digest
from tracker.domain.people import Department, RoleHeld, User
from tracker.domain.process import Process
from tracker.outbound import clock, digests
from tracker.reports.words import interface

# In Copenhagen a Monday at half past eight.
MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=UTC)


def wants(act: Act, name: str, whose: str = "mine", role: str = "caseworker", **columns) -> User:
    """Somebody of the first department who wants the digest."""
    department = act.session.scalars(select(Department).order_by(Department.id)).first()
    user = User(
        email=f"{name}@kommune.dk",
        name=name.title(),
        fs_uniquifier=name,
        roles_held=[RoleHeld(department=department, role=role)],
        **columns,
    )
    act.session.add(user)
    act.session.flush()
    act.session.add(Agenda(user_id=user.id, whose=whose, by_mail=True))
    return user


def answers_for(act: Act, user: User) -> None:
    process = act.session.scalars(select(Process).order_by(Process.id)).first()
    process.responsible_id = user.id


def at(office: Office, moment: datetime) -> None:
    office.now = moment


def queued(office: Office) -> int:
    return office.do(clock.due).digests


def digests_of(office: Office) -> list[Digest]:
    with reading(), Session(office.engine) as session:
        return list(session.scalars(select(Digest).order_by(Digest.id)))


def texts(mail: EmailMessage) -> list[str]:
    arrived = message_from_bytes(mail.as_bytes(), policy=default)
    return [arrived.get_body((kind,)).get_content() for kind in ("plain", "html")]


@pytest.fixture
def working(mailing: Office) -> Office:
    """Two loops wait for a caseworker, both late, and one promise is due this week."""
    at(mailing, MONDAY)

    def begin(act: Act) -> None:
        process = f.a_process(act, title="Stien om søen", created_at=MONDAY - timedelta(days=90))
        for name in ("Karen Møller", "Bo Lind"):
            person = f.a_participant(act, process, name, email="borger@example.dk")
            said_at = MONDAY - timedelta(days=60)
            f.a_contribution(act, person, "Der er mørkt om søen.", received_at=said_at)
        f.a_commitment(act, process, "Lys ved Karens bænk.", due=date(2026, 12, 2))
        answers_for(act, wants(act, "anna"))

    mailing.do(begin)
    return mailing


def test_on_monday_it_says_how_much_waits_and_where(working: Office, sink: Sink) -> None:
    with travel(MONDAY, tick=True):
        assert queued(working) == 1
        working.sends()
    (mail,) = sink.mails
    assert mail["To"] == "anna@kommune.dk"
    assert mail["Subject"] == "Din uge i Fælles Viden"
    assert mail["Auto-Submitted"] == "auto-generated"
    base = working.settings.base_url
    for text in texts(mail):
        one = " ".join(text.split())
        assert "3 ting venter på dig. 2 er over tiden. 1 skal være klar i denne uge." in one
        assert "Stien om søen: 3 venter, 2 over tiden" in one
        assert "mandag den 30. november 2026" in one
        for link in (f"{base}/processes/1", f"{base}/calendar"):
            assert link in text
        for secret in ("Karen", "Bo Lind", "mørkt", "borger@", "bænk", "Anna"):
            assert secret not in text
    assert [digest.state for digest in digests_of(working)] == ["sent"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_is_written_to_in_their_language(working: Office, sink: Sink, language: str) -> None:
    working.do(lambda act: setattr(act.session.get_one(User, 1), "language", language))
    with travel(MONDAY, tick=True):
        queued(working)
        working.sends()
    (mail,) = sink.mails
    assert mail["Content-Language"] == language
    assert mail["Subject"] == interface(language).say("digest.subject")


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (datetime(2026, 11, 29, 12, tzinfo=UTC), 0),
        (datetime(2026, 11, 30, 4, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 30, 5, 0, tzinfo=UTC), 1),
        (datetime(2026, 12, 1, 22, 59, tzinfo=UTC), 1),
        (datetime(2026, 12, 1, 23, 1, tzinfo=UTC), 0),
        # in summer, two hours before UTC's
        (datetime(2026, 6, 29, 3, 59, tzinfo=UTC), 0),
        (datetime(2026, 6, 29, 4, 0, tzinfo=UTC), 1),
    ],
)
def test_it_is_time_from_monday_at_six_to_the_end_of_tuesday(
    working: Office, moment: datetime, count: int
) -> None:
    at(working, moment)
    assert queued(working) == count


def test_a_week_has_one_however_often_it_is_looked(working: Office, sink: Sink) -> None:
    assert [queued(working) for _ in range(3)] == [1, 0, 0]
    at(working, MONDAY + timedelta(days=1))
    assert queued(working) == 0
    # the clock goes back
    at(working, MONDAY - timedelta(hours=2))
    assert queued(working) == 0
    at(working, MONDAY + timedelta(weeks=1))
    assert queued(working) == 1
    first, second = digests_of(working)
    assert (first.week, second.week) == (date(2026, 11, 30), date(2026, 12, 7))
    assert first.message_id != second.message_id


def test_who_wants_none_gets_none(working: Office) -> None:
    working.do(lambda act: setattr(act.session.get_one(Agenda, 1), "by_mail", False))
    assert queued(working) == 0


def changed(office: Office, sink: Sink, deed) -> str:
    """Why the digest that was queued is not sent, after something was done."""
    with travel(MONDAY, tick=True):
        assert queued(office) == 1
        office.do(deed)
        office.sends()
    assert sink.mails == []
    (digest,) = digests_of(office)
    assert digest.state == "stopped"
    return digest.reason


def test_what_changed_meanwhile_stops_it(working: Office, sink: Sink) -> None:
    def wants_no_more(act: Act) -> None:
        act.session.get_one(Agenda, 1).by_mail = False

    assert changed(working, sink, wants_no_more) == "unwanted"


@pytest.mark.parametrize("column", ["active", "roles_held"])
def test_who_works_here_no_more_gets_none(working: Office, sink: Sink, column: str) -> None:
    def leave(act: Act) -> None:
        setattr(act.session.get_one(User, 1), column, False if column == "active" else [])

    assert changed(working, sink, leave) == "unwanted"


def test_with_nothing_to_say_there_is_no_mail(working: Office, sink: Sink) -> None:
    def somebody_else_answers_for_it(act: Act) -> None:
        act.session.get_one(Process, 1).responsible_id = None

    assert changed(working, sink, somebody_else_answers_for_it) == "nothing"


def test_a_narrowed_process_is_in_its_members_alone(working: Office, sink: Sink) -> None:
    def narrow(act: Act) -> None:
        act.session.get_one(Process, 1).narrowed = True

    assert changed(working, sink, narrow) == "nothing"


def test_a_case_is_called_by_its_number(working: Office, sink: Sink) -> None:
    working.do(lambda act: setattr(act.session.get_one(Process, 1), "kind", "case"))
    with travel(MONDAY, tick=True):
        queued(working)
        working.sends()
    for text in texts(sink.mails[0]):
        assert "Forløb nr. 1: 3 venter" in text
        assert "Stien" not in text


def test_a_demos_is_a_file_whatever_the_way(working: Office, sink: Sink) -> None:
    working.do(lambda act: setattr(act.session.get_one(Process, 1), "demo", True))
    with travel(MONDAY, tick=True):
        queued(working)
        working.sends()
    assert sink.mails == []
    (file,) = working.files()
    assert all("opdigtet" in text for text in texts(message_from_bytes(file.read_bytes())))


def test_a_server_out_of_reach_costs_nothing_until_the_days_are_over(
    working: Office, sink: Sink
) -> None:
    sink.on["RCPT"] = "451 later"
    with travel(MONDAY, tick=True):
        queued(working)
        working.sends()
        (digest,) = digests_of(working)
        assert (digest.state, digest.reason, digest.tries) == ("waiting", "later", 1)
    del sink.on["RCPT"]
    with travel(MONDAY + timedelta(minutes=2), tick=True):
        working.sends()
        assert [mail["Message-ID"] for mail in sink.mails] == [digest.message_id]
    with travel(MONDAY + timedelta(days=3), tick=True):
        working.do(lambda act: setattr(act.session.get_one(Digest, 1), "state", "waiting"))
        working.sends()
    assert len(sink.mails) == 1
    assert digests_of(working)[0].reason == "late"


def test_without_a_server_it_waits(open_office) -> None:
    office: Office = open_office(TRACKER_MAIL_URL="smtp://127.0.0.1:1?tls=none")
    at(office, MONDAY)

    def begin(act: Act) -> None:
        f.a_commitment(act, f.a_process(act), "Lys.", due=date(2026, 12, 2))
        answers_for(act, wants(act, "anna"))

    office.do(begin)
    with travel(MONDAY, tick=True):
        queued(office)
        office.sends()
    (digest,) = digests_of(office)
    assert (digest.state, digest.tries) == ("waiting", 1)
    assert digest.not_before > MONDAY


def test_no_answer_leaves_it_in_doubt_and_it_is_not_sent_again(working: Office, sink: Sink) -> None:
    with travel(MONDAY, tick=True):
        queued(working)
        with working.unit() as act:
            working.now = datetime.now(UTC)
            taken = digests.take(act, working.sender()._claimant)
        assert taken.mail is not None
        # The process that had it in hand is the one that asks: it has let go of it.
        working.sends()
    assert sink.mails == []
    assert [(d.state, d.reason) for d in digests_of(working)] == [("uncertain", "interrupted")]
    with travel(MONDAY + timedelta(days=1), tick=True):
        working.now = datetime.now(UTC)
        assert queued(working) == 0
        working.sends()
    assert sink.mails == []


PEOPLE = 12
KILLS = 3


def test_a_worker_that_is_killed_sends_no_digest_twice(open_office, sink: Sink) -> None:
    office: Office = open_office(migrated=True, TRACKER_MAIL_URL=sink.url)
    # The worker has a clock of its own: what it finds was queued on this day.
    today = office.now.astimezone(digests.COPENHAGEN).date()

    def begin(act: Act) -> None:
        f.a_commitment(act, f.a_process(act), "Lys.", due=today)
        for number in range(PEOPLE):
            user = wants(act, f"anna{number}", whose="all")
            act.session.add(
                Digest(
                    user_id=user.id,
                    week=today,
                    state="waiting",
                    message_id=f"<{number}@example.dk>",
                    not_before=act.now,
                    at=act.now,
                )
            )

    office.do(begin)
    trap = Trap(sink)
    for _ in range(KILLS):
        trap.set()
        with Worker(office, sink.url) as worker:
            assert trap.inside.wait(60), worker.log.read_text()
            worker.kill()
        trap.gone.set()

    def states() -> Counter[str]:
        with reading(), Session(office.engine) as session:
            query = select(Digest.state, func.count()).group_by(Digest.state)
            return Counter(dict(session.execute(query).all()))

    with Worker(office, sink.url) as worker:
        until(lambda: set(states()) <= {"sent", "uncertain"}, 60)
        worker.ask_to_end(signal.SIGTERM)
        assert worker.ends() == 0
    # On some days of the week the worker has queued its own beside these.
    assert states()["uncertain"] == KILLS
    assert states()["sent"] >= PEOPLE - KILLS
    assert max(Counter(sink.ids()).values()) == 1
    assert "@kommune.dk" not in worker.log.read_text()
