"""A process that is under way, its open page, and anybody."""

from datetime import date

import pytest
from flask import Flask

from tests.openness.furniture import learned
from tests.openness.pages import (
    TEXT,
    publishes,
)
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.people import Department
from tracker.processes.services import add_process
from tracker.qualifying.services import promise


@pytest.fixture
def begun(desk: Desk) -> tuple[int, int, int]:
    """A process that is under way: its number, an insight's and a promise's."""

    def make(act: Act) -> tuple[int, int, int]:
        department = act.session.get_one(Department, desk.side.department)
        process = add_process(act, "Karens sti", "development", department)
        insight = learned(act, process, TEXT)
        return process.id, insight.id, promise(act, process, "Vi ringer.", date(2099, 1, 4)).id

    return desk.do(make)


@pytest.fixture
def anybody(app: Flask) -> Reader:
    return Reader(app, app.response_class)


@pytest.fixture
def published(desk: Desk, begun: tuple[int, int, int]) -> tuple[int, int, int]:
    publishes(desk, begun)
    return begun
