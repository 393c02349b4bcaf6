"""The access log: who saw or was refused whom, when. Chained by hash, and never changed."""

import hashlib
import json
from collections.abc import Sequence
from contextvars import Context
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, insert, select, text
from sqlalchemy.orm import Session

from tracker.domain.people import AccessRecord

START = bytes(32)
# Any number will do, so long as nothing else in the database locks by it.
_POSTGRESQL_LOCK = 7_310_001

# Made once: nearly every page writes to the log.
_LAST = select(AccessRecord.hash).order_by(AccessRecord.id.desc()).limit(1)
_NEW = insert(AccessRecord)


class Access(NamedTuple):
    """That something was seen (or what else `what` says): its kind and its number."""

    kind: str
    number: str
    what: str


def write(engine: Engine, user_id: int | None, at: datetime, seen: Sequence[Access]) -> None:
    """Append to the log in a transaction of its own, also while a page only reads."""
    # Outside the request's context nothing says that its transactions only read.
    Context().run(_write, engine, user_id, at, seen)


def _write(engine: Engine, user_id: int | None, at: datetime, seen: Sequence[Access]) -> None:
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})"))
        chain = connection.scalars(_LAST).first() or START
        rows = []
        for access in seen:
            chain = _chained(chain, at, user_id, access)
            rows.append({"at": at, "user_id": user_id, **access._asdict(), "hash": chain})
        connection.execute(_NEW, rows)


def changed_rows(session: Session) -> list[int]:
    """The numbers of the rows that do not follow from what they say and the row before them."""
    chain, changed = START, []
    columns = (AccessRecord.id, AccessRecord.at, AccessRecord.user_id, AccessRecord.hash)
    said = (AccessRecord.kind, AccessRecord.number, AccessRecord.what)
    query = select(*columns, *said).order_by(AccessRecord.id)
    for row in session.execute(query.execution_options(yield_per=1000)):
        access = Access(row.kind, row.number, row.what)
        if _chained(chain, row.at, row.user_id, access) != row.hash:
            changed.append(row.id)
        chain = row.hash
    return changed


def _chained(before: bytes, at: datetime, user_id: int | None, access: Access) -> bytes:
    said = json.dumps([at.timestamp(), user_id, *access], separators=(",", ":"))
    return hashlib.sha256(before + said.encode()).digest()
