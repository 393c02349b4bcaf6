"""Giving back: a round is planned, fixed, frozen for each of its people, and sent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import select, update

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.history import in_pieces
from tracker.domain.insight import Evidence, Insight, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.policies import LARGEST, one_of_process
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.round import (
    WINDOW_DAYS,
    Attempt,
    Delivery,
    Question,
    Round,
    RoundInsight,
    RoundRecipient,
)
from tracker.domain.undoing import demand_standing
from tracker.domain.workdays import local_date
from tracker.language.given import TEXT, moment_given, text_given
from tracker.outbound.outbox import queue_message
from tracker.reports.freezing import freeze_reports
from tracker.returning.checks import Reasons, check_words

AT_ONCE = 50

How = Literal["posted", "told", "tried", "returned", "public"]


def plan_round(
    act: Act,
    process: Process,
    purpose: str,
    insights: Sequence[Insight] | None,
    recipients: Sequence[Participant] | None,
    days: int | None = None,
    questions: Sequence[str] = (),
) -> Round:
    """Plan a giving-back. No insights named: all living ones with evidence; no people: all whose
    loop is not ended or excepted."""
    chosen = living_insights(act, process) if insights is None else insights
    for insight in chosen:
        if insight.process_id != process.id:
            raise BadInput("insights", "other_process_insight", insight=insight.id)
        if insight.ending is not None:
            raise RuleBroken("insight_ended", insight=insight.id)
    round_ = Round(
        process=process,
        purpose=purpose,
        days=days or WINDOW_DAYS[purpose],
        created_at=act.now,
        questions=[Question(text=text_given("question", q, TEXT)) for q in questions],
    )
    act.session.add(round_)
    act.session.flush()
    people = walking(act, process) if recipients is None else recipients
    act.session.add_all(RoundInsight(round_id=round_.id, insight_id=i.id) for i in chosen)
    for person in dict.fromkeys(people):
        if person.process_id != process.id:
            raise BadInput("to", "other_process_participant", participant=person.id)
        act.session.add(RoundRecipient(round_id=round_.id, participant_id=person.id))
    act.session.flush()
    return round_


def living_insights(act: Act, process: Process) -> list[Insight]:
    """The insights that can be given back: neither ended, nor without evidence."""
    evidence = select(Evidence.insight_id).where(Evidence.ended_event_id.is_(None))
    query = (
        select(Insight)
        .where(Insight.process_id == process.id, Insight.ending.is_(None))
        .where(Insight.id.in_(evidence))
        .order_by(Insight.id)
    )
    return list(act.session.scalars(query))


def walking(act: Act, process: Process) -> list[Participant]:
    """Those whose loop is neither ended nor excepted."""
    query = (
        select(Participant)
        .join(LoopRow, LoopRow.participant_id == Participant.id)
        .where(LoopRow.process_id == process.id, LoopRow.state.in_(("open", "closed")))
        .order_by(Participant.id)
    )
    return list(act.session.scalars(query))


def fix_round(act: Act, round_: Round, reasons: Reasons) -> list[str]:
    """Fix the versions that the round tells; RuleBroken when its words cannot be sent so.

    Returns what to warn of. A round that was fixed stays as it is; one that was called back is
    never sent.
    """
    demand_standing(round_)
    if round_.fixed_at is not None:
        return []
    for insight in round_.insights:
        _demand_evidence(act, insight)
        act.session.execute(
            update(RoundInsight)
            .where(RoundInsight.round_id == round_.id, RoundInsight.insight_id == insight.id)
            .values(version_id=insight.current.id)
        )
    today = local_date(act.now)
    channels = {person: channel_for(person, today) for person in recipients_of(act, round_)}
    warnings = check_words(act, round_, channels, reasons.checked())
    round_.fixed_at = act.now
    round_.reason_readability = reasons.readability
    round_.reason_words = reasons.words
    act.session.flush()
    return warnings


def freeze_next(act: Act, round_: Round) -> int:
    """Freeze the reports of the next fifty of the round's people; how many are left after."""
    left = unfrozen(act, round_)
    some = left[:AT_ONCE]
    if some:
        freeze_reports(act, round_, some, channels_of(act, some))
    return len(left) - len(some)


def release(act: Act, round_: Round, hold: timedelta) -> int:
    """Let the mails of a frozen round go, after a hold; how many were queued now."""
    if round_.released_at is None:
        round_.released_at = act.now
        round_.hold_seconds = int(hold.total_seconds())
    mailed = select(Attempt.delivery_id)
    query = select(Delivery).where(
        Delivery.round_id == round_.id,
        Delivery.channel == "email",
        Delivery.id.not_in(mailed),
    )
    waiting = list(act.session.scalars(query))
    for delivery in waiting:
        message = "report" if delivery.mail == "report" else "notice"
        queue_message(act, delivery, message, not_before=act.now + hold)
    return len(waiting)


