"""Why insights have other words than they had: the answers that did it, and what was taken out."""

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from tracker.domain.contribution import Contribution
from tracker.domain.insight import Evidence, InsightVersion, VersionCause
from tracker.domain.response import Resolution, Response, ResponseSorting


def causes_of(session: Session, process_id: int) -> dict[int, dict[int, int]]:
    """The answers that put us right so that a version was made, and whose they are."""
    return _causing(session, process_id, ~_withdraws())


def withdrawing(session: Session, process_id: int) -> dict[int, frozenset[int]]:
    """Those who took words out so that a version was made."""
    causes = _causing(session, process_id, _withdraws())
    return {version: frozenset(answers.values()) for version, answers in causes.items()}


def answering(session: Session, process_id: int) -> frozenset[int]:
    """The versions that say in their reason what we answered those who caused them."""
    query = (
        select(InsightVersion.id)
        .join(Resolution, Resolution.version_id == InsightVersion.id)
        .where(Resolution.process_id == process_id, Resolution.reason == InsightVersion.reason)
    )
    return frozenset(session.scalars(query))


def taken_out(session: Session, process_id: int) -> dict[int, int]:
    """Of each insight the latest event that took out words it rested on, or that gave it other
    words because some were taken out."""
    of_evidence = (
        select(Evidence.insight_id, Contribution.withdrawn_event_id)
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(Contribution.process_id == process_id, Contribution.withdrawn_event_id.is_not(None))
    )
    named = (
        select(InsightVersion.insight_id, InsightVersion.event_id)
        .join(VersionCause, VersionCause.version_id == InsightVersion.id)
        .join(Response, Response.id == VersionCause.response_id)
        .where(Response.process_id == process_id, _withdraws())
    )
    either = of_evidence.union(named).subquery()
    insight, number = either.columns
    rows = session.execute(select(insight, func.max(number)).group_by(insight))
    return {insight: number for insight, number in rows}


def _causing(
    session: Session, process_id: int, how: ColumnElement[bool]
) -> dict[int, dict[int, int]]:
    rows = session.execute(
        select(VersionCause.version_id, Response.id, Response.participant_id)
        .join(Response, Response.id == VersionCause.response_id)
        .where(Response.process_id == process_id, how)
    )
    found: dict[int, dict[int, int]] = {}
    for version, response, person in rows:
        found.setdefault(version, {})[response] = person
    return found


def _withdraws() -> ColumnElement[bool]:
    """Whether a response takes words out: it was chosen so, or sorted so, which stays (R8)."""
    sorted_so = exists().where(
        ResponseSorting.response_id == Response.id, ResponseSorting.move == "withdraw"
    )
    return or_(Response.move == "withdraw", sorted_so)
