"""The rows that pages read: where each loop stands, kept in the transaction of each fact.

Nothing here is a fact: what does not follow from the facts is found by `differences.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, delete, event, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.domain.alike import Own, Walked, as_theirs, becoming, named_by_all, walk_of
from tracker.domain.base import Base, Id, Moment
from tracker.domain.contribution import Contribution
from tracker.domain.delivered import state_of
from tracker.domain.facts import Fact, Loop
from tracker.domain.history import NewEvent, facts_of, in_pieces
from tracker.domain.insight import Evidence, InsightVersion
from tracker.domain.loop import Standing, fold, reminder_due, standing_of
from tracker.domain.measures import Measures, measures_of
from tracker.domain.participant import Participant
from tracker.domain.response import Response
from tracker.domain.steps import is_open
from tracker.domain.sums import Row, Sums, keep_sums
from tracker.domain.workdays import local_date


class LoopRow(Base):
    """One participant's loop. `step` is null when it has ended."""

    __tablename__ = "loop"
    __table_args__ = (
        Index("ix_loop_process_id_participant_id", "process_id", "participant_id"),
        Index("ix_loop_state_due", "state", "due"),
        # What waits, by process and action, the oldest promise first: read off the index alone.
        Index(
            "ix_loop_state_process_id_next_action_due_participant_id",
            "state",
            "process_id",
            "next_action",
            "due",
            "participant_id",
        ),
    )

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contributions: Mapped[int]
    strands: Mapped[int]
    n0: Mapped[int]
    n1: Mapped[int]
    n2: Mapped[int]
    n3: Mapped[int]
    n4: Mapped[int]
    n5: Mapped[int]
    step: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10))
    no_answer: Mapped[bool]
    unopened: Mapped[bool]
    decided_first: Mapped[bool]
    stale: Mapped[bool]
    waiting_until: Mapped[date | None]
    next_action: Mapped[str] = mapped_column(String(10))
    due: Mapped[date | None]
    # What it counts for in the indicators (domain/measures.py).
    returned_after: Mapped[int | None]
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    used: Mapped[int] = mapped_column(default=0)
    partly: Mapped[int] = mapped_column(default=0)
    undecided: Mapped[int] = mapped_column(default=0)
    unused: Mapped[int] = mapped_column(default=0)
    aside: Mapped[int] = mapped_column(default=0)


class StrandRow(Base):
    """One contribution and one thing it became, and how far that has come."""

    __tablename__ = "strand"
    __table_args__ = (
        Index(
            "ix_strand_participant_id_contribution_id_insight_id",
            "participant_id",
            "contribution_id",
            "insight_id",
        ),
        Index("ix_strand_process_id_setting_aside_id", "process_id", "setting_aside_id"),
    )

    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    insight_id: Mapped[int | None] = mapped_column(ForeignKey("insight.id"), index=True)
    setting_aside_id: Mapped[int | None] = mapped_column(ForeignKey("setting_aside.id"))
    step: Mapped[int]
    next_action: Mapped[str] = mapped_column(String(10))
    due: Mapped[date | None]


class OpenResponse(Base):
    """A response that waits for a resolution (R9)."""

    __tablename__ = "open_response"

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)


class DeliveryStanding(Base):
    """What became of a delivery, and the next moment at which the clock concerns it."""

    __tablename__ = "delivery_standing"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    opened: Mapped[bool]
    window_ends: Mapped[datetime | None] = mapped_column(Moment, index=True)
    reminder_at: Mapped[datetime | None] = mapped_column(Moment, index=True)


@dataclass(slots=True)
class Projected:
    """The rows of some loops, by table."""

    loops: list[Row] = field(default_factory=list)
    strands: list[Row] = field(default_factory=list)
    open_responses: list[Row] = field(default_factory=list)
    deliveries: list[Row] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[type[Any], list[Row]]]:
        yield LoopRow, self.loops
        yield StrandRow, self.strands
        yield OpenResponse, self.open_responses
        yield DeliveryStanding, self.deliveries

    def add(self, more: "Projected") -> None:
        for (_, rows), (_, others) in zip(self.tables(), more.tables(), strict=True):
            rows += others

    def as_theirs(self, first: Own, theirs: Own) -> "Projected":
        """These rows of the first who walked so, as they are for another."""
        becomes = becoming(first, theirs)
        return Projected(*[as_theirs(rows, becomes) for _, rows in self.tables()])

    def sums(self) -> Sums:
        """What the loops and their open responses add up to."""
        return Sums.of(self.loops, len(self.open_responses))


def project(facts: dict[int, list[Fact]], process_id: int) -> Projected:
    """The rows that follow from each participant's facts; those walked alike are reckoned once."""
    rows = Projected()
    by_walk: dict[tuple[Any, ...], Together] = {}
    named = named_by_all(next(iter(facts.values()), ()))
    for participant, own in facts.items():
        walked = walk_of(own, named)
        if walked is None:
            rows.add(_projected(fold(own, participant), process_id))
            continue
        those = by_walk.get(walked.walk)
        if those is None:
            those = by_walk[walked.walk] = Together(walked.own, fold(own, participant))
        rows.add(those.rows_of(walked, process_id))
    return rows


