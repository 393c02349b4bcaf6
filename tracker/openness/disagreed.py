"""Which insights of a process somebody disagrees with, as others may read it: that, and no more."""

from sqlalchemy import func, select

from tracker.domain.act import Act
from tracker.domain.round import Delivery, Round, RoundInsight
from tracker.reports.gathering import standing_dissents


def disagreed_with(act: Act, process: int) -> frozenset[int]:
    """The insights beside which disagreement stands, and was told to those who took part.

    As on a poster nobody's words say it: here everybody reads them. What was taken back, or
    answered otherwise since, stands no more, whatever was told.
    """
    dissents = standing_dissents(act.session, process)
    if not dissents:
        return frozenset()
    told = _last_told(act, frozenset().union(*(each.insights for each in dissents)))
    return frozenset(
        insight
        for each in dissents
        for insight in each.insights
        if told.get(insight, 0) > each.resolution.event_id
    )


def _last_told(act: Act, insights: frozenset[int]) -> dict[int, int]:
    """The last event by which a report was frozen that tells an insight: each report that does
    tells who disagrees with it, too."""
    query = (
        select(RoundInsight.insight_id, func.max(Delivery.event_id))
        .join(Round, Round.id == RoundInsight.round_id)
        .join(Delivery, Delivery.round_id == Round.id)
        .where(RoundInsight.insight_id.in_(insights), Round.called_back_event_id.is_(None))
        .group_by(RoundInsight.insight_id)
    )
    return {insight: event for insight, event in act.session.execute(query)}
