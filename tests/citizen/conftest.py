"""An application with a letter in it, and a reader who has its link."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.citizen.letters import Office
from tests.web.browser import axe, browser_type_launch_args, page_at, server
from tests.web.conftest import app, client, compiled, made, settings, world
from tests.web.reader import Reader

# Fixtures that stand beside what they are made of.
__all__ = [
    "app",
    "axe",
    "browser_type_launch_args",
    "client",
    "compiled",
    "made",
    "page_at",
    "server",
    "settings",
    "world",
]


@pytest.fixture
def office(app: Flask) -> Office:
    return Office(app)


@pytest.fixture
def another(app: Flask) -> Callable[[], Reader]:
    """Another browser."""
    return lambda: Reader(app, app.response_class)
