"""What a loop counts for in the indicators, beside where it stands. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tracker.domain.facts import Loop
from tracker.domain.steps import Step, steps_of
from tracker.domain.workdays import local_date

# What an answer led to where something became another than it was (R12).
CHANGING = ("changed", "added")
# What a contribution was used for, the most first; what nothing is decided of is none of these.
USES = ("used", "partly", "undecided", "unused", "aside")


class Measures(NamedTuple):
    """Of one loop: the days until all was given back, its answers, and its contributions.

    `returned_after` is None until everything is given back, else the days that what waited longest
    had waited. Answers are those that are settled. Each contribution that stands is counted once,
    as the most that any insight with it in it was used for; `aside` is none's.
    """

    returned_after: int | None
    changed: int
    unchanged: int
    used: int
    partly: int
    undecided: int
    unused: int
    aside: int


def measures_of(loop: Loop) -> Measures:
    """What the facts of a loop add up to for the indicators."""
    settled = [a.led_to in CHANGING for a in loop.answers.values() if a.resolution is not None]
    into: dict[int, list[str]] = {}
    for strand in steps_of(loop):
        into.setdefault(strand.contribution, []).append(_use(loop, strand.insight, strand.aside))
    uses = Counter(min(became, key=USES.index) for became in into.values())
    return Measures(
        _returned_after(loop, into),
        sum(settled),
        len(settled) - sum(settled),
        **{use: uses[use] for use in USES},
    )


def _use(loop: Loop, insight: int | None, aside: int | None) -> str:
    if insight is None:
        return "undecided" if aside is None else "aside"
    decision = loop.decisions.get(insight)
    use = "undecided" if decision is None else decision.use
    return "unused" if use == "not" else use


def _returned_after(loop: Loop, contributions: Iterable[int]) -> int | None:
    if min(steps_of(loop).values(), default=Step.HEARD) < Step.RETURNED:
        return None
    waits = (local_date(loop.returned[c]) - local_date(loop.received(c)) for c in contributions)
    # What is told as it is heard, at a meeting say, may be dated before it.
    return max(0, *(wait.days for wait in waits))
