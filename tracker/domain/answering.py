"""Answering: what a participant says to what was told them (R8), and how it is sorted."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.hearing import hear, setting_aside_of, take_out, word_again
from tracker.domain.insight import InsightVersion
from tracker.domain.response import Response, ResponseContribution, ResponseSorting
from tracker.domain.round import Delivery, RoundInsight
from tracker.domain.undoing import demand_standing, take_back, those_built_on

NEEDS_WORDS = frozenset({"said", "correct", "add"})


@dataclass(frozen=True, slots=True)
class About:
    """What a response is about; nothing of these: the whole round."""

    version: InsightVersion | None = None
    contribution: Contribution | None = None
    aside: SettingAside | None = None


WHOLE_ROUND = About()


def about_insight(act: Act, delivery: Delivery, insight: int) -> About:
    """The version of an insight that the round told; BadInput when it told none."""
    query = (
        select(InsightVersion)
        .join(RoundInsight, RoundInsight.version_id == InsightVersion.id)
        .where(RoundInsight.round_id == delivery.round_id, RoundInsight.insight_id == insight)
    )
    version = act.session.scalars(query).first()
    if version is None:
        raise BadInput("insight", "not_in_round", insight=insight, round=delivery.round_id)
    return About(version=version)


def about_contribution(act: Act, delivery: Delivery, contribution: Contribution) -> About:
    """An own contribution: its setting aside, while it is set aside (R8)."""
    if contribution.participant_id != delivery.participant_id:
        raise BadInput("contribution", "not_their_own", contribution=contribution.id)
    return About(contribution=contribution, aside=setting_aside_of(act, contribution))


def new_sending() -> int:
    """A number for what is sent together."""
    return secrets.randbelow(1 << 53)


def answer(
    act: Act,
    delivery: Delivery,
    move: str,
    text: str = "",
    about: About = WHOLE_ROUND,
    *,
    withdraws: Sequence[Contribution] = (),
    sending: int | None = None,
    at: datetime | None = None,
    form_key: str | None = None,
    helper: str | None = None,
) -> Response:
    """Record one move of the delivery's participant, and what it does at once.

    `helper`: who wrote it for them, in their own words.
    """
    demand_standing(delivery.round)
    _demand_sense(delivery, move, text, withdraws)
    response = Response(
        process_id=delivery.round.process_id,
        round_id=delivery.round_id,
        participant_id=delivery.participant_id,
        sending=new_sending() if sending is None else sending,
        form_key=form_key,
        helper=helper or None,
        move=move,
        text=text,
        version_id=_id(about.version),
        # A row is about one thing; the contribution of a setting aside is known by it.
        contribution_id=None if about.aside else _id(about.contribution),
        setting_aside_id=_id(about.aside),
        written_by_id=act.actor.id,
        at=at or act.now,
    )
    number = act.record(
        response.process_id,
        "response_given",
        response=response,
        participant=response.participant_id,
        round=response.round_id,
        sending=response.sending,
        move=move,
        words=bool(text),
        **_named(about),
        contributions=[contribution.id for contribution in withdraws],
        at=response.at,
    )
    _take_effect(act, response, delivery, move, text, about, withdraws, number)
    return response


def sort_response(
    act: Act,
    response: Response,
    delivery: Delivery,
    move: str,
    about: About = WHOLE_ROUND,
    withdraws: Sequence[Contribution] = (),
) -> ResponseSorting:
    """Say what free words mean; they stay beside it. What was taken out so stays out (R8).

    What they were first taken to add goes when they are read otherwise; RuleBroken when something
    was built on it.
    """
    if response.move != "said":
        raise RuleBroken("only_free_words_are_sorted", response=response.id)
    if any(earlier.move == "withdraw" for earlier in response.sortings):
        raise RuleBroken("sorted_as_withdrawal", response=response.id)
    _demand_sense(delivery, move, response.text, withdraws)
    sorting = ResponseSorting(
        response_id=response.id,
        move=move,
        version_id=_id(about.version),
        contribution_id=None if about.aside else _id(about.contribution),
        setting_aside_id=_id(about.aside),
    )
    number = act.record(
        response.process_id,
        "response_sorted",
        response=response.id,
        sorting=sorting,
        participant=response.participant_id,
        move=move,
        **_named(about),
        contributions=[contribution.id for contribution in withdraws],
    )
    if move != "add":
        _take_back_added(act, response, [about.contribution, *withdraws])
    _take_effect(act, response, delivery, move, response.text, about, withdraws, number)
    act.session.expire(response, ["sortings"])
    return sorting


def _take_back_added(act: Act, response: Response, named: Sequence[Contribution | None]) -> None:
    """What only our reading made is a slip of ours; not when the new reading names it."""
    made = added_by(act, response)
    if made is None or made in named:
        return
    act.session.execute(
        delete(ResponseContribution).where(ResponseContribution.response_id == response.id)
    )
    if those_built_on(act, [made.id]):
        raise RuleBroken("sorted_is_built_on", contribution=made.id)
    take_back(act, [made])


def _demand_sense(
    delivery: Delivery, move: str, text: str, withdraws: Sequence[Contribution]
) -> None:
    if move in NEEDS_WORDS and not text:
        raise BadInput("text", "move_needs_words", move=move)
    if move == "withdraw" and not withdraws:
        raise BadInput("contribution", "withdraw_names_contributions")
    if any(c.participant_id != delivery.participant_id for c in withdraws):
        raise BadInput("contribution", "not_their_own", contribution=withdraws[0].id)
    if any(c.withdrawn_event_id is not None for c in withdraws):
        raise RuleBroken("already_withdrawn", contribution=withdraws[0].id)


def _take_effect(
    act: Act,
    response: Response,
    delivery: Delivery,
    move: str,
    text: str,
    about: About,
    withdraws: Sequence[Contribution],
    number: int,
) -> None:
    """R8: what they add is a contribution, what they correct has new words, and so on."""
    if move == "add" and not added_by(act, response):
        made = hear(act, delivery.participant, text, received_at=response.at, response=response.id)
        act.session.add(ResponseContribution(response_id=response.id, contribution_id=made.id))
    elif move == "correct" and about.contribution is not None:
        word_again(act, about.contribution, "corrected", text)
    elif move == "withdraw":
        take_out(act, withdraws, number)
        for contribution in withdraws:
            # What the same words were first sorted into may be what they take back.
            act.session.merge(
                ResponseContribution(response_id=response.id, contribution_id=contribution.id)
            )
    act.session.flush()


def added_by(act: Act, response: Response) -> Contribution | None:
    """The contribution that an *add* made, if this is one."""
    query = (
        select(Contribution)
        .join(ResponseContribution, ResponseContribution.contribution_id == Contribution.id)
        .where(ResponseContribution.response_id == response.id)
        .where(Contribution.withdrawn_event_id.is_(None))
    )
    return act.session.scalars(query).first()


def present_move(response: Response) -> tuple[str, int | None, int | None, int | None]:
    """The move that counts, and what it is about: version, contribution, setting aside."""
    said = response.sortings[-1] if response.sortings else response
    return said.move, said.version_id, said.contribution_id, said.setting_aside_id


def _named(about: About) -> dict[str, Any]:
    return {
        "insight": about.version.insight_id if about.version else None,
        "version": _id(about.version),
        "contribution": _id(about.contribution),
        "aside": _id(about.aside),
    }


def _id(row: InsightVersion | Contribution | SettingAside | None) -> int | None:
    return None if row is None else row.id
