"""What a round can be planned with: the insights, the people, and what is due to be given back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import BadInput
from tracker.domain.insight import Evidence, Insight
from tracker.domain.named import Named, named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.domain.projection import LoopRow, StrandRow
from tracker.domain.round import Delivery, Round, RoundRecipient
from tracker.domain.whom import namesakes, person_meant
from tracker.domain.workdays import local_date
from tracker.reports.approvals import offered_beside
from tracker.reports.languages import Language, language
from tracker.returning.planning import OWED
from tracker.returning.queries import no_thanks_of
from tracker.returning.services import channel_for, living_insights

# Two rounds within so long are a lot for one person.
SOON = timedelta(days=7)
# So many can be chosen among one by one; who are more are told all, or those owed something.
PEOPLE = 500
NAMES = 5


class OfferedInsight(NamedTuple):
    """An insight that can be given back, and how many people's words stand behind it."""

    number: int
    text: str
    people: int


class Reading(NamedTuple):
    """A language other than the process's own, and how many in it read their reports in it."""

    language: Language
    people: int


class OfferedPerson(NamedTuple):
    """Somebody a round can go to. `channel` is how it would go, `lacks` why it cannot; `no_thanks`:
    since when they want to hear no more, where that is what they last answered."""

    who: Named
    channel: str
    lacks: str
    owed: bool
    last: datetime | None
    no_thanks: datetime | None


class Due(NamedTuple):
    """How many people wait to be told, or to be told what became of it, and since which promise."""

    action: str
    people: int
    day: date | None


def insights_offered(act: Act, process: Process) -> list[OfferedInsight]:
    """The living insights with evidence, and how many each concerns."""
    counted = (
        select(Evidence.insight_id, func.count(Contribution.participant_id.distinct()))
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(Contribution.process_id == process.id, Evidence.ended_event_id.is_(None))
        .where(Contribution.withdrawn_event_id.is_(None))
        .group_by(Evidence.insight_id)
    )
    people = {insight: count for insight, count in act.session.execute(counted)}
    numbers = [insight.id for insight in living_insights(act, process)]
    query = select(Insight).where(Insight.id.in_(numbers)).order_by(Insight.id)
    found = act.session.scalars(query.options(selectinload(Insight.versions)))
    return [OfferedInsight(i.id, i.current.text, people.get(i.id, 0)) for i in found]


def read_beside(act: Act, process: Process, round_: Round | None = None) -> list[Reading]:
    """The languages that somebody reads, or that the round asks something in already."""
    questions = round_.questions if round_ else ()
    asked = {code for question in questions for code in question.translations}
    beside = offered_beside(act.session, process)
    return [Reading(language(c), people) for c, people in beside.items() if people or c in asked]


def people_for_session(
    act: Act, round_: Round, ticked: Collection[int]
) -> tuple[list[OfferedPerson], bool]:
    """The same for a session: first who is ticked, then groups, whose size is asked for, and those
    whom the round goes to; so none of these is left out."""
    goes_to = exists().where(
        RoundRecipient.round_id == round_.id, RoundRecipient.participant_id == Participant.id
    )
    is_ticked, is_group = Participant.id.in_(ticked), Participant.kind == "group"
    rank = case((is_ticked, 0), (is_group, 1), (goes_to.correlate(Participant), 2), else_=3)
    return people_offered(act, round_.process, rank)


def people_named(act: Act, process: Process, said: str) -> list[int]:
    """Whom somebody means who writes names or numbers, one on each line. BadInput when one is
    nobody's, or can be several's."""
    found = []
    for line in filter(None, map(str.strip, said.splitlines())):
        same = [str(who.id) for who in namesakes(act, process, line)]
        if len(same) > 1:
            raise BadInput("others", "number_wanted", name=line, numbers=", ".join(same))
        try:
            person = person_meant(act, process, line, None)
        except BadInput as bad:
            raise BadInput("others", bad.code, **bad.values) from None
        if person is None:
            raise BadInput("others", "nobody_of_that_name", name=line)
        found.append(person.id)
    return found


