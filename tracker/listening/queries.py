"""What listening reads: contributions with what they became."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.history import in_pieces
from tracker.domain.insight import Evidence
from tracker.domain.policies import seen_contributions
from tracker.domain.process import Process


def contributions_of(act: Act, process: Process) -> list[dict[str, Any]]:
    """All contributions of a process that the actor may read, with what became of each.

    Nobody gets to see the words of one that was withdrawn.
    """
    query = (
        select(Contribution)
        .where(Contribution.process_id == process.id, seen_contributions(act.actor))
        .options(selectinload(Contribution.wordings), selectinload(Contribution.participant))
        .order_by(Contribution.id)
    )
    rows = list(act.session.scalars(query))
    insights = _insights(act, [row.id for row in rows])
    asides = _asides(act, [row.id for row in rows])
    return [
        {
            "id": row.id,
            "participant": row.participant_id,
            "participant_ref": row.participant.ref,
            "text": "" if row.withdrawn_event_id is not None else row.recorded,
            "insights": insights.get(row.id, []),
            "set_aside": asides.get(row.id),
            "withdrawn": row.withdrawn_event_id is not None,
        }
        for row in rows
    ]


def _insights(act: Act, contributions: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for some in in_pieces(contributions):
        query = (
            select(Evidence.contribution_id, Evidence.insight_id)
            .where(Evidence.contribution_id.in_(some), Evidence.ended_event_id.is_(None))
            .order_by(Evidence.insight_id)
        )
        for contribution, insight in act.session.execute(query):
            found.setdefault(contribution, []).append(insight)
    return found


def _asides(act: Act, contributions: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in in_pieces(contributions):
        query = (
            select(SettingAside)
            .where(SettingAside.contribution_id.in_(some), SettingAside.ended_event_id.is_(None))
            .options(selectinload(SettingAside.reasons))
        )
        for aside in act.session.scalars(query):
            found[aside.contribution_id] = aside.reason.text
    return found
