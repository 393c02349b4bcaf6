"""An instance of its own, and rows in it."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tracker.domain.act import SYSTEM, Act
from tracker.domain.database import prepare
from tracker.domain.tables import metadata
from tracker.settings import Settings

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
WALK = datetime(2026, 3, 12, 13, tzinfo=UTC)
# Tells apart what is made: departments, references, sendings.
numbers = count(1)


def some_settings(folder: Path, **environ: str) -> Settings:
    """Settings of an instance of its own, from nothing but what is given."""
    return Settings.from_env({"TRACKER_INSTANCE": str(folder), **environ}, None)


def an_act(settings: Settings, now: datetime = NOW) -> Act:
    """A unit of work on a new database with every table."""
    engine = create_engine(settings.database_url)
    prepare(engine, settings.keys)
    metadata.create_all(engine)
    return Act(Session(engine), SYSTEM, now, settings)


def kept(act: Act, row: Any) -> Any:
    """The row, added and with its id."""
    act.session.add(row)
    act.session.flush()
    return row
