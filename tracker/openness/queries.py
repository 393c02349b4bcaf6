"""What was opened to other departments, found by its words and by what it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import joinedload

from tracker.domain import closing, search
from tracker.domain.act import Act
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.opening import OpenedInsight, may_leave
from tracker.domain.outcome import Outcome
from tracker.domain.people import Department
from tracker.domain.policies import seen_processes
from tracker.domain.process import Process, Signature
from tracker.domain.workdays import local_date
from tracker.openness.disagreed import disagreed_with

# On one page.
INSIGHTS = 20

Rows: TypeAlias = Select[*tuple[Any, ...]]

_SIGNED = select(func.max(Signature.at)).where(Signature.process_id == Process.id)


class Offered(NamedTuple):
    """What others would read of an insight."""

    version: InsightVersion
    outcome: Outcome

    @property
    def texts(self) -> dict[str, str]:
        """Every text of it, by a name of its own."""
        number = self.version.insight_id
        texts = {f"insight {number}": self.version.text, f"reason {number}": self.outcome.reason}
        return texts | {f"decider {number}": self.outcome.decider}

    @property
    def standing(self) -> tuple[object, ...]:
        """The same as it stands, for a mark of it."""
        return self.version.id, self.outcome.id, self.outcome.expected, *self.texts.values()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; nothing said: all."""

    words: str = ""
    kind: str = ""
    department: int | None = None
    use: str = ""
    after: int = 0

    @property
    def everything(self) -> bool:
        return self == Asked()


@dataclass(frozen=True, slots=True)
class Opened:
    """An insight as other departments read it: no person, and no title of its process.

    `year`: of the last signature under the process. `state`: of the process, closed or reopened.
    `changed`: it has other words, or another outcome, since. `dissent`: somebody disagrees with it.
    `own`: whether the reader sees where it comes from.
    """

    number: int
    insight: int
    text: str
    outcome: Outcome
    process: Process
    department: str
    year: int
    state: str
    changed: bool
    dissent: bool
    own: bool

    @property
    def demo(self) -> bool:
        return self.process.demo


def opened(act: Act, asked: Asked) -> tuple[list[Opened], bool]:
    """The next insights of those asked for, the last opened first, and whether there are more."""
    signed = _SIGNED.correlate(Process).scalar_subquery()
    query = _narrowed(
        act,
        _open(select(OpenedInsight, Process, signed, seen_processes(act.actor))).options(
            joinedload(OpenedInsight.version),
            joinedload(OpenedInsight.outcome),
            joinedload(OpenedInsight.insight).selectinload(Insight.versions),
        ),
        asked,
    )
    rows = act.session.execute(
        query.order_by(OpenedInsight.id.desc())
        .limit(INSIGHTS + 1)
        .execution_options(populate_existing=True)
    ).all()
    shown = rows[:INSIGHTS]
    states = closing.states_of(act.session, [process.id for _, process, *_ in shown], act.now)
    latest = outcomes_of(act, [row.insight_id for row, *_ in shown])
    disagreed = disagreed_with(act, [row.insight for row, *_ in shown])
    found = [
        Opened(
            row.id,
            row.insight_id,
            row.version.text,
            row.outcome,
            process,
            process.department.name,
            local_date(at).year,
            states[process.id],
            is_changed(row.insight, row.version_id, row.outcome_id, latest),
            row.insight_id in disagreed,
            own,
        )
        for row, process, at, own in shown
    ]
    return found, len(rows) > INSIGHTS


def is_changed(
    insight: Insight, version: int, outcome: int | None, latest: Mapping[int, Outcome]
) -> bool:
    """Whether an insight has other words, or another outcome, than the ones others read."""
    led = latest.get(insight.id)
    return (insight.current.id, led.id if led else None) != (version, outcome)


def signed_at(act: Act, process: Process) -> datetime | None:
    """When a process was last signed for; None when it never was."""
    signed = select(func.max(Signature.at)).where(Signature.process_id == process.id)
    return act.session.scalar(signed)


def departments_with(act: Act) -> Sequence[tuple[int, str]]:
    """The departments that have opened something, by their names."""
    query = _open(select(Department.id, Department.name).select_from(OpenedInsight))
    query = query.join(Department, Department.id == Process.department_id)
    found = act.session.execute(query.distinct().order_by(Department.name, Department.id))
    return [(number, name) for number, name in found]


def opening_of(act: Act, insight: Insight) -> OpenedInsight | None:
    """How an insight is open to other departments, when it is."""
    query = select(OpenedInsight).where(
        OpenedInsight.insight_id == insight.id, OpenedInsight.ended_event_id.is_(None)
    )
    return act.session.scalars(query.execution_options(populate_existing=True)).first()


def outcomes_of(act: Act, insights: Iterable[int]) -> dict[int, Outcome]:
    """What each of some insights was last said to be used for."""
    latest = select(func.max(Outcome.id)).where(Outcome.insight_id.in_(list(insights)))
    query = select(Outcome).where(Outcome.id.in_(latest.group_by(Outcome.insight_id)))
    return {row.insight_id: row for row in act.session.scalars(query)}


def _open(query: Rows) -> Rows:
    """Narrowed to what is open, and may still leave its process."""
    return (
        query.join(Insight, Insight.id == OpenedInsight.insight_id)
        .join(Process, Process.id == Insight.process_id)
        .where(OpenedInsight.ended_event_id.is_(None), may_leave())
    )


def _narrowed(act: Act, query: Rows, asked: Asked) -> Rows:
    if asked.words.strip():
        number: Any = literal_column(f"{search.OPENED.name}.rowid")
        query = query.join(search.OPENED, number == OpenedInsight.id).where(
            search.matches(act.session, search.EVERYWHERE, asked.words, search.OPENED)
        )
    if asked.kind:
        query = query.where(Process.kind == asked.kind)
    if asked.department:
        query = query.where(Process.department_id == asked.department)
    if asked.use:
        led = select(Outcome.id).where(Outcome.use == asked.use)
        query = query.where(OpenedInsight.outcome_id.in_(led))
    return query.where(OpenedInsight.id < asked.after) if asked.after else query
