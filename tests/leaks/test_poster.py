"""On a wall stands what the office wrote for everybody, and nothing that a person is or said."""

import pytest
from hypothesis import example, given
from sqlalchemy import select

from tests.leaks.canaries import seen_in
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, MANY_PEOPLE, TAKEN_BACK, Plan, plans
from tests.leaks.rounds import Rounds
from tests.leaks.showing import insides_of, looking
from tests.leaks.test_open_page import SOME, confided, may_be_read
from tests.printed import text_of
from tracker.domain.errors import RuleBroken
from tracker.domain.insight import Insight
from tracker.domain.outcome import Outcome
from tracker.domain.process import Process
from tracker.domain.round import Question, Round
from tracker.reports.paper import poster as posters
from tracker.reports.paper.poster import as_poster, poster_of
from tracker.returning.printing import poster


def shown(world: Rounds) -> str:
    """The posters of all rounds, as pages to lay out."""
    act = looking(world)
    pages = []
    with act.session:
        for round_ in act.session.scalars(select(Round)):
            try:
                found = poster_of(act.session, round_, "https://viden.example.dk", act.now)
            except RuleBroken as nothing:
                if nothing.code != "nothing_for_a_poster":
                    raise
            else:
                pages.append(as_poster(found, None))
    return "\n".join(pages)


def may_stand(world: Rounds) -> set[str]:
    """What everybody may read of a process, its questions, and whom to call."""
    act = looking(world)
    with act.session:
        process = act.session.scalars(select(Process)).one()
        more = [process.title, process.contact_name, process.contact_phone, process.contact_hours]
        more += act.session.scalars(select(Question.text))
        more += act.session.scalars(select(Outcome.decided_first))
    return may_be_read(world) | seen_in("\n".join(more))


@SOME
@example(plan=FULL)
@example(plan=TAKEN_BACK)
@example(plan=MANY_PEOPLE)
@given(plan=plans())
def test_a_poster_holds_no_name_no_quote_and_nothing_confided(ground: Ground, plan: Plan) -> None:
    world = ground.played(plan)
    if world.is_case:
        with pytest.raises(RuleBroken, match="case_never_open"):
            shown(world)
        return
    page = shown(world)
    assert world.book.named(seen_in(page) - may_stand(world)) == set()
    assert world.book.named(seen_in(page) & confided(world)) == set()


def test_its_pdf_holds_no_more_than_it_shows(ground: Ground) -> None:
    world = ground.played(FULL)
    act = looking(world)
    with act.session:
        pdf = poster(act, act.session.scalars(select(Round).order_by(Round.id.desc())).first())
    told = seen_in(text_of(pdf))
    assert told
    assert world.book.named(seen_in(insides_of(pdf)) - may_stand(world)) == set()
    assert world.book.named(told - may_stand(world)) == set()


def test_what_leaks_would_be_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    world = ground.played(FULL)
    monkeypatch.setattr(posters, "may_leave", lambda: Insight.id > 0)
    assert seen_in(shown(world)) & confided(world)


def test_a_case_has_none(ground: Ground) -> None:
    with pytest.raises(RuleBroken, match="case_never_open"):
        shown(ground.played(FULL_CASE))