def channel_for(participant: Participant, today: date) -> str:
    """How a report can reach them. A child is told in person, whatever else is known; nobody is
    told of a case by telephone."""
    if participant.is_child(today):
        return "none" if participant.channel == "none" else "in_person"
    if participant.kind == "unknown" or (
        participant.channel == "none" and participant.public_return
    ):
        return "public" if participant.public_return else "none"
    channel = participant.channel
    if participant.process.kind == "case" and channel == "phone":
        channel = "letter" if participant.address else "in_person"
    lacks = {"email": not participant.email, "letter": not participant.address}
    if channel == "phone" and not participant.phone:
        return "none"
    return "none" if lacks.get(channel) else channel


def channels_of(act: Act, participants: Sequence[Participant]) -> dict[int, str]:
    """How a report can reach each of them now, by their numbers."""
    today = local_date(act.now)
    return {participant.id: channel_for(participant, today) for participant in participants}


def include(act: Act, round_: Round, participants: Sequence[Participant]) -> None:
    """Freeze reports of a fixed round for those who have none: they were there after all."""
    demand_standing(round_)
    for participant in participants:
        act.session.merge(RoundRecipient(round_id=round_.id, participant_id=participant.id))
    act.session.flush()
    freeze_reports(act, round_, participants, channels_of(act, participants))


def recipients_of(act: Act, round_: Round) -> list[Participant]:
    """The round's people."""
    query = (
        select(Participant)
        .join(RoundRecipient, RoundRecipient.participant_id == Participant.id)
        .where(RoundRecipient.round_id == round_.id)
        .order_by(Participant.id)
    )
    return list(act.session.scalars(query))


def deliveries_to(act: Act, round_: Round, participants: Sequence[int]) -> list[Delivery]:
    """Each participant's delivery of the round; RuleBroken for one who has none, Unseen for a
    stranger."""
    found: dict[int, Delivery] = {}
    for some in in_pieces(number for number in participants if number <= LARGEST):
        query = select(Delivery).where(
            Delivery.round_id == round_.id, Delivery.participant_id.in_(some)
        )
        found |= {d.participant_id: d for d in act.session.scalars(query)}
    for participant in participants:
        if participant not in found:
            one_of_process(act, Participant, participant, round_.process)
            raise RuleBroken("no_report", participant=participant, round=round_.id)
    return [found[participant] for participant in participants]


def record_contact(
    act: Act,
    delivery: Delivery,
    how: How,
    at: datetime,
    reminder: bool = False,
    note: str = "",
) -> None:
    """Record what a person did about a delivery: posted, told, tried, came back, made public."""
    demand_standing(delivery.round)
    at = moment_given("--at", at, act.now)
    note = note and text_given("note", note, TEXT)
    if how == "returned":
        _record_return(act, delivery, at, note)
        return
    kind, message, state = _CONTACTS[how]
    attempt = Attempt(
        delivery=delivery,
        message=message,
        reminder=reminder,
        state=state,
        at=at,
        note=note,
        tries=1,
    )
    act.session.add(attempt)
    act.session.flush()
    act.record(
        delivery.round.process_id,
        kind,
        participant=delivery.participant_id,
        delivery=delivery.id,
        attempt=attempt.id,
        reminder=reminder,
        at=at,
    )


_CONTACTS = {
    "posted": ("letter_posted", "letter", "sent"),
    "told": ("conversation_held", "call", "sent"),
    "tried": ("contact_tried", "call", "tried"),
    "public": ("returned_publicly", "public", "sent"),
}


def _record_return(act: Act, delivery: Delivery, at: datetime, note: str) -> None:
    posted = [a for a in delivery.attempts if a.message == "letter" and a.state == "sent"]
    if not posted:
        raise RuleBroken("no_letter_posted", delivery=delivery.id)
    letter = posted[-1]
    letter.state, letter.reason, letter.note = "failed", "returned", note or letter.note
    act.record(
        delivery.round.process_id,
        "letter_returned",
        participant=delivery.participant_id,
        delivery=delivery.id,
        attempt=letter.id,
        at=at,
    )


def _demand_evidence(act: Act, insight: Insight) -> None:
    if insight.ending is not None:
        raise RuleBroken("insight_ended", insight=insight.id)
    query = select(Evidence.id).where(
        Evidence.insight_id == insight.id, Evidence.ended_event_id.is_(None)
    )
    if act.session.scalars(query.limit(1)).first() is None:
        raise RuleBroken("insight_without_evidence", insight=insight.id)


def unfrozen(act: Act, round_: Round) -> list[Participant]:
    """The round's people who have no report of it yet."""
    frozen = select(Delivery.participant_id).where(Delivery.round_id == round_.id)
    query = (
        select(Participant)
        .join(RoundRecipient, RoundRecipient.participant_id == Participant.id)
        .where(RoundRecipient.round_id == round_.id, Participant.id.not_in(frozen))
        .order_by(Participant.id)
    )
    return list(act.session.scalars(query))


def versions_told(act: Act, round_: Round) -> list[InsightVersion]:
    """The versions that a fixed round tells."""
    query = (
        select(InsightVersion)
        .join(RoundInsight, RoundInsight.version_id == InsightVersion.id)
        .where(RoundInsight.round_id == round_.id)
        .order_by(InsightVersion.insight_id)
    )
    return list(act.session.scalars(query))
