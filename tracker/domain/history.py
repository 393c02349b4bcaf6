"""The append-only record: one row a fact, numbered in order of recording, chained by hash.

`docs/loop.md` lists the kinds. An event holds ids, kinds and flags; never words or names.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    cast,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.domain import happened
from tracker.domain.base import Base, Id, Moment
from tracker.domain.facts import Fact

START = bytes(32)
# As many as every database takes in one list.
AT_ONCE = 500


class Event(Base):
    """One fact, and who recorded it. Its number is its place in the order of recording."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_process_id_id", "process_id", "id"),
        Index("ix_event_process_id_everyones", "process_id", "everyones"),
        # What somebody did this week.
        Index("ix_event_actor_id_recorded", "actor_id", "recorded"),
    )

    id: Mapped[Id]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(Moment)
    recorded: Mapped[datetime] = mapped_column(Moment)
    # "user", "citizen" or "system"; the number is the user's.
    actor_kind: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    # Whether it is a fact of every loop in the process, and not of those it names.
    everyones: Mapped[bool] = mapped_column(default=False)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class EventAbout(Base):
    """A participant or an insight that an event names."""

    __tablename__ = "event_about"
    __table_args__ = (
        Index("ix_event_about_participant_id_event_id", "participant_id", "event_id"),
        Index("ix_event_about_insight_id_event_id", "insight_id", "event_id"),
    )

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    insight_id: Mapped[int | None] = mapped_column(ForeignKey("insight.id"))


class EventCounter(Base):
    """The last number given. Whoever holds this row records; so the order is the commits' own."""

    __tablename__ = "event_counter"

    id: Mapped[Id]
    last: Mapped[int] = mapped_column(default=0)


class NewEvent(NamedTuple):
    """An event that is about to be recorded."""

    kind: str
    at: datetime
    data: dict[str, Any]
    participants: Sequence[int] = ()
    insights: Sequence[int] = ()


def reserve(session: Session, count: int) -> range:
    """The next numbers, for events that this transaction records before it reserves more."""
    taken = (
        update(EventCounter)
        .where(EventCounter.id == 1)
        .values(last=EventCounter.last + count)
        .returning(EventCounter.last)
        .execution_options(synchronize_session=False)
    )
    last = session.scalars(taken).first()
    if last is None:
        session.execute(insert(EventCounter), [{"id": 1, "last": count}])
        last = count
    return range(last - count + 1, last + 1)


def wait_for_others(session: Session) -> None:
    """Wait for whoever is recording; until this transaction ends, nobody else records."""
    reserve(session, 0)


def append(
    session: Session,
    process_id: int,
    numbers: Sequence[int],
    events: Sequence[NewEvent],
    recorded: datetime,
    actor: tuple[str, int | None],
) -> None:
    """Record events in their order, by numbers that were reserved for them."""
    head = _head(session, process_id)
    rows = []
    for number, event in zip(numbers, events, strict=True):
        row: dict[str, Any] = {
            "id": number,
            "process_id": process_id,
            "kind": event.kind,
            "at": event.at,
            "recorded": recorded,
            "actor_kind": actor[0],
            "actor_id": actor[1],
            "everyones": not event.participants,
            "data": _plain(event.data),
        }
        head = row["hash"] = chained(head, row)
        rows.append(row)
    session.execute(insert(Event), rows)
    happened.count(session, process_id, (event.kind for event in events), recorded)
    lines = [line for n, e in zip(numbers, events, strict=True) for line in _lines(n, e)]
    if lines:
        session.execute(insert(EventAbout), lines)


def chained(before: bytes, row: Mapping[str, Any]) -> bytes:
    """The hash of an event over all it says and over the hash of the one before it."""
    moments = row["at"].timestamp(), row["recorded"].timestamp()
    names = ("id", "process_id", "kind"), ("actor_kind", "actor_id", "data")
    first, last = ([row[name] for name in some] for some in names)
    return _linked(before, [*first, *moments, *last])


