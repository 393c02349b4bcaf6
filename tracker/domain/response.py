"""What participants answered, how it was sorted, and what it led to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import (
    UNTIL_ERASED,
    Base,
    EventId,
    Id,
    Moment,
    Words,
    one_of,
    personal,
)
from tracker.domain.participant import Participant
from tracker.domain.round import Round

MOVES = (
    "said",
    "recognise",
    "nuance",
    "correct",
    "add",
    "disagree",
    "withdraw",
    "no-thanks",
)
SORTED = ("nuance", "correct", "add", "disagree", "recognise", "withdraw")
_HELPER = personal("say whose hand wrote it", UNTIL_ERASED)
RESOLUTIONS = ("changed", "added", "dissent", "declined", "answered")


class Response(Base):
    """One move about a version, an own contribution, a setting aside or the whole round."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN version_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN contribution_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN setting_aside_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name="about_one_thing",
        ),
        one_of("move", *MOVES),
        Index("ix_response_process_id_id", "process_id", "id"),
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    # What was sent together has one number; a form sent twice is received once.
    sending: Mapped[int]
    form_key: Mapped[str | None] = mapped_column(String(64), index=True)
    move: Mapped[str] = mapped_column(String(10))
    text: Mapped[Words]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("insight_version.id"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    setting_aside_id: Mapped[int | None] = mapped_column(ForeignKey("setting_aside.id"), index=True)
    # Written in by a member of staff, from a letter, a call or a meeting.
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    # Who wrote it on the citizen's page for the one it is from, in the writer's own words.
    helper: Mapped[str | None] = mapped_column(String(200), info=_HELPER)
    at: Mapped[datetime] = mapped_column(Moment)
    event_id: Mapped[EventId]
    round: Mapped[Round] = relationship()
    participant: Mapped[Participant] = relationship()
    sortings: Mapped[list["ResponseSorting"]] = relationship(order_by="ResponseSorting.id")
    resolutions: Mapped[list["Resolution"]] = relationship(
        secondary="resolution_response", order_by="Resolution.id", back_populates="responses"
    )


class ResponseContribution(Base):
    """A contribution that a *withdraw* names, or that an *add* made."""

    __tablename__ = "response_contribution"

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id"), primary_key=True, index=True
    )


class ResponseSorting(Base):
    """What a caseworker took a response to mean; the original stays beside it."""

    __tablename__ = "response_sorting"
    __table_args__ = (one_of("move", *SORTED),)

    id: Mapped[Id]
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    move: Mapped[str] = mapped_column(String(10))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("insight_version.id"))
    contribution_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"))
    setting_aside_id: Mapped[int | None] = mapped_column(ForeignKey("setting_aside.id"))
    event_id: Mapped[EventId]


class Resolution(Base):
    """What we did with one or several responses. A new one replaces, never edits."""

    __tablename__ = "resolution"
    __table_args__ = (one_of("how", *RESOLUTIONS),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    how: Mapped[str] = mapped_column(String(10))
    reason: Mapped[Words]
    # The words of dissent that others may see, beside the insight.
    shareable: Mapped[Words | None]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("insight_version.id"))
    event_id: Mapped[EventId]
    responses: Mapped[list[Response]] = relationship(
        secondary="resolution_response", back_populates="resolutions"
    )


class ResolutionResponse(Base):
    """A response that a resolution settles."""

    __tablename__ = "resolution_response"

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True)
    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id"), primary_key=True, index=True
    )
