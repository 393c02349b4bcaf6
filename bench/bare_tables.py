"""The tables of the bare application, each with the indexes that its pages read by."""

from datetime import date, datetime

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Department(Base):
    __tablename__ = "department"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(Base):
    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Role(Base):
    __tablename__ = "role"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    role: Mapped[str]


class Process(Base):
    __tablename__ = "process"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    title: Mapped[str]
    signed: Mapped[bool] = mapped_column(default=False)
    contributions: Mapped[int] = mapped_column(default=0)


class Occasion(Base):
    __tablename__ = "occasion"
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    title: Mapped[str]


class Person(Base):
    """Somebody, and where their loop stands."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_process_id_id", "process_id", "id"),
        Index("ix_person_process_id_is_group", "process_id", "is_group"),
        Index("ix_person_process_id_action_due_id", "process_id", "action", "due", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    name: Mapped[str]
    is_group: Mapped[bool] = mapped_column(default=False)
    said: Mapped[int] = mapped_column(default=0)
    step: Mapped[int] = mapped_column(default=0)
    action: Mapped[str] = mapped_column(default="weave")
    due: Mapped[date | None]


class Task(Base):
    """How many loops of a process wait for an action."""

    __tablename__ = "task"
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    action: Mapped[str] = mapped_column(primary_key=True)
    loops: Mapped[int]


class Contribution(Base):
    __tablename__ = "contribution"
    __table_args__ = (Index("ix_contribution_process_id_id", "process_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"))
    how: Mapped[str] = mapped_column(default="verbatim")
    at: Mapped[datetime]


class Wording(Base):
    __tablename__ = "wording"
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    words: Mapped[str]


class Insight(Base):
    __tablename__ = "insight"
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)


class Evidence(Base):
    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), index=True)
    stance: Mapped[str] = mapped_column(default="supports")


class Aside(Base):
    __tablename__ = "aside"
    __table_args__ = (Index("ix_aside_process_id_id", "process_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    reason: Mapped[str]


class Event(Base):
    __tablename__ = "event"
    __table_args__ = (Index("ix_event_person_id_id", "person_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5"
    "(process, words, tokenize = 'unicode61 remove_diacritics 0')"
)
db = SQLAlchemy(model_class=Base)
