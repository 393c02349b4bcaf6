"""What every table shares: names, moments in UTC, encrypted fields and the marks of privacy."""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Annotated, Any

from cryptography.fernet import Fernet, MultiFernet
from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

from tracker.keys import Keys


class Base(DeclarativeBase):
    """Constraints are named by rule, so that a migration can name them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """An instant, aware, kept in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Encrypted(TypeDecorator[str]):
    """Text that can only be read with the instance's key for fields."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher(dialect).encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _cipher(dialect).decrypt(value).decode()


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes, a file's, that can only be read with the instance's key for fields."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _cipher(dialect).encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _cipher(dialect).decrypt(value)


class Lookup(TypeDecorator[str]):
    """Finds an encrypted value by its HMAC: what is bound is the value, what is kept is not."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        opened: Any = dialect
        key: bytes = opened.lookup_key
        return hmac.digest(key, value.strip().casefold().encode(), "sha256").hex()


def use_keys(engine: Engine, keys: Keys) -> None:
    """Let an engine read and write encrypted fields; the newest key writes, all read."""
    dialect: Any = engine.dialect
    dialect.cipher = MultiFernet([Fernet(key) for key in keys.fields])
    # The oldest key finds: values that were kept before a rotation are found after it.
    dialect.lookup_key = hashlib.sha256(b"tracker lookup 1" + keys.fields[-1].encode()).digest()


def _cipher(dialect: Dialect) -> MultiFernet:
    opened: Any = dialect
    cipher: MultiFernet = opened.cipher
    return cipher


def personal(purpose: str, retention: str) -> dict[str, Any]:
    """The mark of a column with personal data: what it is for, and how long it is kept."""
    return {"personal": {"purpose": purpose, "retention": retention}}


UNTIL_ERASED = "until the process is handed over to the records system, or erased on request"

# What a citizen said, or what was written of them: for the process and its report alone.
Words = Annotated[
    str, mapped_column(Text, info=personal("give what was said back, and answer", UNTIL_ERASED))
]
Id = Annotated[int, mapped_column(Integer, primary_key=True)]
# The event that this row holds the words of. Both name each other, so the check waits for commit.
EventId = Annotated[
    int,
    mapped_column(
        Integer,
        ForeignKey("event.id", deferrable=True, initially="DEFERRED", use_alter=False),
        index=True,
    ),
]


def one_of(column: str, *values: str) -> CheckConstraint:
    """A column that holds one of some words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
