"""A round leaves: it is ordered, frozen fifty at a time, and let go when the last is frozen.

Whatever stops in between goes on where it was: what is frozen stays so, and nothing leaves before
all is. Ordered again, nothing is sent twice.
"""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select

from tracker.domain import undoing
from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.marks import demand_unchanged
from tracker.domain.office import Look
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Attempt, Delivery, Round, RoundRecipient
from tracker.domain.undoing import demand_standing
from tracker.outbound import outbox
from tracker.outbound.queue import wake
from tracker.outbound.work import Unit
from tracker.returning.checks import Reasons
from tracker.returning.planning import again, as_planned, held, recipients
from tracker.returning.services import fix_round, freeze_next, release
from tracker.returning.session_plans import move_to
from tracker.settings import Settings

log = logging.getLogger("tracker.returning")

# So long a round can be called back.
HOLD = timedelta(minutes=10)


def stage_of(round_: Round) -> str:
    """draft; begun, by a meeting; leaving, when it was ordered; sent; or called_back."""
    if round_.called_back_event_id is not None:
        return "called_back"
    if round_.released_at is not None:
        return "sent"
    if round_.fixed_at is None:
        return "draft"
    return "leaving" if round_.hold_seconds else "begun"


def order(act: Act, number: int, seen: str, reasons: Reasons) -> None:
    """Fix a round and have it sent; one that was ordered before stays as it is.

    Conflict when it is another round than the one that was seen; RuleBroken when its words cannot
    be sent so, or it goes to nobody.
    """
    round_ = held(act, number)
    if stage_of(round_) in ("leaving", "sent", "called_back"):
        return
    if round_.fixed_at is None:
        demand_unchanged(seen, *as_planned(act, round_))
        if not recipients(act, round_):
            raise RuleBroken("nobody_to_tell")
    fix_round(act, round_, reasons)
    round_.hold_seconds = int(HOLD.total_seconds())


def call_back(act: Act, number: int) -> Round:
    """Call a round back, and plan it again: the new draft. RuleBroken when something has left."""
    round_ = held(act, number)
    undoing.call_back(act, round_)
    draft = again(act, round_)
    move_to(act, round_, draft)
    _looked_at(act, round_, draft)
    return draft


def _looked_at(act: Act, round_: Round, draft: Round) -> None:
    """What somebody has seen of a round they have seen of the same round, where it is the same."""
    still = select(RoundRecipient.participant_id).where(RoundRecipient.round_id == draft.id)
    seen = select(Look).where(Look.round_id == round_.id, Look.participant_id.in_(still))
    act.session.add_all(
        Look(
            round_id=draft.id,
            participant_id=look.participant_id,
            user_id=look.user_id,
            mark=look.mark,
            at=look.at,
        )
        for look in act.session.scalars(seen)
    )


def on_paper(act: Act, round_: Round) -> bool:
    """Whether somebody gets it on paper, which is printed at will."""
    letters = exists().where(Delivery.round_id == round_.id, Delivery.channel == "letter")
    return bool(act.session.scalar(select(letters)))


def held_until(act: Act, round_: Round) -> datetime | None:
    """Until when some of its mails are held; None when none is."""
    return act.session.scalars(
        select(func.max(Attempt.not_before)).where(*_held(act, round_))
    ).one()


def stop_held(act: Act, number: int) -> int:
    """Stop the mails that are held, of a round that others have got already: it is not called back
    (`round_called_back`), and who was to get them is to be reached in another way. How many.

    RuleBroken when none is held any more.
    """
    round_ = held(act, number)
    demand_standing(round_)
    query = select(Attempt).where(*_held(act, round_)).order_by(Attempt.id).with_for_update()
    waiting = act.session.scalars(query).all()
    if not waiting:
        raise RuleBroken("nothing_held")
    for attempt in waiting:
        outbox.stop(act, attempt, "held_back")
    return len(waiting)


def _held(act: Act, round_: Round) -> Sequence[ColumnElement[bool]]:
    of_it = select(Delivery.id).where(Delivery.round_id == round_.id)
    return (
        Attempt.delivery_id.in_(of_it),
        Attempt.state == "waiting",
        Attempt.reason == "",
        Attempt.not_before > act.now,
    )


def go_on(unit: Unit, settings: Settings, number: int) -> bool:
    """Freeze the next fifty, and let the round go after the last; False while some are left."""
    with unit() as act:
        round_ = held(act, number)
        if stage_of(round_) != "leaving":
            return True
        if freeze_next(act, round_):
            return False
    # The reports stand before anything is let go.
    with unit() as act:
        round_ = held(act, number)
        queued = release(act, round_, HOLD) if stage_of(round_) == "leaving" else 0
    if queued:
        wake(settings)
    return True


def go_on_alone(unit: Unit, settings: Settings, number: int) -> None:
    """Go on to the end beside the request that asked: a browser that leaves stops nothing."""
    name = f"round {number} leaves"
    threading.Thread(
        target=to_the_end, args=(unit, settings, number), name=name, daemon=True
    ).start()


def to_the_end(unit: Unit, settings: Settings, number: int) -> None:
    try:
        while not go_on(unit, settings, number):
            pass
    except Exception as error:
        # Its message may repeat what a citizen said. The page says how far it came, and goes on.
        log.error("round %s stopped half-way: %s", number, type(error).__name__)


def progress(act: Act, round_: Round) -> tuple[int, int]:
    """How many of the round's reports are frozen, and how many there are to be."""
    whole = select(func.count()).where(RoundRecipient.round_id == round_.id)
    frozen = select(func.count()).where(Delivery.round_id == round_.id)
    return act.session.scalars(frozen).one(), act.session.scalars(whole).one()


def has_mails(act: Act, round_: Round) -> bool:
    """Whether any of a round's reports goes by mail, and so leaves by itself."""
    query = select(Delivery.id).where(Delivery.round_id == round_.id, Delivery.channel == "email")
    return act.session.scalars(query.limit(1)).first() is not None


def has_left(act: Act, round_: Round) -> bool:
    """Whether anything of a round was sent, told or tried: then it cannot be called back."""
    return round_.id in that_left(act, [round_.id])


def that_left(act: Act, rounds: Sequence[int]) -> set[int]:
    """Those of some rounds, by their numbers, of which anything was sent, told or tried."""
    never_claimed = or_(
        (Attempt.state == "waiting") & (Attempt.reason == ""),
        (Attempt.state == "stopped") & (Attempt.tries == 0),
    )
    of_it = Delivery.round_id == Round.id
    tried = exists().where(of_it, Attempt.delivery_id == Delivery.id, ~never_claimed)
    came = exists().where(
        of_it,
        DeliveryStanding.delivery_id == Delivery.id,
        or_(DeliveryStanding.opened, DeliveryStanding.state == "reached"),
    )
    query = select(Round.id).where(Round.id.in_(rounds), or_(tried, came))
    return set(act.session.scalars(query))
