"""The outbox: every mail on its way is a row, claimed before it is sent and marked afterwards.

What is claimed and never marked may have been sent or not. It is uncertain then, it is not sent
again by itself, and a person says what became of it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.round import Attempt, Delivery, Round
from tracker.outbound import claims
from tracker.outbound.claims import Claimant
from tracker.outbound.composing import compose, new_message_id
from tracker.outbound.stopping import why_not
from tracker.outbound.transport import Mail, Result

# What is to go at once goes before what waits for its moment.
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
TRIED_FOR = timedelta(days=5)


def queue_message(
    act: Act,
    delivery: Delivery,
    message: str,
    reminder: bool = False,
    not_before: datetime | None = None,
) -> Attempt:
    """Put a delivery's notice, report or reminder in the outbox.

    It goes when its round is released. Wake the worker once it is committed.
    """
    reminds = reminder or message == "reminder"
    attempt = Attempt(
        delivery=delivery,
        message="reminder" if reminds else message,
        reminder=reminds,
        state="waiting",
        message_id=new_message_id(act.settings),
        not_before=not_before or AT_ONCE,
        at=act.now,
    )
    act.session.add(attempt)
    return attempt


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail that was taken in hand. Without one it ended there, for a reason.

    `attempt` is the number of its row; a digest has no delivery.
    """

    attempt: int
    delivery: int | None
    mail: Mail | None
    reason: str = ""

    def __str__(self) -> str:
        return f"digest {self.attempt}" if self.delivery is None else f"delivery {self.delivery}"


def next_moment(session: Session) -> datetime | None:
    """When the next mail may go; None when none waits."""
    return session.scalars(_waiting().with_only_columns(Attempt.not_before).limit(1)).first()


def take(act: Act, claimant: Claimant) -> Taken | None:
    """Claim the oldest mail that may go now, or stop it when something has changed.

    None when none may go. Commit before sending it.
    """
    query = _due(act.now).limit(1).with_for_update(of=Attempt, skip_locked=True)
    attempt = act.session.scalars(query).first()
    if attempt is None:
        return None
    reason = why_not(act, attempt)
    if reason is not None:
        stop(act, attempt, reason)
        return Taken(attempt.id, attempt.delivery_id, None, reason)
    try:
        mail = compose(act, attempt)
    except SQLAlchemyError:
        raise
    except Exception as error:
        # One mail that cannot be written must not keep all the others from being sent.
        _fail(act, attempt, "not_written", type(error).__name__)
        return Taken(attempt.id, attempt.delivery_id, None, "not_written")
    claimant.claim(attempt)
    attempt.tried_since = attempt.tried_since or act.now
    _turn(act, attempt, "claimed")
    record(act, attempt, "attempt_claimed")
    return Taken(attempt.id, attempt.delivery_id, mail)


def mark(act: Act, attempt_id: int, result: Result) -> None:
    """Say what became of a mail that was claimed."""
    attempt = act.session.get_one(Attempt, attempt_id, with_for_update=True)
    if attempt.state not in ("claimed", "uncertain"):
        return  # A person has settled it meanwhile, and has the last word.
    claims.release(attempt)
    attempt.answer = result.answer
    if result.kind == "sent":
        _turn(act, attempt, "sent", "" if result.via == "smtp" else result.via)
        record(act, attempt, "attempt_sent", via=result.via)
    elif result.kind == "later":
        _try_later(act, attempt)
    elif result.kind == "unsure":
        doubt(act, attempt, "no_answer")
    else:
        _fail(act, attempt, result.kind, result.answer)


def doubt(act: Act, attempt: Attempt, reason: str) -> None:
    """Nobody knows whether the mail was sent."""
    claims.release(attempt)
    _turn(act, attempt, "uncertain", reason)
    record(act, attempt, "attempt_uncertain")


def doubt_abandoned(act: Act, claimant: Claimant) -> int:
    """Make uncertain what was claimed by processes that are no more; returns how many.

    To be called between two mails: what the caller itself claimed counts as let go.
    """
    claimed = select(Attempt).where(Attempt.state == "claimed")
    dead = [a for a in act.session.scalars(claimed) if claimant.knows_dead(a, act.now)]
    for attempt in dead:
        doubt(act, attempt, "interrupted")
    return len(dead)


