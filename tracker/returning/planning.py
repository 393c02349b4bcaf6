"""A round as it is planned: a draft, until it is fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import delete, select

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken, Unseen
from tracker.domain.history import in_pieces
from tracker.domain.insight import Insight
from tracker.domain.marks import demand_unchanged
from tracker.domain.office import Look
from tracker.domain.participant import Participant
from tracker.domain.planned import ExpectedThere, PlannedInsight, PlannedSession
from tracker.domain.policies import LARGEST, one_of_process
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, StrandRow
from tracker.domain.round import WINDOW_DAYS, Question, Round, RoundInsight, RoundRecipient
from tracker.language.given import TEXT, text_given
from tracker.returning.checks import translated
from tracker.returning.services import plan_round, walking

Row = TypeVar("Row", Insight, Participant)

# What is owed: to be told for the first time, or to be told what became of it.
OWED = ("return", "tell")
# What a round of each purpose gives of it; whoever is owed something else still has it coming.
OWED_BY = {"qualify": ("return",), "closing": ("tell",), "update": OWED}


class Asked(NamedTuple):
    """A question, the same in other languages by their codes, and what a refusal calls it."""

    text: str
    translations: Mapping[str, str]
    field: str = "question"


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants a round to be. `to` is all, owed or chosen; chosen are `people`."""

    purpose: str
    insights: Sequence[int]
    to: str
    people: Sequence[int]
    days: int | None
    questions: Sequence[Asked]


def plan(act: Act, process: Process, wanted: Plan) -> Round:
    """Plan a round. RuleBroken when it would go to nobody."""
    insights = rows_of(act, Insight, process, wanted.insights)
    people = _people(act, process, wanted)
    round_ = plan_round(act, process, wanted.purpose, insights, people, wanted.days)
    _ask(act, round_, wanted)
    return round_


def change(act: Act, number: int, seen: str, wanted: Plan) -> Round:
    """Plan a draft anew. Conflict when somebody else has changed it since it was `seen`."""
    round_ = held(act, number)
    demand_draft(round_)
    demand_unchanged(seen, *as_planned(act, round_))
    insights = rows_of(act, Insight, round_.process, wanted.insights)
    people = _people(act, round_.process, wanted)
    _clear(act, round_)
    round_.purpose = wanted.purpose
    round_.days = wanted.days or WINDOW_DAYS[wanted.purpose]
    act.session.add_all(RoundInsight(round_id=round_.id, insight_id=i.id) for i in insights)
    act.session.add_all(RoundRecipient(round_id=round_.id, participant_id=p.id) for p in people)
    _ask(act, round_, wanted)
    return round_


def drafts(act: Act, process: Process) -> list[Round]:
    """The rounds of a process that are planned and not fixed, the newest first."""
    query = select(Round).where(Round.process_id == process.id, Round.fixed_at.is_(None))
    return list(act.session.scalars(query.order_by(Round.id.desc())))


def drop(act: Act, number: int) -> None:
    """Drop a draft: nobody has got anything of it. RuleBroken while a session of it is planned."""
    round_ = held(act, number)
    demand_draft(round_)
    _drop_sessions(act, round_)
    act.session.execute(delete(Look).where(Look.round_id == round_.id))
    _clear(act, round_)
    act.session.execute(delete(Round).where(Round.id == round_.id))


def _drop_sessions(act: Act, round_: Round) -> None:
    """Those that were cancelled go with their round."""
    planned = PlannedSession.round_id == round_.id
    plans = act.session.scalars(select(PlannedSession).where(planned)).all()
    if any(plan.cancelled_at is None for plan in plans):
        raise RuleBroken("session_is_planned", round=round_.id)
    for table in (PlannedInsight, ExpectedThere):
        numbers = [plan.id for plan in plans]
        act.session.execute(delete(table).where(table.planned_id.in_(numbers)))
    act.session.execute(delete(PlannedSession).where(planned))


