"""Giving back: a round, each participant's copy of it, the frozen passages, and each attempt."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    or_,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import UNTIL_ERASED, Base, EventId, Id, Moment, one_of, personal
from tracker.domain.insight import Insight
from tracker.domain.on_its_way import OnItsWay
from tracker.domain.participant import Participant, children
from tracker.domain.process import Encounter, Process

PURPOSES = ("qualify", "closing", "update")
WINDOW_DAYS = {"qualify": 21, "closing": 14, "update": 14}
CHANNELS = ("email", "letter", "phone", "in_person", "public", "none")
MESSAGES = ("notice", "report", "reminder", "letter", "call", "public")
STATES = ("waiting", "claimed", "sent", "failed", "uncertain", "stopped", "tried")

_REACHED = personal("know whether a report reached the one it is for", UNTIL_ERASED)


class Round(Base):
    """One giving-back: what is told or asked, to whom, and for how long they may answer."""

    __tablename__ = "round"
    __table_args__ = (one_of("purpose", *PURPOSES),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    days: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    # Fixed when versions and recipients are; released when every report is frozen.
    fixed_at: Mapped[datetime | None] = mapped_column(Moment)
    released_at: Mapped[datetime | None] = mapped_column(Moment)
    hold_seconds: Mapped[int] = mapped_column(default=0)
    # Set when it was called back before anything of it had left; then it is never sent.
    called_back_event_id: Mapped[int | None]
    # Why it was sent although hard to read, or although it repeats unshared words.
    reason_readability: Mapped[str] = mapped_column(Text, default="")
    reason_words: Mapped[str] = mapped_column(Text, default="")
    process: Mapped[Process] = relationship()
    questions: Mapped[list["Question"]] = relationship(order_by="Question.id")
    insights: Mapped[list[Insight]] = relationship(secondary="round_insight", order_by="Insight.id")


class RoundInsight(Base):
    """An insight that a round tells; the version is fixed when the round is."""

    __tablename__ = "round_insight"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), primary_key=True, index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("insight_version.id"))


class RoundRecipient(Base):
    """A participant whom a round goes to."""

    __tablename__ = "round_recipient"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id"), primary_key=True, index=True
    )


class Question(Base):
    """Something a round asks, beside whether the insights are right."""

    __tablename__ = "question"

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    # The same in other languages, by their codes, for those who read their report in them.
    translations: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Delivery(Base):
    """One participant's copy of a round, as it was frozen, and the key to read it."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("round_id", "participant_id"),
        one_of("channel", *CHANNELS),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    mail: Mapped[str | None] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(8))
    hash: Mapped[str] = mapped_column(String(80))
    # Where it was addressed when it was frozen, as an HMAC: another address stops it.
    addressed: Mapped[str | None] = mapped_column(String(64), info=_REACHED)
    # Whether it was written to be read by a representative: nothing that was confided is in it.
    represented: Mapped[bool] = mapped_column(default=False, server_default=false())
    generation: Mapped[int] = mapped_column(default=1)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_until: Mapped[datetime | None] = mapped_column(Moment)
    slip_code: Mapped[str] = mapped_column(String(12), unique=True)
    event_id: Mapped[EventId]
    round: Mapped[Round] = relationship()
    participant: Mapped[Participant] = relationship()
    attempts: Mapped[list["Attempt"]] = relationship(
        order_by="Attempt.id", back_populates="delivery"
    )

    def is_told_otherwise(self, today: date) -> bool:
        """Whether it is not to be read as it was written: it is a child's, who is told in person,
        or it was written for them, and somebody reads for them by now, or nobody any more."""
        person = self.participant
        return person.is_child(today) or person.represented != self.represented


def told_otherwise(today: date) -> ColumnElement[bool]:
    """The same of a Delivery with its Participant, to be asked of the database."""
    return or_(children(today), Participant.represented != Delivery.represented)


class Passage(Base):
    """Finished sentences as somebody was given them; one that a round shares is kept once."""

    __tablename__ = "passage"
    __table_args__ = (Index("ix_passage_source", "source_kind", "source_id"),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    section: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str | None] = mapped_column(
        Text, info=personal("show again what was told", UNTIL_ERASED)
    )
    salt: Mapped[str] = mapped_column(String(32))
    hash: Mapped[str] = mapped_column(String(64))
    source_kind: Mapped[str | None] = mapped_column(String(20))
    source_id: Mapped[int | None]
    about_kind: Mapped[str | None] = mapped_column(String(20))
    about_id: Mapped[int | None]
    insight_id: Mapped[int | None]
    detail: Mapped[str | None] = mapped_column(String(20))
    erased_on: Mapped[date | None]


class DeliveryPassage(Base):
    """The place of a passage in a report."""

    __tablename__ = "delivery_passage"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)


class Attempt(OnItsWay, Base):
    """One try to bring a report or word of it. Before a mail is sent it is claimed here."""

    __tablename__ = "attempt"
    __table_args__ = (
        one_of("message", *MESSAGES),
        one_of("state", *STATES),
        Index("ix_attempt_state_not_before", "state", "not_before"),
        # The young mails among very many.
        Index("ix_attempt_state_at", "state", "at"),
    )

    id: Mapped[Id]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), index=True)
    message: Mapped[str] = mapped_column(String(10))
    reminder: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="", info=_REACHED)
    delivery: Mapped[Delivery] = relationship(back_populates="attempts")


class JointSession(Base):
    """A meeting about a round: what was shown there."""

    __tablename__ = "joint_session"

    id: Mapped[Id]
    encounter_id: Mapped[int] = mapped_column(ForeignKey("encounter.id"), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    event_id: Mapped[EventId]
    encounter: Mapped[Encounter] = relationship()
    round: Mapped[Round] = relationship()


class Presence(Base):
    """Who was at a session; of a group, how many."""

    __tablename__ = "presence"

    session_id: Mapped[int] = mapped_column(ForeignKey("joint_session.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id"), primary_key=True, index=True
    )
    count: Mapped[int] = mapped_column(default=1)


class VersionShown(Base):
    """A version that was shown at a session."""

    __tablename__ = "version_shown"

    session_id: Mapped[int] = mapped_column(ForeignKey("joint_session.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(
        ForeignKey("insight_version.id"), primary_key=True, index=True
    )
