"""Planning a session: it tells nobody, and moves no loop, until it is held and written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Conflict, RuleBroken, Unseen
from tracker.domain.insight import Insight
from tracker.domain.notes import colleagues_of
from tracker.domain.participant import Participant
from tracker.domain.planned import ExpectedThere, PlannedInsight, PlannedSession
from tracker.domain.policies import one_of_process
from tracker.domain.process import Process
from tracker.domain.round import JointSession, Round
from tracker.domain.undoing import demand_standing
from tracker.domain.workdays import local_date
from tracker.language.given import LINE, TEXT, day_given, line_given, text_given
from tracker.returning.planning import held, rows_of

MINUTES = 120
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What somebody wants a session to be; `insights`: none chosen shows all of the round's."""

    at: datetime
    place: str
    place_kind: str = "neutral"
    minutes: int = MINUTES
    led_by: int | None = None
    insights: Sequence[int] = ()
    expected: Sequence[int] = ()
    note: str = ""


def plan_session(act: Act, number: int, wanted: SessionPlan) -> PlannedSession:
    """Plan a session about a round. RuleBroken when the round was called back."""
    round_ = held(act, number)
    demand_standing(round_)
    planned = PlannedSession(process_id=round_.process_id, round_id=round_.id)
    _set(act, planned, round_, wanted)
    return planned


def change_session(act: Act, number: int, seen: int, wanted: SessionPlan) -> PlannedSession:
    """Plan it anew. Conflict when it is not the edition that was seen any more."""
    planned = _held(act, number)
    demand_open(planned)
    if planned.edition != seen:
        raise Conflict("changed_meanwhile")
    for table in (PlannedInsight, ExpectedThere):
        act.session.execute(delete(table).where(table.planned_id == planned.id))
    _set(act, planned, planned.round, wanted)
    return planned


def cancel_session(act: Act, number: int) -> PlannedSession:
    """Say that it is not held after all; said twice it is said once."""
    return _say(act, number, cancelled=True)


def restore_session(act: Act, number: int) -> PlannedSession:
    """Say that it is held after all."""
    return _say(act, number, cancelled=False)


def written_down(act: Act, number: int, round_: Round, session: JointSession) -> None:
    """What was planned was held: by this session. Unseen when it was planned of another round."""
    planned = _held(act, number)
    if planned.round_id != round_.id:
        raise Unseen("planned_session", number)
    demand_open(planned)
    planned.session_id = session.id
    _changed(act, planned)


def move_to(act: Act, round_: Round, again: Round) -> None:
    """What is planned of a round that was called back is of the draft that took its place."""
    act.session.execute(
        update(PlannedSession)
        .where(PlannedSession.round_id == round_.id, PlannedSession.session_id.is_(None))
        .values(round_id=again.id)
    )


def demand_open(planned: PlannedSession) -> None:
    """RuleBroken when it was held or called off: then it stays as it is."""
    if planned.session_id is not None:
        raise RuleBroken("session_was_held")
    if planned.cancelled_at is not None:
        raise RuleBroken("session_is_cancelled")


def _set(act: Act, planned: PlannedSession, round_: Round, wanted: SessionPlan) -> None:
    day_given("at", local_date(wanted.at))
    if wanted.at <= act.now:
        raise BadInput("at", "planned_in_the_past")
    told = {insight.id for insight in round_.insights}
    for insight in rows_of(act, Insight, round_.process, wanted.insights):
        if insight.id not in told:
            raise BadInput("insights", "not_in_this_round", insight=insight.id)
    planned.at, planned.minutes = wanted.at, wanted.minutes
    planned.place = line_given("place", wanted.place, LINE)
    planned.place_kind = wanted.place_kind
    planned.led_by_id = _leader(act, round_.process, wanted.led_by)
    planned.note = wanted.note and text_given("note", wanted.note, TEXT)
    _changed(act, planned)
    act.session.add_all(
        PlannedInsight(planned_id=planned.id, insight_id=insight)
        for insight in dict.fromkeys(wanted.insights)
    )
    act.session.add_all(
        ExpectedThere(planned_id=planned.id, participant_id=person.id)
        for person in rows_of(act, Participant, round_.process, wanted.expected)
    )
    act.session.flush()
    act.session.expire(planned, ["insights", "expected", "led_by"])


def _leader(act: Act, process: Process, number: int | None) -> int | None:
    if number is not None and number not in {user.id for user in colleagues_of(act, process)}:
        raise BadInput("led_by", "not_a_colleague")
    return number


def _say(act: Act, number: int, cancelled: bool) -> PlannedSession:
    planned = _held(act, number)
    if planned.session_id is not None:
        raise RuleBroken("session_was_held")
    if cancelled != (planned.cancelled_at is not None):
        planned.cancelled_at = act.now if cancelled else None
        _changed(act, planned)
    return planned


def _changed(act: Act, planned: PlannedSession) -> None:
    planned.edition = (planned.edition or 0) + 1
    planned.changed_at = act.now
    act.session.add(planned)
    act.session.flush()


def _held(act: Act, number: int) -> PlannedSession:
    """The plan as it is now, and nobody else changes it until this is over."""
    one_of_process(act, PlannedSession, number)
    query = select(PlannedSession).where(PlannedSession.id == number).with_for_update()
    return act.session.scalars(query.execution_options(populate_existing=True)).one()
