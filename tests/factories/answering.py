"""What people answered, and what it led to."""

from collections.abc import Sequence

from tests.factories.ground import kept, numbers
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.insight import InsightVersion
from tracker.domain.response import Resolution, ResolutionResponse, Response, ResponseContribution
from tracker.domain.round import Delivery


def a_response(
    act: Act,
    delivery: Delivery,
    move: str,
    text: str = "",
    *,
    version: InsightVersion | None = None,
    contribution: Contribution | None = None,
    aside: SettingAside | None = None,
    withdrawn: Sequence[Contribution] = (),
) -> Response:
    """A move about a version, an own contribution, its setting aside, or the whole round."""
    process_id = delivery.round.process_id
    response = Response(
        process_id=process_id,
        round_id=delivery.round_id,
        participant_id=delivery.participant_id,
        sending=next(numbers),
        move=move,
        text=text,
        version_id=version.id if version else None,
        contribution_id=contribution.id if contribution else None,
        setting_aside_id=aside.id if aside else None,
        at=act.now,
    )
    about = contribution.id if contribution else aside.contribution_id if aside else None
    number = act.record(
        process_id,
        "response_given",
        response=response,
        participant=delivery.participant_id,
        round=delivery.round_id,
        sending=response.sending,
        move=move,
        words=bool(text),
        insight=version.insight_id if version else None,
        version=response.version_id,
        contribution=about,
        aside=response.setting_aside_id,
        contributions=[c.id for c in withdrawn],
    )
    for c in withdrawn:
        c.withdrawn_event_id = number
        kept(act, ResponseContribution(response_id=response.id, contribution_id=c.id))
    return response


def a_resolution(
    act: Act,
    responses: Sequence[Response],
    how: str,
    reason: str = "",
    *,
    shareable: str | None = None,
    version: InsightVersion | None = None,
) -> Resolution:
    process_id = responses[0].process_id
    resolution = Resolution(
        process_id=process_id,
        how=how,
        reason=reason,
        shareable=shareable,
        version_id=version.id if version else None,
    )
    act.record(
        process_id,
        "resolution_recorded",
        participants=sorted({r.participant_id for r in responses}),
        resolution=resolution,
        responses=[r.id for r in responses],
        how=how,
    )
    for response in responses:
        kept(act, ResolutionResponse(resolution_id=resolution.id, response_id=response.id))
    return resolution
