"""The codes that letters open by: told and printed for those who may read the letter themselves."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.participant import Participant
from tracker.domain.policies import demand_report, seen_reports
from tracker.domain.round import Delivery, Round, told_otherwise
from tracker.domain.second_thing import change_code, see_to, tries_of
from tracker.domain.undoing import demand_standing
from tracker.domain.workdays import local_date
from tracker.reports.freezing import addressee
from tracker.reports.links import spoken
from tracker.reports.opening import code_of, is_opened, way_of_code
from tracker.reports.paper.code_letter import CodeLetter, as_pdf


class Code(NamedTuple):
    """How it stands with a letter's code. `way`: how it comes to its reader, see `Outside`."""

    way: str
    locked_until: datetime | None
    alarm_at: datetime | None


class Codes(NamedTuple):
    """For how many mails of a round a code can be posted, by whether the address is protected.

    `without_address`: who have to be told by telephone, or when one meets.
    """

    open: int
    protected: int
    without_address: int


def code_for(act: Act, delivery: Delivery) -> Code:
    """How it stands. RuleBroken where no code opens anything, Unseen for confided words."""
    demand_code(act, delivery)
    tries = tries_of(act.session, delivery)
    until = tries.locked_until if tries.is_locked(act.now) else None
    return Code(way_of_code(delivery.participant, delivery.channel), until, tries.alarm_at)


def demand_code(act: Act, delivery: Delivery) -> None:
    """RuleBroken for a letter that no code opens; Unseen for one that the actor may not read."""
    demand_standing(delivery.round)
    demand_report(act, delivery)
    if delivery.token_hash is None or not is_opened(delivery, act.now):
        raise RuleBroken("no_link", participant=delivery.participant_id)
    if not delivery.round.process.asks_code:
        raise RuleBroken("no_code", participant=delivery.participant_id)


def code_told(act: Act, delivery: Delivery) -> str:
    """The code as it is read aloud to the one whose letter it is."""
    demand_code(act, delivery)
    return spoken(code_of(delivery, tries_of(act.session, delivery).number, act.settings))


def new_code(act: Act, delivery: Delivery) -> None:
    """Another code from now on; the one before opens nothing, and shuts what it had opened."""
    demand_code(act, delivery)
    change_code(act, delivery)


def open_again(act: Act, delivery: Delivery) -> None:
    """Somebody has spoken with the one whose letter it is: nothing is locked, or to be done."""
    demand_code(act, delivery)
    see_to(act, delivery)


def codes_of(act: Act, round_: Round) -> Codes:
    """What there is to post of a round's codes, of the letters that the actor may read."""
    has_address, hidden = Participant.address.is_not(None), Participant.protected_address
    query = (
        select(
            func.count().filter(and_(has_address, ~hidden)),
            func.count().filter(and_(has_address, hidden)),
            func.count().filter(~has_address),
        )
        .select_from(Delivery)
        .join(Participant, Participant.id == Delivery.participant_id)
        .where(_mailed(act, round_))
    )
    return Codes(*act.session.execute(query).one())


def to_post(act: Act, round_: Round, protected: bool) -> list[Delivery]:
    """The mails of a round whose codes can be posted: those to protected addresses, or the others.

    RuleBroken when there are none.
    """
    query = (
        select(Delivery)
        .join(Delivery.participant)
        .options(contains_eager(Delivery.participant))
        .where(_mailed(act, round_))
        .where(Participant.address.is_not(None), Participant.protected_address == protected)
        .order_by(Delivery.id)
    )
    found = list(act.session.scalars(query))
    if not found:
        raise RuleBroken("no_letters")
    return found


def _mailed(act: Act, round_: Round) -> ColumnElement[bool]:
    """The mails of a round whose link needs a code, of the letters that the actor may read."""
    return and_(
        Delivery.round_id == round_.id,
        Delivery.channel == "email",
        Delivery.token_hash.is_not(None),
        seen_reports(act.actor),
        ~told_otherwise(local_date(act.now)),
    )


def printed(act: Act, deliveries: Sequence[Delivery]) -> bytes:
    """The codes as letters in one file: nothing in them says what they are about.

    RuleBroken for somebody whose link goes by post, or whose address is not known.
    """
    return as_pdf([_letter(act, delivery) for delivery in deliveries])


def _letter(act: Act, delivery: Delivery) -> CodeLetter:
    participant, department = delivery.participant, delivery.round.process.department
    if way_of_code(participant, delivery.channel) != "letter":
        raise RuleBroken("code_same_way", participant=participant.id)
    return CodeLetter(
        language=delivery.language,
        code=code_told(act, delivery),
        date=local_date(act.now),
        sender_name=department.name,
        sender_address=department.return_address or department.address,
        recipient_name=addressee(delivery),
        recipient_address=participant.address or "",
        phone=delivery.round.process.phone,
        large_print=participant.large_print,
        demo=delivery.round.process.demo,
    )
