"""What an insight is made of: contributions become evidence for it, by one event each."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from tracker.domain import history
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.hearing import end_settings_aside
from tracker.domain.history import NewEvent
from tracker.domain.insight import Evidence, Insight
from tracker.domain.versions import demand_living


def weave(
    act: Act, insight: Insight, contributions: Sequence[Contribution], stance: str = "supports"
) -> list[Contribution]:
    """Make contributions evidence for an insight; what is so already stays as it is.

    Returns those that were not so before.
    """
    demand_living(insight)
    demand_usable(contributions, insight.process_id)
    woven = living_evidence(act, insight, contributions)
    new = [c for c in dict.fromkeys(contributions) if c.id not in woven]
    if not new:
        return []
    numbers = history.reserve(act.session, len(new))
    act.session.execute(
        insert(Evidence),
        [
            {"contribution_id": c.id, "insight_id": insight.id, "stance": stance, "event_id": n}
            for c, n in zip(new, numbers, strict=True)
        ],
    )
    aside = _set_aside_now(act, new)
    for contribution, number in zip(new, numbers, strict=True):
        if contribution.id in aside:
            end_settings_aside(act, [contribution.id], number)
    act.record_all(
        insight.process_id,
        numbers,
        [evidence_event(act, "evidence_began", c, insight) for c in new],
    )
    return new


def living_evidence(
    act: Act, insight: Insight, contributions: Sequence[Contribution]
) -> dict[int, Evidence]:
    """Those of the contributions that are evidence for the insight now, by their numbers."""
    found: dict[int, Evidence] = {}
    for some in history.in_pieces([c.id for c in contributions]):
        query = select(Evidence).where(
            Evidence.insight_id == insight.id,
            Evidence.contribution_id.in_(some),
            Evidence.ended_event_id.is_(None),
        )
        found |= {row.contribution_id: row for row in act.session.scalars(query)}
    return found


def demand_usable(contributions: Sequence[Contribution], process: int | None = None) -> None:
    """RuleBroken for one that was withdrawn, BadInput for one of another process."""
    for contribution in contributions:
        if contribution.withdrawn_event_id is not None:
            raise RuleBroken("already_withdrawn", contribution=contribution.id)
        if process is not None and contribution.process_id != process:
            raise BadInput(
                "contribution", "other_process_contribution", contribution=contribution.id
            )


def evidence_event(act: Act, kind: str, contribution: Contribution, insight: Insight) -> NewEvent:
    """What is recorded of a contribution and an insight."""
    data = {
        "participant": contribution.participant_id,
        "contribution": contribution.id,
        "insight": insight.id,
    }
    return NewEvent(kind, act.now, data, [contribution.participant_id], [insight.id])


def _set_aside_now(act: Act, contributions: Sequence[Contribution]) -> set[int]:
    found: set[int] = set()
    for some in history.in_pieces([c.id for c in contributions]):
        query = select(SettingAside.contribution_id).where(
            SettingAside.contribution_id.in_(some), SettingAside.ended_event_id.is_(None)
        )
        found |= set(act.session.scalars(query))
    return found
