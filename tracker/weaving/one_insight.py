"""What the page of one insight reads: its voices, its versions, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.answering import present_move
from tracker.domain.commitment import Obstacle
from tracker.domain.contribution import Contribution
from tracker.domain.errors import Unseen
from tracker.domain.history import Event
from tracker.domain.insight import (
    STANCES,
    Evidence,
    Insight,
    InsightLineage,
    Source,
    VersionCause,
)
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.policies import (
    LARGEST,
    one_of_process,
    seen_contributions,
    seen_responses,
    taken_back,
)
from tracker.domain.process import Process
from tracker.domain.response import Response, ResponseSorting
from tracker.domain.sharing import may_be_quoted

# On one page: evidence, answers to choose among, obstacles.
VOICES = 40
ANSWERS = 50
OBSTACLES = 50


class Voice(NamedTuple):
    """A contribution that is evidence; `shareable` is how others may read it, if they may.

    `place`: what an address says to go on after it.
    """

    number: int
    place: str
    stance: str
    text: str
    how: str
    at: datetime
    confidential: bool
    shareable: str | None
    who: Named
    occasion: str | None


class Answered(NamedTuple):
    """An answer about an insight, as its move counts now."""

    number: int
    who: Named
    move: str
    text: str
    at: datetime


@dataclass(slots=True)
class Worded:
    """One version: when, by whom, why, and whose answers caused it."""

    number: int
    text: str
    reason: str
    wording_only: bool
    frozen: bool
    at: datetime
    user: str | None
    causes: list[Named] = field(default_factory=list)
    # Answers that only their readers may know of.
    hidden: int = 0


class Kin(NamedTuple):
    """An insight that this one came of, or became."""

    number: int
    text: str


def kin(insight: Insight | None) -> Kin | None:
    """An insight as others name it."""
    return None if insight is None else Kin(insight.id, insight.current.text)


def insight_of(act: Act, process: Process, number: int) -> Insight:
    """The insight with its versions and sources, or Unseen."""
    one_of_process(act, Insight, number, process)
    query = (
        select(Insight)
        .where(Insight.id == number)
        .options(selectinload(Insight.versions), selectinload(Insight.sources))
        .execution_options(populate_existing=True)
    )
    return act.session.scalars(query).one()


def insights_by(act: Act, process: Process, numbers: Sequence[int]) -> list[Insight]:
    """Those insights in their order, each once; Unseen when one is not of this process."""
    return [insight_of(act, process, number) for number in dict.fromkeys(numbers)]


def _rank() -> Any:
    return case({stance: rank for rank, stance in enumerate(STANCES)}, value=Evidence.stance)


def voices_of_insights(
    act: Act, insights: Sequence[int], after: tuple[int, int] | None = None, limit: int = VOICES
) -> tuple[list[Voice], bool]:
    """The next of their evidence that one may read, by stance; and whether there is more."""
    key = (_rank(), Evidence.id)
    query = (
        with_occasion(
            select(Evidence, Contribution, may_be_quoted(), *NAMED)
            .join(Contribution, Contribution.id == Evidence.contribution_id)
            .join(Participant, Participant.id == Contribution.participant_id)
        )
        .where(Evidence.insight_id.in_(insights), Evidence.ended_event_id.is_(None))
        .where(seen_contributions(act.actor))
        .options(selectinload(Contribution.wordings), selectinload(Contribution.encounter))
        .order_by(*key)
        .limit(limit + 1)
        .execution_options(populate_existing=True)
    )
    if after is not None:
        query = query.where(tuple_(*key) > tuple_(literal(after[0]), literal(after[1])))
    rows = act.session.execute(query).all()
    return [_voice(*row) for row in rows[:limit]], len(rows) > limit


def _voice(evidence: Evidence, said: Contribution, may_quote: bool, *who: Any) -> Voice:
    shared = said.shareable if may_quote and not said.confidential else None
    return Voice(
        said.id,
        f"{STANCES.index(evidence.stance)}.{evidence.id}",
        evidence.stance,
        said.present,
        said.how,
        said.received_at,
        said.confidential,
        shared,
        Named(*who),
        said.encounter.title if said.encounter else None,
    )


def key_asked(given: str) -> tuple[int, int] | None:
    """Where a page begins, as the `place` of a voice says it; None for anything else."""
    rank, _, number = given.partition(".")
    both = rank.isascii() and rank.isdigit() and number.isascii() and number.isdigit()
    if not both or len(rank) > 1 or len(number) > 10 or int(number) > LARGEST:
        return None
    return int(rank), int(number)


def hidden_behind(act: Act, insights: Sequence[int]) -> int:
    """How much of their evidence was confided to others."""
    query = (
        select(func.count())
        .select_from(Evidence)
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(Evidence.insight_id.in_(insights), Evidence.ended_event_id.is_(None))
        .where(~seen_contributions(act.actor))
    )
    return act.session.scalars(query).one()


def answers_about(act: Act, insight: Insight) -> list[Answered]:
    """The latest answers about any of its versions, as they were chosen or sorted."""
    versions = [version.id for version in insight.versions]
    sorted_so = exists().where(
        ResponseSorting.response_id == Response.id, ResponseSorting.version_id.in_(versions)
    )
    query = (
        with_occasion(
            select(Response, *NAMED).join(Participant, Participant.id == Response.participant_id)
        )
        .where(Response.process_id == insight.process_id)
        .where(or_(Response.version_id.in_(versions), sorted_so))
        .where(seen_responses(act.actor), ~taken_back())
        .options(selectinload(Response.sortings))
        .order_by(Response.id.desc())
        .limit(ANSWERS)
    )
    return [
        Answered(row.id, Named(*who), present_move(row)[0], row.text, row.at)
        for row, *who in act.session.execute(query)
    ]


def versions_of(act: Act, insight: Insight) -> list[Worded]:
    """All its versions, the latest first."""
    written = {
        number: (at, user)
        for number, at, user in act.session.execute(
            select(Event.id, Event.recorded, User.name)
            .outerjoin(User, User.id == Event.actor_id)
            .where(Event.id.in_([version.event_id for version in insight.versions]))
        )
    }
    found = {
        version.id: Worded(
            version.number,
            version.text,
            version.reason,
            version.wording_only,
            version.frozen,
            *written[version.event_id],
        )
        for version in insight.versions
    }
    _add_causes(act, found)
    return list(reversed(found.values()))


def _add_causes(act: Act, found: dict[int, Worded]) -> None:
    query = with_occasion(
        select(VersionCause.version_id, seen_responses(act.actor), *NAMED)
        .join(Response, Response.id == VersionCause.response_id)
        .join(Participant, Participant.id == Response.participant_id)
    ).where(VersionCause.version_id.in_(found))
    for version, seen, *who in act.session.execute(query.order_by(VersionCause.response_id)):
        if not seen:
            found[version].hidden += 1
        elif Named(*who) not in found[version].causes:
            found[version].causes.append(Named(*who))


def outcome_of(act: Act, insight: Insight) -> Outcome | None:
    """What it was last said to be used for."""
    query = select(Outcome).where(Outcome.insight_id == insight.id)
    return act.session.scalars(query.order_by(Outcome.id.desc()).limit(1)).first()


def kin_of(act: Act, insight: Insight) -> tuple[list[Kin], list[Kin]]:
    """What it came of, and what it became."""
    before = select(InsightLineage.predecessor_id, literal(0)).where(
        InsightLineage.successor_id == insight.id
    )
    after = select(InsightLineage.successor_id, literal(1)).where(
        InsightLineage.predecessor_id == insight.id
    )
    sides = {number: side for number, side in act.session.execute(before.union_all(after))}
    query = select(Insight).where(Insight.id.in_(sides)).options(selectinload(Insight.versions))
    found: tuple[list[Kin], list[Kin]] = ([], [])
    for row in act.session.scalars(query.order_by(Insight.id)):
        found[sides[row.id]].append(Kin(row.id, row.current.text))
    return found


def obstacles_of(
    act: Act, process: Process, insight: Insight | None = None, after: int = 0
) -> tuple[list[tuple[Obstacle, Kin | None]], bool]:
    """The next obstacles of an insight, or of the whole process, each with its insight."""
    query = (
        select(Obstacle, Insight)
        .outerjoin(Insight, Insight.id == Obstacle.insight_id)
        .where(Obstacle.process_id == process.id, Obstacle.id > after)
        .options(selectinload(Insight.versions))
        .order_by(Obstacle.id)
        .limit(OBSTACLES + 1)
        .execution_options(populate_existing=True)
    )
    if insight is not None:
        query = query.where(Obstacle.insight_id == insight.id)
    rows = act.session.execute(query).all()
    found = [(row, kin(about)) for row, about in rows]
    return found[:OBSTACLES], len(rows) > OBSTACLES


def source_of(act: Act, insight: Insight, number: int) -> Source:
    """What other knowledge stands beside an insight, or Unseen."""
    row = act.session.get(Source, number) if number <= LARGEST else None
    if row is None or row.insight_id != insight.id:
        raise Unseen("source", number)
    return row


def obstacle_of(act: Act, process: Process, number: int) -> Obstacle:
    """One obstacle of the process, or Unseen."""
    row = act.session.get(Obstacle, number) if number <= LARGEST else None
    if row is None or row.process_id != process.id:
        raise Unseen("obstacle", number)
    return row
