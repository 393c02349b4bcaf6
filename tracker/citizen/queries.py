"""What a link opens: the letter behind it, and what its reader has sent already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from tracker.citizen.afterwards import Sending, Sent, sendings_of
from tracker.citizen.asking import Ask, Corrected, asks_of
from tracker.citizen.steps import Step, steps_of
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.drafts import Draft, draft_of
from tracker.domain.errors import Refused, Unseen
from tracker.domain.history import Event
from tracker.domain.participant import children
from tracker.domain.process import Process
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Delivery, DeliveryPassage, Passage, Round
from tracker.domain.workdays import local_date
from tracker.reports.document import Document
from tracker.reports.freezing import document_of

# What a letter's standing is when it has gone to its reader.
LEFT = ("sent", "reached")


class LinkOver(Refused):
    """The link was good once. `phone` is whom to call instead."""

    def __init__(self, phone: str) -> None:
        super().__init__("link_over")
        self.phone = phone


class CodeAsked(Refused):
    """The letter opens only by a second thing, which was not given here."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__("code_asked")
        self.delivery = delivery


@dataclass(frozen=True, slots=True)
class Letter:
    """A report as it was frozen, all it asks, and what its reader has sent; the newest first.

    `steps`: the letter one thing at a time; `draft`: what was written and not sent; `dated`: when
    it was frozen; `answer_by`: the last day of the time to answer, None when that is over;
    `newer`: when the newest letter was frozen that was sent to its reader since.
    """

    delivery: Delivery
    document: Document
    asks: Sequence[Ask]
    sendings: Sequence[Sending]
    steps: Sequence[Step]
    draft: Draft | None
    dated: date
    answer_by: date | None
    newer: date | None

    @property
    def process(self) -> Process:
        return self.delivery.round.process

    @property
    def last_answer(self) -> tuple[date, Sent] | None:
        """What they last answered to whether we answered (R24), and when."""
        said = ((sending.day, sent) for sending in self.sendings for sent in sending.answers)
        return next((one for one in said if one[1].answers_last), None)

    @property
    def asks_why(self) -> Ask | None:
        """What a no was said to that has no words yet."""
        last = self.last_answer
        if last is None or last[1].move != "disagree" or last[1].text:
            return None
        return next((ask for ask in self.asks if ask.kind == "last"), None)

    @property
    def phone(self) -> str:
        return self.process.phone


def delivery_behind(session: Session, token_hash: str, now: datetime) -> Delivery:
    """The delivery whose link it is; Unseen when there is none, LinkOver when it has ended."""
    query = (
        select(Delivery)
        .join(Delivery.round)
        .join(Round.process)
        .join(Delivery.participant)
        .options(
            contains_eager(Delivery.round).contains_eager(Round.process),
            contains_eager(Delivery.participant),
        )
        .where(Delivery.token_hash == token_hash)
        # A child is told in person, also when that was found out later.
        .where(~children(local_date(now)))
    )
    delivery = session.scalars(query).first()
    if delivery is None or delivery.link_until is None:
        raise Unseen("letter", 0)
    # It was written to be read by another than its link would now be opened by.
    if delivery.link_until <= now or delivery.is_told_otherwise(local_date(now)):
        raise LinkOver(delivery.round.process.phone)
    return delivery


def letter_of(session: Session, delivery: Delivery, now: datetime) -> Letter:
    """All that the reader's page shows, with the same statements for any number of insights."""
    document = document_of(session, delivery)
    contributions = _contributions(session, delivery)
    asks = asks_of(document, contributions, _corrected(session, contributions))
    return Letter(
        delivery,
        document,
        asks,
        sendings_of(session, delivery, asks, now),
        steps_of(document, asks),
        draft_of(session, delivery),
        *_days(session, delivery, now),
    )


class _Days(NamedTuple):
    """Of a letter: when it was frozen, until when its reader has to answer, and when the newest
    letter was frozen that they were sent since."""

    dated: date
    answer_by: date | None
    newer: date | None


def _days(session: Session, delivery: Delivery, now: datetime) -> _Days:
    """Three moments with one statement."""
    asked = {
        "delivery": delivery.id,
        "frozen": delivery.event_id,
        "participant": delivery.participant_id,
    }
    (_, at, ends), *later = session.execute(_moments(), asked)
    return _Days(
        local_date(at),
        local_date(ends) if ends is not None and ends > now else None,
        local_date(later[0].at) if later else None,
    )


@cache
def _moments() -> Select[int, datetime, datetime | None]:
    """When a delivery was frozen and its time is over, and after it when the newest was. Written
    once: that takes longer than asking."""
    later, sent = aliased(Delivery), aliased(DeliveryStanding)
    frozen: BindParameter[int] = bindparam("frozen")
    newer = (
        select(func.max(later.event_id))
        .join(sent, sent.delivery_id == later.id)
        .where(
            later.participant_id == bindparam("participant"),
            later.event_id > frozen,
            sent.state.in_(LEFT),
        )
        .scalar_subquery()
    )
    return (
        select(Event.id, Event.at, DeliveryStanding.window_ends)
        .outerjoin(DeliveryStanding, DeliveryStanding.delivery_id == bindparam("delivery"))
        .where(or_(Event.id == frozen, Event.id == newer))
        .order_by(Event.id)
    )


def _corrected(session: Session, contributions: Mapping[int, Contribution]) -> dict[int, Corrected]:
    """What the author last made of each contribution that they have corrected."""
    query = (
        select(ContributionWording, Event.at)
        .join(Event, Event.id == ContributionWording.event_id)
        .where(
            ContributionWording.contribution_id.in_({c.id for c in contributions.values()}),
            ContributionWording.kind == "corrected",
        )
        .order_by(ContributionWording.id)
    )
    return {
        wording.contribution_id: Corrected(wording.id, wording.text, local_date(at))
        for wording, at in session.execute(query)
    }


def _contributions(session: Session, delivery: Delivery) -> dict[int, Contribution]:
    """The reader's contributions that stand in the report, by the wording that does."""
    standing = (
        select(Passage.source_id)
        .join(DeliveryPassage, DeliveryPassage.passage_id == Passage.id)
        .where(DeliveryPassage.delivery_id == delivery.id, Passage.source_kind == "wording")
    )
    query = (
        select(ContributionWording)
        .join(ContributionWording.contribution)
        .options(contains_eager(ContributionWording.contribution).joinedload(Contribution.wordings))
        .where(
            ContributionWording.id.in_(standing),
            Contribution.participant_id == delivery.participant_id,
        )
    )
    return {wording.id: wording.contribution for wording in session.scalars(query).unique()}
