"""Answers that came late: they count all the same, and what that means is said (R23)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.history import Event, EventAbout
from tracker.domain.process import Process, Signature
from tracker.domain.response import Response
from tracker.domain.round import Delivery


class Late(NamedTuple):
    """After what it came, and when that was: `signed`, the process was; `window`, theirs ended."""

    after: str
    at: datetime


def lateness_of(
    act: Act, process: Process, answers: Sequence[tuple[Response, datetime | None]]
) -> dict[int, Late]:
    """The late ones among some answers, each given with the end of its window, while it is open."""
    ends = _windows_ended(act, [response for response, _ in answers])
    query = select(Signature.at).where(Signature.process_id == process.id).order_by(Signature.id)
    signed = list(act.session.scalars(query))
    found = {}
    for response, still_open in answers:
        end = ends.get((response.round_id, response.participant_id), still_open)
        under = [at for at in signed if at <= response.at]
        if under:
            found[response.id] = Late("signed", under[-1])
        elif end is not None and end < response.at:
            found[response.id] = Late("window", end)
    return found


def _windows_ended(act: Act, responses: Sequence[Response]) -> dict[tuple[int, int], datetime]:
    """When windows ended that are recorded as over, by round and participant."""
    query = (
        select(EventAbout.participant_id, Event.data)
        .join(Event, Event.id == EventAbout.event_id)
        .where(
            EventAbout.participant_id.in_({response.participant_id for response in responses}),
            Event.kind == "window_ended",
        )
        .order_by(Event.id)
    )
    ends = {
        data["delivery"]: datetime.fromisoformat(data["end"])
        for _, data in act.session.execute(query)
    }
    rounds = select(Delivery.id, Delivery.round_id, Delivery.participant_id)
    return {
        (round_, participant): ends[number]
        for number, round_, participant in act.session.execute(rounds.where(Delivery.id.in_(ends)))
    }
