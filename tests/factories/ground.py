"""An instance of its own, and rows in it."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from tracker.domain.act import SYSTEM, Act
from tracker.domain.base import use_keys
from tracker.domain.database import prepare
from tracker.domain.tables import metadata
from tracker.keys import Keys
from tracker.settings import Settings

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
WALK = datetime(2026, 3, 12, 13, tzinfo=UTC)
# Tells apart what is made: departments, references, sendings.
numbers = count(1)


def some_settings(folder: Path, **environ: str) -> Settings:
    """Settings of an instance of its own, from nothing but what is given."""
    return Settings.from_env({"TRACKER_INSTANCE": str(folder), **environ}, None)


class Emptied:
    """A database in memory: one connection, and filled anew from an empty copy for each use."""

    def __init__(self, keys: Keys) -> None:
        self.engine = create_engine("sqlite://", poolclass=StaticPool)
        prepare(self.engine, keys)
        metadata.create_all(self.engine)
        self.empty = self._connection().serialize()

    def anew(self) -> Engine:
        self._connection().deserialize(self.empty)
        return self.engine

    def _connection(self) -> Any:
        with self.engine.connect() as connection:
            return connection.connection.driver_connection


# Engines that nobody uses now, each on a file of its own.
_FREE: list[Engine] = []
_FILES = TemporaryDirectory()
atexit.register(_FILES.cleanup)


@contextmanager
def a_database(keys: Keys) -> Iterator[Engine]:
    """An empty database with every table. One that was given back serves again: to another engine
    every statement would be new.
    """
    engine = _FREE.pop() if _FREE else _on_a_file(keys)
    use_keys(engine, keys)
    file = Path(engine.url.database or "")
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    file.write_bytes(_empty())
    yield engine
    engine.dispose()
    _FREE.append(engine)


def _on_a_file(keys: Keys) -> Engine:
    engine = create_engine(f"sqlite:///{_FILES.name}/{next(numbers)}.db")
    prepare(engine, keys)
    return engine


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        return Emptied(some_settings(Path(folder)).keys).empty


@contextmanager
def a_unit(settings: Settings, now: datetime = NOW) -> Iterator[Act]:
    """A unit of work on such a database."""
    with a_database(settings.keys) as engine, Session(engine) as session:
        yield Act(session, SYSTEM, now, settings)


def an_act(settings: Settings, now: datetime = NOW) -> Act:
    """A unit of work on a new database in the instance, with every table."""
    engine = create_engine(settings.database_url)
    prepare(engine, settings.keys)
    metadata.create_all(engine)
    return Act(Session(engine), SYSTEM, now, settings)


def kept(act: Act, row: Any) -> Any:
    """The row, added and with its id."""
    act.session.add(row)
    act.session.flush()
    return row
