"""What weaving reads: insights with their standing, and rows by their numbers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.history import in_pieces
from tracker.domain.insight import Evidence, Insight
from tracker.domain.outcome import Outcome
from tracker.domain.policies import LARGEST, one_of_process, seen_contributions
from tracker.domain.process import Process
from tracker.domain.versions import is_draft


def contributions_by(act: Act, numbers: Sequence[int]) -> list[Contribution]:
    """The contributions of these numbers in their order, each within the actor's fence."""
    found: dict[int, Contribution] = {}
    for some in in_pieces(number for number in numbers if number <= LARGEST):
        query = (
            select(Contribution)
            .where(Contribution.id.in_(some), seen_contributions(act.actor))
            .options(selectinload(Contribution.wordings))
        )
        found |= {row.id: row for row in act.session.scalars(query)}
    for number in numbers:
        if number not in found:
            # It says whether this is a denial.
            one_of_process(act, Contribution, number)
    for row in {row.process_id: row for row in found.values()}.values():
        one_of_process(act, Contribution, row.id)
    return [found[number] for number in numbers]


def state_of(insight: Insight) -> str:
    """draft, living, merged, split or withdrawn."""
    if insight.ending is not None:
        return insight.ending
    return "draft" if is_draft(insight) else "living"


def insights_of(act: Act, process: Process) -> list[dict[str, Any]]:
    """All insights of a process: their words, state, evidence and present outcome."""
    query = (
        select(Insight)
        .where(Insight.process_id == process.id)
        .options(selectinload(Insight.versions))
        .order_by(Insight.id)
    )
    evidence: dict[int, list[int]] = {}
    rows = act.session.execute(
        select(Evidence.insight_id, Evidence.contribution_id)
        .join(Insight, Insight.id == Evidence.insight_id)
        .where(Insight.process_id == process.id, Evidence.ended_event_id.is_(None))
        .order_by(Evidence.contribution_id)
    )
    for insight, contribution in rows:
        evidence.setdefault(insight, []).append(contribution)
    outcomes = act.session.execute(
        select(Outcome.insight_id, Outcome.use)
        .join(Insight, Insight.id == Outcome.insight_id)
        .where(Insight.process_id == process.id)
        .order_by(Outcome.id)
    )
    used: dict[int, str] = {insight: use for insight, use in outcomes}
    return [
        {
            "id": insight.id,
            "text": insight.current.text,
            "version": insight.current.number,
            "state": state_of(insight),
            "evidence": evidence.get(insight.id, []),
            "outcome": used.get(insight.id),
        }
        for insight in act.session.scalars(query)
    ]