def people_offered(
    act: Act, process: Process, *first: ColumnElement[Any]
) -> tuple[list[OfferedPerson], bool]:
    """Those whose loop is neither over nor excepted, by name; and whether there are too many."""
    last = (
        select(func.max(Round.released_at))
        .join(Delivery, Delivery.round_id == Round.id)
        .where(Delivery.participant_id == Participant.id)
        .where(Round.called_back_event_id.is_(None))
        .correlate(Participant)
        .scalar_subquery()
    )
    query = (
        select(Participant, Encounter.title, _is_owed(), last)
        .join(LoopRow, LoopRow.participant_id == Participant.id)
        .where(LoopRow.process_id == process.id, LoopRow.state.in_(("open", "closed")))
        .order_by(*first, Participant.name, Participant.id)
        .limit(PEOPLE + 1)
    )
    rows = act.session.execute(with_occasion(query)).all()
    today = local_date(act.now)
    no_thanks = no_thanks_of(act, [person.id for person, *_ in rows[:PEOPLE]])
    found = [
        OfferedPerson(
            Named(person.id, person.name, person.kind, person.size, occasion),
            channel_for(person, today),
            lacks(person, today),
            is_owed,
            told,
            no_thanks.get(person.id),
        )
        for person, occasion, is_owed, told in rows[:PEOPLE]
    ]
    return found, len(rows) > PEOPLE


def _is_owed() -> ColumnElement[bool]:
    return (
        exists()
        .where(StrandRow.participant_id == Participant.id, StrandRow.next_action.in_(OWED))
        .correlate(Participant)
    )


def lacks(participant: Participant, today: date) -> str:
    """What is missing to reach somebody: a word of the catalogues; empty when they can be."""
    if channel_for(participant, today) != "none":
        return ""
    return "unknown" if participant.kind == "unknown" else participant.channel


def due(act: Act, process: Process) -> list[Due]:
    """What is due to be given back: to be told first, and to be told what it was used for."""
    query = (
        select(
            StrandRow.next_action,
            func.count(StrandRow.participant_id.distinct()),
            func.min(StrandRow.due),
        )
        .join(LoopRow, LoopRow.participant_id == StrandRow.participant_id)
        .where(StrandRow.process_id == process.id, StrandRow.next_action.in_(OWED))
        .where(LoopRow.state == "open")
        .group_by(StrandRow.next_action)
    )
    found = {action: Due(action, people, day) for action, people, day in act.session.execute(query)}
    return [found[action] for action in OWED if action in found]


def no_say_left(round_: Round, today: date) -> str:
    """Why what a round asks of citizens promises too much: `nothing` says what they can have a
    say in, or the day until which they can has `passed`; empty when neither is so."""
    process = round_.process
    if round_.purpose != "qualify":
        return ""
    if process.until is not None and process.until < today:
        return "passed"
    return "" if process.can_influence.strip() else "nothing"


def told_lately(act: Act, round_: Round) -> tuple[int, Sequence[Named]]:
    """How many of a round's people were sent another within a week, and the first of them."""
    query = (
        select(RoundRecipient.participant_id)
        .join(Delivery, Delivery.participant_id == RoundRecipient.participant_id)
        .join(Round, Round.id == Delivery.round_id)
        .where(RoundRecipient.round_id == round_.id, Delivery.round_id != round_.id)
        .where(Round.released_at > act.now - SOON, Round.called_back_event_id.is_(None))
        .distinct()
    )
    return _counted(act, query)


def _counted(act: Act, query: Select[int]) -> tuple[int, Sequence[Named]]:
    total = act.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    if not total:
        return 0, []
    first = act.session.scalars(query.order_by(RoundRecipient.participant_id).limit(NAMES)).all()
    people = named(act.session, first)
    return total, [people[number] for number in first]
