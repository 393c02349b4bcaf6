"""What returning reads: a round's deliveries and what became of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, selectinload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.history import Event, in_pieces
from tracker.domain.planned import PlannedSession
from tracker.domain.policies import seen_contributions, seen_reports
from tracker.domain.projection import DeliveryStanding
from tracker.domain.response import Response
from tracker.domain.round import Attempt, Delivery, Round, told_otherwise
from tracker.domain.undoing import demand_standing
from tracker.domain.workdays import local_date


def deliveries_of(act: Act, round_: Round) -> list[dict[str, Any]]:
    """Each delivery of a round: its state, why, how often it was tried and when last.

    What was called back is owed nobody, and has no standing of its own any more.
    """
    tried = (
        select(
            Attempt.delivery_id,
            func.count().label("attempts"),
            func.max(Attempt.id).label("last"),
        )
        .join(Delivery, Delivery.id == Attempt.delivery_id)
        .where(Delivery.round_id == round_.id)
        .group_by(Attempt.delivery_id)
        .subquery()
    )
    query = (
        select(
            Delivery.id.label("delivery"),
            Delivery.participant_id.label("participant"),
            Delivery.channel,
            func.coalesce(DeliveryStanding.state, "stopped").label("state"),
            case(
                (Round.called_back_event_id.is_not(None), "called_back"), else_=Attempt.reason
            ).label("reason"),
            func.coalesce(tried.c.attempts, 0).label("attempts"),
            func.coalesce(Attempt.at, Event.recorded).label("at"),
            Delivery.hash,
        )
        .join(Round, Round.id == Delivery.round_id)
        .outerjoin(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .join(Event, Event.id == Delivery.event_id)
        .outerjoin(tried, tried.c.delivery_id == Delivery.id)
        .outerjoin(Attempt, Attempt.id == tried.c.last)
        .where(Delivery.round_id == round_.id)
        .order_by(Delivery.id)
    )
    return [dict(row) for row in act.session.execute(query).mappings()]


class Letters(NamedTuple):
    """The deliveries that go by letter, and how many of them are left out, and why.

    `otherwise`: those of children, and those that are another's to read than they were written for.
    """

    deliveries: list[Delivery]
    protected: int
    confided: int
    otherwise: int


def letters_of(act: Act, round_: Round, protected: bool) -> Letters:
    """The letters of a round, but those that are to be told otherwise by now, those in which stands
    what was confided to others, and, unless `protected`, those to protected addresses. RuleBroken
    when the round was called back."""
    demand_standing(round_)
    query = (
        select(Delivery, seen_reports(act.actor), told_otherwise(local_date(act.now)))
        .join(Delivery.participant)
        .where(Delivery.round_id == round_.id, Delivery.channel == "letter")
        .options(selectinload(Delivery.participant), selectinload(Delivery.attempts))
        .order_by(Delivery.id)
    )
    found = act.session.execute(query).all()
    due = [(delivery, is_seen) for delivery, is_seen, otherwise in found if not otherwise]
    seen = [delivery for delivery, is_seen in due if is_seen]
    kept = [d for d in seen if protected or not d.participant.protected_address]
    return Letters(kept, len(seen) - len(kept), len(due) - len(seen), len(found) - len(due))


def confided_in(act: Act, people: Iterable[int], which: InstrumentedAttribute[int]) -> set[int]:
    """What some people had confided to others than the actor: a column of the contributions."""
    found: set[int] = set()
    for some in in_pieces(people):
        query = select(which).where(
            Contribution.participant_id.in_(some), ~seen_contributions(act.actor)
        )
        found |= set(act.session.scalars(query.distinct()))
    return found


def no_thanks_of(act: Act, people: Iterable[int]) -> dict[int, datetime]:
    """Those of some people who last said no thanks, and when; what they withdrew says nothing of
    that, nor what they sent together with it."""
    later = aliased(Response)
    since = exists().where(
        later.participant_id == Response.participant_id,
        later.sending != Response.sending,
        later.move.not_in(("no-thanks", "withdraw")),
        or_(later.at > Response.at, and_(later.at == Response.at, later.id > Response.id)),
    )
    found: dict[int, datetime] = {}
    for some in in_pieces(people):
        query = select(Response.participant_id, func.max(Response.at)).where(
            Response.participant_id.in_(some), Response.move == "no-thanks", ~since
        )
        found |= {
            who: at for who, at in act.session.execute(query.group_by(Response.participant_id))
        }
    return found


def planned_of(act: Act, round_: Round) -> Sequence[PlannedSession]:
    """What is planned of a round and was not held yet, the earliest first; cancelled ones too."""
    query = select(PlannedSession).where(
        PlannedSession.round_id == round_.id, PlannedSession.session_id.is_(None)
    )
    ordered = query.order_by(PlannedSession.at, PlannedSession.id)
    return act.session.scalars(ordered.options(selectinload(PlannedSession.led_by))).all()
