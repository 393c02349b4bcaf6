"""A round's letters made in one file beside the request that asked: kept sealed, a day at most.

It is theirs alone who asked: what they may read, others may not. A file that is older than what
stands in its letters is given to nobody, but made anew.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import Context
from dataclasses import astuple, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import DBAPIError

from tracker.domain.act import Act
from tracker.domain.database import reading
from tracker.domain.errors import RuleBroken, Unseen
from tracker.domain.marks import mark_of
from tracker.domain.office import LetterBatch
from tracker.domain.policies import LARGEST
from tracker.domain.round import Delivery, DeliveryPassage, Passage, Round
from tracker.domain.sealed import seal, unsealed
from tracker.domain.sharing import hidden_now
from tracker.domain.tidying import KEPT, drop_old_letters, letters_folder
from tracker.outbound.work import Unit
from tracker.reports.freezing import outside_of
from tracker.returning.printing import printed
from tracker.returning.queries import Letters, letters_of

log = logging.getLogger("tracker.returning")

# From so many on nobody waits for them before the page.
MANY = 48
# One that has not gone on for so long is made no more: whoever made it is gone.
STILL = timedelta(minutes=2)
PATIENT = 10
# Of one person's, so many wait to be made or are made at one time.
WAITING = 5
LOOK_SECONDS = 5
# So often it is tried when the database is busy or away, with a pause between.
TRIES = 6
PAUSE_SECONDS = 5

# Each takes all processors that there are.
_turn = threading.Semaphore()


class Gone(Exception):
    """The batch was dropped while it was made."""


def wanted(act: Act, round_: Round, protected: bool) -> Letters:
    """The letters of a round that the actor may read: to `protected` addresses, or to the others.

    RuleBroken when it was called back.
    """
    found = letters_of(act, round_, protected)
    kept = [each for each in found.deliveries if each.participant.protected_address == protected]
    return found._replace(deliveries=kept)


def order(act: Act, round_: Round, protected: bool) -> LetterBatch:
    """Ask for a round's letters in one file, in place of the one that was asked for before.

    RuleBroken when it has none, or when the actor waits for many others.
    """
    drop_old_letters(act)
    found = wanted(act, round_, protected)
    if not found.deliveries:
        raise RuleBroken("no_letters")
    for before in mine(act, round_):
        if before.protected == protected:
            drop(act, before)
    _demand_room(act)
    batch = LetterBatch(
        round_id=round_.id,
        user_id=act.actor.id,
        at=act.now,
        protected=protected,
        letters=len(found.deliveries),
        moved_at=act.now,
        mark=_mark(act, round_, found),
    )
    act.session.add(batch)
    act.session.flush()
    return batch


def _demand_room(act: Act) -> None:
    under_way = select(func.count()).where(
        LetterBatch.user_id == act.actor.id,
        LetterBatch.ready_at.is_(None),
        LetterBatch.failed.is_(False),
        LetterBatch.moved_at > act.now - STILL,
    )
    if act.session.scalars(under_way).one() >= WAITING:
        raise RuleBroken("letters_under_way", count=WAITING)


def mine(act: Act, round_: Round) -> list[LetterBatch]:
    """What the actor has asked for of a round within the last day."""
    query = select(LetterBatch).where(
        LetterBatch.round_id == round_.id,
        LetterBatch.user_id == act.actor.id,
        LetterBatch.at > act.now - KEPT,
    )
    found = query.order_by(LetterBatch.id).execution_options(populate_existing=True)
    return list(act.session.scalars(found))


def batch_for(act: Act, round_: Round, number: int) -> LetterBatch:
    """One of the actor's own of the round, or Unseen."""
    found = (each for each in mine(act, round_) if each.id == number <= LARGEST)
    batch = next(found, None)
    if batch is None:
        raise Unseen("letter_batch", number)
    return batch


def state_of(act: Act, batch: LetterBatch) -> str:
    """ready, making, or stopped: it failed, or whoever made it is gone."""
    if batch.ready_at is not None:
        return "ready"
    return "stopped" if batch.failed or batch.moved_at <= act.now - STILL else "making"


def drop(act: Act, batch: LetterBatch) -> None:
    """Delete a batch and its file."""
    _place(act, batch.id).unlink(missing_ok=True)
    act.session.execute(delete(LetterBatch).where(LetterBatch.id == batch.id))


def is_old(act: Act, round_: Round, batch: LetterBatch) -> bool:
    """Whether other letters would be made now: something in them, or who gets one, has changed."""
    return batch.mark != _mark(act, round_, wanted(act, round_, batch.protected))


