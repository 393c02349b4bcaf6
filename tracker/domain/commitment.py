"""What stands in the way of an answer, and what was promised."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.domain.act import Act
from tracker.domain.base import Base, Id, Moment, one_of
from tracker.domain.process import Process

KEPT = ("open", "kept", "broken")


class Obstacle(Base):
    """Law or procedure in the way of what would be of value; somebody owns it."""

    __tablename__ = "obstacle"

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    insight_id: Mapped[int | None] = mapped_column(ForeignKey("insight.id"))
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(200), default="")
    answer: Mapped[str] = mapped_column(Text, default="")


class Commitment(Base):
    """Something promised, with a date, and whether it was kept."""

    __tablename__ = "commitment"
    __table_args__ = (one_of("state", *KEPT),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    due: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default="open")
    # When it was last said to be kept, or broken, or open again; None: never.
    said_at: Mapped[datetime | None] = mapped_column(Moment)


def promise(act: Act, process: Process, text: str, due: date) -> Commitment:
    """Write down something that was promised, and by when; both have been checked."""
    commitment = Commitment(process_id=process.id, text=text, due=due, state="open")
    act.session.add(commitment)
    act.session.flush()
    return commitment


def say_kept(act: Act, commitment: Commitment, state: str) -> None:
    """Say of a promise that it was kept or broken, or is open again."""
    commitment.state, commitment.said_at = state, act.now
