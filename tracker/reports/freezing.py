"""Freezes a round's reports: what is composed now is what stands, and the event says what it tells.

A passage that several reports of a round hold is kept once in each language, with one salt.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.orm import Session

from tracker.domain import history
from tracker.domain.act import Act
from tracker.domain.history import NewEvent, in_pieces
from tracker.domain.insight import InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.response import ResolutionResponse, Response
from tracker.domain.round import Delivery, DeliveryPassage, Round, RoundInsight
from tracker.domain.round import Passage as Kept
from tracker.domain.sharing import hidden_now
from tracker.domain.workdays import local_date
from tracker.reports import links
from tracker.reports.composing import compose_reports, demand_no_cpr, id_of, people_of
from tracker.reports.document import Document, Outside, Passage, hidden
from tracker.reports.keeping import KeptPassages, passage_of
from tracker.reports.opening import has_link, link_of, way_of_code
from tracker.reports.words import citizen
from tracker.settings import Settings

LINK_LIVES = timedelta(days=400)
# What a report can tell, by the sources of its passages.
TELLS = frozenset({"version", "reason", "outcome", "resolution", "withdrawal"})
# Messages that bring the report itself, and that somebody records who brought it.
BY_HAND = frozenset({"letter", "call", "public"})


def tells(document: Document) -> list[tuple[str, int]]:
    """What the report tells: read off its passages' sources and nothing else."""
    sources = {p.source for p in document.passages if p.source and p.text is not None}
    return sorted((s.kind, s.id) for s in sources if s.kind in TELLS)


def freeze_reports(
    act: Act, round_: Round, participants: Sequence[Participant], channels: Mapping[int, str]
) -> list[Delivery]:
    """Freeze a report for each participant whom the round was not given yet; those are returned.

    `channels` says how each is to be told, by the participant's id; whom it leaves out: "none".
    RuleBroken when a CPR number would stand in one.
    """
    frozen: list[Delivery] = []
    for some in in_pieces(dict.fromkeys(map(id_of, participants))):
        given = set(
            act.session.scalars(
                select(Delivery.participant_id).where(
                    Delivery.round_id == round_.id, Delivery.participant_id.in_(some)
                )
            )
        )
        people = people_of(act.session, [id_ for id_ in some if id_ not in given])
        if people:
            frozen += _freeze(act, round_, people, channels)
    return frozen


def _freeze(
    act: Act, round_: Round, participants: Sequence[Participant], channels: Mapping[int, str]
) -> list[Delivery]:
    session = act.session
    _fix_versions(session, round_)
    composed = compose_reports(
        session, round_, participants, channels, act.now, act.settings.privacy_url
    )
    kept = KeptPassages(session, round_)
    documents = {id_: kept.shared(document) for id_, document in composed.items()}
    # What was written since the round was fixed, or is told to who was not of it, is looked at too.
    demand_no_cpr(kept.new())
    kept.add()
    numbers = history.reserve(session, len(documents))
    deliveries = _deliveries(act, round_, participants, channels, documents, numbers)
    session.execute(
        insert(DeliveryPassage),
        [
            {"delivery_id": d.id, "position": position, "passage_id": kept.id_of(passage)}
            for d in deliveries
            for position, passage in enumerate(documents[d.participant_id].passages)
        ],
    )
    events = [_event(act, round_, d, tells(documents[d.participant_id])) for d in deliveries]
    act.record_all(round_.process_id, numbers, events)
    return deliveries


