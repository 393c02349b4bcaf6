"""What we think we have understood, in plain language; its versions, evidence and kin."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.domain.base import Base, EventId, Id, Moment, one_of
from tracker.domain.contribution import Contribution
from tracker.domain.people import User
from tracker.domain.process import Process

STANCES = ("supports", "nuances", "contradicts")
ENDINGS = ("merged", "split", "withdrawn")
SOURCES = ("research", "expert", "professional", "statistics")


class Insight(Base):
    """One understanding; a draft until a round first freezes it, then in numbered versions."""

    __tablename__ = "insight"
    __table_args__ = (one_of("ending", *ENDINGS),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    event_id: Mapped[EventId]
    # How it ended, by which event, and what those who were told it are to read.
    ending: Mapped[str | None] = mapped_column(String(10))
    ended_event_id: Mapped[int | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")
    process: Mapped[Process] = relationship()
    versions: Mapped[list["InsightVersion"]] = relationship(
        order_by="InsightVersion.number", back_populates="insight"
    )
    sources: Mapped[list["Source"]] = relationship(order_by="Source.id")

    @property
    def current(self) -> "InsightVersion":
        """The version that stands."""
        return self.versions[-1]


class InsightVersion(Base):
    """One wording of an insight, with what changed and why."""

    __tablename__ = "insight_version"
    __table_args__ = (UniqueConstraint("insight_id", "number"),)

    id: Mapped[Id]
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    wording_only: Mapped[bool] = mapped_column(default=False)
    # Set when a round first freezes it; from then on it never changes.
    frozen: Mapped[bool] = mapped_column(default=False)
    event_id: Mapped[EventId]
    insight: Mapped[Insight] = relationship(back_populates="versions")
    causes: Mapped[list["VersionCause"]] = relationship()


class InsightTranslation(Base):
    """A version's wording in another language, for those who read their report in it.

    `of` is what was translated: a draft's words can be changed after.
    """

    __tablename__ = "insight_translation"
    __table_args__ = (UniqueConstraint("version_id", "language"),)

    id: Mapped[Id]
    version_id: Mapped[int] = mapped_column(ForeignKey("insight_version.id"))
    language: Mapped[str] = mapped_column(String(8))
    of: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    # None: the command line.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[InsightVersion] = relationship()
    user: Mapped[User | None] = relationship()


class VersionCause(Base):
    """A response that caused a version."""

    __tablename__ = "version_cause"

    version_id: Mapped[int] = mapped_column(ForeignKey("insight_version.id"), primary_key=True)
    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id"), primary_key=True, index=True
    )


class Evidence(Base):
    """A contribution linked to an insight; it begins and ends by events."""

    __tablename__ = "evidence"
    __table_args__ = (one_of("stance", *STANCES),)

    id: Mapped[Id]
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), index=True)
    stance: Mapped[str] = mapped_column(String(12), default="supports")
    event_id: Mapped[EventId]
    ended_event_id: Mapped[int | None]
    end_reason: Mapped[str] = mapped_column(Text, default="")
    contribution: Mapped[Contribution] = relationship()
    insight: Mapped[Insight] = relationship()


class InsightLineage(Base):
    """A successor counts as a later version of its predecessor (R16)."""

    __tablename__ = "insight_lineage"

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(
        ForeignKey("insight.id"), primary_key=True, index=True
    )
    event_id: Mapped[EventId]


class Source(Base):
    """Research, expert, professional or statistical knowledge beside an insight."""

    __tablename__ = "source"
    __table_args__ = (one_of("kind", *SOURCES), one_of("stance", "supports", "challenges"))

    id: Mapped[Id]
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    stance: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    citation: Mapped[str] = mapped_column(Text, default="")
