"""What leaves a process's own fence: insights opened to other departments, and its open page.

Both name the very version and outcome that somebody looked at before they left: words that come
later are looked at anew. What may no longer leave is left out by `may_leave`, without any fact.
"""

from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from tracker.domain.base import Base, EventId, Id
from tracker.domain.commitment import Commitment
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Evidence, Insight, InsightVersion
from tracker.domain.outcome import Outcome
from tracker.domain.process import Process


class OpenedInsight(Base):
    """An insight opened to other departments; it begins and ends by events."""

    __tablename__ = "opened_insight"

    id: Mapped[Id]
    insight_id: Mapped[int] = mapped_column(ForeignKey("insight.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("insight_version.id"))
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"))
    event_id: Mapped[EventId]
    ended_event_id: Mapped[int | None]
    insight: Mapped[Insight] = relationship()
    version: Mapped[InsightVersion] = relationship()
    outcome: Mapped[Outcome] = relationship()


class OpenPage(Base):
    """A process's page for everybody, as it was published once; never changed afterwards."""

    __tablename__ = "open_page"
    __table_args__ = (Index("ix_open_page_process_id_id", "process_id", "id"),)

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(String(200))
    event_id: Mapped[EventId]
    # By what came after it, or by being taken down.
    ended_event_id: Mapped[int | None]


class OpenPageInsight(Base):
    """An insight that stands on the page, in these words and with this outcome."""

    __tablename__ = "open_page_insight"

    page_id: Mapped[int] = mapped_column(ForeignKey("open_page.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("insight_version.id"), primary_key=True)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    place: Mapped[int]
    version: Mapped[InsightVersion] = relationship()
    outcome: Mapped[Outcome | None] = relationship()


class OpenPagePromise(Base):
    """A promise that stands on the page; whether it was kept is read off the promise itself."""

    __tablename__ = "open_page_promise"

    page_id: Mapped[int] = mapped_column(ForeignKey("open_page.id"), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(
        ForeignKey("commitment.id"), primary_key=True, index=True
    )


# Facts of the fence alone: no loop stands otherwise for them, and no signature has to follow.
KINDS = frozenset({"insight_opened", "insight_shut", "page_published", "page_taken_down"})


def may_leave() -> ColumnElement[bool]:
    """Of insights joined with their process: those that others than its own may read.

    Not when the insight ended, when the process is narrowed to named people, when any of its
    evidence was confided, or when nobody stands by what it rests on any more.
    """
    return (
        Insight.ending.is_(None)
        & ~Process.narrowed
        & _rests_on(Contribution.withdrawn_event_id.is_(None))
        & ~_rests_on(Contribution.confidential)
    )


def _rests_on(which: Any) -> ColumnElement[bool]:
    return (
        select(Evidence.id)
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(Evidence.insight_id == Insight.id, Evidence.ended_event_id.is_(None), which)
        .correlate(Insight)
        .exists()
    )


def what_stays(session: Session, insight: Insight) -> str | None:
    """The code of why an insight may not leave, the first of several; None when it may."""
    reasons: dict[str, Any] = {
        "ended_stays": Insight.ending.is_not(None),
        "narrowed_stays": Process.narrowed,
        "confided_stays": _rests_on(Contribution.confidential),
        "nothing_behind_stays": ~_rests_on(Contribution.withdrawn_event_id.is_(None)),
    }
    query = select(*reasons.values()).join(Process, Process.id == Insight.process_id)
    found = session.execute(query.where(Insight.id == insight.id)).one()
    return next((code for code, stays in zip(reasons, found, strict=True) if stays), None)


def told_words(insight: Insight) -> InsightVersion | None:
    """The last words that were given back, or that differ from them by the wording alone (R15).

    None while none were: those who took part read it first.
    """
    told, latest = None, None
    for version in insight.versions:
        if version.frozen or (version.wording_only and told is latest is not None):
            told = version
        latest = version
    return told


def once_public() -> ColumnElement[bool]:
    """Of promises: those that stand, or once stood, on a page for everybody."""
    return exists().where(OpenPagePromise.commitment_id == Commitment.id)


def page_of(session: Session, process: int) -> OpenPage | None:
    """The page as it was last published, also when it was taken down since."""
    query = select(OpenPage).where(OpenPage.process_id == process)
    return session.scalars(query.order_by(OpenPage.id.desc()).limit(1)).first()
