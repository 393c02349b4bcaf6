"""The same desk and people as the pages of oversight have, and a path to weave about."""

import pytest

from tests.oversight.conftest import *
from tests.oversight.desk import Desk


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")