@dataclass(slots=True)
class Together:
    """Some who walked alike: what is their own of the first of them, and the first's loop; and its
    rows, by the days on which they were heard."""

    first: Own
    loop: Loop
    rows: dict[tuple[date, ...], Projected] = field(default_factory=dict)

    def rows_of(self, walked: Walked, process_id: int) -> Projected:
        """The rows of one of them."""
        created = self.loop.created
        days = tuple([local_date(said.received(created)) for said in walked.heard])
        if days not in self.rows:
            said = dict(zip(self.loop.said, walked.heard, strict=True))
            self.rows[days] = _projected(replace(self.loop, said=said), process_id)
        found = self.rows[days]
        return found if walked.own is self.first else found.as_theirs(self.first, walked.own)


def _projected(loop: Loop, process_id: int) -> Projected:
    rows = Projected()
    whose = {"participant_id": loop.participant, "process_id": process_id}
    for answer in loop.answers.values():
        if is_open(loop, answer):
            rows.open_responses.append({"response_id": answer.id, **whose})
    for delivery in loop.deliveries.values():
        rows.deliveries.append(
            {
                "delivery_id": delivery.id,
                **whose,
                "state": state_of(delivery),
                "opened": bool(delivery.proofs),
                "window_ends": None if delivery.over else delivery.window_end,
                "reminder_at": reminder_due(loop, delivery),
            }
        )
    standing = standing_of(loop)
    if standing is None:
        return rows
    rows.loops.append(_loop_row(standing, measures_of(loop), process_id))
    rows.strands += [
        {
            **whose,
            "contribution_id": strand.contribution,
            "insight_id": strand.insight,
            "setting_aside_id": strand.aside,
            "step": strand.step,
            "next_action": strand.action,
            "due": strand.due,
        }
        for strand in standing.strands
    ]
    return rows


def loop_row(loop: Loop, process_id: int) -> Row | None:
    """The row of a loop; None when the participant has told us nothing."""
    standing = standing_of(loop)
    return None if standing is None else _loop_row(standing, measures_of(loop), process_id)


def _loop_row(standing: Standing, measures: Measures, process_id: int) -> Row:
    return {
        "participant_id": standing.participant,
        "process_id": process_id,
        "contributions": len(standing.contributions),
        "strands": len(standing.strands),
        **{f"n{step}": count for step, count in enumerate(standing.steps)},
        "step": standing.step,
        "state": standing.state,
        "no_answer": standing.no_answer,
        "unopened": standing.unopened,
        "decided_first": standing.decided_first,
        "stale": standing.stale,
        "waiting_until": standing.waiting_until,
        "next_action": standing.action,
        "due": standing.due,
        **measures._asdict(),
    }


def keep(session: Session, process_id: int, participants: Iterable[int]) -> None:
    """Write the rows of some participants' loops anew, and what they add up to."""
    session.flush()
    for some in in_pieces(sorted(set(participants))):
        kept = kept_rows(session, process_id, some)
        rows = project(facts_of(session, process_id, some), process_id)
        for (table, wanted), (_, before) in zip(rows.tables(), kept.tables(), strict=True):
            if before:
                session.execute(delete(table).where(table.participant_id.in_(some)))
            if wanted:
                session.execute(insert(table.__table__), wanted)
        keep_sums(session, process_id, kept.sums(), rows.sums())


def kept_rows(session: Session, process_id: int, participants: Sequence[int] | None) -> Projected:
    """The rows as they are kept; of all participants when none are named."""
    kept = Projected()
    for table, rows in kept.tables():
        columns = [column for column in table.__table__.columns if column.key != "id"]
        # Both at once would have SQLite read all rows of the process.
        if participants is None:
            query = select(*columns).where(table.process_id == process_id)
        else:
            query = select(*columns).where(table.participant_id.in_(participants))
        names = [column.key for column in columns]
        read = session.connection().execute(query)
        rows += [dict(zip(names, row, strict=True)) for row in read]
    return kept


# Where a session keeps what it has recorded until the rows have followed.
_EXPECTED = "expected by the projection"


def expect(session: Session, process_id: int, events: Sequence[NewEvent]) -> None:
    """Note events that this session has recorded: the rows follow before it commits."""
    session.info.setdefault(_EXPECTED, {}).setdefault(process_id, []).extend(events)


@event.listens_for(Session, "before_commit")
def follow(session: Session) -> None:
    """Bring the rows up to what this session has recorded. No fact is committed without it."""
    expected: dict[int, list[NewEvent]] = session.info.pop(_EXPECTED, {})
    for process_id, events in expected.items():
        keep(session, process_id, _concerned(session, process_id, events))


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous: object) -> None:
    if not session.in_transaction():
        session.info.pop(_EXPECTED, None)


def _concerned(session: Session, process_id: int, events: Sequence[NewEvent]) -> set[int]:
    """Whose loops the events can change."""
    people = {participant for e in events for participant in e.participants}
    if any(e.kind == "promises_changed" for e in events):
        query = select(Participant.id).where(Participant.process_id == process_id)
        return people | set(session.scalars(query))
    for some in in_pieces({i for e in events if not e.participants for i in e.insights}):
        people |= set(
            session.scalars(
                select(Contribution.participant_id)
                .join(Evidence, Evidence.contribution_id == Contribution.id)
                .where(Evidence.insight_id.in_(some))
                .union(
                    select(Response.participant_id)
                    .join(InsightVersion, InsightVersion.id == Response.version_id)
                    .where(InsightVersion.insight_id.in_(some))
                )
            )
        )
    return people
