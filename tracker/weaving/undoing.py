"""Undoing on the pages of weaving: what was woven in, taken out or set aside by a slip, while
nothing was given back since. Every rule reads on as if it had not been done.
"""

from collections.abc import Sequence

from sqlalchemy import func, select, update

from tracker.domain import history
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.errors import RuleBroken
from tracker.domain.hearing import setting_aside_of
from tracker.domain.history import Event, NewEvent
from tracker.domain.insight import Evidence, Insight
from tracker.domain.round import Delivery, Round
from tracker.domain.versions import demand_living
from tracker.weaving.services import withdraw_insight


def undo_weaving(act: Act, insight: Insight, contributions: Sequence[Contribution]) -> None:
    """Take back that contributions were woven in; what was set aside is so again, all or none.

    RuleBroken when one is not evidence by a weaving, or something was given back since.
    """
    history.wait_for_others(act.session)
    rows = [_woven(act, insight, each) for each in contributions]
    _take_back(act, insight, contributions, [row.event_id for row in rows])
    for row in rows:
        act.session.delete(row)
    act.session.flush()
    for row in rows:
        _set_aside_again(act, row.contribution_id, row.event_id)


def undo_unweaving(act: Act, insight: Insight, contributions: Sequence[Contribution]) -> None:
    """Take back that contributions were taken out: they are evidence as they were, all or none.

    RuleBroken when one was not taken out, or became something else, or was told of since.
    """
    history.wait_for_others(act.session)
    demand_living(insight)
    rows = {each.id: _taken_out(act, insight, each) for each in contributions}
    _take_back(act, insight, contributions, [row.ended_event_id or 0 for row in rows.values()])
    for row in rows.values():
        row.ended_event_id, row.end_reason = None, ""
    act.session.flush()


def undo_adding(
    act: Act, insight: Insight, contributions: Sequence[Contribution], reason: str
) -> None:
    """Take back that an insight was written down of contributions: it is withdrawn, and they
    stand as they stood.

    RuleBroken when something was given back since it was written, or more was woven into it.
    """
    undo_weaving(act, insight, contributions)
    _demand_untold(act, insight, insight.event_id)
    more = select(Evidence.id).where(
        Evidence.insight_id == insight.id, Evidence.ended_event_id.is_(None)
    )
    if act.session.scalars(more.limit(1)).first() is not None:
        raise RuleBroken("more_woven_since", insight=insight.id)
    withdraw_insight(act, insight, reason)


def undo_setting_aside(act: Act, contributions: Sequence[Contribution]) -> None:
    """Take back that contributions were set aside: they have become nothing yet, all or none.

    RuleBroken when one is not set aside, or its author was given something back since.
    """
    history.wait_for_others(act.session)
    for contribution in dict.fromkeys(contributions):
        aside = setting_aside_of(act, contribution)
        if aside is None:
            raise RuleBroken("not_set_aside", contribution=contribution.id)
        if _told_since(act, contribution.process_id, aside.event_id, [contribution.participant_id]):
            raise RuleBroken("told_of_setting_aside", contribution=contribution.id)
        # Its row stays: what was called back may name the reason.
        aside.ended_event_id = act.record(
            contribution.process_id,
            "setting_aside_undone",
            participant=contribution.participant_id,
            contribution=contribution.id,
            undoes=aside.event_id,
        )
    act.session.flush()


def _woven(act: Act, insight: Insight, contribution: Contribution) -> Evidence:
    """How it became evidence by a weaving; what moved here by a merge or split did not."""
    query = (
        select(Evidence)
        .join(Event, Event.id == Evidence.event_id)
        .where(Evidence.insight_id == insight.id, Evidence.contribution_id == contribution.id)
        .where(Evidence.ended_event_id.is_(None), Event.kind == "evidence_began")
    )
    row = act.session.scalars(query).first()
    if row is None:
        raise RuleBroken("not_woven", contribution=contribution.id, insight=insight.id)
    return row


def _taken_out(act: Act, insight: Insight, contribution: Contribution) -> Evidence:
    """How it last was evidence, when it was taken out and became nothing else since."""
    if contribution.withdrawn_event_id is not None:
        raise RuleBroken("already_withdrawn", contribution=contribution.id)
    query = (
        select(Evidence, Event.kind)
        .outerjoin(Event, Event.id == Evidence.ended_event_id)
        .where(Evidence.insight_id == insight.id, Evidence.contribution_id == contribution.id)
        .order_by(Evidence.id.desc())
    )
    row = act.session.execute(query).first()
    if row is None or row.kind != "evidence_ended":
        raise RuleBroken("not_taken_out", contribution=contribution.id)
    since = select(SettingAside.id).where(
        SettingAside.contribution_id == contribution.id,
        SettingAside.event_id > row.Evidence.ended_event_id,
    )
    if act.session.scalars(since.limit(1)).first() is not None:
        raise RuleBroken("not_taken_out", contribution=contribution.id)
    return row.Evidence


def _take_back(
    act: Act, insight: Insight, contributions: Sequence[Contribution], numbers: Sequence[int]
) -> None:
    """Record that these events are undone, each the one of its contribution."""
    if not numbers:
        return
    _demand_untold(act, insight, min(numbers))
    events = [
        NewEvent(
            "weaving_undone",
            act.now,
            {"participant": c.participant_id, "contribution": c.id, "insight": insight.id}
            | {"undoes": number},
            [c.participant_id],
            [insight.id],
        )
        for c, number in zip(contributions, numbers, strict=True)
    ]
    act.record_all(insight.process_id, history.reserve(act.session, len(events)), events)


def _demand_untold(act: Act, insight: Insight, number: int) -> None:
    if _told_since(act, insight.process_id, number):
        raise RuleBroken("given_back_since")


def _told_since(act: Act, process: int, number: int, people: Sequence[int] = ()) -> bool:
    """Whether a report was frozen after the event of that number, and not called back; of some
    people's, if these are named."""
    told = (
        select(Delivery.id)
        .join(Round, Round.id == Delivery.round_id)
        .where(Round.process_id == process, Round.called_back_event_id.is_(None))
        .where(Delivery.event_id > number)
        .limit(1)
    )
    if people:
        told = told.where(Delivery.participant_id.in_(people))
    return act.session.scalars(told).first() is not None


def _set_aside_again(act: Act, contribution: int, number: int) -> None:
    """What the event of that number ended stands again, until the next weaving that would have."""
    next_woven = (
        select(func.min(Evidence.event_id))
        .where(Evidence.contribution_id == contribution, Evidence.event_id > number)
        .scalar_subquery()
    )
    act.session.execute(
        update(SettingAside)
        .where(SettingAside.contribution_id == contribution, SettingAside.ended_event_id == number)
        .values(ended_event_id=next_woven)
        .execution_options(synchronize_session="fetch")
    )
