"""What the pages of answers read: each answer beside what it is about, and what it led to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased, selectinload

from tracker.domain.act import Act
from tracker.domain.answering import present_move
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.history import Event
from tracker.domain.insight import Evidence, Insight, InsightVersion
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.office import Assignment
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.policies import (
    LARGEST,
    one_of_process,
    seen_contributions,
    seen_responses,
    taken_back,
)
from tracker.domain.process import Process
from tracker.domain.projection import DeliveryStanding, OpenResponse
from tracker.domain.response import Resolution, Response, ResponseContribution
from tracker.domain.round import Delivery, RoundInsight
from tracker.domain.workdays import promised
from tracker.qualifying.lateness import Late, lateness_of

# Things that free words can be about.
SUBJECTS = 50

Waits = aliased(OpenResponse)
Taker = aliased(User)

Rows: TypeAlias = Select[*tuple[Any, ...]]


class About(NamedTuple):
    """What an answer is about. `kind` is insight, contribution, aside or round.

    Of an insight: the version that they read, the words as they are now, and how it has ended.
    `own`: the number of the contribution that it is about, or about the setting aside of.
    """

    kind: str
    text: str = ""
    insight: int | None = None
    version: int | None = None
    now: str = ""
    current: int | None = None
    ending: str | None = None
    own: int | None = None

    @property
    def subject(self) -> tuple[str, int]:
        """What free words are sorted to, to be about the same."""
        if self.insight is not None:
            return "insight", self.insight
        return ("contribution", self.own) if self.own is not None else ("round", 0)


class Settled(NamedTuple):
    """What an answer led to, when, and who said so."""

    how: str
    reason: str
    at: datetime
    user: str | None


class Hand(NamedTuple):
    """Who answers an answer."""

    id: int
    name: str


@dataclass(slots=True)
class Answer:
    """An answer as staff read it; without words for those who may not read what it is about."""

    number: int
    who: Named
    readable: bool
    # The move that counts, and the one that the citizen chose.
    move: str
    chosen: str
    text: str
    at: datetime
    due: date
    open: bool
    # Whose hand it is in: "citizen", "user" or "system", and the user's name.
    by: str
    written_by: str | None
    # Who wrote it on the citizen's page for the one it is from, in the writer's own words.
    helper: str | None
    # Who of us answers it: their number and name.
    hand: Hand | None
    about: About
    late: Late | None = None
    settled: list[Settled] = field(default_factory=list)
    # What it added, a contribution's number; whether that is woven by now.
    adds: int | None = None
    woven: bool = False
    # Changes whenever somebody has sorted it, answered it, or changed what it is about.
    mark: str = ""


def answer_of(act: Act, process: Process, number: int) -> Answer:
    """One answer, waiting or not; Unseen when it is not theirs to read."""
    return answers_of(act, process, [number])[0]


def answers_of(act: Act, process: Process, numbers: Sequence[int]) -> list[Answer]:
    """Some answers in their order, waiting or not; Unseen when one is not theirs to read."""
    query = answers_query(act).where(
        Response.id.in_([number for number in numbers if number <= LARGEST]),
        Response.process_id == process.id,
        seen_responses(act.actor),
    )
    rows = act.session.execute(query.order_by(Response.at, Response.id)).all()
    for number in sorted(set(numbers) - {row[0].id for row in rows}):
        # It says why: there is none, or it is another's to read.
        one_of_process(act, Response, number, process)
    return shown(act, process, rows)


def answers_query(act: Act) -> Rows:
    """Answers with all that `shown` makes an Answer of."""
    open_ = select(Waits.response_id).where(Waits.response_id == Response.id).exists()
    return (
        with_occasion(
            select(
                Response,
                seen_responses(act.actor).label("readable"),
                taken_back().label("taken_back"),
                open_.label("open"),
                Event.actor_kind,
                User.name,
                Taker.id,
                Taker.name,
                DeliveryStanding.window_ends,
                *NAMED,
            )
            .select_from(Response)
            .join(Participant, Participant.id == Response.participant_id)
        )
        .join(Event, Event.id == Response.event_id)
        .outerjoin(User, User.id == Event.actor_id)
        .outerjoin(Assignment, Assignment.response_id == Response.id)
        .outerjoin(Taker, Taker.id == Assignment.user_id)
        .join(
            Delivery,
            and_(
                Delivery.round_id == Response.round_id,
                Delivery.participant_id == Response.participant_id,
            ),
        )
        .outerjoin(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .options(selectinload(Response.sortings))
        .execution_options(populate_existing=True)
    )


def shown(act: Act, process: Process, rows: Sequence[Any]) -> list[Answer]:
    """The rows of `answers_query`, each beside what it is about and what it led to."""
    responses = [row[0] for row in rows]
    abouts = _abouts(act, responses)
    settled = _settled(act, responses)
    added = _added(act, responses)
    lateness = lateness_of(act, process, [(row[0], row[8]) for row in rows])
    found = []
    for response, readable, gone, open_, by, written_by, taker, name, _, *who in rows:
        about = abouts[response.id] if readable else About("hidden")
        numbers, told = settled.get(response.id, ([0], []))
        found.append(
            Answer(
                number=response.id,
                who=Named(*who),
                readable=readable,
                move=present_move(response)[0],
                chosen=response.move,
                text=response.text if readable and not gone else "",
                at=response.at,
                due=promised(response.at, process.days_to_answer),
                open=open_,
                by=by,
                written_by=written_by,
                helper=response.helper,
                hand=Hand(taker, name) if taker is not None else None,
                about=about,
                late=lateness.get(response.id),
                settled=told if readable else [],
                adds=added.get(response.id, (None, False))[0],
                woven=added.get(response.id, (None, False))[1],
                mark=f"{numbers[-1]}.{len(response.sortings)}.{about.current or 0}",
            )
        )
    return found


def _abouts(act: Act, responses: Sequence[Response]) -> dict[int, About]:
    moves = {response.id: present_move(response) for response in responses}
    versions = _insights(act, [v for _, v, _, _ in moves.values() if v is not None])
    said = _contributions(act, [c for _, _, c, _ in moves.values() if c is not None])
    asides = _asides(act, [a for _, _, _, a in moves.values() if a is not None])
    found = {}
    for number, (_, version, contribution, aside) in moves.items():
        if version is not None:
            found[number] = versions[version]
        elif contribution is not None:
            found[number] = About("contribution", said[contribution], own=contribution)
        else:
            found[number] = About("round") if aside is None else asides[aside]
    return found


def _insights(act: Act, versions: Sequence[int]) -> dict[int, About]:
    query = (
        select(InsightVersion, Insight)
        .join(Insight, Insight.id == InsightVersion.insight_id)
        .where(InsightVersion.id.in_(versions))
        .options(selectinload(Insight.versions))
        .execution_options(populate_existing=True)
    )
    return {
        version.id: About(
            "insight",
            version.text,
            insight.id,
            version.number,
            insight.current.text,
            insight.current.number,
            insight.ending,
        )
        for version, insight in act.session.execute(query)
    }


def _contributions(act: Act, numbers: Sequence[int]) -> dict[int, str]:
    query = (
        select(Contribution)
        .where(Contribution.id.in_(numbers))
        .options(selectinload(Contribution.wordings))
    )
    # What was taken back is shown to nobody.
    return {
        row.id: row.present if row.withdrawn_event_id is None else ""
        for row in act.session.scalars(query)
    }


def _asides(act: Act, numbers: Sequence[int]) -> dict[int, About]:
    query = (
        select(SettingAside)
        .where(SettingAside.id.in_(numbers))
        .options(selectinload(SettingAside.reasons))
    )
    return {
        row.id: About("aside", row.reason.text, own=row.contribution_id)
        for row in act.session.scalars(query)
    }


def _settled(act: Act, responses: Sequence[Response]) -> dict[int, tuple[list[int], list[Settled]]]:
    """By answer: the numbers of its resolutions, and what they say; the present one last."""
    query = (
        select(Response.id, Resolution.id, Resolution.how, Resolution.reason, Event.at, User.name)
        .join(Resolution.responses)
        .join(Event, Event.id == Resolution.event_id)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Response.id.in_([response.id for response in responses]))
        .order_by(Resolution.id)
    )
    found: dict[int, tuple[list[int], list[Settled]]] = {}
    for response, number, how, reason, at, user in act.session.execute(query):
        numbers, settled = found.setdefault(response, ([], []))
        numbers.append(number)
        settled.append(Settled(how, reason, at, user))
    return found


def _added(act: Act, responses: Sequence[Response]) -> dict[int, tuple[int, bool]]:
    """The contribution that an answer made and that still stands, and whether it is woven."""
    living = select(Evidence.id).where(
        Evidence.contribution_id == Contribution.id, Evidence.ended_event_id.is_(None)
    )
    query = (
        select(ResponseContribution.response_id, Contribution.id, living.exists())
        .join(Contribution, Contribution.id == ResponseContribution.contribution_id)
        .where(ResponseContribution.response_id.in_([response.id for response in responses]))
        .where(Contribution.withdrawn_event_id.is_(None))
    )
    return {response: (made, woven) for response, made, woven in act.session.execute(query)}


class Subject(NamedTuple):
    """Something that free words can be about: an insight of the round, or own words."""

    kind: str
    number: int
    text: str


def subjects_of(act: Act, answer: Answer) -> list[Subject]:
    """What an answer can be sorted to: what its round told, and what its author has said.

    What it is about stands among them, however many there are.
    """
    kind, number = answer.about.subject
    told = (
        select(InsightVersion.insight_id, InsightVersion.text)
        .join(RoundInsight, RoundInsight.version_id == InsightVersion.id)
        .join(Response, Response.round_id == RoundInsight.round_id)
        .where(Response.id == answer.number)
        .order_by(InsightVersion.insight_id != (number if kind == "insight" else 0))
        .order_by(InsightVersion.insight_id)
        .limit(SUBJECTS)
    )
    own = (
        select(Contribution)
        .where(Contribution.participant_id == answer.who.id, seen_contributions(act.actor))
        .where(Contribution.withdrawn_event_id.is_(None))
        .options(selectinload(Contribution.wordings))
        .order_by(Contribution.id != (number if kind == "contribution" else 0), Contribution.id)
        .limit(SUBJECTS)
    )
    insights = [Subject("insight", number, text) for number, text in act.session.execute(told)]
    return insights + [Subject("contribution", c.id, c.present) for c in act.session.scalars(own)]
