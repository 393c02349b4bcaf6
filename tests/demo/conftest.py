"""The demo, told once."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.web.reader import Reader
from tracker import create_app
from tracker.demo.services import OPENS_ALL, fill
from tracker.entry import engine
from tracker.extensions import db
from tracker.settings import Settings


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An instance that holds the demo."""
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings.from_env({"TRACKER_INSTANCE": str(folder)}, None)
    opened = engine(settings)
    assert fill(opened, settings)
    assert not fill(opened, settings), "a second time it finds the database filled"
    opened.dispose()
    return settings


@pytest.fixture
def demo(told: Settings) -> Iterator[Session]:
    opened = engine(told)
    with Session(opened) as session:
        yield session
    opened.dispose()


@pytest.fixture
def app(told: Settings, tmp_path: Path) -> Iterator[Flask]:
    """The demo's application as it is served, on a copy."""
    shutil.copytree(told.instance, tmp_path / "instance")
    path = tmp_path / "instance" / "tracker.db"
    url = f"sqlite:///{path}"
    app = create_app(replace(told, instance=path.parent, database_url=url, demo=True))
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


def signed_in(app: Flask, email: str) -> Reader:
    reader = Reader(app, app.response_class)
    assert reader.send("/sign-in", email=email, password=OPENS_ALL).status_code == 303
    return reader
