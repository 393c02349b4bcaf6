"""Those who walked alike are reckoned once, and each as if they were the only one."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.fact_teller import FactTeller
from tests.domain.scenarios import PEOPLE, Scenario, scenarios
from tracker.domain.alike import Walked, named_by_all, walk_of
from tracker.domain.facts import Fact
from tracker.domain.projection import Projected, project
from tracker.domain.sums import Row

PROCESS = 1
OWN = ("participant", "contribution", "aside", "reason", "delivery", "attempt", "response")
# Numbers of a twin's own things; no scenario comes near.
FAR = 1_000_000
WAYS_TO_DIFFER = ("in nothing", "a day", "in order", "in time")


def of_one(facts: Sequence[Fact], participant: int) -> list[Fact]:
    """Their own facts and everyone's, the numbers so far apart that a twin's find room between."""
    return [
        fact._replace(n=2 * fact.n)
        for fact in facts
        if fact.data.get("participant", participant) == participant
    ]


def twin_of(facts: Sequence[Fact]) -> list[Fact]:
    """Somebody else's, who walked alike: each of theirs was recorded right after the first's."""
    return [
        fact._replace(n=fact.n + 1, data=theirs(fact)) if "participant" in fact.data else fact
        for fact in facts
    ]


def theirs(fact: Fact) -> dict[str, object]:
    found = {
        name: value + FAR if name in OWN and value is not None else value
        for name, value in fact.data.items()
    }
    for name, kind in (("tells", "reason"), ("contributions", "")):
        if name == "tells" and name in found:
            found[name] = [[k, i + FAR if k == kind else i] for k, i in fact.data[name]]
        elif found.get(name):
            found[name] = [number + FAR for number in fact.data[name]]
    return found


def rows_of(found: Projected, participant: int) -> dict[str, list[dict[str, object]]]:
    """The rows of one participant, by table."""
    return {
        field.name: [r for r in getattr(found, field.name) if r["participant_id"] == participant]
        for field in fields(found)
    }


def differs(how: str, twin: list[Fact], draw: Callable[..., int]) -> None:
    """One fact of the twin's a day later, or recorded after one of everyone's instead of before;
    or all that came before their first report at times of its own."""
    if how == "a day":
        place = draw(st.integers(0, len(twin) - 1))
        twin[place] = twin[place]._replace(at=twin[place].at + timedelta(days=1))
    if how == "in time":
        for place in before_their_first_report(twin):
            by = timedelta(hours=draw(st.integers(-100, 100)))
            fact = twin[place]
            twin[place] = fact._replace(at=fact.at + by, recorded=fact.recorded + by / 2)
    swaps = [
        place
        for place, (fact, after) in enumerate(pairwise(twin))
        if "participant" in fact.data and "participant" not in after.data
    ]
    if how == "in order" and swaps:
        place = draw(st.sampled_from(swaps))
        after = twin[place + 1]
        twin[place : place + 2] = [after, twin[place]._replace(n=after.n + 1)]


def before_their_first_report(facts: Sequence[Fact]) -> list[int]:
    """The places of somebody's own facts from before anything was given back to them."""
    kinds = [fact.kind for fact in facts]
    first = kinds.index("report_frozen") if "report_frozen" in kinds else len(kinds)
    return [place for place in range(first) if "participant" in facts[place].data]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data(), scenarios())
def test_each_is_as_if_reckoned_alone(data: st.DataObject, t: Scenario) -> None:
    everybody: dict[int, list[Fact]] = {}
    for who in PEOPLE:
        first = of_one(t.facts, t.named(who))
        twin = twin_of(first)
        differs(data.draw(st.sampled_from(WAYS_TO_DIFFER)), twin, data.draw)
        everybody |= {t.named(who): first, t.named(who) + FAR: twin}
    together = project(everybody, PROCESS)
    for participant, own in everybody.items():
        alone = project({participant: own}, PROCESS)
        assert rows_of(together, participant) == rows_of(alone, participant)


def both(first: list[Fact], twin: list[Fact], who: int) -> tuple[Row, Row]:
    """Where the first and the twin stand, reckoned together."""
    found = project({who: first, who + FAR: twin}, PROCESS)
    one, other = found.loops
    return one | {"participant_id": who}, other | {"participant_id": who}


def test_what_everyone_shares_can_come_before_or_after(t: FactTeller) -> None:
    """R13: who was silent until a decision was heard; who was silent after it was waived."""
    t.walks(1)
    told = t.delivery(t.gives_back("qualify", "A"))
    t.passes(10)
    t.attempts("conversation_held", told, reminder=True)
    t.passes(30)
    t.decides("A", decided_first=True)
    t.due("P")
    first = of_one(t.facts, t.named("P"))
    *others, decided, over = first
    earlier = [*others, over._replace(n=decided.n - 2), decided]
    one, other = both(first, twin_of(earlier), t.named("P"))
    assert one != other


@pytest.mark.parametrize("first_was_there", [True, False])
def test_who_was_there_and_who_was_not(t: FactTeller, first_was_there: bool) -> None:
    """A session names those who were at it, and is nobody else's fact."""
    t.walks(1)
    t.meets(t.gives_back("qualify", "A", how="posted"), "A", present=[("P", 1)])
    there = of_one(t.facts, t.named("P"))
    absent = [fact for fact in twin_of(there) if fact.kind != "session_held"]
    everybody = [(t.named("P"), there), (t.named("P") + FAR, absent)]
    found = project(dict(everybody if first_was_there else reversed(everybody)), PROCESS)
    steps = {row["participant_id"]: row["step"] for row in found.loops}
    assert steps == {t.named("P"): 3, t.named("P") + FAR: 2}


def test_twins_are_seen_to_be_alike(t: FactTeller) -> None:
    t.walks(2)
    first = of_one(t.facts, t.named("P"))
    walked, other = both_ways(first, twin_of(first))
    assert walked.walk == other.walk and walked.own != other.own


@pytest.mark.parametrize(("step", "alike"), [(1, True), (2, False)])
def test_a_time_is_theirs_alone_until_something_is_given_back(
    t: FactTeller, step: int, alike: bool
) -> None:
    """What was heard later is promised later; who was told later has a window of their own."""
    t.walks(step)
    first = of_one(t.facts, t.named("P"))
    twin = [
        fact._replace(at=fact.at + timedelta(days=9)) if "participant" in fact.data else fact
        for fact in twin_of(first)
    ]
    walked, other = both_ways(first, twin)
    assert (walked.walk == other.walk) is alike
    one, theirs = both(first, twin, t.named("P"))
    assert one["due"] != theirs["due"]


def both_ways(first: list[Fact], twin: list[Fact]) -> tuple[Walked, Walked]:
    named = named_by_all(first)
    walked, other = walk_of(first, named), walk_of(twin, named)
    assert walked is not None and other is not None
    return walked, other


def test_whoever_answered_has_a_way_of_their_own(t: FactTeller) -> None:
    t.walks(3)
    first = of_one(t.facts, t.named("P"))
    assert walk_of(first, named_by_all(first)) is None
