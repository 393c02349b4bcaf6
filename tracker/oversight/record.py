"""The closing record: where every loop ended and what was told, by numbers and hashes."""

import hashlib
import json
from typing import Any

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.outcome import Outcome
from tracker.domain.process import Process, Signature
from tracker.domain.projection import DeliveryStanding, LoopRow, Row
from tracker.domain.response import Resolution, ResolutionResponse, Response
from tracker.domain.round import Delivery, Round

FORMAT = 1


def closing_record(act: Act, process: Process) -> str:
    """The record as JSON. No name and nobody's words but the office's own stand in it."""
    last = select(Event.id).where(Event.process_id == process.id).order_by(Event.id.desc())
    content: dict[str, Any] = {
        "format": FORMAT,
        "process": process.id,
        "kind": process.kind,
        "at": act.now.isoformat(),
        "last_event": act.session.scalars(last.limit(1)).one(),
        "follows": _signed_before(act, process),
        "loops": _loops(act, process),
        "deliveries": _deliveries(act, process),
        "insights": _insights(act, process),
        "responses": _responses(act, process),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)


def sealed(record: str) -> str:
    """The hash that a signature stands under."""
    return hashlib.sha256(record.encode()).hexdigest()


def figures(record: str) -> dict[str, int]:
    """What the loops of a record add up to; closed, excepted and ended each apart."""
    loops: list[Row] = json.loads(record)["loops"]
    counts = {"loops": len(loops), "closed": 0, "excepted": 0, "ended": 0}
    for mark in ("no_answer", "unopened", "decided_first"):
        counts[mark] = sum(bool(loop[mark]) for loop in loops)
    for loop in loops:
        counts[loop["state"]] += 1
    return counts


def _signed_before(act: Act, process: Process) -> list[str]:
    query = select(Signature.hash).where(Signature.process_id == process.id)
    return list(act.session.scalars(query.order_by(Signature.id)))


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
        select(Outcome.insight_id, Outcome.use, Outcome.reason)
        .join(Insight, Insight.id == Outcome.insight_id)
        .where(Insight.process_id == process.id)
        .order_by(Outcome.id)
    )
    present = {insight: {"use": use, "reason": reason} for insight, use, reason in outcomes}
    return [dict(row) | {"outcome": present.get(row["insight"])} for row in versions.mappings()]


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
