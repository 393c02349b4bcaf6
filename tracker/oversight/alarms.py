"""Letters that five wrong codes have locked: somebody is to speak with the one they are for."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.policies import seen_processes, seen_reports
from tracker.domain.process import Process, asking_code
from tracker.domain.round import Delivery, Round, told_otherwise
from tracker.domain.second_thing import CodeTries
from tracker.domain.workdays import local_date

# The oldest come first, and the others when those are seen to.
MOST = 20


class Alarm(NamedTuple):
    """Whose letter was locked, when, and where it is seen to."""

    who: Named
    at: datetime
    round: int
    process: int
    title: str
    demo: bool


def code_alarms(act: Act) -> list[Alarm]:
    """Those that the actor can see to, and nobody has yet; not what no code opens any more."""
    columns = (CodeTries.alarm_at, Round.id, Process.id, Process.title, Process.demo)
    query = (
        select(*NAMED, *columns)
        .select_from(CodeTries)
        .join(Delivery, Delivery.id == CodeTries.delivery_id)
        .join(Participant, Participant.id == Delivery.participant_id)
        .join(Round, Round.id == Delivery.round_id)
        .join(Process, Process.id == Round.process_id)
        .where(CodeTries.alarm_at.is_not(None), seen_processes(act.actor))
        .where(seen_reports(act.actor), asking_code())
        .where(Delivery.token_hash.is_not(None), ~told_otherwise(local_date(act.now)))
        .order_by(CodeTries.alarm_at, CodeTries.delivery_id)
        .limit(MOST)
    )
    size = len(NAMED)
    rows = act.session.execute(with_occasion(query)).all()
    return [Alarm(Named(*row[:size]), *row[size:]) for row in rows]
