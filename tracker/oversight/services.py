"""Excepting a loop that cannot be walked; a manager answers for it by name."""

from sqlalchemy import select

from tracker.domain import projection
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.participant import LoopException, Participant
from tracker.domain.policies import demand_manager
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.language.given import TEXT, text_given


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
