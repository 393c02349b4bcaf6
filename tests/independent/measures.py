"""What a loop counts for in the indicators, asked of the list of facts: R1, R12, R22."""

from datetime import datetime
from typing import Any

from .answers import answers_of, resolution_of
from .dues import local_day, receipt_of
from .events import Book
from .steps import outcome_of, steps_of

# What a contribution was used for, the most first.
USES = {"used": "used", "partly": "partly", "undecided": "undecided", "unused": "not"}


def measures_of(book: Book, participant: int, n: int) -> dict[str, Any]:
    """Days until everything was given back, or None; answers by what came; contributions by use."""
    led = [_led_to(book, a.response, n) for a in answers_of(book, participant, n)]
    uses = [_use_of(book, participant, c, n) for c in _standing(book, participant, n)]
    return {
        "returned_after": _returned_after(book, participant, n),
        "changed": sum(how in ("changed", "added") for how in led),
        "unchanged": sum(how in ("dissent", "declined", "answered") for how in led),
        **{use: uses.count(use) for use in (*USES, "aside")},
    }


def _led_to(book: Book, response: int, n: int) -> str | None:
    resolution = resolution_of(book, response, n)
    made = book.of(n, "resolution_recorded", resolution=resolution)
    return made[0].data["how"] if resolution is not None else None


def _standing(book: Book, participant: int, n: int) -> list[int]:
    return sorted({strand.contribution for strand in steps_of(book, participant, n)})


def _use_of(book: Book, participant: int, contribution: int, n: int) -> str:
    strands = [s for s in steps_of(book, participant, n) if s.contribution == contribution]
    if any(strand.aside is not None for strand in strands):
        return "aside"
    found = set()
    for strand in strands:
        outcome = None if strand.insight is None else outcome_of(book, strand.insight, n)
        found.add("undecided" if outcome is None else outcome.data["use"])
    return next(use for use, said in USES.items() if said in found)


def _returned_after(book: Book, participant: int, n: int) -> int | None:
    steps = steps_of(book, participant, n)
    if not steps or min(steps.values()) < 2:
        return None
    waits = []
    for contribution in _standing(book, participant, n):
        back = local_day(_given_back(book, participant, contribution, n))
        waits.append((back - local_day(receipt_of(book, contribution, n))).days)
    return max(0, max(waits))


def _given_back(book: Book, participant: int, contribution: int, n: int) -> datetime:
    """When the fact happened since which nothing of it has been below step 2."""
    first = n
    for number in reversed(book.numbers_for(participant, n)):
        steps = steps_of(book, participant, number)
        own = [step for strand, step in steps.items() if strand.contribution == contribution]
        if not own or min(own) < 2:
            break
        first = number
    return next(event.at for event in book.events if event.n == first)
