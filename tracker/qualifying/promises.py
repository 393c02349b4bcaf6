"""What was promised: in sight until it is kept, or said to be broken."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.commitment import KEPT, Commitment, say_kept
from tracker.domain.errors import BadInput, Conflict, Unseen
from tracker.domain.opening import is_public
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.paging import beyond

PROMISES = 30
# How many stand beside the outcomes.
SOON = 3


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

    Conflict once more is said of it, or everybody could read it.
    """
    row = _held(act, number)
    if row.state != "open":
        raise Conflict("promise_meanwhile")
    if is_public(act.session, row):
        raise Conflict("promise_is_public")
    act.session.delete(row)


def _held(act: Act, number: int) -> Commitment:
    query = select(Commitment).where(Commitment.id == number).with_for_update()
    return act.session.scalars(query.execution_options(populate_existing=True)).one()
