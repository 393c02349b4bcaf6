"""Outside the fence no count of one to four is said, nor one that somebody can reckon out."""

from collections.abc import Callable, Mapping
from itertools import product

import pytest
from hypothesis import example, find, given, settings
from hypothesis import strategies as st

from tests.oversight.attacker import FEW, STAGES, SUMS, Attacker, Count, Worlds
from tracker.domain.published import AMONG, MEDIAN, PROMISES, RETURNED, STEP, cells_of, floored

Counts = Mapping[str, int]
NO_PROMISES = dict.fromkeys(PROMISES, 0)
HOME = 0


@st.composite
def counts(draw: st.DrawFn) -> dict[str, int]:
    """The true counts of a process: of some people, those that are also this or that."""
    few = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 40))
    true = {stage: draw(few) for stage in STAGES}
    everybody = sum(true.values())
    some = st.one_of(st.just(everybody), st.integers(0, everybody))
    return true | {name: draw(some) for name in AMONG}


def of(**named: int) -> dict[str, int]:
    return dict.fromkeys((*STAGES, *AMONG), 0) | named


worlds: st.SearchStrategy[Worlds] = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 2)), counts(), min_size=1, max_size=9
)


def said(true: Counts) -> dict[str, int]:
    """As it is published; somebody waited a week, if anybody was given anything back."""
    returned = sum(true[stage] for stage in RETURNED)
    return cells_of({**true, **NO_PROMISES}, 7 if returned else None)


def attacked(world: Worlds, reads: Callable[[Attacker, int, int, Counts], None]) -> list[str]:
    """What somebody who is at home in one process, and reads all others, can single out."""
    attacker = Attacker()
    for (process, week), true in world.items():
        attacker.meets(process, week)
        reads(attacker, process, week, true)
        if process == HOME:
            attacker.knows(process, week, true)
    return attacker.singled_out(HOME)


def reads_published(attacker: Attacker, process: int, week: int, true: Counts) -> None:
    attacker.reads_cells(process, week, said(true))


EVERYWHERE_FOUR = of(**dict.fromkeys(STAGES, 4), with_unused=20)
HALF_RETURNED = of(told=3, by_answer=3)


@settings(max_examples=100, deadline=None)
@given(worlds)
@example({(1, 0): EVERYWHERE_FOUR})
@example({(1, 0): HALF_RETURNED})
@example({(1, 0): of(waiting=9), (1, 1): of(waiting=5, told=4)})
def test_nobody_is_singled_out_by_what_is_published(world: Worlds) -> None:
    assert attacked(world, reads_published) == []


@settings(max_examples=100, deadline=None)
@given(counts())
def test_what_is_published_never_says_too_much_and_is_a_multiple_of_five(true: Counts) -> None:
    cells = said(true)
    for name, value in cells.items():
        if name != MEDIAN:
            assert value % STEP == 0
            assert 0 < value <= true[name]
    assert all(true[stage] - cells.get(stage, 0) in range(STEP) for stage in STAGES)


def singled_out_by_trying(publish: Callable[[Counts], dict[str, int]]) -> list[str]:
    """Not by bounds alone: all that three counts can be is tried, the others known to be none."""
    worlds_by_cells: dict[tuple[tuple[str, int], ...], list[Counts]] = {}
    for told, by_answer, first in product(range(13), repeat=3):
        true = of(told=told, by_answer=by_answer, first=first)
        if first <= told + by_answer:
            worlds_by_cells.setdefault(tuple(sorted(publish(true).items())), []).append(true)
    assert len(worlds_by_cells) > 10
    return [
        f"{name} of {dict(cells)}"
        for cells, possible in worlds_by_cells.items()
        for name in ("told", "by_answer", "first", *SUMS)
        if {sum(true[n] for n in SUMS.get(name, (name,))) for true in possible} <= set(FEW)
    ]


def test_whoever_tries_every_world_singles_nobody_out_either() -> None:
    assert singled_out_by_trying(said) == []


# The same attack finds what worse rules give away: each part of the rule is needed.


def reads_hidden_when_few(attacker: Attacker, process: int, week: int, true: Counts) -> None:
    """Counts below five are left out, and the totals are exact."""
    for name in (*STAGES, *AMONG):
        few = true[name] < STEP
        low, high = (0, STEP - 1) if few else (true[name], true[name])
        attacker.learns([Count(process, week, name)], low, high)
    everybody = sum(true[stage] for stage in STAGES)
    attacker.learns([Count(process, week, "contributed")], everybody, everybody)


def reads_uncapped(attacker: Attacker, process: int, week: int, true: Counts) -> None:
    """Each count floored, those among the people too."""
    for name in (*STAGES, *AMONG):
        value = floored(true[name])
        attacker.learns([Count(process, week, name)], value, value + STEP - 1)


def says_each_median(true: Counts) -> dict[str, int]:
    """A median wherever five people were given it back, whatever is said of them."""
    returned = sum(true[stage] for stage in RETURNED)
    return said(true) | ({MEDIAN: 7} if returned >= STEP else {})


def says_uncapped(true: Counts) -> dict[str, int]:
    return {name: floored(true[name]) for name in (*STAGES, *AMONG)}


@pytest.mark.parametrize("says", [says_each_median, says_uncapped, dict])
def test_trying_singles_somebody_out_where_the_rule_is_worse(
    says: Callable[[Counts], dict[str, int]],
) -> None:
    assert singled_out_by_trying(says)


@pytest.mark.parametrize("reads", [reads_hidden_when_few, reads_uncapped])
def test_the_attack_singles_somebody_out_where_the_rule_is_worse(
    reads: Callable[[Attacker, int, int, Counts], None],
) -> None:
    one = st.one_of(counts(), st.just(EVERYWHERE_FOUR))
    hurried = settings(deadline=None, derandomize=True)
    world = find(one, lambda true: bool(attacked({(1, 0): true}, reads)), settings=hurried)
    assert attacked({(1, 0): world}, reads)
    assert not attacked({(1, 0): world}, reads_published)


def test_the_attack_sees_a_few_who_came_between_two_weeks() -> None:
    before, after = of(waiting=10), of(waiting=12)
    world = {(1, 0): before, (1, 1): after}
    found = attacked(world, reads_hidden_when_few)
    assert any("from 0 to 1: 2 to 2" in line for line in found)
    assert attacked(world, reads_published) == []
