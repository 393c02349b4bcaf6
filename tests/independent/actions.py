"""What is to be done next about each strand: R21, and the waiting of R14."""

from collections.abc import Iterable
from datetime import date

from .deliveries import Copy, copies_of
from .events import Book, Event
from .steps import Need, is_undecided, missing, need_of_outcome, open_answers, outcome_of
from .strands import Strand
from .telling import Thing, thing_of

# R21: of several lowest strands, the first of these decides.
URGENCY = ("settle", "reach", "resolve", "decide", "weave", "return", "tell", "await")


def action_of(book: Book, participant: int, strand: Strand, step: int, n: int) -> str:
    """R21: the first that holds for a strand at this step."""
    if step == 0:
        return "weave"
    if step in (1, 2):
        return _action_of_untold(book, participant, strand, step, n)
    if step == 3:
        return _action_of_qualified(book, participant, strand, n)
    if step == 4:
        return _under_way(book, participant, missing(book, participant, strand, n), n)
    return "none"


def first_action(actions: Iterable[str]) -> str:
    """R21: the action of the loop, from those of its lowest strands."""
    return min(actions, key=URGENCY.index)


def _action_of_untold(book: Book, participant: int, strand: Strand, step: int, n: int) -> str:
    """R21: at 1 and 2, by the last frozen delivery that would raise it."""
    thing = thing_of(book, strand, n)
    raising = [
        copy
        for copy in copies_of(book, participant, n)
        if thing.is_in(copy) and (step == 1 or _can_qualify(copy, thing))
    ]
    if not raising:
        return "return"
    last = raising[-1]
    return _state_of(last, last.told_from(thing.passages) is not None)


def _can_qualify(copy: Copy, thing: Thing) -> bool:
    return thing.is_aside or copy.frozen.data.get("purpose") == "qualify"


def _action_of_qualified(book: Book, participant: int, strand: Strand, n: int) -> str:
    """R21: at 3."""
    if strand.insight is None or open_answers(book, participant, strand, n):
        return "resolve"
    outcome = outcome_of(book, strand.insight, n)
    if outcome is None or has_date_passed(book, outcome, n):
        return "decide"
    if is_outcome_told(book, participant, strand, outcome, n):
        return "await"
    need = need_of_outcome(outcome, thing_of(book, strand, n).since)
    return _under_way(book, participant, [need], n)


def _under_way(book: Book, participant: int, needs: list[Need], n: int) -> str:
    """R21: by the last frozen delivery that, once told, completes what is missing, or *tell*."""
    completing = [
        copy for copy in copies_of(book, participant, n) if all(need.is_in(copy) for need in needs)
    ]
    return _state_of(completing[-1], False) if completing else "tell"


def _state_of(copy: Copy, is_told: bool) -> str:
    """R21: *settle*, *reach* or *await*.

    Chosen: once told, only the window counts, however the copy came; a public return that this
    participant was not promised is none, and leaves the copy to be brought to them.
    """
    if "attempt_uncertain" in copy.troubles:
        return "settle"
    if copy.is_over:
        return "reach"
    if is_told:
        return "await"
    by_mail = copy.frozen.data.get("channel") == "email"
    return "reach" if copy.is_last_trouble or copy.is_stopped or not by_mail else "await"


def has_date_passed(book: Book, outcome: Event, n: int) -> bool:
    """R14, R20: the passing of this outcome's date is recorded."""
    return bool(book.of(n, "waiting_ended", outcome=outcome.data["outcome"]))


def is_outcome_told(book: Book, participant: int, strand: Strand, outcome: Event, n: int) -> bool:
    """R14: a report that counts for the strand told the outcome."""
    need = need_of_outcome(outcome, thing_of(book, strand, n).since)
    return any(need.is_told_by(copy) for copy in copies_of(book, participant, n))


def told_undecided(book: Book, participant: int, strand: Strand, n: int) -> Event | None:
    """R14: the strand's undecided outcome, once a report told it."""
    if strand.insight is None:
        return None
    outcome = outcome_of(book, strand.insight, n)
    if outcome is None or not is_undecided(outcome):
        return None
    return outcome if is_outcome_told(book, participant, strand, outcome, n) else None


def waits_until(book: Book, participant: int, strand: Strand, n: int) -> date | None:
    """R14: the date it waits for, until that is recorded as passed.

    Chosen: the text names no step, so it is said of a strand at 2, or with an open answer, too.
    """
    outcome = told_undecided(book, participant, strand, n)
    if outcome is None or has_date_passed(book, outcome, n):
        return None
    expected: date | None = outcome.data.get("expected")
    return expected
