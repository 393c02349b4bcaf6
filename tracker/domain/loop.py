"""The loop: a participant's facts in, where they stand and what comes next out. Pure.

`Standing` is what the projection keeps and every page reads; nothing else says how far a loop
has come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tracker.domain.facts import Delivery, Fact, Loop
from tracker.domain.fold import apply, remaining
from tracker.domain.next_action import ACTIONS, action_of, due_of, waiting_until
from tracker.domain.steps import Step, by_waiver, rests_on_silence, steps_of, unanswered
from tracker.domain.workdays import COPENHAGEN, local_date


class StrandStanding(NamedTuple):
    """One strand: what it is, its step, what to do next about it, and by when."""

    contribution: int
    insight: int | None
    aside: int | None
    step: int
    action: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a loop stands. `step` is None when it has ended; `steps` counts strands by step."""

    participant: int
    contributions: tuple[int, ...]
    strands: tuple[StrandStanding, ...]
    steps: tuple[int, ...]
    step: int | None
    state: str
    no_answer: bool
    unopened: bool
    decided_first: bool
    stale: bool
    waiting_until: date | None
    action: str
    due: date | None


def fold(facts: Iterable[Fact], participant: int) -> Loop:
    """Everything the facts say about one participant's loop, added up in their order."""
    loop = Loop(participant)
    own = (fact for fact in facts if fact.data.get("participant", participant) == participant)
    for fact in remaining(own):
        apply(loop, fact)
    return loop


def standing_of(loop: Loop) -> Standing | None:
    """Where the loop stands; None when the participant has told us nothing."""
    if not loop.said:
        return None
    steps = steps_of(loop)
    strands = tuple(
        StrandStanding(*s, step, action_of(loop, s, step), due_of(loop, s, step))
        for s, step in steps.items()
    )
    step = min((s.step for s in strands), default=None)
    state = _state(loop, step)
    is_open = state == "open"
    waits = [waiting_until(loop, s) for s in steps] if is_open else []
    return Standing(
        participant=loop.participant,
        contributions=tuple(sorted(loop.said)),
        strands=strands,
        steps=tuple(map([s.step for s in strands].count, Step)),
        step=step,
        state=state,
        no_answer=any(n >= Step.QUALIFIED and rests_on_silence(loop, s) for s, n in steps.items()),
        unopened=any(d.only_counted for d in loop.deliveries.values()),
        decided_first=any(n >= Step.RETURNED and by_waiver(loop, s) for s, n in steps.items()),
        stale=is_open and loop.was_closed,
        waiting_until=min((day for day in waits if day is not None), default=None),
        action=_action(strands, step) if is_open else "none",
        due=min((s.due for s in strands if s.due is not None), default=None) if is_open else None,
    )


def _state(loop: Loop, step: int | None) -> str:
    """R18: ended goes before excepted; closed, excepted and ended are never one."""
    if step is None:
        return "ended"
    if loop.excepted is not None:
        return "excepted"
    return "closed" if step == Step.CLOSED else "open"


def _action(strands: tuple[StrandStanding, ...], step: int | None) -> str:
    """R21: the lowest strand's; of several, the first in the order of the list."""
    return min((s.action for s in strands if s.step == step), key=ACTIONS.index)


class Due(NamedTuple):
    """A fact that the clock has brought about and `due` is to record (R20)."""

    kind: str
    at: datetime
    subject: int
    end: datetime | None = None


def windows_over(loop: Loop, now: datetime) -> list[Due]:
    """R20: the windows that have ended by now; a notice that counts then comes first."""
    found: list[Due] = []
    for delivery in loop.deliveries.values():
        end = delivery.window_end
        if end is None or end > now or delivery.over:
            continue
        if not delivery.reached and delivery.notice_may_count:
            found.append(Due("notice_counted", end, delivery.id))
        found.append(Due("window_ended", end, delivery.id, end))
    return found


def waits_over(loop: Loop, now: datetime) -> list[Due]:
    """R14: the undecided outcomes whose expected date has passed, by the insight."""
    return [
        Due("waiting_ended", _morning_after(decision.expected), insight)
        for insight, decision in loop.decisions.items()
        if decision.use == "undecided"
        and not decision.passed
        and decision.expected is not None
        and decision.expected < local_date(now)
    ]


def _morning_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)


def reminder_due(loop: Loop, delivery: Delivery) -> datetime | None:
    """R6: when a reminder by mail is to go, half the window in; None when none is wanted.

    Nobody is reminded twice, nor who is not to be contacted. A qualify round reminds of what has
    had no answer (a *no thanks* is one, a withdrawal is none for the rest); any round of a report
    that a bare notice has not yet brought them to.
    """
    start = delivery.window_start
    if start is None or delivery.channel != "email" or delivery.stopped or delivery.trouble:
        return None
    if delivery.over or loop.excepted is not None or loop.ended:
        return None
    if any(a.reminder for a in delivery.attempts.values()):
        return None
    unread = delivery.mail == "notice" and not delivery.reached
    if unread or (delivery.purpose == "qualify" and unanswered(loop, delivery)):
        return start + timedelta(days=delivery.days) / 2
    return None


def as_of(loop: Loop, now: datetime) -> Loop:
    """The loop with what `due` would record by now added; for one answer, never kept (R20)."""
    n = 1 << 62
    for due in [*windows_over(loop, now), *waits_over(loop, now)]:
        n += 1
        data: dict[str, object] = {"participant": loop.participant, "end": due.end}
        if due.kind == "waiting_ended":
            data |= {"insight": due.subject, "outcome": loop.decisions[due.subject].id}
        else:
            data["delivery"] = due.subject
        apply(loop, Fact(n, due.kind, due.at, now, data))
    return loop


def overdue_days(standing: Standing, today: date) -> int:
    """How many days past its promise the loop is; 0 when it is not."""
    return max((today - standing.due).days, 0) if standing.due is not None else 0
