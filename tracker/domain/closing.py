"""Closing a process (R23): what stands in the way, read off the projection and the outbox."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.domain.history import Event
from tracker.domain.opening import KINDS as OPENINGS
from tracker.domain.process import Process, Signature
from tracker.domain.projection import DeliveryStanding, LoopRow, OpenResponse
from tracker.domain.round import Attempt

# So long a bounce may still come.
BOUNCES_COME = timedelta(hours=72)

Rows: TypeAlias = Select[*tuple[Any, ...]]
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
    return [
        Hindrance(kind, *row)
        for kind, table, query in _hindrances([process.id], now)
        for row in session.execute(query.order_by(_number(table)))
    ]


def counted(
    session: Session, process: Process, now: datetime, first: int
) -> list[tuple[Kind, int, int, list[int]]]:
    """The same by kind: how much there is, of how many participants, the first of them."""
    found = []
    for kind, _, query in _hindrances([process.id], now):
        every = query.subquery()
        whose = every.c.participant_id
        amount, people = session.execute(
            select(func.count(), func.count(whose.distinct())).select_from(every)
        ).one()
        named = session.scalars(select(whose).group_by(whose).order_by(whose).limit(first))
        if amount:
            found.append((kind, amount, people, list(named)))
    return found


def _number(table: type[Any]) -> Any:
    return table.__table__.primary_key.columns[0]


def _hindrances(processes: Sequence[int], now: datetime) -> Iterator[tuple[Kind, type[Any], Rows]]:
    """By kind: where it is read, and whose and which it is."""
    yield (
        "open_loop",
        LoopRow,
        select(
            LoopRow.participant_id,
            LoopRow.participant_id.label("number"),
            LoopRow.step,
            LoopRow.next_action,
        ).where(LoopRow.process_id.in_(processes), LoopRow.state == "open"),
    )
    yield (
        "open_response",
        OpenResponse,
        select(OpenResponse.participant_id, OpenResponse.response_id).where(
            OpenResponse.process_id.in_(processes)
        ),
    )
    yield (
        "uncertain_delivery",
        DeliveryStanding,
        select(DeliveryStanding.participant_id, DeliveryStanding.delivery_id).where(
            DeliveryStanding.process_id.in_(processes), DeliveryStanding.state == "uncertain"
        ),
    )
    yield "young_mail", DeliveryStanding, _young_mails(processes, now)


def _young_mails(processes: Sequence[int], now: datetime) -> Rows:
    """Mails that a bounce may still come of, but those whose report was opened."""
    return (
        select(DeliveryStanding.participant_id, DeliveryStanding.delivery_id)
        .distinct()
        .join(Attempt, Attempt.delivery_id == DeliveryStanding.delivery_id)
        .where(
            DeliveryStanding.process_id.in_(processes),
            ~DeliveryStanding.opened,
            Attempt.message.in_(("notice", "report", "reminder")),
            Attempt.state == "sent",
            Attempt.reason.not_in(("file", "demo")),
            Attempt.at > now - BOUNCES_COME,
        )
    )


def signatures_of(session: Session, process: Process) -> list[Signature]:
    """All signatures under the process, the first first, with whose they are."""
    query = select(Signature).where(Signature.process_id == process.id).order_by(Signature.id)
    return list(session.scalars(query.options(joinedload(Signature.user))))


def beyond(session: Session, signature: Signature) -> bool:
    """Whether something has happened in the process that a signature does not cover."""
    later = exists().where(
        Event.process_id == signature.process_id,
        Event.id > signature.event_id,
        Event.kind.not_in(OPENINGS),
    )
    return bool(session.scalar(select(later)))


def state_of(session: Session, process: Process, now: datetime) -> str:
    """open, closed, or reopened: signed once, and now something stands in the way again."""
    return states_of(session, [process.id], now)[process.id]


def states_of(session: Session, processes: Sequence[int], now: datetime) -> dict[int, str]:
    """The state of each of some processes, by as many statements as of one."""
    signed = set(
        session.scalars(select(Signature.process_id).where(Signature.process_id.in_(processes)))
    )
    hindered: set[int] = set()
    # Of what was never signed nothing is asked: it is open whatever stands in its way.
    for _, table, query in _hindrances(sorted(signed), now) if signed else ():
        whose = query.with_only_columns(table.process_id).distinct()
        hindered |= set(session.scalars(whose))
    signed_state = {True: "reopened", False: "closed"}
    return {n: signed_state[n in hindered] if n in signed else "open" for n in processes}
