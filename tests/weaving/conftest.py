"""The same desk and people as the pages of oversight have."""

import pytest

from tests.oversight.conftest import (
    app,
    axe,
    boss,
    browser_type_launch_args,
    client,
    compiled,
    desk,
    foreign,
    made,
    page_at,
    server,
    settings,
    staff,
    world,
)
from tests.oversight.desk import Desk

__all__ = [
    "app",
    "axe",
    "boss",
    "browser_type_launch_args",
    "client",
    "compiled",
    "desk",
    "foreign",
    "made",
    "page_at",
    "server",
    "settings",
    "staff",
    "world",
]


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")