def postpone(act: Act, answer: str) -> int:
    """No mail can leave: all that may go now waits longer, or is given up after five days.

    Returns how many were given up.
    """
    due = _due(act.now)
    expired = due.where(Attempt.tried_since < act.now - TRIED_FOR)
    given_up = act.session.scalars(expired).all()
    for attempt in given_up:
        _fail(act, attempt, "given_up", answer)
    act.session.flush()
    tries = act.session.scalar(due.with_only_columns(func.max(Attempt.tries)).order_by(None)) or 0
    act.session.execute(
        update(Attempt)
        .where(Attempt.id.in_(due.with_only_columns(Attempt.id).order_by(None)))
        .values(
            tries=Attempt.tries + 1,
            tried_since=func.coalesce(Attempt.tried_since, act.now),
            not_before=act.now + pause_after(tries),
            answer=answer,
        )
        .execution_options(synchronize_session=False)
    )
    return len(given_up)


def pause_after(tries: int) -> timedelta:
    """How long to wait when so many tries went before this one."""
    return min(FIRST_PAUSE * 2 ** min(tries, 10), LONGEST_PAUSE)


def bounced(act: Act, attempt: Attempt) -> None:
    """A mail that was accepted has come back. Told twice, it is recorded once.

    RuleBroken when it was never sent.
    """
    if attempt.state == "failed" and attempt.reason == "bounced":
        return
    if attempt.state not in ("sent", "uncertain"):
        raise RuleBroken("not_sent", attempt=attempt.id, state=attempt.state)
    _turn(act, attempt, "failed", "bounced")
    record(act, attempt, "attempt_bounced")
    _stop_the_address(act, attempt)


def stop(act: Act, attempt: Attempt, reason: str) -> None:
    """A mail is not sent. That a reminder is not needed stops nothing else of the delivery."""
    _turn(act, attempt, "stopped", reason)
    if reason != "not_needed":
        delivery = attempt.delivery
        act.record(
            delivery.round.process_id,
            "delivery_stopped",
            delivery=delivery.id,
            participant=delivery.participant_id,
        )


def record(act: Act, attempt: Attempt, kind: str, **more: Any) -> None:
    """Record what happened to an attempt."""
    delivery = attempt.delivery
    act.record(
        delivery.round.process_id,
        kind,
        delivery=delivery.id,
        participant=delivery.participant_id,
        attempt=attempt.id,
        message=attempt.message,
        **more,
    )


def _waiting() -> Select[Attempt]:
    """What waits in rounds whose every report is frozen, the oldest first."""
    return (
        select(Attempt)
        .join(Delivery, Delivery.id == Attempt.delivery_id)
        .join(Round, Round.id == Delivery.round_id)
        .where(Attempt.state == "waiting", Round.released_at.is_not(None))
        .order_by(Attempt.not_before, Attempt.id)
    )


def _due(now: datetime) -> Select[Attempt]:
    return _waiting().where(Attempt.not_before <= now)


def _turn(act: Act, attempt: Attempt, state: str, reason: str = "") -> None:
    attempt.state, attempt.reason, attempt.at = state, reason, act.now


def _try_later(act: Act, attempt: Attempt) -> None:
    since = attempt.tried_since or act.now
    if since < act.now - TRIED_FOR:
        _fail(act, attempt, "given_up", attempt.answer)
        return
    _turn(act, attempt, "waiting", "later")
    attempt.not_before = act.now + pause_after(attempt.tries)
    attempt.tries += 1
    record(act, attempt, "attempt_deferred")


def _fail(act: Act, attempt: Attempt, reason: str, answer: str) -> None:
    attempt.answer = answer
    _turn(act, attempt, "failed", reason)
    record(act, attempt, "attempt_failed")
    if reason == "bounced":
        _stop_the_address(act, attempt)


def _stop_the_address(act: Act, bounce: Attempt) -> None:
    """Nothing more goes to an address that nobody has."""
    act.session.flush()
    waiting = (
        select(Attempt)
        .join(Delivery)
        .where(Delivery.participant_id == bounce.delivery.participant_id)
        .where(Attempt.state == "waiting", Delivery.addressed == bounce.delivery.addressed)
    )
    for attempt in act.session.scalars(waiting):
        own = attempt.delivery_id == bounce.delivery_id
        if own:
            _turn(act, attempt, "stopped", "bounced")
        else:
            stop(act, attempt, "bounced")