def _linked(before: bytes, said: list[Any]) -> bytes:
    return sha256(before + orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()


class Record(NamedTuple):
    """All that is recorded of a process: each participant's facts, with those that are everyone's;
    the numbers of the events whose hash does not follow from what they and the chain say; and the
    rows of `happened.DayCount` that follow.

    `facts` is None where an event was changed into what is no fact any more.
    """

    facts: dict[int, list[Fact]] | None
    broken: list[int]
    days: list[dict[str, Any]]


def record_of(session: Session, process_id: int, participants: Sequence[int]) -> Record:
    """Read everything once, and follow the chain."""
    head, broken = START, []
    common: list[Fact] = []
    own: dict[int, Fact] = {}
    moving: Counter[tuple[str, datetime]] = Counter()
    readable = True
    query = select(*_READ, Event.actor_kind, Event.actor_id, Event.hash, Event.everyones)
    events = query.where(Event.process_id == process_id).order_by(Event.id)
    # By the connection: nothing of this is anybody's object.
    read = session.connection().execute(events.execution_options(yield_per=AT_ONCE))
    rows: Iterable[Any] = chain.from_iterable(read.partitions())
    for number, kind, happened_at, recorded_at, text, by, whose, kept, everyones in rows:
        try:
            data = orjson.loads(text)
            (at, said_at), (recorded, said_recorded) = _moment(happened_at), _moment(recorded_at)
            said = [number, process_id, kind, said_at, said_recorded, by, whose, data]
            follows = _linked(head, said) == kept
            fact = _fact(number, kind, at, recorded, data)
        except (ValueError, TypeError, KeyError):
            readable = False
            broken.append(number)
        else:
            if everyones:
                common.append(fact)
            else:
                own[number] = fact
            if kind in happened.MOVING:
                moving[kind, recorded] += 1
            if not follows:
                broken.append(number)
        head = kept
    facts = _by_participant(session, participants, common, own) if readable else None
    counted = ((*which, facts) for which, facts in moving.items())
    return Record(facts, broken, happened.rows_of(process_id, counted))


def _by_participant(
    session: Session, participants: Sequence[int], common: list[Fact], own: dict[int, Fact]
) -> dict[int, list[Fact]]:
    theirs: dict[int, list[Fact]] = {participant: [] for participant in participants}
    for some in in_pieces(participants):
        about = select(EventAbout.participant_id, EventAbout.event_id)
        lines = about.where(EventAbout.participant_id.in_(some))
        named: Iterable[Any] = session.connection().execute(lines).all()
        for participant, number in named:
            if number in own:
                theirs[participant].append(own[number])
    return {p: sorted([*common, *facts], key=itemgetter(0)) for p, facts in theirs.items()}


def broken_links(session: Session, process_id: int) -> list[int]:
    """The numbers of the events that are not as they were recorded."""
    return record_of(session, process_id, ()).broken


def facts_of(
    session: Session, process_id: int, participants: Sequence[int]
) -> dict[int, list[Fact]]:
    """Each participant's facts in the order of recording, with those that are everyone's.

    The number of statements does not grow with the number of loops (but by one for each 500).
    """
    return facts_across(session, {process_id: participants})


def facts_across(
    session: Session, participants: Mapping[int, Sequence[int]]
) -> dict[int, list[Fact]]:
    """The same for those of several processes, with as many statements as for one."""
    read = session.connection().execute
    common: dict[int, list[Fact]] = {process: [] for process in participants}
    everyones: Iterable[Any] = read(
        select(Event.process_id, *_READ)
        .where(Event.process_id.in_(participants), Event.everyones)
        .order_by(Event.id)
    )
    for process, *said in everyones:
        common[process].append(_read(*said))
    own: dict[int, list[Fact]] = {p: [] for some in participants.values() for p in some}
    for some in in_pieces(own):
        # Not by process, which theirs is anyhow: SQLite would look among all its events for each.
        rows: Iterable[Any] = read(
            select(EventAbout.participant_id, *_READ)
            .join(Event, Event.id == EventAbout.event_id)
            .where(EventAbout.participant_id.in_(some))
        )
        for participant, *said in rows:
            own[participant].append(_read(*said))
    return {
        p: sorted([*common[process], *own[p]], key=itemgetter(0))
        for process, some in participants.items()
        for p in some
    }


def in_pieces(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids, at most so many at once as a statement takes."""
    listed = list(ids)
    for at in range(0, len(listed), AT_ONCE):
        yield listed[at : at + AT_ONCE]


# As text: what is read by the hundred thousand is faster parsed here than column by column.
_READ = (
    Event.id,
    Event.kind,
    cast(Event.at, String),
    cast(Event.recorded, String),
    cast(Event.data, Text),
)


@lru_cache(10_000)
def _moment(text: str) -> tuple[datetime, float]:
    """A moment as it is kept; and in seconds, as the chain says it."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return moment, moment.timestamp()


def _read(number: int, kind: str, at: str, recorded: str, text: str) -> Fact:
    return _fact(number, kind, _moment(at)[0], _moment(recorded)[0], orjson.loads(text))


def _fact(number: int, kind: str, at: datetime, recorded: datetime, data: dict[str, Any]) -> Fact:
    if kind == "outcome_recorded" and data["expected"]:
        data = data | {"expected": date.fromisoformat(data["expected"])}
    elif kind == "window_ended":
        data = data | {"end": datetime.fromisoformat(data["end"])}
    return Fact(number, kind, at, recorded, data)


def _head(session: Session, process_id: int) -> bytes:
    last = select(Event.hash).where(Event.process_id == process_id).order_by(Event.id.desc())
    return session.scalars(last.limit(1)).first() or START


def _lines(number: int, event: NewEvent) -> Iterator[dict[str, int | None]]:
    for participant in event.participants:
        yield {"event_id": number, "participant_id": participant, "insight_id": None}
    for insight in event.insights:
        yield {"event_id": number, "participant_id": None, "insight_id": insight}


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in data.items()
    }
