"""What somebody did this week: how much of each kind, and each fact as a sentence."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from tracker.domain.act import Act
from tracker.domain.history import Event, EventAbout
from tracker.domain.named import Named, named
from tracker.domain.policies import seen_processes
from tracker.domain.process import Process

WEEK = timedelta(days=7)
# Facts on one page.
FACTS = 40

# The kinds that are told of in the sum, in the order of the work; each has its words.
COUNTED = (
    "contribution_recorded",
    "evidence_began",
    "set_aside",
    "insight_drafted",
    "insight_versioned",
    "report_frozen",
    "letter_posted",
    "conversation_held",
    "response_given",
    "response_sorted",
    "resolution_recorded",
    "outcome_recorded",
    "process_closed",
)


class Done(NamedTuple):
    """One fact: the event, its process, and whom it names (the first of them, and how many)."""

    event: Event
    process: Process
    who: Named | None
    people: int


def sums(act: Act) -> list[tuple[str, int]]:
    """How many of each kind the actor recorded within the week."""
    query = _own(act, select(Event.kind, func.count())).group_by(Event.kind)
    found: dict[str, int] = {kind: count for kind, count in act.session.execute(query)}
    return [(kind, found[kind]) for kind in COUNTED if kind in found]


def facts(act: Act, before: int) -> tuple[list[Done], bool]:
    """What the actor recorded within the week, the newest first, and whether there is more."""
    query = _own(act, select(Event, Process)).order_by(Event.id.desc()).limit(FACTS + 1)
    if before:
        query = query.where(Event.id < before)
    rows: Sequence[Any] = act.session.execute(query).all()
    events = [event for event, _ in rows[:FACTS]]
    people = _people(act, [event.id for event in events])
    names = named(act.session, {some[0] for some in people.values()})
    done = []
    for event, process in rows[:FACTS]:
        first, count = people.get(event.id, (0, 0))
        done.append(Done(event, process, names.get(first), count))
    return done, len(rows) > FACTS


def _own(act: Act, query: Any) -> Any:
    return (
        query.join(Process, Process.id == Event.process_id)
        .where(Event.actor_kind == "user", Event.actor_id == act.actor.id)
        .where(Event.recorded >= act.now - WEEK, seen_processes(act.actor))
    )


def _people(act: Act, events: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The first participant that each event names, and how many it names."""
    query = (
        select(EventAbout.event_id, func.min(EventAbout.participant_id), func.count())
        .where(EventAbout.event_id.in_(events), EventAbout.participant_id.is_not(None))
        .group_by(EventAbout.event_id)
    )
    return {event: (first or 0, count) for event, first, count in act.session.execute(query)}
