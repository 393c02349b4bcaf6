"""A loop's facts: what happened, when, who recorded it and in which words."""

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import CompoundSelect, Select, bindparam, literal, select, union, union_all

from tracker.domain.act import Act, Actor
from tracker.domain.contribution import (
    Contribution,
    ContributionWording,
    SettingAside,
    SettingAsideReason,
)
from tracker.domain.history import Event, EventAbout
from tracker.domain.insight import Evidence, InsightVersion
from tracker.domain.outcome import Outcome
from tracker.domain.participant import ExceptionAsked, LoopException, Participant
from tracker.domain.people import User
from tracker.domain.policies import seen_contributions, seen_responses, taken_back
from tracker.domain.response import Resolution, ResolutionResponse, Response
from tracker.domain.round import Attempt

Data: TypeAlias = Mapping[str, Any]

# Facts on one page.
FACTS = 40


class Read(NamedTuple):
    """What is read of an event."""

    id: int
    kind: str
    at: datetime
    recorded: datetime
    actor_kind: str
    data: Data


READ = (Event.id, Event.kind, Event.at, Event.recorded, Event.actor_kind, Event.data)


class Told(NamedTuple):
    """A fact: the event, the name of the user who recorded it, and the words that belong to it."""

    event: Read
    user: str | None
    words: str | None


# What a page asks is made once, and filled in each time.
_own = select(EventAbout.event_id).where(EventAbout.participant_id == bindparam("person"))
_part_of = (
    select(Evidence.insight_id)
    .join(Contribution, Contribution.id == Evidence.contribution_id)
    .where(Contribution.participant_id == bindparam("person"))
)
# What happened to an insight happened to everybody who is part of it.
_shared = (
    select(EventAbout.event_id)
    .join(Event, Event.id == EventAbout.event_id)
    .where(EventAbout.insight_id.in_(_part_of), Event.everyones)
)
# The numbers of a loop's facts: its `person`'s own, and those of what they are part of.
OF_THE_LOOP = (_own, _shared)
_FACTS = (
    select(User.name, *READ)
    .outerjoin(User, User.id == Event.actor_id)
    .where(Event.id.in_(union(*OF_THE_LOOP)))
    .order_by(Event.id.desc())
    .limit(FACTS + 1)
)


def facts_told(act: Act, participant: Participant, before: int) -> tuple[list[Told], bool]:
    """The facts of a loop before a number, the newest first, and whether there are older ones."""
    query = _FACTS.where(Event.id < before) if before else _FACTS
    found = act.session.execute(query, {"person": participant.id})
    rows = [(name, Read(*read)) for name, *read in found]
    words = words_of(act, [event for _, event in rows[:FACTS]], _BESIDE_WHAT_WAS_SAID)
    told = [Told(event, name, words.get(event.id)) for name, event in rows[:FACTS]]
    return told, len(rows) > FACTS


Rows: TypeAlias = Select[*tuple[Any, ...]]


def words_of(act: Act, events: Sequence[Read], among: Container[str]) -> dict[int, str]:
    """The words that belong to each event, where there are any of these names (keys of `WRITTEN`)
    and the reader may read them."""
    sought: dict[str, dict[int, int]] = {}
    # An attempt's note stands at the last of its events, in whatever order they are shown.
    for event in sorted(events, key=lambda each: each.id):
        for name in (each for each in WRITTEN if each in among and each in event.data):
            if event.data[name] is not None:
                number = event.data[name] if name == "attempt" else event.id
                sought.setdefault(name, {})[number] = event.id
    if not sought:
        return {}
    query = _written(act.actor, tuple(name for name in WRITTEN if name in sought))
    rows = act.session.execute(query, {name: list(numbers) for name, numbers in sought.items()})
    return {sought[name][number]: text for name, number, text in rows if text}


@lru_cache(maxsize=1024)
def _written(actor: Actor, names: tuple[str, ...]) -> CompoundSelect[*tuple[Any, ...]]:
    """What is written under these names, each among numbers that are called as it is."""
    queries = []
    for name in names:
        query = WRITTEN[name](actor)
        number, text = query.selected_columns
        among = query.where(number.in_(bindparam(name, expanding=True)))
        queries.append(among.with_only_columns(literal(name), number, text))
    return union_all(*queries)


def _answers(actor: Actor) -> Rows:
    answers = select(Response.event_id, Response.text)
    return answers.where(seen_responses(actor), ~taken_back())


def _resolutions(actor: Actor) -> Rows:
    return (
        select(Resolution.event_id, Resolution.reason)
        .join(ResolutionResponse, ResolutionResponse.resolution_id == Resolution.id)
        .join(Response, Response.id == ResolutionResponse.response_id)
        .where(seen_responses(actor))
    )


def _reasons(actor: Actor) -> Rows:
    return (
        select(SettingAsideReason.event_id, SettingAsideReason.text)
        .join(SettingAside, SettingAside.id == SettingAsideReason.setting_aside_id)
        .join(Contribution, Contribution.id == SettingAside.contribution_id)
        .where(seen_contributions(actor))
    )


def _said(actor: Actor) -> Rows:
    """What was said, and in which words since; nothing of what was withdrawn."""
    return (
        select(ContributionWording.event_id, ContributionWording.text)
        .join(Contribution, Contribution.id == ContributionWording.contribution_id)
        .where(seen_contributions(actor), Contribution.withdrawn_event_id.is_(None))
    )


# By what an event calls the row that holds its words: that row's event number, and the words. An
# attempt has several events, and is found by its own number.
WRITTEN: Mapping[str, Callable[[Actor], Rows]] = {
    "response": _answers,
    "resolution": _resolutions,
    "reason": _reasons,
    "outcome": lambda _: select(Outcome.event_id, Outcome.reason),
    "version": lambda _: select(InsightVersion.event_id, InsightVersion.text),
    "exception": lambda _: select(LoopException.event_id, LoopException.reason),
    "asking": lambda _: select(ExceptionAsked.event_id, ExceptionAsked.reason),
    "refusal": lambda _: select(ExceptionAsked.decided_event_id, ExceptionAsked.answer),
    "attempt": lambda _: select(Attempt.id, Attempt.note),
    "contribution": _said,
}
# The page of a loop shows what was said above the facts, with what it became.
_BESIDE_WHAT_WAS_SAID = WRITTEN.keys() - {"contribution"}
