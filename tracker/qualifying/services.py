"""What is done with answers: written in, sorted, resolved; meetings, and outcomes."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from tracker.domain import commitment, projection
from tracker.domain.act import Act
from tracker.domain.answering import (
    About,
    about_contribution,
    about_insight,
    added_by,
    answer,
    new_sending,
    present_move,
    sort_response,
)
from tracker.domain.commitment import Commitment
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.insight import Evidence, Insight, InsightVersion
from tracker.domain.notes import note
from tracker.domain.office import Note
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, StrandRow
from tracker.domain.response import Resolution, ResolutionResponse, Response, ResponseSorting
from tracker.domain.round import Delivery, Round
from tracker.domain.steps import Step
from tracker.domain.versions import demand_living, word_insight
from tracker.domain.workdays import local_date
from tracker.language.given import LINE, TEXT, WORDS, day_given, line_given, text_given
from tracker.qualifying.templates import demand_edited


def respond(
    act: Act,
    delivery: Delivery,
    move: str,
    text: str = "",
    insight: Insight | None = None,
    contribution: Contribution | None = None,
    at: datetime | None = None,
    sending: int | None = None,
) -> Response:
    """Write in an answer that came by letter, call or meeting; `sending`: with which others."""
    text = text and text_given("text", text, WORDS)
    about = _about(act, delivery, insight, contribution)
    withdraws = [contribution] if move == "withdraw" and contribution is not None else []
    sending = new_sending() if sending is None else sending
    return answer(act, delivery, move, text, about, withdraws=withdraws, sending=sending, at=at)


def sort_into(
    act: Act,
    response: Response,
    move: str,
    insight: Insight | None = None,
    contribution: Contribution | None = None,
) -> ResponseSorting:
    """Say what a response means: the move, and what it is about."""
    delivery = delivery_of(act, response)
    about = _about(act, delivery, insight, contribution)
    withdraws = [contribution] if move == "withdraw" and contribution is not None else []
    return sort_response(act, response, delivery, move, about, withdraws)


def delivery_to(act: Act, round_: Round, participant: int) -> Delivery:
    """A participant's report of a round; RuleBroken when they have none, Unseen for a stranger."""
    one_of_process(act, Participant, participant, round_.process)
    query = select(Delivery).where(
        Delivery.round_id == round_.id, Delivery.participant_id == participant
    )
    found = act.session.scalars(query).first()
    if found is None:
        raise RuleBroken("no_report", participant=participant, round=round_.id)
    return found


def delivery_of(act: Act, response: Response) -> Delivery:
    """The report that a response answered."""
    query = select(Delivery).where(
        Delivery.round_id == response.round_id,
        Delivery.participant_id == response.participant_id,
    )
    return act.session.scalars(query).one()


def resolve(
    act: Act,
    responses: Sequence[Response],
    how: str,
    reason: str,
    *,
    new_text: str = "",
    version: int | None = None,
    shareable: str = "",
) -> Resolution:
    """Say what we did with one or several answers, in words that their authors will read.

    *Changed* names the version: an existing one by its number, or the one that the new words
    make; for a correction of own words the corrected words are the change. *Added* needs the
    contribution to be woven. RuleBroken otherwise.
    """
    reason = text_given("reason", reason, TEXT)
    responses = list(dict.fromkeys(responses))
    if len({response.process_id for response in responses}) != 1:
        raise BadInput("response", "several_processes")
    demand_edited(act, act.session.get_one(Process, responses[0].process_id), reason)
    changed = _changed(act, responses, reason, new_text, version) if how == "changed" else None
    if how == "added":
        for response in responses:
            _demand_woven(act, response)
    if how != "changed" and (new_text or version is not None):
        raise BadInput("text", "only_changed_has_a_version")
    resolution = Resolution(
        process_id=responses[0].process_id,
        how=how,
        reason=reason,
        shareable=text_given("shareable", shareable, TEXT) if shareable else None,
        version_id=changed.id if changed else None,
    )
    act.record(
        resolution.process_id,
        "resolution_recorded",
        participants=sorted({response.participant_id for response in responses}),
        resolution=resolution,
        responses=[response.id for response in responses],
        how=how,
    )
    act.session.add_all(
        ResolutionResponse(resolution_id=resolution.id, response_id=response.id)
        for response in responses
    )
    act.session.flush()
    for response in responses:
        act.session.expire(response, ["resolutions"])
    return resolution


