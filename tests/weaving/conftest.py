"""A path to weave about."""

import pytest

from tests.oversight.desk import Desk


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")
