"""An application with its people, and a client that looks at every page it gets."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask, Response, request
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.web.browser import axe, browser_type_launch_args, page_at, server
from tests.web.reader import Reader
from tests.web.world import World, built
from tracker import create_app, entry
from tracker.accounts import passwords
from tracker.extensions import db
from tracker.settings import Settings

# What the rooms' own conftest.py takes over by a star.
__all__ = [
    "app",
    "axe",
    "browser_type_launch_args",
    "cheap_hashes",
    "client",
    "compiled",
    "made",
    "page_at",
    "server",
    "settings",
    "world",
]

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, World]:
    """An instance with the world in it, made once; each test gets a copy."""
    instance = tmp_path_factory.mktemp("made")
    environ = {"TRACKER_INSTANCE": str(instance), "TRACKER_SECRET_KEY": "only for tests " * 3}
    settings = Settings.from_env(environ, dotenv=None)
    engine = entry.engine(settings)
    with Session(engine, expire_on_commit=False) as session:
        world = built(session, settings)
    engine.dispose()
    return settings, world


@pytest.fixture
def world(made: tuple[Settings, World]) -> World:
    return made[1]


@pytest.fixture
def settings(made: tuple[Settings, World], tmp_path: Path) -> Settings:
    first = made[0]
    shutil.copytree(first.instance, tmp_path / "instance")
    path = tmp_path / "instance" / "tracker.db"
    return replace(first, instance=path.parent, database_url=f"sqlite:///{path}")


@pytest.fixture(autouse=True, scope="session")
def cheap_hashes() -> Iterator[None]:
    """A password is hashed as fast as can be: here nobody guesses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", PasswordHasher(1, 8, 1))
        yield


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates, compiled once for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled
    _watch(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> Reader:
    return Reader(app, app.response_class)


def _watch(app: Flask) -> None:
    """No request leaves a change that it did not commit, and none that reads makes one."""
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", _only_the_access_log_on_a_read)

    @app.after_request
    def nothing_is_left(response: Response) -> Response:
        session = db.session()
        pending = session.new or session.dirty or session.deleted
        assert not pending and not session.info.get("uncommitted"), "a change was not committed"
        return response


@event.listens_for(db.session, "after_flush")
def flushed(session: Session, _: object) -> None:
    session.info["uncommitted"] = True


@event.listens_for(db.session, "after_commit")
@event.listens_for(db.session, "after_rollback")
def over(session: Session) -> None:
    session.info["uncommitted"] = False


def _only_the_access_log_on_a_read(
    _connection: object, _cursor: object, statement: str, *_rest: object
) -> None:
    if request and request.method in ("GET", "HEAD") and statement.startswith(WRITES):
        assert statement.startswith("INSERT INTO access_record"), f"a GET wrote: {statement}"
