"""The demo: somebody on every step, each ending, and nothing that the facts do not say."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.demo import words
from tracker.demo.services import STAFF, open_letter
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, differences
from tracker.domain.round import Attempt, Delivery
from tracker.reports.freezing import document_of
from tracker.reports.words import citizen
from tracker.returning.checks import MOST_LIX, TARGET_LIX, lix_of
from tracker.settings import Settings


def test_somebody_stands_on_every_step(demo: Session) -> None:
    steps = set(demo.scalars(select(LoopRow.step).where(LoopRow.state.in_(("open", "closed")))))
    assert steps == {0, 1, 2, 3, 4, 5}


def test_each_ending_is_there_apart(demo: Session) -> None:
    states = set(demo.scalars(select(LoopRow.state)))
    assert states == {"open", "closed", "excepted", "ended"}
    assert demo.scalar(select(func.count()).where(LoopRow.no_answer)) >= 1


def test_what_is_kept_follows_from_the_facts(demo: Session) -> None:
    (process,) = demo.scalars(select(Process))
    assert process.demo
    assert differences(demo, process.id) == []


def test_everybody_is_invented(demo: Session) -> None:
    emails = [p.email for p in demo.scalars(select(Participant)) if p.email]
    emails += [user.email for user in demo.scalars(select(User))]
    assert len(emails) > len(STAFF)
    assert all(email.rpartition("@")[2] in ("example.org", "egeby.example") for email in emails)


def test_its_reports_are_easy_to_read(demo: Session) -> None:
    scores = [lix_of(document_of(demo, delivery)) for delivery in demo.scalars(select(Delivery))]
    assert max(scores) <= TARGET_LIX < MOST_LIX


def test_all_who_are_told_of_take_part(demo: Session) -> None:
    named = {p.name for p in demo.scalars(select(Participant)) if p.kind != "unknown"}
    assert named == {details["name"] for details in words.PEOPLE.values()} | {words.CLUB}


def test_its_mails_are_files_that_say_so_and_lead_to_the_letters(
    demo: Session, told: Settings
) -> None:
    sent = {a.message_id for a in demo.scalars(select(Attempt)) if a.message_id}
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
    assert name == "Ole Winther"
    ((file),) = (
        file
        for file in (told.instance / "outbox").glob("*.eml")
        if b"ole@example.org" in file.read_bytes()
    )
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert link in mail.get_body(("plain",)).get_content()
    assert open_letter(demo, told, datetime.now(UTC) + timedelta(days=90)) is None
