"""An application with a letter in it, and a reader who has its link."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.citizen.letters import Office, Sent
from tests.web.reader import Reader


@pytest.fixture
def office(app: Flask) -> Office:
    return Office(app)


@pytest.fixture
def another(app: Flask) -> Callable[[], Reader]:
    """Another browser."""
    return lambda: Reader(app, app.response_class)


@pytest.fixture
def case(office: Office) -> Sent:
    """A letter that asks for a code."""
    return office.letter(kind="case")
