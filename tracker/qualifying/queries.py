"""What qualifying reads: answers, what they are about, and what they led to."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.answering import present_move
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.policies import seen_responses, taken_back
from tracker.domain.process import Process
from tracker.domain.projection import OpenResponse
from tracker.domain.response import Response


def responses_of(act: Act, process: Process) -> list[dict[str, Any]]:
    """All answers of a process in their order, without the words of those that were taken back."""
    query = (
        select(Response, taken_back())
        .where(Response.process_id == process.id, seen_responses(act.actor))
        .options(selectinload(Response.sortings), selectinload(Response.resolutions))
        .order_by(Response.id)
    )
    waiting = set(
        act.session.scalars(
            select(OpenResponse.response_id).where(OpenResponse.process_id == process.id)
        )
    )
    versions = _versions(act, process)
    asides = _asides(act, process)
    return [
        {
            "response": row.id,
            "participant": row.participant_id,
            "about": _about(row, versions, asides),
            "move": present_move(row)[0],
            "text": "" if taken else row.text,
            "open": row.id in waiting,
            "resolution": row.resolutions[-1].how if row.resolutions else None,
        }
        for row, taken in act.session.execute(query)
    ]


def _about(
    row: Response, versions: dict[int, tuple[int, int]], asides: dict[int, int]
) -> dict[str, Any]:
    _, version, contribution, aside = present_move(row)
    if version is not None:
        insight, number = versions[version]
        return {"insight": insight, "version": number}
    if aside is not None:
        return {"contribution": asides[aside], "set_aside": True}
    if contribution is not None:
        return {"contribution": contribution}
    return {"round": row.round_id}


def _versions(act: Act, process: Process) -> dict[int, tuple[int, int]]:
    """Each version's insight, and its number among the insight's."""
    query = (
        select(InsightVersion.id, InsightVersion.insight_id, InsightVersion.number)
        .join(Insight, Insight.id == InsightVersion.insight_id)
        .where(Insight.process_id == process.id)
    )
    return {row.id: (row.insight_id, row.number) for row in act.session.execute(query)}


def _asides(act: Act, process: Process) -> dict[int, int]:
    query = (
        select(SettingAside.id, SettingAside.contribution_id)
        .join(Contribution, Contribution.id == SettingAside.contribution_id)
        .where(Contribution.process_id == process.id)
    )
    return {aside: contribution for aside, contribution in act.session.execute(query)}
