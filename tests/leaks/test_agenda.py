"""A calendar and a weekly mail lie about: in neither stands a name, a word or a way to anybody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.leaks.canaries import seen_in
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, Plan
from tests.leaks.rounds import Rounds
from tests.leaks.showing import parts_of
from tracker.agenda import ics
from tracker.agenda.queries import Opened
from tracker.domain import agenda
from tracker.domain.act import Act
from tracker.domain.office import WHOSE, Assignment
from tracker.domain.participant import Participant
from tracker.domain.projection import OpenResponse
from tracker.domain.response import Response
from tracker.domain.round import Round
from tracker.domain.sessions_ahead import in_calendar
from tracker.domain.workdays import local_date
from tracker.listening import services as listening
from tracker.qualifying import services as qualifying
from tracker.reports.agenda import digest
from tracker.reports.languages import INTERFACE
from tracker.reports.mail import Envelope
from tracker.reports.words import interface
from tracker.returning.session_plans import SessionPlan, plan_session

NOW = datetime(2026, 6, 1, 7, tzinfo=UTC)


@pytest.fixture(scope="module", params=[FULL, FULL_CASE], ids=["development", "case"])
def world(ground: Ground, request: pytest.FixtureRequest) -> Rounds:
    """A process that was lived through, in which everything waits once more."""
    plan: Plan = request.param
    world = ground.played(plan)
    with world.unit() as act:
        process = world.the_process(act)
        process.responsible_id = world.caseworker.id
        for person in world.people:
            row = act.session.get_one(Participant, person.id)
            listening.log_contribution(act, row, world.book.new("words of later"))
        expected, words = local_date(act.now) + timedelta(days=3), world.book.new
        insight = world.insight(act, world.living()[0])
        qualifying.decide(
            act, insight, "undecided", words("reason"), decider=words("decider"), expected=expected
        )
        qualifying.promise(act, process, words("promise of later"), expected)
        for response in act.session.scalars(select(Response).limit(3)):
            qualifying.note_for_colleagues(act, response, words("note"))
        for number in act.session.scalars(select(OpenResponse.response_id)):
            act.session.add(Assignment(response_id=number, user_id=world.caseworker.id, at=act.now))
        (told, *_) = act.session.scalars(select(Round))
        plan_session(
            act,
            told.id,
            SessionPlan(
                act.now + timedelta(days=3),
                words("place of a session"),
                expected=[person.id for person in world.people],
                note=words("note of a session"),
            ),
        )
    return world


@pytest.fixture
def act(world: Rounds) -> Iterator[Act]:
    with world.looking() as session:
        yield Act(session, world.caseworker, world.now, world.settings)


def may(world: Rounds) -> set[str]:
    """A process's title alone; of a case not even that."""
    title = {canary for canary, label in world.book.labels.items() if label == "title"}
    return set() if world.is_case else title


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("whose", WHOSE)
def test_a_calendar_says_how_many_and_never_who(
    world: Rounds, act: Act, whose: str, language: str
) -> None:
    entries = agenda.entries(act, whose)
    assert {"weave", "promise", "decision"} <= {entry.kind for entry in entries}
    opened = Opened(language, entries, in_calendar(act, whose))
    assert len(opened.sessions) == 1
    file = ics.written(interface(language), opened, "https://viden.example.dk", lambda _: "/")
    text = file.decode().replace("\r\n ", "")
    assert seen_in(text) == may(world)
    assert_nobody(world, text)


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("whose", WHOSE)
def test_the_mail_of_the_week_says_how_much_and_never_who(
    world: Rounds, act: Act, whose: str, language: str
) -> None:
    week = agenda.week_of(act, whose)
    assert week is not None and week.count >= len(world.people)
    envelope = Envelope("anna@kommune.dk", "Fælles Viden", "no-reply@example.dk", "<1@x.dk>", NOW)
    mail = digest(envelope, language, week, whose, NOW.date(), "https://viden.example.dk")
    parts = parts_of(mail.as_bytes())
    assert seen_in(parts.pop("head")) == set()
    for text in parts.values():
        assert seen_in(text) == may(world)
        assert_nobody(world, text)


def assert_nobody(world: Rounds, text: str) -> None:
    for person in world.people:
        assert person.email not in text
        assert not person.name or person.name not in text
