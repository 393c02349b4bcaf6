"""Excepting a loop that cannot be walked, and closing a process. A manager answers for both."""

from sqlalchemy import select

from tracker.domain import closing, projection
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.participant import LoopException, Participant
from tracker.domain.policies import demand_manager
from tracker.domain.process import Process, Signature
from tracker.domain.projection import LoopRow
from tracker.language.given import TEXT, text_given
from tracker.oversight.record import closing_record, sealed


def except_loop(
    act: Act, process: Process, participant: Participant, because: str, reason: str
) -> None:
    """Say that a loop cannot be walked, and why (R18). NotAllowed unless a manager says so.

    Said twice in the same words, it is said once.
    """
    demand_manager(act, process)
    reason = text_given("reason", reason, TEXT)
    projection.follow(act.session)
    loop = act.session.get(LoopRow, participant.id, populate_existing=True)
    if loop is None:
        raise BadInput("participant", "no_loop", participant=participant.id)
    if loop.state == "excepted" and _was_said(act, participant, because, reason):
        return
    if loop.state != "open":
        raise RuleBroken("only_open_is_excepted", participant=participant.id, state=loop.state)
    act.record(
        process.id,
        "loop_excepted",
        participant=participant.id,
        exception=LoopException(participant_id=participant.id, because=because, reason=reason),
        because=because,
    )


def _was_said(act: Act, participant: Participant, because: str, reason: str) -> bool:
    query = select(LoopException).where(LoopException.participant_id == participant.id)
    last = act.session.scalars(query.order_by(LoopException.id.desc()).limit(1)).first()
    return last is not None and (last.because, last.reason) == (because, reason)


def lift_exception(act: Act, process: Process, participant: Participant) -> None:
    """Take an exception back. NotAllowed unless a manager does."""
    demand_manager(act, process)
    projection.follow(act.session)
    loop = act.session.get(LoopRow, participant.id, populate_existing=True)
    if loop is None or loop.state != "excepted":
        raise RuleBroken("not_excepted", participant=participant.id)
    act.record(process.id, "exception_lifted", participant=participant.id)


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
    record = closing_record(act, process)
    signature = Signature(
        process_id=process.id,
        user_id=act.actor.id,
        at=act.now,
        record=record,
        hash=sealed(record),
    )
    act.record(process.id, "process_closed", signature=signature, hash=signature.hash)
    return signature
