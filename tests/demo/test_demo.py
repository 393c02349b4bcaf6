"""The demo: somebody on every step, each ending, and nothing that the facts do not say."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.demo import words
from tracker.demo.services import STAFF, fill
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, differences
from tracker.domain.round import Delivery
from tracker.entry import engine
from tracker.reports.freezing import document_of
from tracker.returning.checks import MOST_LIX, TARGET_LIX, lix_of
from tracker.settings import Settings


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings.from_env({"TRACKER_INSTANCE": str(folder)}, None)
    opened = engine(settings)
    assert fill(opened, settings)
    assert not fill(opened, settings), "a second time it finds the database filled"
    with Session(opened) as session:
        yield session
    opened.dispose()


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
