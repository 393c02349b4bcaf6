"""How a database is opened: SQLite safe against power loss and many writers."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event

from tracker.domain.base import use_keys
from tracker.keys import Keys

BUSY_MILLISECONDS = 10_000

_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions that begin within only read, and wait for no writer."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def prepare(engine: Engine, keys: Keys) -> None:
    """Make an engine ready: its keys, and on SQLite what its default leaves unsafe."""
    use_keys(engine, keys)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _connected)
        event.listen(engine, "begin", _begin)


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction in which a table may be made anew although others refer to it.

    SQLite otherwise lets none go. RuntimeError when something then refers to nothing.
    """
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        on_sqlite = engine.dialect.name == "sqlite"
        if on_sqlite:
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if on_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("a row would refer to one that is not there")
        finally:
            if on_sqlite:
                raw.execute("PRAGMA foreign_keys = ON")


def _connected(connection: Any, _record: object) -> None:
    # Transactions are begun by `_begin`, not by the driver at the first write.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A transaction that will write takes the lock before its first read: a later one may fail."""
    connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
