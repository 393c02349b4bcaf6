"""Those who take part: a person, a group that is told together, or an occasion's unknown."""

from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import (
    UNTIL_ERASED,
    Base,
    Encrypted,
    EventId,
    Id,
    Lookup,
    Moment,
    Words,
    one_of,
    personal,
)
from tracker.domain.people import User
from tracker.domain.process import Process

KINDS = ("person", "group", "unknown")
BECAUSE = ("no-contact", "asked-not", "died", "other")
CHANNELS = ("email", "letter", "phone", "in_person", "none")

_REACH = personal("give what was said back to the one who said it", UNTIL_ERASED)
_WHO = personal("know who said it, and who is owed an answer", UNTIL_ERASED)


class Participant(Base):
    """One person, or one group told together, in one process."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("process_id", "ref"),
        one_of("kind", *KINDS),
        one_of("channel", *CHANNELS),
        Index("ix_participant_process_id_kind", "process_id", "kind"),
        # Who was undone is deleted, and the number not given again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="person")
    # Whose contributions nobody gave a name to belong to their occasion.
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounter.id"), unique=True)
    ref: Mapped[str | None] = mapped_column(String(200), info=_WHO)
    name: Mapped[str] = mapped_column(String(200), default="", info=_WHO)
    size: Mapped[int] = mapped_column(default=1)
    channel: Mapped[str] = mapped_column(String(10), default="none")
    email: Mapped[str | None] = mapped_column(Encrypted, info=_REACH)
    email_lookup: Mapped[str | None] = mapped_column(Lookup, index=True, info=_REACH)
    phone: Mapped[str | None] = mapped_column(Encrypted, info=_REACH)
    phone_lookup: Mapped[str | None] = mapped_column(Lookup, index=True, info=_REACH)
    address: Mapped[str | None] = mapped_column(Encrypted, info=_REACH)
    protected_address: Mapped[bool] = mapped_column(default=False, info=_REACH)
    # A wish like the channel: their letters are printed large, and their page begins so.
    large_print: Mapped[bool] = mapped_column(default=False, info=_REACH)
    guardian: Mapped[str] = mapped_column(Text, default="", info=_WHO)
    guardian_proof: Mapped[str] = mapped_column(Text, default="", info=_WHO)
    # Whether letters go to the representative, who reads them for the participant.
    represented: Mapped[bool] = mapped_column(default=False, server_default=false(), info=_REACH)
    # The first day of the month in which a child turns 15.
    child_until: Mapped[date | None] = mapped_column(info=_REACH)
    language: Mapped[str] = mapped_column(String(8), default="da")
    # Asked and answered; None: never asked.
    may_quote: Mapped[bool | None] = mapped_column(info=_WHO)
    perspectives: Mapped[str] = mapped_column(Text, default="", info=_WHO)
    public_return: Mapped[bool] = mapped_column(default=False)
    process: Mapped[Process] = relationship()

    @property
    def several(self) -> bool:
        """Whether it is more than one: a group, or whoever nobody knows."""
        return self.kind != "person"

    def is_child(self, today: date) -> bool:
        """Whether they are told in person alone: until the month is over in which they turn 15."""
        return is_child(self.child_until, today)


def is_child(until: date | None, today: date) -> bool:
    """Whether who turns 15 in the month that begins `until` is a child yet; None: who is none."""
    return until is not None and until >= today.replace(day=1)


def children(today: date) -> ColumnElement[bool]:
    """The same, to be asked of the database."""
    # Of who is none, nothing is known: and nothing that is unknown is to come of it.
    until = Participant.child_until
    return and_(until.is_not(None), until >= today.replace(day=1))


class Membership(Base):
    """A person who is one of a group: two loops, one voice."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id"), primary_key=True, index=True
    )


class LoopException(Base):
    """Why a loop cannot be walked, in a manager's words."""

    __tablename__ = "loop_exception"
    __table_args__ = (one_of("because", *BECAUSE),)

    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    because: Mapped[str] = mapped_column(String(12))
    reason: Mapped[Words]
    event_id: Mapped[EventId]


class ExceptionAsked(Base):
    """That a manager asks a second one to agree to an exception, and what came of it."""

    __tablename__ = "exception_asked"
    __table_args__ = (
        one_of("because", *BECAUSE),
        Index("ix_exception_asked_process_id_decided_at", "process_id", "decided_at"),
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    because: Mapped[str] = mapped_column(String(12))
    reason: Mapped[Words]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    event_id: Mapped[EventId]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    # Yes or no; None, once it is decided: something had happened to the loop by then.
    agreed: Mapped[bool | None]
    # Why not.
    answer: Mapped[Words] = mapped_column(default="")
    decided_event_id: Mapped[int | None]
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
