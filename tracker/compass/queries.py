"""What the compass reads: what was written about it, and what there is to reflect on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Select, exists, func, select

from tracker.domain.act import Act
from tracker.domain.commitment import Commitment, Obstacle
from tracker.domain.insight import Insight
from tracker.domain.office import MOMENTS, PRINCIPLES, Assumption, Reflection
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.process import Process, Signature
from tracker.domain.projection import LoopRow
from tracker.domain.sums import Tally

# Of each kind that is shown beside the questions.
FIRST = 20

Rows: TypeAlias = Select[*tuple[Any, ...]]


class Said(NamedTuple):
    """What is written about a principle, who wrote it last, and when."""

    text: str
    user: str | None
    at: datetime


class First(NamedTuple):
    """The first of something, and whether there is more."""

    rows: Sequence[Any]
    more: bool


class Beside(NamedTuple):
    """What the rooms of a process know that one can hold one's answers against."""

    promises: First
    # Each with the insight it is about: here, none is named.
    obstacles: First
    assumptions: First
    # Who was heard, as they themselves say what they are.
    perspectives: First


def reflections_of(act: Act, process: Process) -> dict[str, dict[int, Said]]:
    """All that is written, by moment and principle."""
    query = (
        select(Reflection, User.name)
        .outerjoin(User, User.id == Reflection.user_id)
        .where(Reflection.process_id == process.id)
        .execution_options(populate_existing=True)
    )
    found: dict[str, dict[int, Said]] = {moment: {} for moment in MOMENTS}
    for row, user in act.session.execute(query):
        found[row.moment][row.principle] = Said(row.text, user, row.at)
    return found


def earlier(
    said: Mapping[str, Mapping[int, Said]], moment: str
) -> dict[int, list[tuple[str, Said]]]:
    """What was written at the moments before one, by principle."""
    before = MOMENTS[: MOMENTS.index(moment)]
    return {
        principle: [(each, said[each][principle]) for each in before if principle in said[each]]
        for principle in PRINCIPLES
    }


def fitting_moment(act: Act, process: Process) -> str:
    """The moment that fits how far a process is.

    The end, once it is signed or no open loop is below "answered"; before there is an insight, the
    start; else midway.
    """
    signed = exists().where(Signature.process_id == process.id)
    woven = exists().where(Insight.process_id == process.id)
    below = Tally.step0 + Tally.step1 + Tally.step2 + Tally.step3
    query = (
        select(signed, woven, func.coalesce(Tally.loops, 0), func.coalesce(below, 0))
        .select_from(Process)
        .outerjoin(Tally, Tally.process_id == Process.id)
        .where(Process.id == process.id)
    )
    is_signed, is_woven, loops, on_their_way = act.session.execute(query).one()
    if is_signed:
        return "end"
    if not is_woven:
        return "start"
    return "end" if loops and not on_their_way else "midway"


def beside(act: Act, process: Process) -> Beside:
    """What was promised, what stands in the way, what was believed, and who was heard."""
    number = process.id
    promises = select(Commitment).where(Commitment.process_id == number)
    obstacles = select(Obstacle).where(Obstacle.process_id == number)
    assumptions = select(Assumption).where(Assumption.process_id == number)
    perspectives = (
        select(Participant.perspectives)
        .join(LoopRow, LoopRow.participant_id == Participant.id)
        .where(LoopRow.process_id == number, Participant.perspectives != "")
        .group_by(Participant.perspectives)
    )
    in_the_way = _first(act, obstacles.order_by(Obstacle.id))
    return Beside(
        _first(act, promises.order_by(Commitment.due, Commitment.id)),
        First([(row, None) for row in in_the_way.rows], in_the_way.more),
        _first(act, assumptions.order_by(Assumption.id)),
        _first(act, perspectives.order_by(func.min(Participant.id))),
    )


def _first(act: Act, query: Rows) -> First:
    limited = query.limit(FIRST + 1).execution_options(populate_existing=True)
    rows = act.session.scalars(limited).all()
    return First(rows[:FIRST], len(rows) > FIRST)
