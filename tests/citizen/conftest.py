"""An application with a letter in it, and a reader who has its link."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.citizen.letters import Office
from tests.web.reader import Reader


@pytest.fixture
def office(app: Flask) -> Office:
    return Office(app)


@pytest.fixture
def another(app: Flask) -> Callable[[], Reader]:
    """Another browser."""
    return lambda: Reader(app, app.response_class)
