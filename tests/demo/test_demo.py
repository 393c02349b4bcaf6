"""The demo: somebody on every step, each ending, and nothing that the facts do not say."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from tracker.closing.addendum import since
from tracker.demo import family_words, hall_words, paths_words
from tracker.demo.hall_voices import voices
from tracker.demo.services import STAFF, open_letter
from tracker.domain.act import SYSTEM, Act
from tracker.domain.closing import signatures_of, state_of
from tracker.domain.commitment import Commitment, Obstacle
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.differences import differences
from tracker.domain.history import Event, broken_links
from tracker.domain.participant import ExceptionAsked, Participant
from tracker.domain.people import User
from tracker.domain.planned import PlannedSession
from tracker.domain.process import Process
from tracker.domain.projection import DeliveryStanding, LoopRow, OpenResponse
from tracker.domain.response import Resolution, Response
from tracker.domain.round import Attempt, Delivery
from tracker.domain.workdays import local_date
from tracker.outbound.clock import due
from tracker.reports.freezing import document_of
from tracker.reports.words import citizen
from tracker.returning.checks import MOST_LIX, TARGET_LIX, lix_of
from tracker.settings import Settings

FAMILY, HALL = family_words.TITLE, hall_words.TITLE


def loops(demo: Session, *such: ColumnElement[bool], title: str = HALL) -> int:
    """How many loops of a process are such."""
    query = select(func.count()).select_from(LoopRow).join(Process)
    return demo.scalars(query.where(Process.title == title, *such)).one()


def count(demo: Session, *such: ColumnElement[bool]) -> int:
    """How many rows of one table are such."""
    return demo.scalars(select(func.count()).where(*such)).one()


def delivered(state: str) -> ColumnElement[bool]:
    return DeliveryStanding.state == state


TODAY = local_date(datetime.now(UTC))

# Each kind of trouble, as the projection and what is kept beside it tell of it.
TROUBLES: dict[str, Callable[[Session], int]] = {
    "a mail that came back": lambda s: count(s, Attempt.reason == "bounced"),
    "a letter that came back": lambda s: count(s, Attempt.reason == "returned"),
    "no way to reach them": lambda s: count(s, delivered("no_channel")),
    "a mail nobody knows of": lambda s: count(s, delivered("uncertain")),
    "unopened": lambda s: loops(s, LoopRow.unopened),
    "no answer": lambda s: loops(s, LoopRow.no_answer),
    "decided first": lambda s: loops(s, LoopRow.decided_first),
    "stale": lambda s: loops(s, LoopRow.stale),
    "overdue": lambda s: loops(s, LoopRow.due < TODAY),
    "excepted": lambda s: loops(s, LoopRow.state == "excepted"),
    "a second yes that is waited for": lambda s: count(s, ExceptionAsked.decided_at.is_(None)),
    "withdrawn": lambda s: loops(s, LoopRow.state == "ended"),
    "set aside": lambda s: count(s, SettingAside.ended_event_id.is_(None)),
    "not woven yet": lambda s: loops(s, LoopRow.step == 0),
    "free words not sorted yet": lambda s: s.scalars(
        select(func.count())
        .select_from(OpenResponse)
        .join(Response, Response.id == OpenResponse.response_id)
        .where(Response.move == "said", ~Response.sortings.any())
    ).one(),
    "a promise kept": lambda s: count(s, Commitment.state == "kept"),
    "a promise broken": lambda s: count(s, Commitment.state == "broken"),
    "a promise overdue": lambda s: count(s, Commitment.state == "open", Commitment.due < TODAY),
    "undecided until a day": lambda s: loops(s, LoopRow.waiting_until > TODAY),
    "undecided in the case": lambda s: loops(s, LoopRow.waiting_until > TODAY, title=FAMILY),
    "disagreement that stands": lambda s: count(s, Resolution.how == "dissent"),
    "own words put right": lambda s: count(s, Response.move == "correct"),
    "something in the way": lambda s: count(s, Obstacle.answer == ""),
    "confided to somebody": lambda s: count(s, Contribution.confidential.is_(True)),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_each_kind_of_trouble_is_there(demo: Session, trouble: str) -> None:
    assert TROUBLES[trouble](demo) > 0


def test_most_of_the_three_hundred_wait_for_a_word(demo: Session) -> None:
    assert loops(demo) > 290
    assert loops(demo, LoopRow.due < TODAY) > 250


def test_a_session_is_planned(demo: Session) -> None:
    (planned,) = demo.scalars(select(PlannedSession))
    assert planned.is_open and planned.at > datetime.now(UTC)
    assert planned.insights and planned.expected and planned.led_by


def test_somebody_stands_on_every_step(demo: Session) -> None:
    steps = set(demo.scalars(select(LoopRow.step).where(LoopRow.state.in_(("open", "closed")))))
    assert steps == {0, 1, 2, 3, 4, 5}


def test_each_ending_is_there_apart(demo: Session) -> None:
    assert set(demo.scalars(select(LoopRow.state))) == {"open", "closed", "excepted", "ended"}


def test_what_is_kept_follows_from_the_facts(demo: Session) -> None:
    processes = list(demo.scalars(select(Process)))
    assert len(processes) == 3
    for process in processes:
        assert process.demo
        assert differences(demo, process.id) == []
        assert broken_links(demo, process.id) == []


def test_one_is_closed_and_stays_so_one_was_answered_late(demo: Session, told: Settings) -> None:
    process = demo.scalars(select(Process).where(Process.title == paths_words.TITLE)).one()
    in_two_months = datetime.now(UTC) + timedelta(days=60)
    due(Act(demo, SYSTEM, in_two_months, told))
    assert state_of(demo, process, in_two_months) == "closed"
    first, second = signatures_of(demo, process)
    later, _ = since(Act(demo, SYSTEM, in_two_months, told), first)
    kinds = [each.kind for each in later]
    assert kinds[:2] == ["response_given", "resolution_recorded"]
    assert loops(demo, LoopRow.state == "open", title=process.title) == 0
    assert first.record != second.record
    demo.rollback()


def test_it_is_told_at_the_moments_it_happened(demo: Session) -> None:
    for process in demo.scalars(select(Process)):
        moments = select(Event.recorded).where(Event.process_id == process.id).order_by(Event.id)
        recorded = list(demo.scalars(moments))
        assert recorded == sorted(recorded)
    begun = demo.scalars(select(func.min(Event.recorded))).one()
    assert timedelta(days=110) < datetime.now(UTC) - begun < timedelta(days=125)


def test_no_two_of_the_voices_are_alike() -> None:
    texts = [voice.text for voice in voices()]
    assert len(texts) == len(set(texts))
    assert len(texts) + len(hall_words.SAID) >= 300
    begins = [text.partition(".")[0] for text in texts[:50]]
    assert len(begins) == len(set(begins))
    assert sum(voice.language == "en" for voice in voices()) == 2


def test_nobody_of_the_hearing_shares_a_name(demo: Session) -> None:
    hall = demo.scalars(select(Process.id).where(Process.title == HALL)).one()
    people = select(Participant.name).where(Participant.process_id == hall)
    names = list(demo.scalars(people.where(Participant.kind == "person")))
    assert len(names) == len(set(names)) > 280


def test_everybody_is_invented(demo: Session) -> None:
    emails = [p.email for p in demo.scalars(select(Participant)) if p.email]
    emails += [user.email for user in demo.scalars(select(User))]
    assert len(emails) > len(STAFF)
    assert all(email.rpartition("@")[2] in ("example.org", "egeby.example") for email in emails)


def test_its_reports_are_easy_to_read(demo: Session) -> None:
    scores = [lix_of(document_of(demo, delivery)) for delivery in demo.scalars(select(Delivery))]
    assert max(scores) <= TARGET_LIX < MOST_LIX


def test_its_mails_are_files_that_say_so_and_lead_to_the_letters(
    demo: Session, told: Settings
) -> None:
    written = select(Attempt).where(Attempt.message_id.is_not(None))
    lost = Attempt.state == "uncertain"
    sent = {attempt.message_id for attempt in demo.scalars(written.where(~lost))}
    files = list((told.instance / "outbox").glob("*.eml"))
    mails = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    assert {mail["Message-ID"] for mail in mails} == sent and len(sent) == len(mails) > 3
    for mail in mails:
        for kind in ("plain", "html"):
            text = " ".join(mail.get_body((kind,)).get_content().split())
            assert citizen("da").say("invented") in text
            assert f"{told.base_url}/r/" in text


def test_a_letter_can_be_opened_by_somebody_whose_window_is_open(
    demo: Session, told: Settings
) -> None:
    found = open_letter(demo, told, datetime.now(UTC))
    assert found is not None
    name, link = found
    assert name == "Aksel Bonde"
    ((file),) = (
        file
        for file in (told.instance / "outbox").glob("*.eml")
        if b"aksel@example.org" in file.read_bytes()
    )
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert link in mail.get_body(("plain",)).get_content()
    assert open_letter(demo, told, datetime.now(UTC) + timedelta(days=90)) is None
