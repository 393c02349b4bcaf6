"""What qualifying reads: answers, what they are about, and what they led to."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.answering import present_move
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.policies import seen_responses
from tracker.domain.process import Process
from tracker.domain.projection import OpenResponse
from tracker.domain.response import Response


def responses_of(act: Act, process: Process) -> list[dict[str, Any]]:
    """All answers of a process in their order."""
    query = (
        select(Response)
        .where(Response.process_id == process.id, seen_responses(act.actor))
        .options(selectinload(Response.sortings), selectinload(Response.resolutions))
        .order_by(Response.id)
    )
    waiting = set(
        act.session.scalars(
            select(OpenResponse.response_id).where(OpenResponse.process_id == process.id)
        )
    )
    insights = _insights(act, process)
    asides = _asides(act, process)
    return [
        {
            "response": row.id,
            "participant": row.participant_id,
            "about": _about(row, insights, asides),
            "move": present_move(row)[0],
            "text": row.text,
            "open": row.id in waiting,
            "resolution": row.resolutions[-1].how if row.resolutions else None,
        }
        for row in act.session.scalars(query)
    ]


def _about(row: Response, insights: dict[int, int], asides: dict[int, int]) -> dict[str, Any]:
    _, version, contribution, aside = present_move(row)
    if version is not None:
        return {"insight": insights[version], "version": version}
    if aside is not None:
        return {"contribution": asides[aside], "set_aside": True}
    if contribution is not None:
        return {"contribution": contribution}
    return {"round": row.round_id}


def _insights(act: Act, process: Process) -> dict[int, int]:
    query = (
        select(InsightVersion.id, InsightVersion.insight_id)
        .join(Insight, Insight.id == InsightVersion.insight_id)
        .where(Insight.process_id == process.id)
    )
    return {version: insight for version, insight in act.session.execute(query)}


def _asides(act: Act, process: Process) -> dict[int, int]:
    query = (
        select(SettingAside.id, SettingAside.contribution_id)
        .join(Contribution, Contribution.id == SettingAside.contribution_id)
        .where(Contribution.process_id == process.id)
    )
    return {aside: contribution for aside, contribution in act.session.execute(query)}