def decide(
    act: Act,
    insight: Insight,
    use: str,
    reason: str,
    *,
    decider: str = "",
    expected: date | None = None,
    decided_first: str = "",
) -> Outcome:
    """Record what an insight was used for, or who decides and when.

    RuleBroken when people who were part of it have not been able to answer yet, unless
    `decided_first` says why it could not wait (R13). BadInput when what is undecided names
    nobody, no day, or a day that has passed.
    """
    demand_living(insight)
    reason = text_given("reason", reason, TEXT)
    if use == "undecided":
        if not decider or expected is None:
            raise BadInput("decider", "undecided_names_who_and_when")
        decider = line_given("decider", decider, LINE)
        expected = day_given("expected", expected)
        if expected < local_date(act.now):
            raise BadInput("expected", "expected_has_passed", value=expected)
    elif decided_first:
        decided_first = text_given("decided_first", decided_first, TEXT)
    elif unqualified := _unqualified(act, insight):
        raise RuleBroken("decide_before_qualified", insight=insight.id, people=unqualified)
    outcome = Outcome(
        insight_id=insight.id,
        use=use,
        reason=reason,
        decider=decider,
        expected=expected,
        decided_first=decided_first if use != "undecided" else "",
    )
    act.record(
        insight.process_id,
        "outcome_recorded",
        insight=insight.id,
        outcome=outcome,
        use=use,
        expected=expected,
        decided_first=bool(outcome.decided_first),
    )
    return outcome


def promise(act: Act, process: Process, text: str, due: date) -> Commitment:
    """Write down something that was promised, and by when."""
    return commitment.promise(act, process, text_given("text", text, TEXT), day_given("due", due))


def note_for_colleagues(
    act: Act, response: Response, text: str, for_user: int | None = None
) -> Note:
    """Keep a note about an answer that colleagues alone read, perhaps for one of them."""
    return note(act, response, text_given("note", text, TEXT), for_user)


def _about(
    act: Act, delivery: Delivery, insight: Insight | None, contribution: Contribution | None
) -> About:
    if insight is not None and contribution is not None:
        raise BadInput("insight", "about_one_thing")
    if insight is not None:
        return about_insight(act, delivery, insight.id)
    if contribution is not None:
        return about_contribution(act, delivery, contribution)
    return About()


def _changed(
    act: Act, responses: Sequence[Response], reason: str, new_text: str, number: int | None
) -> InsightVersion | None:
    insights = {i.id: i for r in responses if (i := _insight_of(act, r)) is not None}
    if not insights and all(present_move(r)[0] == "correct" for r in responses):
        return None
    if len(insights) != 1:
        raise RuleBroken("changed_names_one_insight")
    (insight,) = insights.values()
    if new_text:
        return word_insight(act, insight, text_given("text", new_text, TEXT), reason, responses)
    named = [v for v in insight.versions if v.number == number]
    if not named:
        raise RuleBroken("changed_names_a_version", insight=insight.id)
    if any(named[0].id == present_move(r)[1] for r in responses):
        raise RuleBroken("changed_names_a_later_version", version=named[0].number)
    return named[0]


def _insight_of(act: Act, response: Response) -> Insight | None:
    """The insight a response is about, or the one that came of it."""
    version = present_move(response)[1]
    row = act.session.get(InsightVersion, version) if version is not None else None
    return None if row is None else row.insight


def _demand_woven(act: Act, response: Response) -> None:
    made = added_by(act, response)
    contribution = made.id if made is not None else _set_aside_once(act, response)
    if contribution is None:
        raise RuleBroken("nothing_to_add", response=response.id)
    query = select(Evidence.id).where(
        Evidence.contribution_id == contribution, Evidence.ended_event_id.is_(None)
    )
    if act.session.scalars(query.limit(1)).first() is None:
        raise RuleBroken("added_is_not_woven", contribution=contribution, response=response.id)


def _set_aside_once(act: Act, response: Response) -> int | None:
    """The contribution whose setting aside was answered."""
    _, _, contribution, aside = present_move(response)
    row = act.session.get(SettingAside, aside) if aside is not None else None
    return row.contribution_id if row is not None else contribution


def _unqualified(act: Act, insight: Insight) -> int:
    """How many people have a strand of the insight below *qualified* in a loop not excepted."""
    projection.follow(act.session)
    query = (
        select(func.count(StrandRow.participant_id.distinct()))
        .join(LoopRow, LoopRow.participant_id == StrandRow.participant_id)
        .where(
            StrandRow.insight_id == insight.id,
            StrandRow.step < Step.QUALIFIED,
            LoopRow.state != "excepted",
        )
    )
    return act.session.scalars(query).one()
