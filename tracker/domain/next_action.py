"""What to do next about a strand, and when it is promised (R14, R21, R22)."""

from datetime import date, datetime

from tracker.domain.facts import Delivery, Key, Loop, Strand
from tracker.domain.steps import (
    Step,
    can_qualify,
    counting,
    is_open,
    missing,
    tellings,
    touching,
)
from tracker.domain.workdays import local_date, promised, working_day

# Of several lowest strands, the first of these decides for the loop.
ACTIONS = ("settle", "reach", "resolve", "decide", "weave", "return", "tell", "await", "none")


def action_of(loop: Loop, strand: Strand, step: int) -> str:
    """R21: the first that holds."""
    if step == Step.HEARD:
        return "weave"
    if step in {Step.WOVEN, Step.RETURNED}:
        return _on_its_way(loop, _raising(loop, strand, step)) or "return"
    if step == Step.QUALIFIED:
        return _towards_an_answer(loop, strand)
    if step == Step.ANSWERED:
        wanted = missing(loop, strand)
        return _on_its_way(loop, _completing(loop, strand, wanted)) or "tell"
    return "none"


def _towards_an_answer(loop: Loop, strand: Strand) -> str:
    if any(is_open(loop, answer) for answer in touching(loop, strand)):
        return "resolve"
    decision = loop.decisions.get(strand.insight) if strand.insight is not None else None
    if decision is None or decision.passed:
        return "decide"
    if undecided_told(loop, strand):
        return "await"
    wanted = [frozenset({("outcome", decision.id)})]
    return _on_its_way(loop, _completing(loop, strand, wanted)) or "tell"


def undecided_told(loop: Loop, strand: Strand) -> date | None:
    """R14: the date that an outcome left undecided is expected, once a report told it."""
    decision = loop.decisions.get(strand.insight) if strand.insight is not None else None
    if decision is None or decision.use != "undecided":
        return None
    key = ("outcome", decision.id)
    was_told = any(key in delivery.told for delivery in counting(loop, strand))
    return decision.expected if was_told else None


def waiting_until(loop: Loop, strand: Strand) -> date | None:
    """R14: the date the strand waits for, whatever else it waits for, until recorded as passed."""
    if strand.insight is None:
        return None
    decision = loop.decisions.get(strand.insight)
    return None if decision is None or decision.passed else undecided_told(loop, strand)


def _raising(loop: Loop, strand: Strand, step: int) -> list[Delivery]:
    """Deliveries that hold what the strand became, and at step 2 in a round that can qualify."""
    keys = loop.keys(strand)
    return [
        d
        for d in counting(loop, strand)
        if d.tells & keys and (step == Step.WOVEN or can_qualify(strand, d))
    ]


def _completing(loop: Loop, strand: Strand, wanted: list[frozenset[Key]]) -> list[Delivery]:
    """Deliveries that hold everything that is missing: they have not told it, or it were not."""
    return [
        d for d in counting(loop, strand) if all(alternatives & d.tells for alternatives in wanted)
    ]


def _on_its_way(loop: Loop, deliveries: list[Delivery]) -> str | None:
    """Settle, reach or await for the delivery frozen last; None when there is none."""
    if not deliveries:
        return None
    last = max(deliveries, key=lambda d: d.n)
    if last.uncertain:
        return "settle"
    return "reach" if last.hindered else "await"


def due_of(loop: Loop, strand: Strand, step: int) -> date | None:
    """R22: when the next step is promised; None at 5."""
    if step <= Step.WOVEN:
        return promised(loop.received(strand.contribution), loop.days_to_return)
    if step == Step.RETURNED:
        ends = [d.window_end for d, _, _ in tellings(loop, strand)]
        latest = max((end for end in ends if end is not None), default=None)
        return None if latest is None else working_day(local_date(latest))
    if step == Step.QUALIFIED:
        return undecided_told(loop, strand) or promised(
            _unanswered_since(loop, strand), loop.days_to_answer
        )
    if step == Step.ANSWERED:
        return promised(loop.came[strand, Step.ANSWERED], loop.days_to_close)
    return None


def _unanswered_since(loop: Loop, strand: Strand) -> datetime:
    waiting = [a.at for a in touching(loop, strand) if is_open(loop, a)]
    return min(waiting, default=loop.came[strand, Step.QUALIFIED])
