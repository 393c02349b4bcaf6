"""Answers that came by letter, by phone or at a meeting: what they are to, and writing them in."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.answering import new_sending
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.named import NAMED, Named, named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process, seen_contributions
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.round import Delivery, Round, RoundInsight
from tracker.domain.workdays import COPENHAGEN, local_date
from tracker.language.given import day_given, moment_given
from tracker.qualifying.answers import SUBJECTS
from tracker.qualifying.services import respond

# People, and rounds, to choose among on one page.
PEOPLE = 50
ROUNDS = 50

# What can be said of each kind of thing; words without any of these are free words.
SAID_OF = {
    "insight": ("recognise", "nuance", "correct", "add", "disagree"),
    "contribution": ("correct", "withdraw"),
    "aside": ("recognise", "disagree"),
    "round": ("recognise", "disagree", "add", "no-thanks"),
}


class Thing(NamedTuple):
    """Something that somebody was told, or their own words; `reason`: why these were set aside."""

    kind: str
    number: int
    text: str = ""
    reason: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}_{self.number}"


class Entry(NamedTuple):
    """One answer of those that came together: to what, which move (said: none) and the words."""

    thing: Thing
    move: str
    text: str


class Asked(NamedTuple):
    """Somebody of a round, and whether an answer of theirs to it is here already."""

    who: Named
    answered: bool


def delivery_of(act: Act, round_: Round, participant: int) -> Delivery:
    """A participant's report of a round, or Unseen: without one there is nothing to answer."""
    one_of_process(act, Participant, participant, round_.process)
    query = select(Delivery).where(
        Delivery.round_id == round_.id, Delivery.participant_id == participant
    )
    found = act.session.scalars(query).first()
    if found is None:
        raise Unseen("delivery", participant)
    return found


def told(act: Act, delivery: Delivery) -> list[Thing]:
    """What a delivery's reader can answer, as it was told them; the whole of it comes last."""
    versions = (
        select(InsightVersion.insight_id, InsightVersion.text)
        .join(RoundInsight, RoundInsight.version_id == InsightVersion.id)
        .where(RoundInsight.round_id == delivery.round_id)
        .order_by(InsightVersion.insight_id)
        .limit(SUBJECTS)
    )
    own = (
        select(Contribution)
        .where(
            Contribution.participant_id == delivery.participant_id,
            Contribution.withdrawn_event_id.is_(None),
            seen_contributions(act.actor),
        )
        .options(selectinload(Contribution.wordings))
        .order_by(Contribution.id)
        .limit(SUBJECTS)
    )
    said = act.session.scalars(own).all()
    asides = (
        select(SettingAside)
        .where(
            SettingAside.contribution_id.in_([contribution.id for contribution in said]),
            SettingAside.ended_event_id.is_(None),
        )
        .options(selectinload(SettingAside.reasons))
    )
    reasons = {row.contribution_id: row.reason.text for row in act.session.scalars(asides)}
    return [
        *(Thing("insight", number, text) for number, text in act.session.execute(versions)),
        *(
            Thing(
                "aside" if c.id in reasons else "contribution",
                c.id,
                c.present,
                reasons.get(c.id, ""),
            )
            for c in said
        ),
        Thing("round", delivery.round_id),
    ]


def write_in(act: Act, delivery: Delivery, entries: Sequence[Entry], came: date) -> Response:
    """Write in what came together on a day; returns the first. BadInput names its field."""
    at = moment_given("came", _moment(act, day_given("came", came)), act.now)
    asked = delivery.round.fixed_at
    if asked is not None and came < local_date(asked):
        raise BadInput("came", "before_it_was_asked", day=local_date(asked))
    sending, made = new_sending(), []
    for thing, move, text in entries:
        insight, contribution = None, None
        if thing.kind == "insight":
            insight = act.session.get_one(Insight, thing.number)
        elif thing.kind != "round":
            contribution = act.session.get_one(Contribution, thing.number)
        try:
            made.append(respond(act, delivery, move, text, insight, contribution, at, sending))
        except BadInput as bad:
            raise BadInput(f"text_{thing.name}", bad.code, **bad.values) from None
    return made[0]


def _moment(act: Act, came: date) -> datetime:
    """Today is now; of another day nobody knows the hour."""
    if came == local_date(act.now):
        return act.now
    return datetime.combine(came, time(12), COPENHAGEN).astimezone(UTC)


def named_of(act: Act, delivery: Delivery) -> Named:
    return named(act.session, [delivery.participant_id])[delivery.participant_id]


def next_person(act: Act, delivery: Delivery) -> int | None:
    """The next in the round of whom no answer is here yet."""
    query = (
        select(Delivery.participant_id)
        .where(
            Delivery.round_id == delivery.round_id,
            Delivery.participant_id > delivery.participant_id,
            ~_answered(),
        )
        .order_by(Delivery.participant_id)
    )
    return act.session.scalars(query.limit(1)).first()


def rounds_of(act: Act, process: Process) -> Sequence[Round]:
    """The rounds that can be answered, the newest first."""
    query = select(Round).where(Round.process_id == process.id, Round.fixed_at.is_not(None))
    return act.session.scalars(query.order_by(Round.id.desc()).limit(ROUNDS)).all()


def people_of(act: Act, round_: Round, wanted: str, after: int) -> tuple[list[Asked], bool]:
    """The next people of a round whose name holds what is wanted, and whether there are more."""
    query = (
        with_occasion(
            select(*NAMED, _answered().label("answered"))
            .select_from(Delivery)
            .join(Participant, Participant.id == Delivery.participant_id)
        )
        .where(Delivery.round_id == round_.id, Participant.id > after)
        .order_by(Participant.id)
        .limit(PEOPLE + 1)
    )
    if wanted:
        query = query.where(Participant.name.icontains(wanted, autoescape=True))
    rows = act.session.execute(query).all()
    return [Asked(Named(*row[:-1]), row[-1]) for row in rows[:PEOPLE]], len(rows) > PEOPLE


def _answered() -> ColumnElement[bool]:
    return exists().where(
        Response.round_id == Delivery.round_id,
        Response.participant_id == Delivery.participant_id,
    )
