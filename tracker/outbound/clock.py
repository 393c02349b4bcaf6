"""What the clock brings about: reminders, windows that end, waiting dates that pass (R20)."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from tracker.domain.act import Act
from tracker.domain.drafts import drop_drafts_over
from tracker.domain.facts import Decision, Loop
from tracker.domain.history import Event, EventAbout, facts_of
from tracker.domain.insight import Insight
from tracker.domain.loop import Due, fold, waits_over, windows_over
from tracker.domain.outcome import Outcome
from tracker.domain.projection import DeliveryStanding, LoopRow
from tracker.domain.round import Attempt, Delivery
from tracker.domain.tidying import drop_old_files, drop_old_letters
from tracker.domain.workdays import local_date
from tracker.outbound.digests import queue_week
from tracker.outbound.outbox import queue_message


class Counts(NamedTuple):
    """How much was recorded."""

    reminders: int = 0
    notices_counted: int = 0
    windows_ended: int = 0
    waits_ended: int = 0
    digests: int = 0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


def due(act: Act, most: int | None = None) -> Counts:
    """Record, once each, what has come about by `act.now`; of each kind at most so many.

    What citizens wrote and never sent is dropped with its link, and after a day a file that nobody
    brought in, or that letters were made in; that is no event. Wake the worker when mails were
    queued and it is committed.
    """
    drop_drafts_over(act)
    drop_old_files(act)
    drop_old_letters(act)
    # Reminders first: one that is late still goes, and moves the window that ends with it (R7).
    reminders = _remind(act, most)
    counted, ended = _end_windows(act, most)
    return Counts(reminders, counted, ended, _end_waits(act, most), queue_week(act, most))


class Overdue(NamedTuple):
    """How many loops of a process are past their promise, and since when the oldest is."""

    process: int
    loops: int
    since: date


def overdue(act: Act) -> list[Overdue]:
    """What managers are told: open loops past their due date, by process."""
    query = (
        select(LoopRow.process_id, func.count(), func.min(LoopRow.due))
        .where(LoopRow.state == "open", LoopRow.due < local_date(act.now))
        .group_by(LoopRow.process_id)
        .order_by(LoopRow.process_id)
    )
    return [Overdue(p, n, since) for p, n, since in act.session.execute(query) if since]


def _remind(act: Act, most: int | None) -> int:
    """R6. By phone and in person it is a person who reminds; `reminder_at` knows only mails."""
    on_the_way = (
        select(Attempt.id)
        .where(Attempt.delivery_id == Delivery.id, Attempt.reminder)
        .where(Attempt.state.in_(("waiting", "claimed")))
    )
    query = (
        select(Delivery)
        .join(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .where(DeliveryStanding.reminder_at <= act.now, ~exists(on_the_way))
        .order_by(DeliveryStanding.reminder_at, Delivery.id)
        .limit(most)
    )
    deliveries = act.session.scalars(query).all()
    for delivery in deliveries:
        queue_message(act, delivery, "reminder")
    act.session.flush()
    return len(deliveries)


def _end_windows(act: Act, most: int | None) -> tuple[int, int]:
    """R5, R7: how many notices were counted, and windows ended."""
    query = (
        select(DeliveryStanding.process_id, DeliveryStanding.participant_id)
        .where(DeliveryStanding.window_ends <= act.now)
        .order_by(DeliveryStanding.window_ends)
        .limit(most)
    )
    concerned = sorted({(process, person) for process, person in act.session.execute(query)})
    recorded = [
        _record_window(act, process, participant, found)
        for process, people in groupby(concerned, key=lambda pair: pair[0])
        for participant, found in _windows(act, process, [person for _, person in people])
    ]
    return recorded.count("notice_counted"), recorded.count("window_ended")


def _windows(act: Act, process: int, people: list[int]) -> Iterable[tuple[int, Due]]:
    for participant, facts in facts_of(act.session, process, people).items():
        for found in windows_over(fold(facts, participant), act.now):
            yield participant, found


def _record_window(act: Act, process: int, participant: int, found: Due) -> str:
    end: dict[str, Any] = {"end": found.end} if found.kind == "window_ended" else {}
    act.record(
        process, found.kind, at=found.at, delivery=found.subject, participant=participant, **end
    )
    return found.kind


def _end_waits(act: Act, most: int | None) -> int:
    """R14: the present outcomes that are undecided, and were expected before today."""
    later = aliased(Outcome)
    replaced = select(later.id).where(later.insight_id == Outcome.insight_id, later.id > Outcome.id)
    recorded = (
        select(Event.id)
        .join(EventAbout, EventAbout.event_id == Event.id)
        .where(EventAbout.insight_id == Outcome.insight_id, EventAbout.event_id > Outcome.event_id)
        .where(Event.kind == "waiting_ended")
    )
    query = (
        select(Outcome, Insight.process_id)
        .join(Insight, Insight.id == Outcome.insight_id)
        .where(Outcome.use == "undecided", Outcome.expected < local_date(act.now))
        .where(~exists(replaced), ~exists(recorded))
        .order_by(Outcome.expected, Outcome.id)
        .limit(most)
    )
    found = act.session.execute(query).all()
    for outcome, process in found:
        # The rule reads decisions alone; whose loops they stand in does not matter to it.
        decision = Decision(outcome.id, outcome.use, outcome.expected)
        for wait in waits_over(Loop(0, decisions={outcome.insight_id: decision}), act.now):
            act.record(process, wait.kind, at=wait.at, insight=wait.subject, outcome=outcome.id)
    return len(found)
