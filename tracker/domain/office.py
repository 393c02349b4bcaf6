"""What the office keeps for its own work beside the facts; no rule of the loop reads any of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import (
    UNTIL_ERASED,
    Base,
    Encrypted,
    EncryptedBytes,
    Id,
    Moment,
    Words,
    one_of,
    personal,
)
from tracker.domain.on_its_way import OnItsWay
from tracker.domain.people import User

BECAME = ("open", "held", "partly", "wrong")
# When one reflects on how one works together with citizens, and on which of the principles.
MOMENTS = ("start", "midway", "end")
PRINCIPLES = range(1, 8)
# What an agenda is of: what one answers for oneself, or all that one sees.
WHOSE = ("mine", "all")


class Submission(Base):
    """The key of a form that was carried out: sent once more, it does nothing."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    # What it made, where a page leads there.
    made: Mapped[int | None]


class ImportedFile(Base):
    """A file that was brought in, or is about to be; what it held is kept only until then."""

    __tablename__ = "imported_file"

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(
        EncryptedBytes, info=personal("look at it before anything is saved", "a day")
    )
    # JSON: the header, and which of its columns is which field; the next file is read alike.
    columns: Mapped[str] = mapped_column(Text, default="{}")
    rows: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    # The events of the import have these numbers and all between them.
    first_event: Mapped[int | None]
    last_event: Mapped[int | None]
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    user: Mapped[User | None] = relationship()


class LetterBatch(Base):
    """A round's letters as somebody has them made in one file, and how far that has come.

    The file itself is kept beside the database, encrypted, for a day at most.
    """

    __tablename__ = "letter_batch"
    # A number is not given again: its file is no other batch's.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    # Those to protected addresses, and no others.
    protected: Mapped[bool]
    letters: Mapped[int]
    made: Mapped[int] = mapped_column(default=0)
    spoilt: Mapped[int] = mapped_column(default=0)
    # When it last went on.
    moved_at: Mapped[datetime] = mapped_column(Moment)
    ready_at: Mapped[datetime | None] = mapped_column(Moment)
    failed: Mapped[bool] = mapped_column(default=False)
    size: Mapped[int] = mapped_column(default=0)
    # Of what stands in the letters: when that is another, the file is old.
    mark: Mapped[str] = mapped_column(String(20))


class Assumption(Base):
    """What we believed beforehand, and what became of it."""

    __tablename__ = "assumption"
    __table_args__ = (one_of("became", *BECAME),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    became: Mapped[str] = mapped_column(String(10), default="open")
    answer: Mapped[str] = mapped_column(Text, default="")
    insight_id: Mapped[int | None] = mapped_column(ForeignKey("insight.id"))


class Reflection(Base):
    """What those who work on a process think of one principle at one moment, in their own words."""

    __tablename__ = "reflection"
    __table_args__ = (
        UniqueConstraint("process_id", "moment", "principle"),
        one_of("moment", *MOMENTS),
        CheckConstraint("principle BETWEEN 1 AND 7", name="principle"),
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    moment: Mapped[str] = mapped_column(String(8))
    principle: Mapped[int]
    text: Mapped[str] = mapped_column(
        Text, info=personal("remember how one meant to work together", UNTIL_ERASED)
    )
    # Who wrote last.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class Look(Base):
    """That somebody looked at what a participant is to get, as it then was."""

    __tablename__ = "look"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    # A hash of the report's texts, without salt: a digest of what is in the database anyway.
    mark: Mapped[str] = mapped_column(String(64), info=personal("see what differs", UNTIL_ERASED))
    at: Mapped[datetime] = mapped_column(Moment)


class Note(Base):
    """Something for colleagues alone, about an answer or a person; perhaps for one of them."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_for_user_id_done_at", "for_user_id", "done_at"),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)
    text: Mapped[Words]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    for_user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    for_user: Mapped[User | None] = relationship(foreign_keys=[for_user_id])


class Assignment(Base):
    """Who answers an answer."""

    __tablename__ = "assignment"

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    user: Mapped[User] = relationship()


class AnswerTemplate(Base):
    """How a department often begins an answer; nobody is sent it as it stands."""

    __tablename__ = "answer_template"

    id: Mapped[Id]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class AnswerDraft(Base):
    """What a citizen has written and not yet sent; gone when it is sent."""

    __tablename__ = "answer_draft"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    # JSON: the fields of the form by their names.
    fields: Mapped[str] = mapped_column(
        Encrypted, info=personal("let them go on later", "until it is sent, or the link is over")
    )
    at: Mapped[datetime] = mapped_column(Moment)


class Agenda(Base):
    """How somebody wants to be told of what is promised: by a calendar of their own, by mail."""

    __tablename__ = "agenda"
    __table_args__ = (one_of("whose", *WHOSE),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    whose: Mapped[str] = mapped_column(String(4), default="mine")
    # The calendar's address opens it without signing in; like a citizen's link, it is kept nowhere.
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    by_mail: Mapped[bool] = mapped_column(default=False)


class Digest(OnItsWay, Base):
    """One person's mail of one week. There is one, whatever became of it."""

    __tablename__ = "digest"
    __table_args__ = (
        UniqueConstraint("user_id", "week"),
        one_of("state", "waiting", "claimed", "sent", "failed", "uncertain", "stopped"),
        Index("ix_digest_state_not_before", "state", "not_before"),
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    # Its Monday, in Copenhagen.
    week: Mapped[date]
    user: Mapped[User] = relationship()
