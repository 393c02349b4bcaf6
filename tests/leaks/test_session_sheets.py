"""What lies on a session's table is read by all who are there: only what any of them may know."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from sqlalchemy import select, true

from tests.leaks.canaries import seen_in
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, TAKEN_BACK, Plan, plans
from tests.leaks.rounds import Expects, Rounds
from tests.leaks.showing import looking
from tests.leaks.test_no_leak import MANY
from tests.leaks.world import Person
from tracker.domain import sharing
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.round import Round
from tracker.reports.known import Known
from tracker.reports.paper.session_paper import Around, Guest, as_page
from tracker.reports.session_sheets import SHEETS, Sheets, sheets_of

ON_THE_TABLE = ("aloud", "table", "words")


def sheets(act: Act, world: Rounds, expected: Iterable[Person]) -> Sheets:
    """Of the last round, which told all that lives."""
    round_ = act.session.scalars(select(Round).order_by(Round.id.desc())).first()
    assert round_ is not None
    people = [act.session.get_one(Participant, person.id) for person in expected]
    told = [insight.id for insight in round_.insights]
    return sheets_of(act.session, round_, told, people, act.now)


def may(world: Rounds, *people: Person) -> set[str]:
    """What each of these may know; nobody named: what anybody may."""
    living = world.living()
    asked = {canary for canary, label in world.book.labels.items() if "question of" in label}
    if people:
        known = (Expects(world, person, False, living).may() for person in people)
        return set.intersection(*known) | asked
    anybody = Expects(world, world.people[0], True, living)
    told = set().union(*map(anybody._open_words, world.people))
    return (anybody.may() - anybody._own_public()) | told | asked


def shared(world: Rounds) -> set[str]:
    """The words that stand behind what lives, of those who may be quoted."""
    anybody = Expects(world, world.people[0], True, world.living())
    return {
        said.shareable
        for person in world.people
        if anybody.may_quote(person)
        for said in person.standing
        if said.insights & set(world.living()) and not said.telling.confidential
    } - {""}


def labels(world: Rounds, text: str, allowed: set[str]) -> set[str]:
    return world.book.named(seen_in(text) - allowed)


@pytest.mark.parametrize("plan", [FULL, TAKEN_BACK, replace(FULL, language="en")])
def test_on_the_table_lies_what_anybody_may_know(ground: Ground, plan: Plan) -> None:
    world = ground.played(plan)
    act = looking(world)
    with act.session:
        made = sheets(act, world, world.people)
        guests = [Guest(person.name) for person in world.people if person.name]
        around = Around(act.now, "Kajen", "Ida Holm", guests)
        for kind in ON_THE_TABLE:
            assert labels(world, as_page(made, around, [kind]), may(world)) == set(), kind
        texts = {world.thoughts[number].versions[-1] for number in world.living()}
        for kind in ON_THE_TABLE:
            assert texts and texts <= seen_in(as_page(made, around, [kind])), kind
        assert shared(world) and shared(world) <= seen_in(as_page(made, around, ["words"]))
        # Who is expected stands on the one sheet that is ours alone.
        roll = as_page(made, around, ["attendance"])
        names = {person.name for person in world.people} - {""}
        assert seen_in(roll) - world.public == names


def test_in_a_case_each_is_shown_their_own_and_what_all_of_them_share(ground: Ground) -> None:
    world = ground.played(FULL_CASE)
    act = looking(world)
    known = [person for person in world.people if person.plan.kind != "unknown"]
    told = 0
    with act.session:
        for person in known:
            made = sheets(act, world, [person])
            for kind in ON_THE_TABLE:
                page = as_page(made, Around(), [kind])
                assert labels(world, page, may(world, person)) == set(), kind
            woven = {s.present for s in person.standing if s.insights & set(world.living())}
            assert woven <= seen_in(as_page(made, Around(), ["words"]))
            told += len(woven)
        assert told > 1
        made = sheets(act, world, known)
        for kind in ("aloud", "table"):
            page = as_page(made, Around(), [kind])
            assert labels(world, page, may(world, *known)) == set(), kind
        # On each one's own paper stands nothing of another.
        for person, beside in zip(known, made.beside, strict=True):
            assert labels(world, repr(beside), may(world, person)) == set()


@settings(MANY, max_examples=20)
@given(plan=plans())
def test_whatever_people_are_like_nothing_leaks(ground: Ground, plan: Plan) -> None:
    world = ground.played(plan)
    act = looking(world)
    known = [person for person in world.people if person.plan.kind != "unknown"]
    with act.session:
        made = sheets(act, world, known)
        allowed = may(world, *known) if world.is_case and known else may(world)
        for kind in ("aloud", "table"):
            assert labels(world, as_page(made, Around(), [kind]), allowed) == set(), kind
        if not world.is_case:
            assert labels(world, repr(made.beside), allowed) == set()
            return
        for person, beside in zip(known, made.beside, strict=True):
            assert labels(world, repr(beside), may(world, person)) == set()


def a_no_is_a_yes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "may_quote", lambda self, author: True)


def words_are_shared_by_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sharing, "may_be_quoted", true)


def a_case_is_like_any_other(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Known, "is_case", False)


@pytest.mark.parametrize(
    ("taken_out", "plan", "leaked"),
    [
        (a_no_is_a_yes, FULL, {"P3's words of dissent for sharing"}),
        (words_are_shared_by_all, FULL, {"P3's words for sharing"}),
        (a_case_is_like_any_other, FULL_CASE, {"insight 0", "insight 1"}),
    ],
)
def test_what_leaks_would_be_seen(
    ground: Ground,
    monkeypatch: pytest.MonkeyPatch,
    taken_out: Callable[[pytest.MonkeyPatch], None],
    plan: Plan,
    leaked: set[str],
) -> None:
    world = ground.played(plan)
    taken_out(monkeypatch)
    act = looking(world)
    known = [person for person in world.people if person.plan.kind != "unknown"]
    with act.session:
        made = sheets(act, world, known)
        page = as_page(made, Around(), ON_THE_TABLE)
    allowed = may(world, *known) if world.is_case else may(world)
    assert leaked <= labels(world, page, allowed)


def test_there_is_a_sheet_of_every_kind_and_no_other() -> None:
    assert set(SHEETS) == {*ON_THE_TABLE, "attendance"}
