"""An administrator, and the people of the small municipality."""

import pytest
from flask import Flask

from tests.web.reader import Reader
from tests.web.world import World


@pytest.fixture
def admin(app: Flask, world: World) -> Reader:
    reader = Reader(app, app.response_class)
    reader.sign_in_as(world.own.users["administrator"])
    return reader
