"""An application with its people, a client that looks at every page it gets, and a desk where the
work is done that pages then show.
"""

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

from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tests.web.world import World, built
from tracker import create_app, entry
from tracker.accounts import passwords
from tracker.extensions import db, limiter
from tracker.settings import Settings

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


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test's instance lies, in turn."""
    return tmp_path_factory.mktemp("place") / "instance"


@pytest.fixture
def settings(made: tuple[Settings, World], place: Path) -> Settings:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(made[0].instance, place)
    return replace(made[0], instance=place, database_url=f"sqlite:///{place / 'tracker.db'}")


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


@pytest.fixture(scope="session")
def apps() -> dict[Settings, Flask]:
    """Every application that was made: it takes longer than most tests do."""
    return {}


@pytest.fixture
def app(
    settings: Settings, compiled: FileSystemBytecodeCache, apps: dict[Settings, Flask]
) -> Iterator[Flask]:
    """The application as it starts: what a test changes of its configuration is put back."""
    if settings not in apps:
        apps[settings] = _watched(settings, compiled)
    app = apps[settings]
    before = dict(app.config)
    limiter.reset()
    yield app
    app.config.clear()
    app.config.update(before)
    _leave(app)


@pytest.fixture
def new_app(settings: Settings, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """One that nothing was asked of yet, so that a test can give it more pages."""
    app = _watched(settings, compiled)
    limiter.reset()
    yield app
    _leave(app)


@pytest.fixture
def client(app: Flask) -> Reader:
    return Reader(app, app.response_class)


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


def _watched(settings: Settings, compiled: FileSystemBytecodeCache) -> Flask:
    """No request leaves a change that it did not commit, and none that reads makes one."""
    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", _only_the_access_log_on_a_read)

    @app.after_request
    def nothing_is_left(response: Response) -> Response:
        session = db.session()
        pending = session.new or session.dirty or session.deleted
        assert not pending and not session.info.get("uncommitted"), "a change was not committed"
        return response

    return app


def _leave(app: Flask) -> None:
    """Let go of the database, which the next test lays anew."""
    with app.app_context():
        db.engine.dispose()


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
