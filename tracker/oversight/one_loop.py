"""What the page of one loop reads: what they said, what it became, and what is on its way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.insight import Insight
from tracker.domain.named import Named, named
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.policies import seen_contributions
from tracker.domain.projection import DeliveryStanding, LoopRow, OpenResponse, StrandRow
from tracker.domain.round import Delivery, Round

# Contributions on one page.
SAID = 30


class Became(NamedTuple):
    """One strand. What it became is left out where its words may not be read."""

    step: int
    action: str
    due: date | None
    insight: str | None = None
    use: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class Said:
    """A contribution; without words when it is `confidential` to the reader, or `withdrawn`."""

    number: int
    text: str | None
    hidden: str | None
    how: str
    at: datetime
    occasion: str | None
    # The words as they were first recorded, where their author has corrected them.
    recorded: str | None = None
    became: list[Became] = field(default_factory=list)


class Message(NamedTuple):
    """The report that was frozen last: how it goes, what became of it, until when it waits."""

    purpose: str
    channel: str
    state: str
    window_ends: datetime | None
    round: int


def who(act: Act, participant: Participant) -> Named:
    """What to call them."""
    return named(act.session, [participant.id])[participant.id]


def loop_of(act: Act, participant: Participant) -> LoopRow | None:
    """Where the loop stands; None for somebody who has told us nothing."""
    return act.session.get(LoopRow, participant.id, populate_existing=True)


def said_by(act: Act, participant: Participant, after: int) -> tuple[list[Said], bool]:
    """The next contributions with what each became, and whether there are more."""
    readable = seen_contributions(act.actor).label("readable")
    query = (
        select(Contribution, readable)
        .where(Contribution.participant_id == participant.id, Contribution.id > after)
        .options(selectinload(Contribution.wordings), selectinload(Contribution.encounter))
        .order_by(Contribution.id)
        .limit(SAID + 1)
    )
    rows = act.session.execute(query).all()
    found = {row.id: _said(row, seen) for row, seen in rows[:SAID]}
    _add_strands(act, found)
    return list(found.values()), len(rows) > SAID


def _said(row: Contribution, readable: bool) -> Said:
    hidden = None if readable else "confidential"
    if row.withdrawn_event_id is not None:
        hidden = "withdrawn"
    said = Said(
        row.id,
        None if hidden else row.present,
        hidden,
        row.how,
        row.received_at,
        row.encounter.title if row.encounter else None,
    )
    if not hidden and row.recorded != row.present:
        said.recorded = row.recorded
    return said


def _add_strands(act: Act, found: dict[int, Said]) -> None:
    strands = act.session.scalars(
        select(StrandRow).where(StrandRow.contribution_id.in_(found)).order_by(StrandRow.id)
    ).all()
    insights = _texts(act, [s.insight_id for s in strands if s.insight_id is not None])
    uses = _uses(act, [s.insight_id for s in strands if s.insight_id is not None])
    reasons = _reasons(act, [s.setting_aside_id for s in strands if s.setting_aside_id is not None])
    for strand in strands:
        said = found[strand.contribution_id]
        became = Became(strand.step, strand.next_action, strand.due)
        if not said.hidden:
            became = became._replace(
                insight=insights.get(strand.insight_id or 0),
                use=uses.get(strand.insight_id or 0),
                reason=reasons.get(strand.setting_aside_id or 0),
            )
        said.became.append(became)


def _texts(act: Act, insights: Sequence[int]) -> dict[int, str]:
    query = select(Insight).where(Insight.id.in_(insights)).options(selectinload(Insight.versions))
    return {row.id: row.current.text for row in act.session.scalars(query)}


def _uses(act: Act, insights: Sequence[int]) -> dict[int, str]:
    query = select(Outcome.insight_id, Outcome.use).where(Outcome.insight_id.in_(insights))
    return {insight: use for insight, use in act.session.execute(query.order_by(Outcome.id))}


def _reasons(act: Act, asides: Sequence[int]) -> dict[int, str]:
    query = (
        select(SettingAside)
        .where(SettingAside.id.in_(asides))
        .options(selectinload(SettingAside.reasons))
    )
    return {row.id: row.reason.text for row in act.session.scalars(query)}


def last_message(act: Act, participant: Participant) -> Message | None:
    """What was last on its way to them."""
    query = (
        select(Round.purpose, Delivery.channel, DeliveryStanding.state)
        .add_columns(DeliveryStanding.window_ends, Round.id)
        .join(Delivery, Delivery.round_id == Round.id)
        .join(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .where(Delivery.participant_id == participant.id)
        .order_by(Delivery.id.desc())
        .limit(1)
    )
    row = act.session.execute(query).first()
    return None if row is None else Message(*row)


def answers_waiting(act: Act, participant: Participant) -> list[int]:
    """The numbers of their answers that wait for us."""
    query = select(OpenResponse.response_id).where(OpenResponse.participant_id == participant.id)
    return list(act.session.scalars(query.order_by(OpenResponse.response_id).limit(SAID)))
