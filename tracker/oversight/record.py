"""The closing record: where every loop ended and what was told, by numbers and hashes."""

import hashlib
import json
from typing import Any

from sqlalchemy import func, select

from tracker.domain.act import Act
from tracker.domain.commitment import Commitment
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.history import Event
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.process import Process, Signature
from tracker.domain.projection import DeliveryStanding, LoopRow
from tracker.domain.response import Resolution, ResolutionResponse, Response
from tracker.domain.round import Delivery, Round
from tracker.domain.sums import Row

FORMAT = 2


def closing_record(act: Act, process: Process) -> str:
    """The record as JSON. No name and nobody's words but the office's own stand in it."""
    last = select(Event.id).where(Event.process_id == process.id).order_by(Event.id.desc())
    content: dict[str, Any] = {
        "format": FORMAT,
        "process": process.id,
        "kind": process.kind,
        "title": process.title,
        "department": process.department.name,
        "case_number": process.case_number,
        "created_at": process.created_at.isoformat(),
        "at": act.now.isoformat(),
        "last_event": act.session.scalars(last.limit(1)).one(),
        "follows": _signed_before(act, process),
        "people": _people(act, process),
        "contributions": _contributions(act, process),
        "loops": _loops(act, process),
        "rounds": _rounds(act, process),
        "deliveries": _deliveries(act, process),
        "insights": _insights(act, process),
        "responses": _responses(act, process),
        "promises": _promises(act, process),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)


def sealed(record: str) -> str:
    """The hash that a signature stands under."""
    return hashlib.sha256(record.encode()).hexdigest()


def _signed_before(act: Act, process: Process) -> list[str]:
    query = select(Signature.hash).where(Signature.process_id == process.id)
    return list(act.session.scalars(query.order_by(Signature.id)))


def _people(act: Act, process: Process) -> Row:
    """Persons and groups apart: a group is one voice, however many they are (R19)."""
    query = select(Participant.kind, func.count(Participant.id), func.sum(Participant.size)).where(
        Participant.process_id == process.id
    )
    counts = act.session.execute(query.group_by(Participant.kind))
    found = {kind: (count, size) for kind, count, size in counts}
    groups, in_groups = found.get("group", (0, 0))
    return {
        "persons": found.get("person", (0, 0))[0],
        "groups": groups,
        "in_groups": in_groups,
        "unknown": found.get("unknown", (0, 0))[0],
    }


def _contributions(act: Act, process: Process) -> Row:
    """How many there were, and how many were set aside or taken back by their author."""
    aside = select(SettingAside.id).where(
        SettingAside.contribution_id == Contribution.id, SettingAside.ended_event_id.is_(None)
    )
    taken_back = Contribution.withdrawn_event_id.is_not(None)
    counts = select(
        func.count(),
        func.count().filter(taken_back),
        func.count().filter(aside.exists() & ~taken_back),
    ).where(Contribution.process_id == process.id)
    told, withdrawn, set_aside = act.session.execute(counts).one()
    return {"told": told, "withdrawn": withdrawn, "set_aside": set_aside}


def _loops(act: Act, process: Process) -> list[Row]:
    query = select(
        LoopRow.participant_id,
        LoopRow.contributions,
        LoopRow.strands,
        LoopRow.step,
        LoopRow.state,
        LoopRow.no_answer,
        LoopRow.unopened,
        LoopRow.decided_first,
    ).where(LoopRow.process_id == process.id)
    rows = act.session.execute(query.order_by(LoopRow.participant_id)).mappings()
    return [dict(row) for row in rows]


def _rounds(act: Act, process: Process) -> list[Row]:
    query = (
        select(Round)
        .where(Round.process_id == process.id, Round.fixed_at.is_not(None))
        .where(Round.called_back_event_id.is_(None))
        .order_by(Round.id)
    )
    return [
        {"round": r.id, "purpose": r.purpose, "at": r.fixed_at and r.fixed_at.isoformat()}
        for r in act.session.scalars(query)
    ]


def _deliveries(act: Act, process: Process) -> list[Row]:
    query = (
        select(
            Delivery.id.label("delivery"),
            Delivery.participant_id.label("participant"),
            Round.id.label("round"),
            Round.purpose,
            Delivery.channel,
            DeliveryStanding.state,
            Delivery.hash,
        )
        .join(Round, Round.id == Delivery.round_id)
        .join(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .where(Round.process_id == process.id)
        .order_by(Delivery.id)
    )
    return [dict(row) for row in act.session.execute(query).mappings()]


def _insights(act: Act, process: Process) -> list[Row]:
    """Every version with its words: a correction of the wording alone stands before and after."""
    versions = act.session.execute(
        select(
            InsightVersion.insight_id.label("insight"),
            InsightVersion.number,
            InsightVersion.text,
            InsightVersion.wording_only,
            Insight.ending,
        )
        .join(Insight, Insight.id == InsightVersion.insight_id)
        .where(Insight.process_id == process.id)
        .order_by(InsightVersion.insight_id, InsightVersion.number)
    )
    outcomes = act.session.execute(
        select(Outcome)
        .join(Insight, Insight.id == Outcome.insight_id)
        .where(Insight.process_id == process.id)
        .order_by(Outcome.id)
    )
    present = {outcome.insight_id: _outcome(outcome) for outcome in outcomes.scalars()}
    return [dict(row) | {"outcome": present.get(row["insight"])} for row in versions.mappings()]


def _outcome(outcome: Outcome) -> Row:
    return {
        "use": outcome.use,
        "reason": outcome.reason,
        "decider": outcome.decider,
        "expected": outcome.expected and outcome.expected.isoformat(),
        "decided_first": outcome.decided_first,
    }


def _promises(act: Act, process: Process) -> list[Row]:
    query = select(Commitment).where(Commitment.process_id == process.id)
    return [
        {"text": c.text, "due": c.due.isoformat(), "state": c.state}
        for c in act.session.scalars(query.order_by(Commitment.due, Commitment.id))
    ]


def _responses(act: Act, process: Process) -> list[Row]:
    query = (
        select(
            Response.id.label("response"),
            Response.participant_id.label("participant"),
            Response.move,
            Resolution.how,
        )
        .outerjoin(ResolutionResponse, ResolutionResponse.response_id == Response.id)
        .outerjoin(Resolution, Resolution.id == ResolutionResponse.resolution_id)
        .where(Response.process_id == process.id)
        .order_by(Response.id, Resolution.id)
    )
    found = {row["response"]: dict(row) for row in act.session.execute(query).mappings()}
    return list(found.values())
