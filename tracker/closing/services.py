"""Closing a process (R23). A manager answers for it by name."""

from sqlalchemy import select

from tracker.closing.record import closing_record
from tracker.domain import closing, projection
from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.policies import demand_manager
from tracker.domain.process import Process, Signature


def close(act: Act, process: Process) -> Signature:
    """Sign for a process in which nothing stands in the way (R23).

    NotAllowed unless a manager signs; RuleBroken when something stands in the way. What was
    signed never changes: a process that was reopened gets one more signature. Where nothing has
    happened since it was signed, that signature stands, and is returned.
    """
    demand_manager(act, process)
    # Two who sign at once sign one after the other.
    act.session.execute(select(Process.id).where(Process.id == process.id).with_for_update())
    projection.follow(act.session)
    hindrances = closing.in_the_way(act.session, process, act.now)
    if hindrances:
        raise RuleBroken("not_to_be_closed", count=len(hindrances))
    signed = closing.signatures_of(act.session, process)
    if signed and not closing.beyond(act.session, signed[-1]):
        return signed[-1]
    record, seal = closing_record(act, process)
    signature = Signature(
        process_id=process.id, user_id=act.actor.id, at=act.now, record=record, hash=seal
    )
    act.record(process.id, "process_closed", signature=signature, hash=seal)
    return signature