def taken(act: Act, batch: LetterBatch) -> Iterator[bytes]:
    """The file of a batch that is ready, piece by piece. FileNotFoundError when it is not there."""
    return unsealed(act.settings.keys, _place(act, batch.id).open("rb"))


def make_alone(unit: Unit, number: int) -> None:
    """Make a batch beside the request that asked: a browser that leaves stops nothing."""
    name = f"letters {number}"
    threading.Thread(target=_patiently, args=(unit, number), name=name, daemon=True).start()


def _patiently(unit: Unit, number: int) -> None:
    # Pages come first. On Linux this is of the thread alone, and of the processes that it begins.
    os.nice(PATIENT)
    make(unit, number)


def make(unit: Unit, number: int) -> None:
    """Make a batch's file; what becomes of it stands in its row."""
    try:
        with _in_turn(unit, number):
            _insist(lambda: _make(unit, number))
    except Gone:
        log.info("letters %s are wanted no more", number)
    except Exception as error:
        # Its message may repeat what a citizen said.
        log.error("letters %s could not be made: %s", number, type(error).__name__)
        with suppress(Gone, DBAPIError):
            _insist(lambda: _note(unit, number, failed=True))


@contextmanager
def _in_turn(unit: Unit, number: int) -> Iterator[None]:
    """One is made after the other; one that waits says so, and Gone when nobody asks any more."""
    while not _turn.acquire(timeout=LOOK_SECONDS):
        _moved(unit, number, 0)
    try:
        yield
    finally:
        _turn.release()


def _insist(verb: Callable[[], None]) -> None:
    """Do it, and again for a while when the database is busy or away."""
    for _ in range(TRIES - 1):
        try:
            return verb()
        except DBAPIError:
            time.sleep(PAUSE_SECONDS)
    return verb()


def _make(unit: Unit, number: int) -> None:
    _note(unit, number, made=0)
    # It takes minutes when they are many, and nobody who writes waits for it.
    with reading(), unit() as act:
        batch = act.session.get(LetterBatch, number)
        if batch is None:
            raise Gone
        found = wanted(act, act.session.get_one(Round, batch.round_id), batch.protected)
        file, spoilt = printed(act, found, lambda more: _moved(unit, number, more))
        place = _place(act, number)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        with file, place.open("xb") as sealed:
            size = seal(act.settings.keys, file, sealed)
        made = {"ready_at": datetime.now(UTC), "size": size, "spoilt": len(spoilt)}
        _insist(lambda: _note(unit, number, **made))
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _moved(unit: Unit, number: int, more: int) -> None:
    # How far it is will be written next time, where the database is too busy for it now.
    with suppress(DBAPIError):
        _note(unit, number, made=LetterBatch.made + more)


def _note(unit: Unit, number: int, **values: object) -> None:
    """Write down how far it is, also while the rest only reads; Gone when nobody asks any more."""
    Context().run(_noted, unit, number, values)


def _noted(unit: Unit, number: int, values: dict[str, object]) -> None:
    with unit() as act:
        row = update(LetterBatch).where(LetterBatch.id == number)
        done = act.session.execute(row.values(moved_at=act.now, **values))
        if not getattr(done, "rowcount", 0):
            raise Gone


def _place(act: Act, number: int) -> Path:
    return letters_folder(act.settings) / f"{number}.sealed"


def _mark(act: Act, round_: Round, found: Letters) -> str:
    """Of all that stands in the letters but the day: what is frozen changes by what may be read of
    it no more, and by erasure."""
    gone = (
        select(DeliveryPassage.delivery_id, DeliveryPassage.position)
        .join(Delivery, Delivery.id == DeliveryPassage.delivery_id)
        .join(Passage, Passage.id == DeliveryPassage.passage_id)
        .where(Delivery.round_id == round_.id, Delivery.channel == "letter")
        .where(or_(hidden_now(), Passage.erased_on.is_not(None)))
        .order_by(DeliveryPassage.delivery_id, DeliveryPassage.position)
    )
    process, now = round_.process, act.now
    around = [
        (outside_of(each, act.settings, now, protected=True), each.participant.large_print)
        for each in found.deliveries
    ]
    return mark_of(
        [tuple(row) for row in act.session.execute(gone)],
        [(astuple(replace(outside, date=date.min)), large) for outside, large in around],
        # What the index in front says beside.
        (process.title, process.language, found.protected, found.confided, found.otherwise),
    )
