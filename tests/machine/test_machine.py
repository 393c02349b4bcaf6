"""Every kind of fact, in any order that the office allows: all three say the same after each.

LOOP_EXAMPLES=2000 tries that many, each time others; without it the same few are tried.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.answering_moves import AnsweringMoves
from tests.machine.ground import Ground
from tests.machine.telling_moves import TellingMoves
from tests.machine.weaving_moves import WeavingMoves

ASKED = os.environ.get("LOOP_EXAMPLES")
AS_MANY = settings(
    max_examples=int(ASKED or 160),
    stateful_step_count=25,
    derandomize=ASKED is None,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class LoopMachine(WeavingMoves, TellingMoves, AnsweringMoves):
    """All that happens in an office."""


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    opened = Ground(tmp_path)
    yield opened
    opened.close()


def test_whatever_happens_all_agree(ground: Ground) -> None:
    run_state_machine_as_test(lambda: LoopMachine(ground), settings=AS_MANY)
    assert ground.seen.seldom() == []
