"""The closing record: who was told what, when and how, what they answered and what it changed.

People stand in it by their numbers: no participant's name, and nobody's words but the office's own.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from tracker.closing.sealing import Content, sealed
from tracker.domain.act import CITIZEN, Act
from tracker.domain.commitment import Commitment, Obstacle
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.history import Event
from tracker.domain.insight import Insight, InsightVersion, VersionCause
from tracker.domain.outcome import Outcome
from tracker.domain.participant import LoopException, Participant
from tracker.domain.policies import seen_responses
from tracker.domain.process import Process, Signature
from tracker.domain.projection import DeliveryStanding, LoopRow
from tracker.domain.response import Resolution, ResolutionResponse, Response
from tracker.domain.round import Delivery, Round
from tracker.domain.sums import Row

# What can happen to a report on its way; `session_held` names rounds and people instead.
HAPPENED = (
    "attempt_sent",
    "attempt_failed",
    "attempt_bounced",
    "attempt_settled",
    "letter_posted",
    "letter_returned",
    "conversation_held",
    "contact_tried",
    "returned_publicly",
    "report_opened",
    "notice_counted",
)


def closing_record(act: Act, process: Process) -> tuple[str, str]:
    """The record as it is to be signed, and its seal."""
    last = select(Event.id).where(Event.process_id == process.id).order_by(Event.id.desc())
    head = {
        "process": process.id,
        "kind": process.kind,
        "title": process.title,
        "department": process.department.name,
        "case_number": process.case_number,
        "created_at": process.created_at.isoformat(),
        "at": act.now.isoformat(),
        "signer": act.actor.name,
        "last_event": act.session.scalars(last.limit(1)).one(),
        "follows": _signed_before(act, process),
        "people": _people(act, process),
        "contributions": _contributions(act, process),
    }
    return sealed(head, _rows(act, process), act.settings.keys.records)


def _rows(act: Act, process: Process) -> Iterator[tuple[str, Content]]:
    for section, read in {
        "loop": _loops,
        "round": _rounds,
        "delivery": _deliveries,
        "insight": _insights,
        "response": _responses,
        "set_aside": _set_aside,
        "promise": _promises,
        "obstacle": _obstacles,
    }.items():
        for row in read(act, process):
            yield section, row


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
    because = {
        participant: because
        for participant, because in act.session.execute(
            select(LoopException.participant_id, LoopException.because)
            .join(Participant, Participant.id == LoopException.participant_id)
            .where(Participant.process_id == process.id)
            .order_by(LoopException.id)
        )
    }
    query = select(
        LoopRow.participant_id.label("loop"),
        LoopRow.contributions,
        LoopRow.strands,
        LoopRow.step,
        LoopRow.state,
        LoopRow.no_answer,
        LoopRow.unopened,
        LoopRow.decided_first,
    ).where(LoopRow.process_id == process.id)
    rows = act.session.execute(query.order_by(LoopRow.participant_id)).mappings()
    return [
        dict(row) | {"because": because.get(row["loop"]) if row["state"] == "excepted" else None}
        for row in rows
    ]


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
    rows = [dict(row) for row in act.session.execute(query).mappings()]
    tells, happened = _told(act, process, {(r["round"], r["participant"]): r for r in rows})
    return [
        row | {"tells": tells[row["delivery"]], "happened": happened[row["delivery"]]}
        for row in rows
    ]


def _told(
    act: Act, process: Process, deliveries: dict[tuple[int, int], Row]
) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
    """By delivery: what the report told, as kinds and ids; and what happened to it, and when."""
    tells: dict[int, list[Any]] = defaultdict(list)
    happened: dict[int, list[Any]] = defaultdict(list)
    query = (
        select(Event.kind, Event.at, Event.data)
        .where(Event.process_id == process.id)
        .where(Event.kind.in_(("report_frozen", "session_held", *HAPPENED)))
        .order_by(Event.id)
    )
    for kind, at, data in act.session.execute(query):
        if kind == "attempt_settled" and not data["sent"]:
            kind = "attempt_failed"
        if kind == "report_frozen":
            tells[data["delivery"]] = data["tells"]
        elif kind == "session_held":
            for participant, _ in data["present"]:
                delivery = deliveries.get((data["round"], participant))
                if delivery:
                    happened[delivery["delivery"]].append([kind, at.isoformat()])
        else:
            happened[data["delivery"]].append([kind, at.isoformat()])
    return tells, happened


def _insights(act: Act, process: Process) -> list[Row]:
    """Every version with its words: a correction of the wording alone stands before and after.

    Why it came is left out where it answers what was confided.
    """
    confided = (
        select(VersionCause.version_id)
        .join(Response, Response.id == VersionCause.response_id)
        .where(VersionCause.version_id == InsightVersion.id, ~seen_responses(CITIZEN))
        .correlate(InsightVersion)
    )
    versions = act.session.execute(
        select(
            InsightVersion.insight_id.label("insight"),
            InsightVersion.id.label("version"),
            InsightVersion.number,
            InsightVersion.text,
            case((confided.exists(), None), else_=InsightVersion.reason).label("reason"),
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
        {"promise": c.id, "text": c.text, "due": c.due.isoformat(), "state": c.state}
        for c in act.session.scalars(query.order_by(Commitment.due, Commitment.id))
    ]


def _obstacles(act: Act, process: Process) -> list[Row]:
    """What stood in the way, who owns it, and what the leadership says to it."""
    query = select(
        Obstacle.id.label("obstacle"),
        Obstacle.insight_id.label("insight"),
        Obstacle.text,
        Obstacle.owner,
        Obstacle.answer,
    ).where(Obstacle.process_id == process.id)
    return [dict(row) for row in act.session.execute(query.order_by(Obstacle.id)).mappings()]


def _set_aside(act: Act, process: Process) -> list[Row]:
    """What was not used, and why; of what was confided to some, only that it was not."""
    query = (
        select(SettingAside)
        .join(Contribution, Contribution.id == SettingAside.contribution_id)
        .where(Contribution.process_id == process.id, SettingAside.ended_event_id.is_(None))
        .where(Contribution.withdrawn_event_id.is_(None))
        .options(selectinload(SettingAside.reasons), joinedload(SettingAside.contribution))
        .order_by(SettingAside.id)
    )
    return [
        {
            "set_aside": aside.id,
            "contribution": aside.contribution_id,
            "participant": aside.contribution.participant_id,
            "reason": None if aside.contribution.confidential else aside.reason.text,
        }
        for aside in act.session.scalars(query)
    ]


def _responses(act: Act, process: Process) -> list[Row]:
    """What was answered, and what it led to at last: in words, unless they were confided."""
    everybodys = seen_responses(CITIZEN)
    query = (
        select(
            Response.id.label("response"),
            Response.participant_id.label("participant"),
            Response.round_id.label("round"),
            Response.move,
            Response.at,
            Resolution.how,
            case((everybodys, Resolution.reason), else_=None).label("reason"),
            Resolution.version_id.label("version"),
        )
        .outerjoin(ResolutionResponse, ResolutionResponse.response_id == Response.id)
        .outerjoin(Resolution, Resolution.id == ResolutionResponse.resolution_id)
        .where(Response.process_id == process.id)
        .order_by(Response.id, Resolution.id)
    )
    rows = act.session.execute(query).mappings()
    found = {row["response"]: dict(row) | {"at": row["at"].isoformat()} for row in rows}
    return list(found.values())
