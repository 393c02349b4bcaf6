"""What the pages of outcomes read: each insight, how far its people are, and what it was used for.

Those who answered and those who were silent are never one number (R7).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.commitment import Obstacle
from tracker.domain.contribution import Contribution
from tracker.domain.facts import Loop
from tracker.domain.history import Event, facts_of
from tracker.domain.insight import Evidence, Insight
from tracker.domain.loop import fold
from tracker.domain.named import Named, named
from tracker.domain.outcome import Outcome
from tracker.domain.people import User
from tracker.domain.policies import seen_contributions
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, StrandRow
from tracker.domain.spoken import Spoken, last_spoken
from tracker.domain.steps import Step, by_answer, by_silence, by_waiver, steps_of

# Insights on one page; of one insight: voices, and people by name.
INSIGHTS = 20
VOICES = 10
PEOPLE = 8

# How far somebody is with an insight, each counted apart.
FAR = ("answered", "silent", "first", "not_yet", "excepted")


class Decided(NamedTuple):
    """An outcome as it was decided, when, and who wrote it in."""

    id: int
    use: str
    reason: str
    decider: str
    expected: date | None
    decided_first: str
    at: datetime
    by: str | None


@dataclass(slots=True)
class Led:
    """An insight, how many of its people are how far, and its outcomes; the present one last."""

    number: int
    text: str
    far: dict[str, int]
    outcomes: list[Decided] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)

    @property
    def present(self) -> Decided | None:
        return self.outcomes[-1] if self.outcomes else None

    @property
    def people(self) -> int:
        return sum(self.far.values())


class Heard(NamedTuple):
    """One of an insight's people: how far they are, and who last spoke with them."""

    who: Named
    far: str
    spoken: Spoken | None


def living(act: Act, process: Process, after: int) -> tuple[list[Led], bool]:
    """The next living insights, and whether there are more."""
    query = (
        select(Insight)
        .where(Insight.process_id == process.id, Insight.ending.is_(None), Insight.id > after)
        .options(selectinload(Insight.versions))
        .order_by(Insight.id)
        .limit(INSIGHTS + 1)
        .execution_options(populate_existing=True)
    )
    rows = act.session.scalars(query).all()
    return _led(act, process, rows[:INSIGHTS]), len(rows) > INSIGHTS


def led(act: Act, process: Process, insight: Insight) -> Led:
    """One insight with its outcomes, as they are now."""
    act.session.refresh(insight, ["versions"])
    return _led(act, process, [insight])[0]


def people_of(act: Act, process: Process, insight: Insight) -> list[Heard]:
    """The first people of an insight: those who could not answer yet come first."""
    found = [(who, how) for (_, who), how in _far(act, process, [insight.id]).items()]
    far = sorted(found, key=lambda each: (each[1] != "not_yet", *each))[:PEOPLE]
    numbers = [who for who, _ in far]
    called, spoken = named(act.session, numbers), last_spoken(act.session, numbers)
    return [Heard(called[who], how, spoken.get(who)) for who, how in far]


def voices_of(act: Act, insight: Insight) -> Sequence[str]:
    """The first of what the insight was made of, as its authors last corrected it."""
    query = (
        select(Contribution)
        .join(Evidence, Evidence.contribution_id == Contribution.id)
        .where(
            Evidence.insight_id == insight.id,
            Evidence.ended_event_id.is_(None),
            Contribution.withdrawn_event_id.is_(None),
            seen_contributions(act.actor),
        )
        .options(selectinload(Contribution.wordings))
        .order_by(Evidence.id)
        .limit(VOICES)
    )
    return [contribution.present for contribution in act.session.scalars(query)]


def _led(act: Act, process: Process, insights: Sequence[Insight]) -> list[Led]:
    numbers = [insight.id for insight in insights]
    found = {i.id: Led(i.id, i.current.text, dict.fromkeys(FAR, 0)) for i in insights}
    for (insight, _), how in _far(act, process, numbers).items():
        found[insight].far[how] += 1
    for insight, decided in _decided(act, numbers):
        found[insight].outcomes.append(decided)
    query = select(Obstacle).where(Obstacle.process_id == process.id)
    for obstacle in act.session.scalars(
        query.where(Obstacle.insight_id.in_(numbers)).order_by(Obstacle.id)
    ):
        if obstacle.insight_id is not None:
            found[obstacle.insight_id].obstacles.append(obstacle)
    return list(found.values())


def _decided(act: Act, insights: Sequence[int]) -> Iterable[tuple[int, Decided]]:
    query = (
        select(Outcome, Event.at, User.name)
        .join(Event, Event.id == Outcome.event_id)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Outcome.insight_id.in_(insights))
        .order_by(Outcome.id)
    )
    for row, at, by in act.session.execute(query):
        said = (row.use, row.reason, row.decider, row.expected, row.decided_first)
        yield row.insight_id, Decided(row.id, *said, at, by)


def _far(act: Act, process: Process, insights: Sequence[int]) -> dict[tuple[int, int], str]:
    """By insight and participant how far they are.

    Only where a loop's row does not say what qualified it are its facts looked at.
    """
    query = (
        select(
            StrandRow.insight_id,
            StrandRow.participant_id,
            func.min(StrandRow.step),
            LoopRow.state,
            LoopRow.no_answer,
            LoopRow.decided_first,
        )
        .join(LoopRow, LoopRow.participant_id == StrandRow.participant_id)
        .where(StrandRow.insight_id.in_(insights))
        .group_by(
            StrandRow.insight_id,
            StrandRow.participant_id,
            LoopRow.state,
            LoopRow.no_answer,
            LoopRow.decided_first,
        )
    )
    found: dict[tuple[int, int], str] = {}
    unclear: list[tuple[int, int]] = []
    rows: Iterable[Any] = act.session.execute(query)
    for insight, who, step, state, no_answer, decided_first in rows:
        if state == "excepted":
            found[insight, who] = "excepted"
        elif step < Step.QUALIFIED:
            found[insight, who] = "not_yet"
        elif no_answer or decided_first:
            unclear.append((insight, who))
        else:
            found[insight, who] = "answered"
    facts = facts_of(act.session, process.id, sorted({who for _, who in unclear}))
    loops = {who: fold(own, who) for who, own in facts.items()}
    return found | {(insight, who): _how(loops[who], insight) for insight, who in unclear}


def _how(loop: Loop, insight: int) -> str:
    """What qualified somebody's strands in an insight: the least of it counts."""
    hows = set()
    for strand in steps_of(loop):
        if strand.insight == insight and not by_answer(loop, strand):
            rests = by_silence(loop, strand) and not by_waiver(loop, strand)
            hows.add("silent" if rests else "first")
    return next((how for how in ("silent", "first") if how in hows), "answered")
