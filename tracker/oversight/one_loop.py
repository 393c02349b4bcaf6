"""What the page of one loop reads: what they said, what it became, and what is on its way."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from tracker.domain.act import Act, Actor
from tracker.domain.contribution import Contribution, SettingAsideReason
from tracker.domain.insight import InsightVersion
from tracker.domain.named import Named
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.policies import seen_contributions
from tracker.domain.process import Encounter
from tracker.domain.projection import DeliveryStanding, LoopRow, OpenResponse, StrandRow
from tracker.domain.round import Delivery, Round
from tracker.domain.wording import worded

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


class Head(NamedTuple):
    """What to call them (an occasion's unknown by the occasion), where the loop stands (None for
    somebody who has told us nothing), and what was last on its way to them."""

    who: Named
    row: LoopRow | None
    message: Message | None


# What a page asks is made once, and filled in each time.
_latest = select(func.max(Delivery.id)).where(Delivery.participant_id == Participant.id)
_HEAD = (
    select(
        LoopRow,
        Encounter.title,
        Round.purpose,
        Delivery.channel,
        DeliveryStanding.state,
        DeliveryStanding.window_ends,
        Round.id,
    )
    .select_from(Participant)
    .outerjoin(LoopRow, LoopRow.participant_id == Participant.id)
    .outerjoin(Encounter, Encounter.id == Participant.encounter_id)
    .outerjoin(Delivery, Delivery.id == _latest.correlate(Participant).scalar_subquery())
    .outerjoin(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
    .outerjoin(Round, Round.id == Delivery.round_id)
    .where(Participant.id == bindparam("person"))
    .execution_options(populate_existing=True)
)


def head(act: Act, participant: Participant) -> Head:
    """What stands at the top of the page."""
    last: list[Any]
    row, occasion, *last = act.session.execute(_HEAD, {"person": participant.id}).one()
    own = (participant.id, participant.name, participant.kind, participant.size)
    message = None if last[0] is None else Message(*last)
    return Head(Named(*own, occasion), row, message)


@lru_cache(maxsize=1024)
def _said(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Contribution.id,
            Contribution.how,
            Contribution.received_at,
            Encounter.title,
            Contribution.withdrawn_event_id.is_not(None),
            seen_contributions(actor),
        )
        .outerjoin(Encounter, Encounter.id == Contribution.encounter_id)
        .where(Contribution.participant_id == bindparam("person"))
        .where(Contribution.id > bindparam("after"))
        .order_by(Contribution.id)
        .limit(SAID + 1)
    )


def said_by(act: Act, participant: Participant, after: int) -> tuple[list[Said], bool]:
    """The next contributions with what each became, and whether there are more."""
    asked = {"person": participant.id, "after": after}
    rows = act.session.execute(_said(act.actor), asked).all()
    words = worded(act.session, [row[0] for row in rows[:SAID]])
    found = {}
    for number, how, at, occasion, withdrawn, readable in rows[:SAID]:
        said = found[number] = Said(number, None, None, how, at, occasion)
        if withdrawn or not readable:
            said.hidden = "withdrawn" if withdrawn else "confidential"
            continue
        said.text = words[number].present
        if words[number].recorded != said.text:
            said.recorded = words[number].recorded
    _add_strands(act, found)
    return list(found.values()), len(rows) > SAID


_later, _newer = aliased(InsightVersion), aliased(SettingAsideReason)
_STRANDS = (
    select(
        StrandRow.contribution_id,
        StrandRow.step,
        StrandRow.next_action,
        StrandRow.due,
        InsightVersion.text,
        select(Outcome.use)
        .where(Outcome.insight_id == StrandRow.insight_id)
        .order_by(Outcome.id.desc())
        .limit(1)
        .correlate(StrandRow)
        .scalar_subquery(),
        SettingAsideReason.text,
    )
    # The version and the reason that stand.
    .outerjoin(InsightVersion, InsightVersion.insight_id == StrandRow.insight_id)
    .outerjoin(
        SettingAsideReason, SettingAsideReason.setting_aside_id == StrandRow.setting_aside_id
    )
    .where(
        ~exists().where(
            _later.insight_id == InsightVersion.insight_id, _later.number > InsightVersion.number
        ),
        ~exists().where(
            _newer.setting_aside_id == SettingAsideReason.setting_aside_id,
            _newer.id > SettingAsideReason.id,
        ),
    )
    .where(StrandRow.contribution_id.in_(bindparam("contributions", expanding=True)))
    .order_by(StrandRow.id)
)


def _add_strands(act: Act, found: dict[int, Said]) -> None:
    rows = act.session.execute(_STRANDS, {"contributions": list(found)})
    for contribution, step, action, due, *became in rows:
        said = found[contribution]
        said.became.append(Became(step, action, due, *([] if said.hidden else became)))


_WAITING = (
    select(OpenResponse.response_id)
    .where(OpenResponse.participant_id == bindparam("person"))
    .order_by(OpenResponse.response_id)
    .limit(SAID)
)


def answers_waiting(act: Act, participant: Participant) -> list[int]:
    """The numbers of their answers that wait for us."""
    return list(act.session.scalars(_WAITING, {"person": participant.id}))
