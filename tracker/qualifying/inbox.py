"""The inbox: which answers are asked for, the oldest promise first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.act import Act
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.office import Assignment
from tracker.domain.policies import seen_responses
from tracker.domain.process import Process
from tracker.domain.response import Response, ResponseSorting
from tracker.domain.round import RoundInsight
from tracker.domain.sums import Tally
from tracker.paging import beyond_moment
from tracker.qualifying.answers import Answer, Waits, answers_query, shown

# Answers on one page, and insights to choose among.
ANSWERS = 20
INSIGHTS = 100

STATES = ("open", "settled")
WHOSE = ("mine", "nobody")

_LAST = aliased(ResponseSorting)
_TAKEN = aliased(Assignment)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which answers are asked for; nothing said: all that wait.

    `about` is an insight's number, or "round": about no single thing.
    """

    state: str = "open"
    whose: str = ""
    move: str = ""
    about: str = ""

    @property
    def everything(self) -> bool:
        return self == Asked()


class Told(NamedTuple):
    """An insight that answers can be about, as it stands now."""

    number: int
    text: str


def answers_asked(
    act: Act, process: Process, asked: Asked, after: tuple[datetime, int] | None
) -> tuple[list[Answer], bool]:
    """The next answers of those asked for, the oldest promise first, and whether there are more."""
    # What is promised counts from when it came, and for all of a process alike.
    key = (Response.at, Response.id)
    query = (
        answers_query(act)
        .where(Response.process_id == process.id, *_asked(act, asked), *beyond_moment(key, after))
        .order_by(*key)
        .limit(ANSWERS + 1)
    )
    rows = act.session.execute(query).all()
    return shown(act, process, rows[:ANSWERS]), len(rows) > ANSWERS


def next_open(act: Act, process: Process, after: Response) -> int | None:
    """The answer that waits next, after one in the order of the inbox; else the first of all."""
    key = (Response.at, Response.id)
    query = (
        select(Response.id)
        .where(Response.process_id == process.id, Response.id != after.id, _waits())
        .where(seen_responses(act.actor))
        .order_by(case((and_(*beyond_moment(key, (after.at, after.id))), 0), else_=1), *key)
    )
    return act.session.scalars(query.limit(1)).first()


def waiting(act: Act, process: Process) -> int:
    """How many answers of a process wait for us."""
    tally = act.session.get(Tally, process.id, populate_existing=True)
    return tally.open_responses if tally is not None else 0


def told_insights(act: Act, process: Process) -> Sequence[Told]:
    """The insights that people were told, and so can have answered, in their words of now."""
    told = select(RoundInsight.insight_id).where(RoundInsight.version_id.is_not(None))
    current = (
        select(func.max(InsightVersion.number))
        .where(InsightVersion.insight_id == Insight.id)
        .correlate(Insight)
        .scalar_subquery()
    )
    query = (
        select(Insight.id, InsightVersion.text)
        .join(InsightVersion, InsightVersion.insight_id == Insight.id)
        .where(
            Insight.process_id == process.id,
            InsightVersion.number == current,
            Insight.id.in_(told),
        )
        .order_by(Insight.id)
        .limit(INSIGHTS)
    )
    return [Told(*row) for row in act.session.execute(query)]


def _waits() -> ColumnElement[bool]:
    return select(Waits.response_id).where(Waits.response_id == Response.id).exists()


def _asked(act: Act, asked: Asked) -> list[ColumnElement[bool]]:
    found = [_waits() if asked.state == "open" else ~_waits()]
    taken = select(_TAKEN.response_id).where(_TAKEN.response_id == Response.id)
    if asked.whose == "mine":
        found.append(taken.where(_TAKEN.user_id == act.actor.id).exists())
    elif asked.whose == "nobody":
        found.append(~taken.exists())
    if asked.move or asked.about:
        # By what it says or is about an answer is found by those alone who may read it.
        found.append(seen_responses(act.actor))
    if asked.move:
        found.append(_either(_LAST.move == asked.move, Response.move == asked.move))
    if asked.about:
        found.append(_either(_about(_LAST, asked.about), _about(Response, asked.about)))
    return found


def _either(last: ColumnElement[bool], chosen: ColumnElement[bool]) -> ColumnElement[bool]:
    """What holds of how an answer was last sorted, or of itself when it was not."""
    sortings = select(ResponseSorting.id).where(ResponseSorting.response_id == Response.id)
    newest = select(func.max(ResponseSorting.id)).where(ResponseSorting.response_id == Response.id)
    so = select(_LAST.id).where(_LAST.id == newest.correlate(Response).scalar_subquery(), last)
    return or_(so.exists(), and_(~sortings.exists(), chosen))


def _about(table: Any, about: str) -> ColumnElement[bool]:
    if about == "round":
        none: ColumnElement[bool] = and_(
            table.version_id.is_(None),
            table.contribution_id.is_(None),
            table.setting_aside_id.is_(None),
        )
        return none
    versions = select(InsightVersion.id).where(InsightVersion.insight_id == int(about))
    named: ColumnElement[bool] = table.version_id.in_(versions)
    return named
