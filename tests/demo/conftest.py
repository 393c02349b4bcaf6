"""The demo, told once."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tracker.demo.services import fill
from tracker.entry import engine
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
