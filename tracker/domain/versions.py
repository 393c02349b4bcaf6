"""Versions of an insight: a draft is edited, what was frozen gets a new version (R15)."""

from collections.abc import Sequence

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.insight import Insight, InsightVersion, VersionCause
from tracker.domain.response import Response


def demand_living(insight: Insight) -> None:
    """RuleBroken when the insight was merged, split or withdrawn."""
    if insight.ending is not None:
        raise RuleBroken("insight_ended", insight=insight.id)


def is_draft(insight: Insight) -> bool:
    """Whether no round has frozen any version of it yet."""
    return not any(version.frozen for version in insight.versions)


def word_insight(
    act: Act,
    insight: Insight,
    text: str,
    reason: str,
    because: Sequence[Response] = (),
    wording_only: bool = False,
) -> InsightVersion:
    """Give an insight other words: a draft in place, otherwise as a version with its causes."""
    demand_living(insight)
    if wording_only and because:
        raise RuleBroken("wording_only_has_no_cause")
    current = insight.current
    if is_draft(insight):
        current.text, current.reason = text, reason
        return current
    version = InsightVersion(
        insight_id=insight.id,
        number=current.number + 1,
        text=text,
        reason=reason,
        wording_only=wording_only,
        causes=[VersionCause(response_id=response.id) for response in because],
    )
    act.record(
        insight.process_id,
        "insight_versioned",
        insight=insight.id,
        version=version,
        wording_only=wording_only,
    )
    act.session.refresh(insight, ["versions"])
    return version
