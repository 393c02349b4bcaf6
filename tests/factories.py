"""Builders for tests: each records the facts that the verb of that name records.

Everything takes the `Act` first; columns that a test cares for are given by name.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tracker.domain.act import SYSTEM, Act
from tracker.domain.commitment import Commitment, Obstacle
from tracker.domain.contribution import (
    Contribution,
    ContributionWording,
    SettingAside,
    SettingAsideReason,
)
from tracker.domain.database import prepare
from tracker.domain.insight import (
    Evidence,
    Insight,
    InsightLineage,
    InsightVersion,
    Source,
    VersionCause,
)
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.people import Department
from tracker.domain.process import Encounter, Process
from tracker.domain.response import (
    Resolution,
    ResolutionResponse,
    Response,
    ResponseContribution,
)
from tracker.domain.round import (
    WINDOW_DAYS,
    Attempt,
    Delivery,
    Question,
    Round,
    RoundInsight,
    RoundRecipient,
)
from tracker.domain.tables import metadata
from tracker.settings import Settings

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
WALK = datetime(2026, 3, 12, 13, tzinfo=UTC)
_sendings = count(1)


def some_settings(folder: Path, **environ: str) -> Settings:
    """Settings of an instance of its own, from nothing but what is given."""
    return Settings.from_env({"TRACKER_INSTANCE": str(folder), **environ}, None)


def an_act(settings: Settings, now: datetime = NOW) -> Act:
    """A unit of work on a new database with every table."""
    engine = create_engine(settings.database_url)
    prepare(engine, settings.keys)
    metadata.create_all(engine)
    return Act(Session(engine), SYSTEM, now, settings)


def kept(act: Act, row: Any) -> Any:
    """The row, added and with its id."""
    act.session.add(row)
    act.session.flush()
    return row


# Processes, people and what they say


def a_process(act: Act, kind: str = "development", **columns: Any) -> Process:
    department = columns.pop("department", None) or kept(
        act,
        Department(
            name=f"Natur og Vej {next(_sendings)}",
            address="Karen Blixens Boulevard 7\n8220 Brabrand",
        ),
    )
    given = {
        "title": "Stien om søen",
        "language": "da",
        "contact_name": "Jens Holm",
        "contact_phone": "87 13 00 00",
        "created_at": WALK,
    }
    process = kept(act, Process(department=department, kind=kind, **{**given, **columns}))
    act.record(
        process.id,
        "process_created",
        at=process.created_at,
        days_to_return=process.days_to_return,
        days_to_answer=process.days_to_answer,
        days_to_close=process.days_to_close,
    )
    return process


def a_participant(
    act: Act, process: Process, name: str = "Karen Møller", kind: str = "person", **columns: Any
) -> Participant:
    participant = kept(act, Participant(process_id=process.id, kind=kind, name=name, **columns))
    act.record(
        process.id,
        "participant_added",
        participant=participant.id,
        who=kind,
        public_return=participant.public_return,
    )
    return participant


def an_encounter(
    act: Act, process: Process, title: str = "Gåtur om søen", **columns: Any
) -> Encounter:
    given = {"kind": "walk", "place": "Brabrand", "held_at": WALK}
    return kept(act, Encounter(process_id=process.id, title=title, **{**given, **columns}))


def a_contribution(
    act: Act,
    participant: Participant,
    text: str,
    *,
    shareable: str | None = None,
    response: Response | None = None,
    **columns: Any,
) -> Contribution:
    given = {"ref": f"ref-{next(_sendings)}", "received_at": WALK}
    contribution = Contribution(
        process_id=participant.process_id, participant_id=participant.id, **{**given, **columns}
    )
    act.record(
        participant.process_id,
        "contribution_recorded",
        participant=participant.id,
        contribution=contribution,
        wording=ContributionWording(contribution=contribution, kind="recorded", text=text),
        response=response.id if response else None,
        at=contribution.received_at,
    )
    if response is not None:
        kept(
            act,
            ResponseContribution(response_id=response.id, contribution_id=contribution.id),
        )
    if shareable is not None:
        a_wording(act, contribution, shareable, kind="shareable")
    return contribution


def a_wording(
    act: Act, contribution: Contribution, text: str, kind: str = "corrected"
) -> ContributionWording:
    wording = ContributionWording(contribution_id=contribution.id, kind=kind, text=text)
    act.record(
        contribution.process_id,
        "contribution_worded",
        participant=contribution.participant_id,
        contribution=contribution.id,
        wording=wording,
        wording_kind=kind,
    )
    return wording


# Weaving


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


# Giving back


def a_round(
    act: Act,
    process: Process,
    purpose: str = "qualify",
    insights: Sequence[Insight] = (),
    *,
    to: Sequence[Participant] = (),
    questions: Sequence[str] = (),
    days: int | None = None,
) -> Round:
    """A round as it is planned: which insights, to whom; versions are fixed by freezing."""
    row = kept(
        act,
        Round(
            process_id=process.id,
            purpose=purpose,
            days=days or WINDOW_DAYS[purpose],
            created_at=act.now,
        ),
    )
    act.session.add_all(RoundInsight(round_id=row.id, insight_id=i.id) for i in insights)
    act.session.add_all(RoundRecipient(round_id=row.id, participant_id=p.id) for p in to)
    for text in questions:
        kept(act, Question(round_id=row.id, text=text))
    act.session.flush()
    return row


def reached(act: Act, delivery: Delivery) -> None:
    """The report was told in a conversation."""
    attempt = kept(act, Attempt(delivery_id=delivery.id, message="call", state="sent", at=act.now))
    act.record(
        delivery.round.process_id,
        "conversation_held",
        delivery=delivery.id,
        participant=delivery.participant_id,
        attempt=attempt.id,
        reminder=False,
    )


# Answering


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
        sending=next(_sendings),
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


# Deciding and promising


def an_outcome(
    act: Act, insight: Insight, use: str = "used", reason: str = "", **columns: Any
) -> Outcome:
    outcome = Outcome(insight_id=insight.id, use=use, reason=reason, **columns)
    act.record(
        insight.process_id,
        "outcome_recorded",
        insight=insight.id,
        outcome=outcome,
        use=use,
        expected=outcome.expected,
        decided_first=bool(outcome.decided_first),
    )
    return outcome


def an_obstacle(
    act: Act, process: Process, text: str, insight: Insight | None = None, answer: str = ""
) -> Obstacle:
    row = Obstacle(
        process_id=process.id, insight_id=insight.id if insight else None, text=text, answer=answer
    )
    return kept(act, row)


def a_commitment(
    act: Act, process: Process, text: str, due: date = date(2026, 5, 1), state: str = "open"
) -> Commitment:
    return kept(act, Commitment(process_id=process.id, text=text, due=due, state=state))
