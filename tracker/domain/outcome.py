"""What an insight was used for, or why it was not."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import Base, EventId, Id, one_of
from tracker.domain.insight import Insight

USES = ("used", "partly", "not", "undecided")


class Outcome(Base):
    """What an insight led to, with the reason; the latest one is the present."""

    __tablename__ = "outcome"
    __table_args__ = (
        one_of("use", *USES),
        Index("ix_outcome_use_expected", "use", "expected"),
    )

    id: Mapped[Id]
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), index=True)
    use: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    decider: Mapped[str] = mapped_column(String(200), default="")
    expected: Mapped[date | None]
    # Why the decision could not wait until it was qualified (R13).
    decided_first: Mapped[str] = mapped_column(Text, default="")
    event_id: Mapped[EventId]
    insight: Mapped[Insight] = relationship()
