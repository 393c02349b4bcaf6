"""Every kind of fact, in any order that the office allows: all three say the same after each.

LOOP_EXAMPLES=2000 tries that many, each time others; without it the same ones are tried, until
everything has come often enough.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.machine.answering_moves import AnsweringMoves
from tests.machine.ground import Ground
from tests.machine.telling_moves import TellingMoves
from tests.machine.weaving_moves import WeavingMoves

ASKED = os.environ.get("LOOP_EXAMPLES")
AT_ONCE, MOST_TIMES = 25, 12


class LoopMachine(WeavingMoves, TellingMoves, AnsweringMoves):
    """All that happens in an office."""


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    opened = Ground(tmp_path)
    yield opened
    opened.close()


def plays(ground: Ground, examples: int, number: int | None) -> None:
    """So many examples; with a number always the same."""
    play = get_state_machine_test(
        lambda: LoopMachine(ground),
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    (play if number is None else seed(number)(play))()


def test_whatever_happens_all_agree(ground: Ground) -> None:
    if ASKED:
        plays(ground, int(ASKED), None)
    for number in range(MOST_TIMES):
        if not ground.seen.seldom():
            break
        plays(ground, AT_ONCE, number)
    assert ground.seen.seldom() == []
