"""Why a mail is not sent after all: what changed since its report was frozen.

A reason is a word of the catalogues; `outbox.stop` keeps it with the attempt.
"""

from collections.abc import Callable

from sqlalchemy import exists, func, or_, select

from tracker.domain.act import Act
from tracker.domain.base import Lookup
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.history import Event, EventAbout, facts_of
from tracker.domain.loop import fold, reminder_due
from tracker.domain.projection import LoopRow
from tracker.domain.response import Response, ResponseContribution
from tracker.domain.round import Attempt, Delivery, DeliveryPassage, Passage
from tracker.domain.sharing import OTHERS, hidden_now
from tracker.domain.workdays import local_date
from tracker.reports.freezing import document_of


def why_not(act: Act, attempt: Attempt) -> str | None:
    """The first reason not to send an attempt now; None when it may go."""
    return next((reason for reason, holds in _REASONS.items() if holds(act, attempt)), None)


def address_key(act: Act, email: str | None) -> str | None:
    """An address as `Delivery.addressed` keeps it: to compare with, not to read."""
    return Lookup().process_bind_param(email, act.session.get_bind().dialect)


def _would_ask_nothing(act: Act, attempt: Attempt) -> bool:
    """The mail holds the letter itself, and by now letters open by a second thing alone."""
    return attempt.delivery.round.process.asks_code and attempt.delivery.mail == "report"


def _is_anothers_to_read(act: Act, attempt: Attempt) -> bool:
    return attempt.delivery.is_told_otherwise(local_date(act.now))


def _wishes_otherwise(act: Act, attempt: Attempt) -> bool:
    return attempt.delivery.participant.channel != "email"


def _has_moved(act: Act, attempt: Attempt) -> bool:
    """Another address, however it is spelt, than the one that was approved."""
    email = attempt.delivery.participant.email
    return not email or address_key(act, email) != attempt.delivery.addressed


def _is_excepted(act: Act, attempt: Attempt) -> bool:
    loop = act.session.get(LoopRow, attempt.delivery.participant_id)
    return loop is not None and loop.state == "excepted"


def _has_ended(act: Act, attempt: Attempt) -> bool:
    loop = act.session.get(LoopRow, attempt.delivery.participant_id)
    return loop is not None and loop.state == "ended"


def _holds_withdrawn_words(act: Act, attempt: Attempt) -> bool:
    """Somebody took back what they said, and it stands in the report, theirs or another's."""
    back = Contribution.withdrawn_event_id.is_not(None)
    worded = exists().where(
        Passage.source_kind == "wording",
        Passage.section.not_in(OTHERS),
        ContributionWording.id == Passage.source_id,
        Contribution.id == ContributionWording.contribution_id,
        back,
    )
    added = exists().where(
        Passage.source_kind == "response",
        Response.id == Passage.source_id,
        Response.move == "add",
        ResponseContribution.response_id == Response.id,
        Contribution.id == ResponseContribution.contribution_id,
        back,
    )
    held = (
        select(Passage.id)
        .join(DeliveryPassage, DeliveryPassage.passage_id == Passage.id)
        .where(DeliveryPassage.delivery_id == attempt.delivery_id, Passage.erased_on.is_(None))
        .where(or_(worded.correlate(Passage), added.correlate(Passage)))
        .limit(1)
    )
    return act.session.scalar(held) is not None


def _quotes_what_is_hidden(act: Act, attempt: Attempt) -> bool:
    """What others let be read was approved, and is read by nobody any more.

    A notice holds no words, a reminder is of what was sent, and both show no more than they may.
    """
    if attempt.message != "report" or attempt.reminder:
        return False
    hidden = (
        select(Passage.id)
        .join(DeliveryPassage, DeliveryPassage.passage_id == Passage.id)
        .join(Delivery, Delivery.id == DeliveryPassage.delivery_id)
        .where(Delivery.id == attempt.delivery_id, hidden_now())
    )
    return act.session.scalar(hidden.limit(1)) is not None


def _has_bounced(act: Act, attempt: Attempt) -> bool:
    """An earlier mail to this address came back, and no contact detail was entered since."""
    delivery = attempt.delivery
    back = act.session.scalar(
        select(func.max(Attempt.at))
        .join(Delivery)
        .where(Delivery.participant_id == delivery.participant_id)
        .where(Attempt.reason == "bounced", Attempt.state == "failed")
        .where(Delivery.addressed == delivery.addressed)
    )
    if back is None:
        return False
    changes = (
        select(Event.data)
        .join(EventAbout, EventAbout.event_id == Event.id)
        .where(EventAbout.participant_id == delivery.participant_id)
        .where(Event.kind == "participant_changed", Event.recorded > back)
    )
    return not any(data["contact"] for data in act.session.scalars(changes))


def _is_altered(act: Act, attempt: Attempt) -> bool:
    return not document_of(act.session, attempt.delivery).verify()


def _is_not_needed(act: Act, attempt: Attempt) -> bool:
    """A reminder of what was answered or opened meanwhile, or that a rule is now against (R6)."""
    if not attempt.reminder:
        return False
    delivery = attempt.delivery
    person = delivery.participant_id
    facts = facts_of(act.session, delivery.round.process_id, [person])
    loop = fold(facts[person], person)
    standing = loop.deliveries[delivery.id]
    # Earlier tries of this very reminder do not count; and a late one still moves the window.
    standing.attempts.pop(attempt.id, None)
    for known, other in list(standing.attempts.items()):
        if other.reminder and other.state == "waiting":
            del standing.attempts[known]
    standing.ended = None
    standing.settle(facts[person][-1].n)
    return reminder_due(loop, standing) is None


_REASONS: dict[str, Callable[[Act, Attempt], bool]] = {
    "code": _would_ask_nothing,
    "ended": _has_ended,
    "excepted": _is_excepted,
    "reader": _is_anothers_to_read,
    "wish": _wishes_otherwise,
    "address": _has_moved,
    "bounced": _has_bounced,
    "withdrawn": _holds_withdrawn_words,
    "quoted": _quotes_what_is_hidden,
    "altered": _is_altered,
    "not_needed": _is_not_needed,
}
