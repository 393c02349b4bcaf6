"""Sessions that are planned. A plan is the office's own: nobody is told, and no rule reads it."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import UNTIL_ERASED, Base, Id, Moment, one_of, personal
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.process import PLACES, Process
from tracker.domain.round import Round


class PlannedSession(Base):
    """When and where a round is to be looked at together, and who sees to it.

    `edition` grows with each change: who changes it, and a calendar, know it by that.
    """

    __tablename__ = "planned_session"
    __table_args__ = (one_of("place_kind", *PLACES),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(200))
    place_kind: Mapped[str] = mapped_column(String(20))
    led_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    note: Mapped[str] = mapped_column(
        Text, default="", info=personal("get ready for a session", UNTIL_ERASED)
    )
    edition: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    # The session that came of it, once that is written down.
    session_id: Mapped[int | None] = mapped_column(ForeignKey("joint_session.id"), unique=True)
    process: Mapped[Process] = relationship()
    round: Mapped[Round] = relationship()
    led_by: Mapped[User | None] = relationship()
    insights: Mapped[list[Insight]] = relationship(
        secondary="planned_insight", order_by="Insight.id"
    )
    expected: Mapped[list[Participant]] = relationship(
        secondary="expected_there", order_by="Participant.name, Participant.id"
    )

    @property
    def is_open(self) -> bool:
        """Whether it is still to be held, or to be written down."""
        return self.cancelled_at is None and self.session_id is None

    @property
    def ends_at(self) -> datetime:
        return self.at + timedelta(minutes=self.minutes)

    @property
    def shown(self) -> list[Insight]:
        """What is to be shown: of the round's insights those that were chosen, and still are among
        them; all, when none were chosen."""
        chosen = {insight.id for insight in self.insights}
        return [i for i in self.round.insights if not chosen or i.id in chosen]


class PlannedInsight(Base):
    """An insight that a session is to show."""

    __tablename__ = "planned_insight"

    planned_id: Mapped[int] = mapped_column(ForeignKey("planned_session.id"), primary_key=True)
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), primary_key=True, index=True)


class ExpectedThere(Base):
    """Somebody who is expected at a session."""

    __tablename__ = "expected_there"

    planned_id: Mapped[int] = mapped_column(ForeignKey("planned_session.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participant.id"), primary_key=True, index=True
    )
