"""Everybody reads what the office wrote for it, and nothing that a person is, said or confided."""

import re

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from sqlalchemy import select

from tests.leaks.canaries import seen_in
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, MANY_PEOPLE, TAKEN_BACK, Plan, plans
from tests.leaks.rounds import Rounds
from tests.leaks.served import head_of, site
from tests.web.reader import Reader
from tracker.domain.commitment import Commitment
from tracker.domain.errors import RuleBroken
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.outcome import Outcome
from tracker.openness import shown
from tracker.openness.publishing import publish
from tracker.openness.shown import Draft, drafted, offered_insights, offered_promises

SOME = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
WORDS = "Lys på stien", "Vi spurgte om stien.", "Rådhuset, 87 13 00 00"


def goes_public(world: Rounds) -> set[int]:
    """All that may be chosen is published; the insights that were."""
    with world.unit(world.manager) as act:
        process = world.the_process(act)
        insights = [each.insight for each in offered_insights(act, process)]
        promises = [each.id for each in offered_promises(act, process)]
        draft = Draft(*WORDS, insights, promises)
        mark = drafted(act, process, draft).mark
        publish(act, process, draft, mark, confirmed=True)
        return set(insights)


def may_be_read(world: Rounds) -> set[str]:
    """What the office wrote for others: insights, what they led to, promises, its own name."""
    with world.looking() as session:
        texts = [
            *session.scalars(select(InsightVersion.text)),
            *session.scalars(select(Commitment.text)),
        ]
        for row in session.scalars(select(Outcome)):
            texts += [row.reason, row.decider, row.decided_first]
        texts.append(session.scalars(select(Insight)).first().process.department.name)
    return seen_in("\n".join(texts))


def confided(world: Rounds) -> set[str]:
    """The insights, as they were first written, that rest on what was said in confidence."""
    numbers = {
        number
        for said in world.all_said()
        if said.telling.confidential and not said.withdrawn
        for number in said.insights
    }
    return {text for number in numbers for text in world.thoughts[number].versions}


def served(ground: Ground, world: Rounds) -> str:
    """The page and its feed in both languages, with their heads."""
    with site(ground, world) as app:
        reader, pages = Reader(app, app.response_class), []
        for asked in ("", "?lang=en", "/feed.atom", "/feed.atom?lang=en"):
            answer = reader.get(f"/open/{world.process}{asked}")
            assert answer.status_code == 200
            pages += [head_of(answer), answer.text]
    return "\n".join(pages)


@SOME
@example(plan=FULL)
@example(plan=TAKEN_BACK)
@example(plan=MANY_PEOPLE)
@given(plan=plans())
def test_everybody_reads_no_name_no_quote_and_nothing_confided(ground: Ground, plan: Plan) -> None:
    world = ground.played(plan)
    if world.is_case:
        with pytest.raises(RuleBroken):
            goes_public(world)
        return
    chosen = goes_public(world)
    page = served(ground, world)
    assert world.book.named(seen_in(page) - may_be_read(world)) == set()
    assert world.book.named(seen_in(page) & confided(world)) == set()
    assert len(set(re.findall(r'id="insight-(\d+)"', page))) == len(chosen)
    assert not re.findall(r"(?:Mindst|At least) (\d+) ", page), "nothing was said of it yet"


def test_what_leaks_would_be_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    world = ground.played(FULL)
    monkeypatch.setattr(shown, "may_leave", lambda: Insight.id > 0)
    goes_public(world)
    page = served(ground, world)
    assert seen_in(page) & confided(world)


def test_a_case_is_read_by_nobody(ground: Ground) -> None:
    world = ground.played(FULL_CASE)
    with site(ground, world) as app:
        reader = Reader(app, app.response_class)
        for asked in ("", "/feed.atom"):
            assert reader.get(f"/open/{world.process}{asked}").status_code == 404
