"""The rules of the loop a second time: slow, plain, and from the text alone.

Given the whole list of facts of one process it answers by asking the list: "was this version
told to this person at number n?" Nothing is carried along; where the past matters (R13, R17,
R22) the list up to the earlier number is asked anew, and an answer once given is remembered.
What was undone is left out of the list before anything is asked (`events`).

The modules, each with the rules it stands for: `people` (R4, R18, R19), `strands` (R1, R3, R15,
R16), `deliveries` (R4 to R7), `answers` (R8 to R10, R12, R24), `telling` (R2, R3, R11), `steps`
(R1, R13, R16, R17), `actions` (R14, R21), `dues` (R22), `measures` (what the indicators count).
R20: no clock is read anywhere. R23 is about a process, not about one loop.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from .actions import action_of, first_action, waits_until
from .deliveries import copies_of
from .dues import due_of
from .events import Book, Event
from .measures import measures_of
from .people import is_excepted
from .steps import (
    is_decided_first,
    is_only_silent,
    lowest_of,
    steps_of,
    was_closed_before,
)
from .strands import Strand, contributions_of

__all__ = ["Event", "standing"]

Row = tuple[int, int | None, int | None, int, str, date | None]


def standing(events: Sequence[Event], participant: int) -> dict[str, Any] | None:
    """Where the participant's loop stands after all these facts; None without a contribution."""
    book = Book(events)
    n = book.last_for(participant, events[-1].n if events else -1)
    contributions = contributions_of(book, participant, n)
    if not contributions:
        return None
    steps = steps_of(book, participant, n)
    state = _state(book, participant, n)
    return {
        "participant": participant,
        "contributions": contributions,
        "strands": tuple(_row(book, participant, s, step, n) for s, step in steps.items()),
        "steps": tuple(list(steps.values()).count(step) for step in range(6)),
        "step": lowest_of(steps),
        "state": state,
        **_marks(book, participant, n),
        **_what_is_next(book, participant, state, n),
        **measures_of(book, participant, n),
    }


def _row(book: Book, participant: int, strand: Strand, step: int, n: int) -> Row:
    """R21, R22. Chosen: in an excepted loop each strand still shows its own action and due."""
    action = action_of(book, participant, strand, step, n)
    return (*strand, step, action, due_of(book, participant, strand, step, n))


def _state(book: Book, participant: int, n: int) -> str:
    """R18: never one number; ended goes before excepted."""
    lowest = lowest_of(steps_of(book, participant, n))
    if lowest is None:
        return "ended"
    if is_excepted(book, participant, n):
        return "excepted"
    return "closed" if lowest == 5 else "open"


def _marks(book: Book, participant: int, n: int) -> dict[str, bool]:
    """R5, R7, R13: what is counted apart."""
    steps = steps_of(book, participant, n)
    return {
        "no_answer": any(
            step >= 3 and is_only_silent(book, participant, strand, n)
            for strand, step in steps.items()
        ),
        "unopened": any(copy.is_unopened for copy in copies_of(book, participant, n)),
        "decided_first": any(
            step >= 2 and is_decided_first(book, participant, strand, n)
            for strand, step in steps.items()
        ),
    }


def _what_is_next(book: Book, participant: int, state: str, n: int) -> dict[str, Any]:
    """R14, R17, R21, R22: of the loop; nothing is next for an ended or excepted one (R18)."""
    if state in ("ended", "excepted"):
        return {"stale": False, "waiting_until": None, "action": "none", "due": None}
    steps = steps_of(book, participant, n)
    lowest = lowest_of(steps)
    dates = [waits_until(book, participant, strand, n) for strand in steps]
    dues = [due_of(book, participant, strand, step, n) for strand, step in steps.items()]
    return {
        "stale": lowest != 5 and was_closed_before(book, participant, n),
        "waiting_until": min((day for day in dates if day is not None), default=None),
        "action": "none"
        if lowest == 5
        else first_action(
            action_of(book, participant, strand, step, n)
            for strand, step in steps.items()
            if step == lowest
        ),
        "due": min((day for day in dues if day is not None), default=None),
    }
