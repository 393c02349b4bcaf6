"""The web's small world, and a desk in it where the work is done that pages then show."""

import pytest
from flask import Flask

from tests.oversight.desk import Desk
from tests.web import conftest as web
from tests.web.conftest import *
from tests.web.reader import Reader
from tests.web.world import World

__all__ = [*web.__all__, "boss", "desk", "foreign", "staff"]


@pytest.fixture
def desk(app: Flask, world: World) -> Desk:
    return Desk(app, world.own)


@pytest.fixture
def foreign(app: Flask, world: World) -> Desk:
    return Desk(app, world.foreign)


@pytest.fixture
def staff(client: Reader, world: World) -> Reader:
    """A caseworker at their own department's pages."""
    client.sign_in_as(world.own.users["caseworker"])
    return client


@pytest.fixture
def boss(app: Flask, world: World) -> Reader:
    """A manager of the same department, in another browser."""
    reader = Reader(app, app.response_class)
    reader.sign_in_as(world.own.users["manager"])
    return reader
