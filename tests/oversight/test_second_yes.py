"""Above a department's share no loop is excepted by one manager alone, in whatever order."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories.ground import a_unit, kept, some_settings
from tests.factories.processes import a_participant, a_process
from tracker.domain import projection
from tracker.domain.act import Act, Actor
from tracker.domain.errors import RuleBroken
from tracker.domain.history import Event
from tracker.domain.participant import ExceptionAsked, Participant
from tracker.domain.people import RoleHeld, User
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.listening.services import log_contribution
from tracker.oversight.services import decide_asked, except_loops, lift_exception
from tracker.settings import Settings

SHARES = st.one_of(st.none(), st.integers(1, 100))
WHO = st.integers(0, 1)
LOOPS = st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("except"), WHO, LOOPS),
        st.tuples(st.just("yes"), WHO, LOOPS),
        st.tuples(st.just("no"), WHO, LOOPS),
        st.tuples(st.just("lift"), WHO, LOOPS),
        st.tuples(st.just("hear"), WHO, LOOPS),
    ),
    min_size=4,
    max_size=12,
)


class Office:
    """Two managers of a department, and its process with loops."""

    def __init__(self, act: Act, share: int | None) -> None:
        self.process: Process = a_process(act)
        self.process.department.except_share = share
        self.share = share
        self.acts = [replace(act, actor=self._manager(act, name)) for name in ("Ane", "Bo")]
        self.people = [self.heard(act) for _ in range(4)]

    def _manager(self, act: Act, name: str) -> Actor:
        department = self.process.department
        user = User(
            email=f"{name}.{department.id}@kommune.dk",
            name=name,
            fs_uniquifier=f"{name} {department.id}",
            roles_held=[RoleHeld(department=department, role="manager")],
        )
        return Actor.of(kept(act, user))

    def heard(self, act: Act) -> Participant:
        person = a_participant(act, self.process)
        log_contribution(act, person, "Stien er mørk.")
        return person

    def does(self, what: str, who: int, chosen: Sequence[int]) -> None:
        act = self.acts[who]
        people = [self.people[at % len(self.people)] for at in chosen]
        if what == "except":
            except_loops(act, self.process, {p.id for p in people}, "other", f"Af {who}.")
        elif what == "hear":
            self.people.append(self.heard(act))
        elif what == "lift":
            lift_exception(act, self.process, people[0])
        else:
            query = select(ExceptionAsked.id).where(ExceptionAsked.decided_at.is_(None))
            query = query.where(ExceptionAsked.participant_id.in_([p.id for p in people]))
            askings = list(act.session.scalars(query))
            decide_asked(act, self.process, askings, what == "yes", "Ring igen.")

    def excepted(self) -> int:
        session = self.acts[0].session
        projection.follow(session)
        query = select(LoopRow.state).where(LoopRow.process_id == self.process.id)
        return list(session.scalars(query)).count("excepted")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return some_settings(tmp_path_factory.mktemp("two managers"))


@pytest.mark.rule("R18")
@settings(max_examples=40, deadline=None, derandomize=True)
@given(share=SHARES, steps=STEPS)
def test_the_share_is_never_passed_without_a_second_yes(
    made: Settings, share: int | None, steps: list[tuple[str, int, list[int]]]
) -> None:
    with a_unit(made) as act:
        walked(Office(act, share), steps)


def walked(office: Office, steps: list[tuple[str, int, list[int]]]) -> None:
    share = office.share
    for step in steps:
        before = office.excepted()
        try:
            office.does(*step)
        except RuleBroken:
            assert office.excepted() == before
            continue
        now = office.excepted()
        if step[0] != "yes" and now > before:
            assert share is None or now * 100 <= share * len(office.people)
    for asked, agreed in agreements(office):
        assert asked != agreed


def agreements(office: Office) -> list[tuple[int, int | None]]:
    """Who asked for each exception that two made, and who made it."""
    session = office.acts[0].session
    query = (
        select(ExceptionAsked.asked_by_id, Event.actor_id)
        .join(Event, Event.id == ExceptionAsked.decided_event_id)
        .where(Event.kind == "loop_excepted", ExceptionAsked.process_id == office.process.id)
    )
    return [(asker, actor) for asker, actor in session.execute(query)]


@pytest.mark.rule("R18")
def test_a_second_manager_makes_what_the_first_asked_for(made: Settings) -> None:
    with a_unit(made) as act:
        asked_and_agreed(Office(act, 25))


def asked_and_agreed(office: Office) -> None:
    office.does("except", 0, [0])
    office.does("except", 0, [1, 2])
    assert office.excepted() == 1
    with pytest.raises(RuleBroken, match="second_person"):
        office.does("yes", 0, [1, 2])
    with pytest.raises(RuleBroken, match="already_asked"):
        office.does("except", 1, [1])
    office.does("yes", 1, [1, 2])
    assert office.excepted() == 3
    assert len(agreements(office)) == 2
    with pytest.raises(RuleBroken, match="already_decided"):
        office.does("yes", 1, [1, 2])
