"""Closing a process (R23): what stands in the way, read off the projection and the outbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.domain.process import Process, Signature
from tracker.domain.projection import DeliveryStanding, LoopRow, OpenResponse
from tracker.domain.round import Attempt, Delivery

# So long a bounce may still come.
BOUNCES_COME = timedelta(hours=72)

Kind = Literal["open_loop", "open_response", "uncertain_delivery", "young_mail"]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """One thing that stands in the way: of what kind, whose, and which."""

    kind: Kind
    participant: int
    number: int
    step: int | None = None
    action: str = ""


def in_the_way(session: Session, process: Process, now: datetime) -> list[Hindrance]:
    """All that keeps a process from being closed; empty when nothing does."""
    loops = session.execute(
        select(LoopRow.participant_id, LoopRow.step, LoopRow.next_action)
        .where(LoopRow.process_id == process.id, LoopRow.state == "open")
        .order_by(LoopRow.participant_id)
    )
    found = [Hindrance("open_loop", who, who, step, action) for who, step, action in loops]
    responses = session.execute(
        select(OpenResponse.participant_id, OpenResponse.response_id)
        .where(OpenResponse.process_id == process.id)
        .order_by(OpenResponse.response_id)
    )
    found += [Hindrance("open_response", who, response) for who, response in responses]
    uncertain = session.execute(
        select(DeliveryStanding.participant_id, DeliveryStanding.delivery_id)
        .where(DeliveryStanding.process_id == process.id, DeliveryStanding.state == "uncertain")
        .order_by(DeliveryStanding.delivery_id)
    )
    found += [Hindrance("uncertain_delivery", who, delivery) for who, delivery in uncertain]
    young = session.execute(_young_mails(process, now))
    return found + [Hindrance("young_mail", who, delivery) for who, delivery in young]


def _young_mails(process: Process, now: datetime) -> Select[int, int]:
    """Mails that a bounce may still come of, but those whose report was opened."""
    return (
        select(DeliveryStanding.participant_id, DeliveryStanding.delivery_id)
        .distinct()
        .join(Attempt, Attempt.delivery_id == DeliveryStanding.delivery_id)
        .join(Delivery, Delivery.id == DeliveryStanding.delivery_id)
        .where(
            DeliveryStanding.process_id == process.id,
            ~DeliveryStanding.opened,
            Attempt.message.in_(("notice", "report", "reminder")),
            Attempt.state == "sent",
            Attempt.reason.not_in(("file", "demo")),
            Attempt.at > now - BOUNCES_COME,
        )
        .order_by(DeliveryStanding.delivery_id)
    )


def last_signature(session: Session, process: Process) -> Signature | None:
    """The latest signature under the process."""
    query = select(Signature).where(Signature.process_id == process.id)
    return session.scalars(query.order_by(Signature.id.desc()).limit(1)).first()


def state_of(session: Session, process: Process, now: datetime) -> str:
    """open, closed, or reopened: signed once, and now something stands in the way again."""
    if last_signature(session, process) is None:
        return "open"
    return "reopened" if in_the_way(session, process, now) else "closed"
