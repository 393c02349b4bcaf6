"""The indicators of the processes that a manager sees: exact, each beside what it is a part of."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from tracker.domain import published
from tracker.domain.act import Act
from tracker.domain.commitment import Commitment
from tracker.domain.first_voices import KINDS as VOICES
from tracker.domain.first_voices import VoiceCount
from tracker.domain.insight import Insight
from tracker.domain.outcome import Outcome
from tracker.domain.process import Process
from tracker.domain.published import PROMISES, STAGES, Publication, median_of
from tracker.domain.sums import ReturnCount, Tally
from tracker.oversight.board import Asked, within

# Processes on a page, and insights that were not used, with why.
PROCESSES = 20
REASONS = 10
# Columns of a tally that are shown as they are.
COUNTED = (
    *("loops", "ended", "excepted", "returned", *STAGES[2:]),
    *("changed", "unchanged", "open_responses"),
    *("used", "partly", "undecided", "unused", "aside"),
)
# Each indicator: its part, its whole, and what else that is made of or is to be seen beside it.
INDICATORS = (
    ("returned", "contributed", ("waiting", "excepted", "ended")),
    ("by_answer", "contributed", ()),
    ("by_silence", "contributed", ()),
    ("by_waiver", "contributed", ()),
    ("changed", "answers", ("unchanged", "open_responses")),
    ("not_used", "contributions", ("unused", "aside", "partly", "undecided")),
    ("promise_kept", "promises_due", ("promise_broken", "promise_late", "promise_open")),
    ("first", "voices", ("known", "untold")),
)


class Figures(NamedTuple):
    """Counts by name, and the median days until all was given back; None: nothing was."""

    counts: Mapping[str, int]
    median: int | None


class OneProcess(NamedTuple):
    """A process with its own figures."""

    id: int
    title: str
    demo: bool
    figures: Figures


def figures_of(act: Act, asked: Asked) -> Figures:
    """What all of them add up to, by as many statements whatever there is to add up."""
    mine = within(act, asked)
    named = [*((Tally, name) for name in COUNTED), *((VoiceCount, name) for name in VOICES)]
    sums = [func.coalesce(func.sum(getattr(table, name)), 0) for table, name in named]
    query = (
        select(func.count(), func.count().filter(Process.demo), *sums)
        .select_from(Process)
        .outerjoin(Tally, Tally.process_id == Process.id)
        .outerjoin(VoiceCount, VoiceCount.process_id == Process.id)
        .where(Process.id.in_(mine))
    )
    names = ("processes", "demos", *COUNTED, *VOICES)
    counts = dict(zip(names, act.session.execute(query).one(), strict=True))
    promises = published.promises_by_process(act, Commitment.process_id.in_(mine))
    for each in promises.values():
        counts |= {name: counts.get(name, 0) + each[name] for name in PROMISES}
    days = select(ReturnCount.days, func.sum(ReturnCount.loops)).group_by(ReturnCount.days)
    found = act.session.execute(days.where(ReturnCount.process_id.in_(mine)))
    return Figures(_completed(counts), median_of(Counter({day: loops for day, loops in found})))


def _completed(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts, with what they add up to."""
    found = dict.fromkeys(PROMISES, 0) | published.stages_of(counts)
    return found | {
        "answers": sum(found[n] for n in ("changed", "unchanged", "open_responses")),
        "not_used": found["unused"] + found["aside"],
        "contributions": sum(found[n] for n in ("used", "partly", "undecided", "unused", "aside")),
        "promises_due": sum(found[name] for name in PROMISES[:3]),
        "voices": found.get("first", 0) + found.get("known", 0),
    }


def processes_of(act: Act, asked: Asked, after: int) -> tuple[list[OneProcess], bool]:
    """The next processes, the newest first, each with its figures; whether there are more."""
    query = (
        select(
            Process.id,
            Process.title,
            Process.demo,
            *(func.coalesce(getattr(Tally, name), 0) for name in COUNTED),
        )
        .outerjoin(Tally, Tally.process_id == Process.id)
        .where(Process.id.in_(within(act, asked)))
        .order_by(Process.id.desc())
        .limit(PROCESSES + 1)
    )
    if after:
        query = query.where(Process.id < after)
    rows = act.session.execute(query).all()
    numbers = [number for number, *_ in rows[:PROCESSES]]
    promises = published.promises_by_process(act, Commitment.process_id.in_(numbers))
    days = published.days_by_process(act, ReturnCount.process_id.in_(numbers))
    lines = []
    for number, title, demo, *counts in rows[:PROCESSES]:
        known = dict(zip(COUNTED, counts, strict=True)) | promises[number]
        figures = Figures(_completed(known), median_of(days[number]))
        lines.append(OneProcess(number, title, demo, figures))
    return lines, len(rows) > PROCESSES


def reasons_of(act: Act, asked: Asked) -> list[tuple[Outcome, Process]]:
    """The latest decisions not to use an insight that lives, with its process."""
    present = select(func.max(Outcome.id)).where(Outcome.insight_id == Insight.id)
    query: Any = (
        select(Outcome, Process)
        .join(Insight, Insight.id == Outcome.insight_id)
        .join(Process, Process.id == Insight.process_id)
        .where(Outcome.use == "not", Insight.ending.is_(None))
        .where(Outcome.id == present.correlate(Insight).scalar_subquery())
        .where(Process.id.in_(within(act, asked)))
        .options(selectinload(Outcome.insight).selectinload(Insight.versions))
        .order_by(Outcome.id.desc())
        .limit(REASONS)
    )
    return [(outcome, process) for outcome, process in act.session.execute(query)]


def counted_at(act: Act) -> datetime | None:
    """When voices were counted last."""
    return act.session.scalars(select(func.max(Publication.at))).one()
