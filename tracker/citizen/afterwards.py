"""What a reader has sent by the link, and what it led to as it was told them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tracker.citizen.asking import Ask
from tracker.domain.contribution import SettingAside
from tracker.domain.facts import Loop
from tracker.domain.history import facts_of
from tracker.domain.loop import fold
from tracker.domain.projection import OpenResponse
from tracker.domain.response import ResolutionResponse, Response
from tracker.domain.round import Delivery, DeliveryPassage, Passage
from tracker.domain.workdays import local_date, promised
from tracker.reports.composing import our_answers
from tracker.reports.guarding import guard_of


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing that was answered: what it was about, the move, and the words.

    `led_to`: the sentences that they were told about it, or are told here, as no letter comes any
    more; `written`: it has an answer that they were not told yet.
    """

    kind: str
    move: str
    text: str
    shown: str
    led_to: Sequence[str] = ()
    written: bool = False

    @property
    def answers_last(self) -> bool:
        """Whether it is a yes or a no to whether we answered (R24)."""
        return self.kind == "last" and self.move in ("recognise", "disagree")


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent together. `answer_by`: when we have promised to answer, if that is wanted.

    `helper`: who wrote it for them, if anybody did. `here`: no letter comes any more, so what it
    led to is read here alone.
    """

    day: date
    answers: Sequence[Sent]
    answer_by: date | None
    helper: str
    here: bool = False

    @property
    def moves(self) -> set[str]:
        return {sent.move for sent in self.answers}

    @property
    def no_thanks(self) -> bool:
        """Whether it asks nothing of us but to be left alone, with their words or without."""
        return "no-thanks" in self.moves and self.moves <= {"no-thanks", "withdraw"}


def sendings_of(
    session: Session, delivery: Delivery, asks: Sequence[Ask], now: datetime
) -> list[Sending]:
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
    rows = session.execute(query).all()
    if not rows:
        return []
    loop = _loop_of(session, delivery)
    told = _told(session, loop)
    if loop.ended:
        told = {**_told_here(session, delivery, loop, now), **told}
    days, found = delivery.round.process.days_to_answer, []
    for _, together in groupby(rows, key=lambda row: row[0].sending):
        some = list(together)
        first = some[0][0]
        waiting = any(waits for _, _, waits in some)
        answers = [
            _sent(delivery, asks, response, aside, told.get(response.id, ()), loop)
            for response, aside, _ in some
        ]
        by = promised(first.at, days) if waiting else None
        found.append(Sending(local_date(first.at), answers, by, first.helper or "", loop.ended))
    return found


def _loop_of(session: Session, delivery: Delivery) -> Loop:
    participant = delivery.participant_id
    facts = facts_of(session, delivery.round.process_id, [participant])
    return fold(facts[participant], participant)


def _told(session: Session, loop: Loop) -> Mapping[int, Sequence[str]]:
    """What the present answer to each response was, in the report that told it last (R2)."""
    reports = [d.id for d in loop.deliveries.values() if d.told]
    present = {a.resolution: a.id for a in loop.answers.values() if a.resolution is not None}
    query = (
        select(DeliveryPassage.delivery_id, ResolutionResponse, Passage.text)
        .join(Passage, Passage.id == DeliveryPassage.passage_id)
        .join(ResolutionResponse, ResolutionResponse.resolution_id == Passage.source_id)
        .where(
            Passage.source_kind == "resolution",
            Passage.source_id.in_(present),
            Passage.text.is_not(None),
            DeliveryPassage.delivery_id.in_(reports),
        )
        .order_by(DeliveryPassage.delivery_id, DeliveryPassage.position)
    )
    found: dict[int, dict[int, list[str]]] = {}
    for report, settled, text in session.execute(query):
        key = ("resolution", settled.resolution_id)
        if key in loop.deliveries[report].told:
            by_report = found.setdefault(settled.response_id, {})
            by_report.setdefault(report, []).append(text or "")
    return {response: by_report[max(by_report)] for response, by_report in found.items()}


def _told_here(
    session: Session, delivery: Delivery, loop: Loop, now: datetime
) -> Mapping[int, Sequence[str]]:
    """Our answers to somebody whose loop has ended (R18), as their next letter would tell them.

    What would have been warned of before a letter left is not shown.
    """
    resolved = {id_: a.resolution for id_, a in loop.answers.items() if a.resolution is not None}
    if not resolved:
        return {}
    guard, name = guard_of(session, delivery.round.process), delivery.participant.name
    passages = our_answers(session, delivery, now)
    lead = [passage.text or "" for passage in passages if passage.kind == "lead"]
    said: dict[int, list[str]] = {}
    for passage in passages:
        if passage.kind == "resolution" and passage.source:
            said.setdefault(passage.source.id, []).append(passage.text or "")
    return {
        response: [*lead, *said[resolution]]
        for response, resolution in resolved.items()
        if resolution in said and not guard.found(" ".join(said[resolution]), name)
    }


def _sent(
    delivery: Delivery,
    asks: Sequence[Ask],
    response: Response,
    aside: int | None,
    told: Sequence[str],
    loop: Loop,
) -> Sent:
    contribution = response.contribution_id or aside
    about = [ask for ask in asks if _is_about(ask, response.version_id, contribution)]
    kind = "last" if delivery.round.purpose == "closing" else "whole"
    if contribution is not None:
        kind = "own" if response.move in ("correct", "withdraw") else "aside"
    elif response.version_id is not None:
        kind = "insight"
    # A yes alone says nothing: it stands with what was asked. No thanks is to all of it.
    if kind == "last" and response.move != "no-thanks":
        about = [ask for ask in asks if ask.kind == kind]
    shown = next((ask.passage.text or "" for ask in about if ask.passage), "")
    answer = loop.answers.get(response.id)
    resolved = answer is not None and answer.resolution is not None
    return Sent(kind, response.move, response.text, shown, told, resolved and not told)


def _is_about(ask: Ask, version: int | None, contribution: int | None) -> bool:
    if contribution is not None:
        return ask.contribution is not None and ask.contribution.id == contribution
    return version is not None and ask.version == version