def _fix_versions(session: Session, round_: Round) -> None:
    """What a round tells is fixed before its first report, and is a draft no more."""
    last = (
        select(InsightVersion.id)
        .where(InsightVersion.insight_id == RoundInsight.insight_id)
        .order_by(InsightVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    session.execute(
        update(RoundInsight)
        .where(RoundInsight.round_id == round_.id, RoundInsight.version_id.is_(None))
        .values(version_id=last)
        .execution_options(synchronize_session="fetch")
    )
    told = select(RoundInsight.version_id).where(RoundInsight.round_id == round_.id)
    session.execute(
        update(InsightVersion)
        .where(InsightVersion.id.in_(told), InsightVersion.frozen.is_(False))
        .values(frozen=True)
        .execution_options(synchronize_session="fetch")
    )


def _deliveries(
    act: Act,
    round_: Round,
    participants: Sequence[Participant],
    channels: Mapping[int, str],
    documents: Mapping[int, Document],
    numbers: Sequence[int],
) -> list[Delivery]:
    process = act.session.get_one(Process, round_.process_id)
    addressed = _addressed(act.session, [p.id for p in participants])
    codes = _slip_codes(act.session, len(participants))
    rows: list[dict[str, Any]] = []
    for participant, number, code in zip(participants, numbers, codes, strict=True):
        channel = channels.get(participant.id, "none")
        by_mail = channel == "email"
        linked = has_link(participant, channel, act.now)
        rows.append(
            {
                "round_id": round_.id,
                "participant_id": participant.id,
                "channel": channel,
                "mail": process.mailed if by_mail else None,
                "language": documents[participant.id].language,
                "hash": documents[participant.id].hash,
                "addressed": addressed[participant.id] if by_mail else None,
                "represented": participant.represented,
                "generation": 1,
                "token_hash": None,
                "link_until": act.now + LINK_LIVES if linked else None,
                "slip_code": code,
                "event_id": number,
            }
        )
    new = insert(Delivery).returning(Delivery).execution_options(render_nulls=True)
    deliveries = sorted(act.session.scalars(new, rows), key=lambda d: d.event_id)
    for delivery in deliveries:
        if delivery.link_until is not None:
            secret = links.token(act.settings.keys.links, delivery.id, delivery.generation)
            delivery.token_hash = links.token_hash(secret)
    act.session.flush()
    return deliveries


def _addressed(session: Session, participants: Sequence[int]) -> dict[int, str | None]:
    """Their e-mail addresses as they are looked up by: what is kept, not what is bound."""
    rows = session.execute(
        select(Participant.id, Participant.email_lookup).where(Participant.id.in_(participants))
    )
    return {id_: lookup for id_, lookup in rows}


def _slip_codes(session: Session, count: int) -> list[str]:
    """As many new codes, none of them given before."""
    codes = {links.new_slip_code() for _ in range(count)}
    while True:
        taken = set(
            session.scalars(select(Delivery.slip_code).where(Delivery.slip_code.in_(codes)))
        )
        codes -= taken
        if len(codes) == count:
            return list(codes)
        codes |= {links.new_slip_code() for _ in range(count - len(codes))}


def _event(act: Act, round_: Round, delivery: Delivery, told: list[tuple[str, int]]) -> NewEvent:
    data = {
        "delivery": delivery.id,
        "round": round_.id,
        "participant": delivery.participant_id,
        "purpose": round_.purpose,
        "days": round_.days,
        "channel": delivery.channel,
        "mail": delivery.mail,
        "tells": [[kind, id_] for kind, id_ in told],
    }
    return NewEvent("report_frozen", act.now, data, [delivery.participant_id])


def documents_of(session: Session, deliveries: Sequence[Delivery]) -> dict[int, Document]:
    """The reports as they were frozen, by the delivery's id; erasures show.

    Of what others told it shows what they may still be quoted with.
    """
    by_id = {delivery.id: delivery for delivery in deliveries}
    documents: dict[int, Document] = {}
    for some in in_pieces(by_id):
        passages: dict[int, list[Passage]] = {id_: [] for id_ in some}
        rows = session.execute(
            select(
                DeliveryPassage.delivery_id,
                hidden_now().label("is_hidden"),
                *Kept.__table__.columns,
            )
            .join(Kept, Kept.id == DeliveryPassage.passage_id)
            .join(Delivery, Delivery.id == DeliveryPassage.delivery_id)
            .where(DeliveryPassage.delivery_id.in_(some))
            .order_by(DeliveryPassage.delivery_id, DeliveryPassage.position)
        )
        for kept in rows:
            passage = passage_of(kept)
            passages[kept.delivery_id].append(hidden(passage) if kept.is_hidden else passage)
        for id_, own in passages.items():
            sealed = by_id[id_]
            purpose, process_kind = sealed.round.purpose, sealed.round.process.kind
            documents[id_] = Document(
                sealed.language, purpose, process_kind, tuple(own), sealed.hash
            )
    return documents


def document_of(session: Session, delivery: Delivery) -> Document:
    """The report as it was frozen; erasures show."""
    return documents_of(session, [delivery])[delivery.id]


def erase_passages_about(session: Session, participant_id: int, on: date) -> int:
    """Take a person's words out of all that was frozen, and leave the hashes; how many passages.

    Their words for sharing stood in others' reports too. What was told of an insight, a decision
    or a promise stays.
    """
    theirs = (
        select(ResolutionResponse.resolution_id)
        .join(Response, Response.id == ResolutionResponse.response_id)
        .where(Response.participant_id == participant_id)
    )
    erased = session.execute(
        update(Kept)
        .where(
            or_(
                and_(Kept.about_kind == "participant", Kept.about_id == participant_id),
                and_(Kept.source_kind == "dissent", Kept.source_id.in_(theirs)),
            ),
            Kept.erased_on.is_(None),
        )
        .values(text=None, salt="", about_kind=None, about_id=None, erased_on=on)
        .returning(Kept.id)
        .execution_options(synchronize_session="fetch")
    )
    return len(erased.all())


def addressee(delivery: Delivery) -> str:
    """Whom a letter is addressed to: the participant, or who reads it for them."""
    return addressed_to(delivery.participant, delivery.represented, delivery.language)


def addressed_to(participant: Participant, represented: bool, language: str) -> str:
    """The same of a letter that is not written yet."""
    if not represented:
        return participant.name
    behalf = citizen(language).say("letter.on_behalf", name=participant.name)
    return f"{participant.guardian}\n{behalf}"


def _dated(delivery: Delivery, now: datetime) -> date:
    """The day that stands on it: this one, until it was posted or told. A copy that is made later
    begins no new time to answer in."""
    brought = [a.at for a in delivery.attempts if a.message in BY_HAND and a.state == "sent"]
    return local_date(min(brought, default=now))


def outside_of(
    delivery: Delivery, settings: Settings, now: datetime, *, protected: bool = False
) -> Outside:
    """What belongs to this sending: who, where from, how to answer.

    A protected address stands in no letter but by a confirmation of its own: `protected`.
    """
    process, participant = delivery.round.process, delivery.participant
    department = process.department
    withheld = participant.protected_address and not protected
    by_post = delivery.channel == "letter" and not withheld
    return Outside(
        date=_dated(delivery, now),
        sender_name=department.name,
        sender_address=department.address,
        recipient_name="" if delivery.channel == "public" else addressee(delivery),
        recipient_address=(participant.address or "") if by_post else "",
        link=link_of(delivery, settings, now),
        code=way_of_code(participant, delivery.channel),
        slip_code=delivery.slip_code,
        phone=process.phone or None,
        in_person=delivery.channel == "in_person",
        demo=process.demo,
    )
