"""What was promised: in sight until it is kept, or said to be broken."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, or_, select

from tracker.domain.act import Act
from tracker.domain.commitment import KEPT, Commitment, say_kept
from tracker.domain.errors import BadInput, Conflict, Unseen
from tracker.domain.opening import once_public
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.domain.round import Passage
from tracker.paging import beyond

PROMISES = 30
# How many stand beside the outcomes.
SOON = 3
# Why one is taken out no more: people have read it, or are to.
STAYS = {
    "promise_is_public": once_public(),
    "promise_is_told": exists().where(
        Passage.source_kind == "commitment", Passage.source_id == Commitment.id
    ),
}


def promises_of(
    act: Act, process: Process, waiting: bool, after: tuple[date, int] | None, most: int = PROMISES
) -> tuple[Sequence[Commitment], bool]:
    """The next promises, those that wait or the others, by their days; whether there are more."""
    key = (Commitment.due, Commitment.id)
    wanted = Commitment.state == "open" if waiting else Commitment.state != "open"
    query = (
        select(Commitment)
        .where(Commitment.process_id == process.id, wanted, *beyond(key, after))
        .order_by(*key)
        .limit(most + 1)
    )
    rows = act.session.scalars(query.execution_options(populate_existing=True)).all()
    return rows[:most], len(rows) > most


def promise_for(act: Act, process: Process, number: int) -> Commitment:
    """A promise of a process, or Unseen."""
    row = act.session.get(Commitment, number) if number <= LARGEST else None
    if row is None or row.process_id != process.id:
        raise Unseen("commitment", number)
    return row


def keep_promise(act: Act, number: int, state: str, seen: str) -> str:
    """Say that a promise was kept, or broken, or is open again; returns how it was until now.

    Conflict when that is not how it was `seen`. Sent twice, it is received once.
    """
    row = _held(act, number)
    before = row.state
    if state not in KEPT:
        raise BadInput("state", "no_such_state", value=state)
    if before != state:
        if before != seen:
            raise Conflict("promise_meanwhile")
        say_kept(act, row, state)
    return before


def take_back_promise(act: Act, number: int) -> None:
    """Take out a promise that was written down by mistake.

    Conflict once more is said of it, or it was told: in a report, or to everybody.
    """
    row = _held(act, number)
    if row.state != "open":
        raise Conflict("promise_meanwhile")
    found = act.session.execute(select(*STAYS.values()).where(Commitment.id == row.id)).one()
    for code, stays in zip(STAYS, found, strict=True):
        if stays:
            raise Conflict(code)
    act.session.delete(row)


def can_go(act: Act, promises: Sequence[Commitment]) -> frozenset[int]:
    """Those of some promises that `take_back_promise` would take out."""
    waiting = [each.id for each in promises if each.state == "open"]
    query = select(Commitment.id).where(Commitment.id.in_(waiting), ~or_(*STAYS.values()))
    return frozenset(act.session.scalars(query))


def _held(act: Act, number: int) -> Commitment:
    query = select(Commitment).where(Commitment.id == number).with_for_update()
    return act.session.scalars(query.execution_options(populate_existing=True)).one()
