"""What people did about a round's reports, several at a time; all of it is recorded, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken, Unseen
from tracker.domain.history import in_pieces
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.round import Delivery, JointSession
from tracker.outbound.settling import settle
from tracker.returning import meetings, services
from tracker.returning.checks import Reasons
from tracker.returning.links import revoke_link
from tracker.returning.planning import held, rows_of
from tracker.returning.services import How, fix_round, include, versions_told
from tracker.returning.session_plans import written_down

CONTACTS: tuple[How, ...] = get_args(How)
SETTLED = ("sent", "not-sent")
NEW_LINK = "new-link"
WAYS = (*CONTACTS, *SETTLED, NEW_LINK)


@dataclass(frozen=True, slots=True)
class Contact:
    """What was done, when; of a message, whether it was to remind them."""

    how: str
    at: datetime
    note: str = ""
    reminder: bool = False


def record(act: Act, number: int, deliveries: Sequence[int], contact: Contact) -> bool:
    """Record it for each of the deliveries. Whether a mail was queued: wake the worker then."""
    rows = _deliveries(act, held(act, number).id, deliveries)
    if contact.how == "posted":
        _demand_letters(rows)
    if contact.how in SETTLED:
        settle(act, rows, contact.how == "sent")
        return contact.how == "not-sent"
    for delivery in rows:
        if contact.how == NEW_LINK:
            revoke_link(act, delivery)
        for how in CONTACTS:
            if how == contact.how:
                services.record_contact(
                    act, delivery, how, contact.at, contact.reminder, contact.note
                )
    return False


def _demand_letters(rows: Sequence[Delivery]) -> None:
    """A tick too many would make somebody reached whom no letter can have reached."""
    waiting = [each.participant_id for each in rows if _mail_waits(each)]
    if waiting:
        raise RuleBroken("mail_waits", participants=waiting)
    without = [
        each.participant_id
        for each in rows
        if each.channel != "letter" and not each.participant.address
    ]
    if without:
        raise RuleBroken("no_letter_to", participants=without)


def _mail_waits(delivery: Delivery) -> bool:
    return delivery.channel == "email" and any(
        attempt.message in ("notice", "report") and attempt.state in ("waiting", "claimed")
        for attempt in delivery.attempts
    )


def _deliveries(act: Act, round_id: int, numbers: Sequence[int]) -> list[Delivery]:
    found: dict[int, Delivery] = {}
    for some in in_pieces(dict.fromkeys(numbers)):
        query = (
            select(Delivery)
            .where(Delivery.round_id == round_id, Delivery.id.in_(some))
            .options(selectinload(Delivery.attempts), selectinload(Delivery.participant))
        )
        found |= {row.id: row for row in act.session.scalars(query)}
    for number in numbers:
        if number not in found:
            raise Unseen("delivery", number)
    return [found[number] for number in dict.fromkeys(numbers)]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting about a round: who was there, how many of each, and which insights were shown.

    `insights`: none named are all that the round tells. `planned`: the number of the plan that it
    came of.
    """

    at: datetime
    place: str
    present: Sequence[tuple[int, int]]
    insights: Sequence[int] | None
    place_kind: str = "neutral"
    planned: int | None = None


def meet(act: Act, number: int, gathering: Gathering, reasons: Reasons) -> JointSession:
    """Record a meeting. Who was there and has no report of the round gets one first (R4)."""
    round_ = held(act, number)
    people = rows_of(act, Participant, round_.process, [who for who, _ in gathering.present])
    if not people:
        raise RuleBroken("nobody_present")
    fix_round(act, round_, reasons)
    include(act, round_, people)
    named = gathering.insights
    insights = None if named is None else rows_of(act, Insight, round_.process, named)
    shown = meetings.shown(versions_told(act, round_), insights)
    by_number = {person.id: person for person in people}
    present = [(by_number[who], count) for who, count in gathering.present]
    session = meetings.hold_session(
        act, round_, gathering.at, gathering.place, present, shown, gathering.place_kind
    )
    if gathering.planned is not None:
        written_down(act, gathering.planned, round_, session)
    return session
