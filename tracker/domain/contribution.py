"""What citizens said: kept as recorded, corrected by them, and shared only in words for sharing."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import Base, EventId, Id, Moment, Words, one_of
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter

HOW = ("verbatim", "retold", "observed")
WORDINGS = ("recorded", "corrected", "shareable")


class Contribution(Base):
    """One thing that somebody told us, or that we saw."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("process_id", "ref"),
        Index("ix_contribution_process_id_id", "process_id", "id"),
        one_of("how", *HOW),
        # What was undone is deleted, and its number not given again.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    encounter_id: Mapped[int | None] = mapped_column(ForeignKey("encounter.id"), index=True)
    # The source's own id of it; without one, a hash of who, when and what.
    ref: Mapped[str] = mapped_column(String(200))
    how: Mapped[str] = mapped_column(String(10), default="verbatim")
    received_at: Mapped[datetime] = mapped_column(Moment)
    confidential: Mapped[bool] = mapped_column(default=False)
    withdrawn_event_id: Mapped[int | None]
    event_id: Mapped[EventId]
    participant: Mapped[Participant] = relationship()
    encounter: Mapped[Encounter | None] = relationship()
    wordings: Mapped[list["ContributionWording"]] = relationship(
        order_by="ContributionWording.id", back_populates="contribution"
    )

    @property
    def recorded(self) -> str:
        """The words as they were recorded."""
        return next(w.text for w in self.wordings if w.kind == "recorded")

    @property
    def present(self) -> str:
        """The words as their author last corrected them."""
        return next(w.text for w in reversed(self.wordings) if w.kind != "shareable")

    @property
    def shareable(self) -> str | None:
        """The words that others may see, unless the author has corrected something since (R8)."""
        last = self.wordings[-1]
        return last.text if last.kind == "shareable" else None


class ContributionWording(Base):
    """One wording of a contribution; the latest of its kind is the one in use."""

    __tablename__ = "contribution_wording"
    __table_args__ = (one_of("kind", *WORDINGS), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[Words]
    event_id: Mapped[EventId]
    contribution: Mapped[Contribution] = relationship(back_populates="wordings")


class ContributionReader(Base):
    """One of the people who may read a confidential contribution."""

    __tablename__ = "contribution_reader"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, index=True)


class SettingAside(Base):
    """A contribution that we did not use, with a reason its author can read and answer."""

    __tablename__ = "setting_aside"

    id: Mapped[Id]
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    event_id: Mapped[EventId]
    ended_event_id: Mapped[int | None]
    contribution: Mapped[Contribution] = relationship()
    reasons: Mapped[list["SettingAsideReason"]] = relationship(
        order_by="SettingAsideReason.id", back_populates="setting_aside"
    )

    @property
    def reason(self) -> "SettingAsideReason":
        """The reason that stands."""
        return self.reasons[-1]


class SettingAsideReason(Base):
    """One version of why a contribution was set aside."""

    __tablename__ = "setting_aside_reason"

    id: Mapped[Id]
    setting_aside_id: Mapped[int] = mapped_column(ForeignKey("setting_aside.id"), index=True)
    text: Mapped[Words]
    event_id: Mapped[EventId]
    setting_aside: Mapped[SettingAside] = relationship(back_populates="reasons")