def again(act: Act, round_: Round) -> Round:
    """The same round as a new draft; what has ended meanwhile, and whose loop has, is left out."""
    living = [insight.id for insight in round_.insights if insight.ending is None]
    people = set(recipients(act, round_)) & {person.id for person in walking(act, round_.process)}
    asked = [Asked(question.text, question.translations) for question in round_.questions]
    wanted = Plan(round_.purpose, living, "chosen", sorted(people), round_.days, asked)
    return plan(act, round_.process, wanted)


def held(act: Act, number: int) -> Round:
    """The round as it is now, and nobody else changes or sends it until this is over."""
    query = select(Round).where(Round.id == number).with_for_update()
    round_ = act.session.scalars(query.execution_options(populate_existing=True)).first()
    if round_ is None:
        raise Unseen("round", number)
    return round_


def demand_draft(round_: Round) -> None:
    """RuleBroken when the round is fixed: then it stays as it is."""
    if round_.fixed_at is not None:
        raise RuleBroken("round_is_fixed", round=round_.id)


def demand_recipient(act: Act, round_: Round, person: int) -> None:
    """Unseen unless the round goes to them."""
    if act.session.get(RoundRecipient, (round_.id, person)) is None:
        raise Unseen("participant", person)


def as_planned(act: Act, round_: Round) -> tuple[Any, ...]:
    """All that a plan says, and the insights' words as they are, in every language: what a mark of
    it is made of."""
    insights = [[insight.id, insight.current.text] for insight in round_.insights]
    others = translated(act, [insight.id for insight in round_.insights])
    questions = [[question.text, question.translations] for question in round_.questions]
    return (round_.purpose, round_.days, insights, others, recipients(act, round_), questions)


def recipients(act: Act, round_: Round) -> list[int]:
    """The numbers of the round's people, in their order."""
    query = select(RoundRecipient.participant_id).where(RoundRecipient.round_id == round_.id)
    return list(act.session.scalars(query.order_by(RoundRecipient.participant_id)))


def owed(act: Act, process: Process, purpose: str) -> list[Participant]:
    """Those whose loop is open, and who have coming what a round of that purpose gives."""
    waits = select(StrandRow.participant_id).where(
        StrandRow.process_id == process.id, StrandRow.next_action.in_(OWED_BY[purpose])
    )
    query = (
        select(Participant)
        .join(LoopRow, LoopRow.participant_id == Participant.id)
        .where(LoopRow.process_id == process.id, LoopRow.state == "open")
        .where(Participant.id.in_(waits))
        .order_by(Participant.id)
    )
    return list(act.session.scalars(query))


def rows_of(act: Act, kind: type[Row], process: Process, numbers: Sequence[int]) -> list[Row]:
    """The process's rows of these numbers; Unseen when one is not among them."""
    found: dict[int, Row] = {}
    for some in in_pieces(number for number in dict.fromkeys(numbers) if number <= LARGEST):
        query = select(kind).where(kind.process_id == process.id, kind.id.in_(some))
        found |= {row.id: row for row in act.session.scalars(query)}
    # What is not there says by the fence whether it is anybody else's.
    return [
        found.get(number) or one_of_process(act, kind, number, process)
        for number in dict.fromkeys(numbers)
    ]


def _people(act: Act, process: Process, wanted: Plan) -> list[Participant]:
    if wanted.to == "all":
        people = walking(act, process)
    elif wanted.to == "owed":
        people = owed(act, process, wanted.purpose)
    else:
        people = rows_of(act, Participant, process, wanted.people)
    if not people:
        raise RuleBroken("nobody_to_tell")
    return people


def _ask(act: Act, round_: Round, wanted: Plan) -> None:
    for asked in wanted.questions:
        others = asked.translations.items()
        question = Question(
            round_id=round_.id,
            text=text_given(asked.field, asked.text, TEXT),
            translations={c: text_given(f"{asked.field}_{c}", text, TEXT) for c, text in others},
        )
        act.session.add(question)
    act.session.flush()
    act.session.expire(round_)


def _clear(act: Act, round_: Round) -> None:
    for table in (Question, RoundInsight, RoundRecipient):
        act.session.execute(delete(table).where(table.round_id == round_.id))
    act.session.expire(round_)
