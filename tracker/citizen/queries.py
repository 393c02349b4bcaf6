"""What a link opens: the letter behind it, and what its reader has sent already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, contains_eager

from tracker.citizen.asking import Ask, asks_of
from tracker.domain.contribution import Contribution, ContributionWording, SettingAside
from tracker.domain.errors import Refused, Unseen
from tracker.domain.process import Process
from tracker.domain.projection import OpenResponse
from tracker.domain.response import Response
from tracker.domain.round import Delivery, DeliveryPassage, Passage, Round
from tracker.domain.workdays import local_date, promised
from tracker.reports.document import Document
from tracker.reports.freezing import document_of


class LinkOver(Refused):
    """The link was good once. `phone` is whom to call instead."""

    def __init__(self, phone: str) -> None:
        super().__init__("link_over")
        self.phone = phone


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that was answered: what it was about, the move, and the words."""

    kind: str
    move: str
    text: str
    shown: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent together. `answer_by`: when we have promised to answer, if that is wanted."""

    day: date
    answers: Sequence[Sent]
    answer_by: date | None

    @property
    def moves(self) -> set[str]:
        return {sent.move for sent in self.answers}


@dataclass(frozen=True, slots=True)
class Letter:
    """A report as it was frozen, all it asks, and what its reader has sent; the newest first."""

    delivery: Delivery
    document: Document
    asks: Sequence[Ask]
    sendings: Sequence[Sending]

    @property
    def process(self) -> Process:
        return self.delivery.round.process

    @property
    def phone(self) -> str:
        return phone_of(self.process)


def delivery_behind(session: Session, token_hash: str, now: datetime) -> Delivery:
    """The delivery whose link it is; Unseen when there is none, LinkOver when it has ended.

    A case has no link, whatever was frozen before it became one.
    """
    query = (
        select(Delivery)
        .join(Delivery.round)
        .join(Round.process)
        .options(contains_eager(Delivery.round).contains_eager(Round.process))
        .where(Delivery.token_hash == token_hash, Process.kind != "case")
    )
    delivery = session.scalars(query).first()
    if delivery is None or delivery.link_until is None:
        raise Unseen("letter", 0)
    if delivery.link_until <= now:
        raise LinkOver(phone_of(delivery.round.process))
    return delivery


def letter_of(session: Session, delivery: Delivery) -> Letter:
    """All that the reader's page shows, with the same statements for any number of insights."""
    document = document_of(session, delivery)
    asks = asks_of(document, _contributions(session, delivery))
    return Letter(delivery, document, asks, _sendings(session, delivery, asks))


def phone_of(process: Process) -> str:
    """Whom to call, as a number; empty when there is none."""
    return process.contact_phone or process.department.phone


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
        .options(
            contains_eager(ContributionWording.contribution).selectinload(Contribution.wordings)
        )
        .where(
            ContributionWording.id.in_(standing),
            Contribution.participant_id == delivery.participant_id,
        )
    )
    return {wording.id: wording.contribution for wording in session.scalars(query)}


def _sendings(session: Session, delivery: Delivery, asks: Sequence[Ask]) -> list[Sending]:
    """What came by the link; what was written in for them by staff is not shown to who holds it."""
    waits = exists().where(OpenResponse.response_id == Response.id)
    query = (
        select(Response, SettingAside.contribution_id, waits)
        .outerjoin(SettingAside, SettingAside.id == Response.setting_aside_id)
        .where(
            Response.round_id == delivery.round_id,
            Response.participant_id == delivery.participant_id,
            Response.form_key.is_not(None),
            Response.written_by_id.is_(None),
        )
        .order_by(Response.at.desc(), Response.sending, Response.id)
    )
    rows = session.execute(query)
    days, found = delivery.round.process.days_to_answer, []
    for _, together in groupby(rows, key=lambda row: row[0].sending):
        some = list(together)
        at = some[0][0].at
        waiting = any(waits for _, _, waits in some)
        answers = [_sent(delivery, asks, response, aside) for response, aside, _ in some]
        found.append(Sending(local_date(at), answers, promised(at, days) if waiting else None))
    return found


def _sent(delivery: Delivery, asks: Sequence[Ask], response: Response, aside: int | None) -> Sent:
    contribution = response.contribution_id or aside
    about = [ask for ask in asks if _is_about(ask, response.version_id, contribution)]
    kind = "last" if delivery.round.purpose == "closing" else "whole"
    if contribution is not None:
        kind = "own" if response.move in ("correct", "withdraw") else "aside"
    elif response.version_id is not None:
        kind = "insight"
    shown = next((ask.passage.text or "" for ask in about if ask.passage), "")
    return Sent(kind, response.move, response.text, shown)


def _is_about(ask: Ask, version: int | None, contribution: int | None) -> bool:
    if contribution is not None:
        return ask.contribution is not None and ask.contribution.id == contribution
    return version is not None and ask.version == version
