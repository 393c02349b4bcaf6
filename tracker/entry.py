"""Where work comes in: opens the instance, makes the actor, and commits once for each unit."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from tracker import access_log
from tracker.access_log import Access
from tracker.domain import database
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.people import User
from tracker.settings import Settings

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


def engine(settings: Settings) -> Engine:
    """An engine on the instance's database, which is made and migrated when it is not yet.

    BadInput when there is no database to be had.
    """
    try:
        opened = create_engine(settings.database_url)
        database.prepare(opened, settings.keys)
        if schema_of(opened) != head():
            migrate(opened)
    except (DBAPIError, ModuleNotFoundError) as error:
        raise _out_of_reach(error) from error
    return opened


def _out_of_reach(error: DBAPIError | ModuleNotFoundError) -> BadInput:
    # SQLAlchemy's own words would repeat the statement, and with it what people wrote.
    why = error.orig if isinstance(error, DBAPIError) else error
    return BadInput("TRACKER_DATABASE_URL", "database_out_of_reach", why=why)


def head() -> str:
    """The newest revision; revisions are numbered, and their files named by the number."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def schema_of(opened: Engine) -> str | None:
    """The revision that the database is at; None when it is empty."""
    with database.reading(), opened.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(opened: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, in one transaction; back to `base`, or by one (`-1`)."""
    # Alembic takes a while to import, and is needed only now.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with database.rebuilding(opened) as connection:
        config.attributes["connection"] = connection
        if revision in ("base", "-1"):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


@contextmanager
def unit(
    by: str | None = None, now: datetime | None = None, acts_as_setting: bool = True
) -> Iterator[Act]:
    """One command's work: committed once, at its end, or not at all.

    `by` is an e-mail address; else TRACKER_ACTOR acts, unless that is not enough here; else the
    system's user. BadInput when there is no such user.
    """
    settings = Settings.from_env(os.environ)
    opened = engine(settings)
    actor = SYSTEM
    try:
        with Session(opened, expire_on_commit=False) as session:
            name = settings.actor if by is None and acts_as_setting else by
            if name is not None:
                actor = user_by_email(session, name)
            yield Act(session, actor, now or datetime.now(UTC), settings)
            session.commit()
    except OperationalError as error:
        raise _out_of_reach(error) from error
    except UnicodeEncodeError as error:
        # A shell passes on any bytes; no database keeps half a letter.
        raise BadInput("", "not_utf_8") from error
    except Unseen as unseen:
        if unseen.exists and actor.id is not None:
            denied = Access(unseen.kind, str(unseen.number), "refused")
            access_log.write(opened, actor.id, datetime.now(UTC), [denied])
        raise
    finally:
        opened.dispose()


def user_by_email(session: Session, email: str) -> Actor:
    """The user who acts; BadInput when nobody has the address."""
    query = select(User).where(func.lower(User.email) == email.strip().lower())
    user = session.scalars(query).first()
    if user is None:
        raise BadInput("--by", "no_such_user", email=email)
    return Actor.of(user)
