"""What the page of assumptions reads: what we believed beforehand, and what became of it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import Unseen
from tracker.domain.insight import Insight
from tracker.domain.office import Assumption
from tracker.domain.people import User
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.weaving.one_insight import Kin, kin

ASSUMPTIONS = 30
# Insights to choose among.
INSIGHTS = 60


class Assumed(NamedTuple):
    """An assumption, who wrote it, and the insight that answered it."""

    row: Assumption
    user: str | None
    insight: Kin | None


def assumptions_of(act: Act, process: Process, after: int) -> tuple[list[Assumed], bool]:
    """The next assumptions in the order they were written, and whether there are more."""
    query = (
        select(Assumption, User.name, Insight)
        .outerjoin(User, User.id == Assumption.user_id)
        .outerjoin(Insight, Insight.id == Assumption.insight_id)
        .where(Assumption.process_id == process.id, Assumption.id > after)
        .options(selectinload(Insight.versions))
        .order_by(Assumption.id)
        .limit(ASSUMPTIONS + 1)
        .execution_options(populate_existing=True)
    )
    rows = act.session.execute(query).all()
    found = [Assumed(row, user, kin(about)) for row, user, about in rows]
    return found[:ASSUMPTIONS], len(rows) > ASSUMPTIONS


def assumption_of(act: Act, process: Process, number: int) -> Assumption:
    """One assumption of the process, or Unseen."""
    row = act.session.get(Assumption, number) if number <= LARGEST else None
    if row is None or row.process_id != process.id:
        raise Unseen("assumption", number)
    return row


def first_heard(act: Act, process: Process) -> datetime | None:
    """When the first contribution of the process was received; None before there is one."""
    query = select(Contribution.received_at).where(Contribution.process_id == process.id)
    return act.session.scalars(query.order_by(Contribution.id).limit(1)).first()


def living_insights(act: Act, process: Process) -> list[Kin]:
    """The insights that an assumption can be answered by."""
    query = (
        select(Insight)
        .where(Insight.process_id == process.id, Insight.ending.is_(None))
        .options(selectinload(Insight.versions))
        .order_by(Insight.id.desc())
        .limit(INSIGHTS)
    )
    return [Kin(row.id, row.current.text) for row in act.session.scalars(query)]
