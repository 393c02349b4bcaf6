"""A department on its first day: four people who may sign in, and nothing written down."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from tests.ways.town import ADMINISTRATOR, CASEWORKER, DEPARTMENT, MANAGER, PASSWORD, Town
from tests.web.browser import PageAt
from tracker import entry
from tracker.accounts.services import add_user
from tracker.domain.act import SYSTEM, Act
from tracker.settings import Settings


@pytest.fixture(scope="session")
def first_day(tmp_path_factory: pytest.TempPathFactory, cheap_hashes: None) -> Path:
    """An instance with the department in it, made once; each test gets a copy."""
    instance = tmp_path_factory.mktemp("first_day")
    settings = _settings_of(instance)
    engine = entry.engine(settings)
    with Session(engine) as session:
        act = Act(session, SYSTEM, datetime.now(UTC), settings)
        for who, role in (
            (CASEWORKER, "caseworker"),
            (MANAGER, "manager"),
            (ADMINISTRATOR, "administrator"),
        ):
            add_user(act, who.email, who.name, role, DEPARTMENT, PASSWORD)
        session.commit()
    engine.dispose()
    return instance


@pytest.fixture
def settings(first_day: Path, place: Path) -> Settings:
    shutil.rmtree(place, ignore_errors=True)
    return _settings_of(shutil.copytree(first_day, place))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The time, which goes on by itself and can be moved."""
    with time_machine.travel(datetime.now(UTC)) as now:
        yield now


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def town(
    request: pytest.FixtureRequest, app: Flask, clock: time_machine.Traveller, page_at: PageAt
) -> Town:
    """The town, in browsers with scripts and in browsers without."""
    return Town(app, page_at, request.param, clock)


def _settings_of(instance: Path) -> Settings:
    environ = {"TRACKER_INSTANCE": str(instance), "TRACKER_SECRET_KEY": "only for tests " * 3}
    return Settings.from_env(environ, dotenv=None)
