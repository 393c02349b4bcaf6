"""Insights, their evidence and versions, and what is set aside."""

from collections.abc import Mapping, Sequence

from tests.factories.ground import kept
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside, SettingAsideReason
from tracker.domain.insight import (
    Evidence,
    Insight,
    InsightLineage,
    InsightVersion,
    Source,
    VersionCause,
)
from tracker.domain.process import Process
from tracker.domain.response import Response


def an_insight(
    act: Act, process: Process, text: str, evidence: Sequence[Contribution] = ()
) -> Insight:
    insight = Insight(process_id=process.id)
    act.record(
        process.id,
        "insight_drafted",
        insight=insight,
        version=InsightVersion(insight=insight, number=1, text=text),
    )
    for contribution in evidence:
        woven(act, contribution, insight)
    return insight


def woven(act: Act, contribution: Contribution, insight: Insight) -> Evidence:
    number = act.record(
        insight.process_id,
        "evidence_began",
        participant=contribution.participant_id,
        contribution=contribution.id,
        insight=insight.id,
    )
    row = Evidence(contribution_id=contribution.id, insight_id=insight.id, event_id=number)
    return kept(act, row)


def a_version(
    act: Act,
    insight: Insight,
    text: str,
    reason: str = "",
    *,
    because: Sequence[Response] = (),
    wording_only: bool = False,
) -> InsightVersion:
    number = act.session.query(InsightVersion).filter_by(insight_id=insight.id).count() + 1
    version = InsightVersion(
        insight_id=insight.id, number=number, text=text, reason=reason, wording_only=wording_only
    )
    act.record(
        insight.process_id,
        "insight_versioned",
        insight=insight.id,
        version=version,
        wording_only=wording_only,
    )
    for response in because:
        kept(act, VersionCause(version_id=version.id, response_id=response.id))
    return version


def a_succession(
    act: Act, predecessors: Sequence[Insight], successors: Mapping[Insight, Sequence[Contribution]]
) -> None:
    """The predecessors merge into, or are split among, insights that were drafted before."""
    number = act.record(
        predecessors[0].process_id,
        "insight_succeeded",
        predecessors=[p.id for p in predecessors],
        successors=[
            {"insight": s.id, "contributions": [c.id for c in contributions]}
            for s, contributions in successors.items()
        ],
        insights=[i.id for i in [*predecessors, *successors]],
    )
    for old in predecessors:
        old.ending = "merged" if len(successors) == 1 else "split"
        old.ended_event_id = number
        for new in successors:
            row = InsightLineage(predecessor_id=old.id, successor_id=new.id, event_id=number)
            kept(act, row)
    _evidence_moves(act, predecessors, successors, number)


def _evidence_moves(
    act: Act,
    predecessors: Sequence[Insight],
    successors: Mapping[Insight, Sequence[Contribution]],
    number: int,
) -> None:
    ids = [p.id for p in predecessors]
    for row in act.session.query(Evidence).where(Evidence.insight_id.in_(ids)):
        row.ended_event_id = row.ended_event_id or number
    for new, contributions in successors.items():
        for c in contributions:
            kept(act, Evidence(contribution_id=c.id, insight_id=new.id, event_id=number))


def an_insight_withdrawn(act: Act, insight: Insight, reason: str) -> None:
    number = act.record(insight.process_id, "insight_withdrawn", insight=insight.id)
    insight.ending, insight.ended_event_id, insight.end_reason = "withdrawn", number, reason
    act.session.flush()


def knowledge(
    act: Act, insight: Insight, text: str, stance: str = "supports", citation: str = ""
) -> Source:
    row = Source(
        insight_id=insight.id, kind="research", stance=stance, text=text, citation=citation
    )
    return kept(act, row)


def a_setting_aside(act: Act, contribution: Contribution, reason: str) -> SettingAside:
    aside = SettingAside(contribution_id=contribution.id)
    act.record(
        contribution.process_id,
        "set_aside",
        participant=contribution.participant_id,
        contribution=contribution.id,
        aside=aside,
        reason=SettingAsideReason(setting_aside=aside, text=reason),
    )
    return aside


def another_reason(act: Act, aside: SettingAside, reason: str) -> None:
    contribution = act.session.get_one(Contribution, aside.contribution_id)
    act.record(
        contribution.process_id,
        "reason_changed",
        participant=contribution.participant_id,
        contribution=contribution.id,
        aside=aside.id,
        reason=SettingAsideReason(setting_aside_id=aside.id, text=reason),
    )
