"""Which insights somebody disagrees with, as others may read it: that, and no more."""

from collections.abc import Collection, Iterable

from sqlalchemy import func, select

from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.round import Delivery, Round, RoundInsight
from tracker.reports.gathering import standing_dissents


def disagreed_with(act: Act, insights: Iterable[Insight]) -> frozenset[int]:
    """Those of some insights beside which disagreement stands, and was told to those who took part.

    As on a poster nobody's words say it, and of a family's case it is not said: here others read
    it. What was taken back, or answered otherwise since, stands no more, whatever was told.
    """
    of = {row.id: row.process_id for row in insights if row.process.kind != "case"}
    dissents = standing_dissents(act.session, {*of.values()})
    beside = of.keys() & frozenset().union(*(each.insights for each in dissents))
    if not beside:
        return frozenset()
    told = _last_told(act, beside)
    return frozenset(
        insight
        for each in dissents
        for insight in each.insights & beside
        if told.get(insight, 0) > each.resolution.event_id
    )


def _last_told(act: Act, insights: Collection[int]) -> dict[int, int]:
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
