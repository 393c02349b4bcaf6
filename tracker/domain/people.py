"""Departments and the people who work in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import Base, Id, Moment, one_of, personal

ROLES = ("caseworker", "manager", "administrator")

_STAFF = personal("let staff sign in and be held to what they did", "while employed, then 1 year")


class Department(Base):
    """The unit that owns processes; the boundary of access."""

    __tablename__ = "department"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200), unique=True)
    address: Mapped[str] = mapped_column(String(500), default="")
    # Where letters that cannot be brought go back to; the postal address, when there is none.
    return_address: Mapped[str] = mapped_column(String(500), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    # Percent of a process's loops that one manager excepts alone; None: as many as they say.
    except_share: Mapped[int | None]


class User(Base):
    """Somebody who works here."""

    __tablename__ = "user"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True, info=_STAFF)
    name: Mapped[str] = mapped_column(String(200), info=_STAFF)
    password: Mapped[str | None] = mapped_column(String(255), info=_STAFF)
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(String(2), default="da")
    # Sessions are bound to it: another value ends them all.
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    roles_held: Mapped[list["RoleHeld"]] = relationship(
        back_populates="user", lazy="selectin", cascade="all, delete-orphan"
    )


class RoleHeld(Base):
    """A user's role in one department."""

    __tablename__ = "role_held"
    __table_args__ = (
        UniqueConstraint("user_id", "department_id", "role"),
        one_of("role", *ROLES),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    user: Mapped[User] = relationship(back_populates="roles_held")
    department: Mapped[Department] = relationship(lazy="joined")


class AccessRecord(Base):
    """Who saw, or was refused, what kind of thing, when; never content. Chained by hash."""

    __tablename__ = "access_record"

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(Moment)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    what: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
