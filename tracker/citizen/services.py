"""What a citizen does by link: opens a letter, writes on an answer to it, and sends it."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tracker.citizen.asking import Ask
from tracker.citizen.queries import CodeAsked, Letter, delivery_behind
from tracker.domain.act import Act
from tracker.domain.answering import (
    WHOLE_ROUND,
    About,
    about_contribution,
    answer,
    new_sending,
)
from tracker.domain.drafts import draft_of, drop_draft, keep_draft
from tracker.domain.errors import Refused
from tracker.domain.history import Event, EventAbout
from tracker.domain.insight import InsightVersion
from tracker.domain.response import Response
from tracker.domain.round import Delivery
from tracker.domain.second_thing import CodeTries, hit, miss, tries_of
from tracker.reports.opening import code_of


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to one thing that was asked."""

    ask: Ask
    move: str
    text: str = ""


class Locked(Refused):
    """Wrong codes have locked the letter for a while: no code is looked at."""

    def __init__(self) -> None:
        super().__init__("letter_locked")


class WrittenElsewhere(Refused):
    """What was written and not sent is no longer what the page showed."""

    def __init__(self) -> None:
        super().__init__("written_elsewhere")


def open_letter(act: Act, token_hash: str) -> Delivery:
    """The delivery behind a link; that it was opened is recorded the first time.

    Raises Unseen, LinkOver, and CodeAsked where the link alone opens nothing.
    """
    delivery = delivery_behind(act.session, token_hash, act.now)
    if delivery.round.process.asks_code:
        raise CodeAsked(delivery)
    _wait_for_others(act, delivery)
    _record_opening(act, delivery)
    return delivery


def try_code(act: Act, token_hash: str, code: str) -> CodeTries | None:
    """Open the letter behind a link by its code; how it stands with its codes when it is wrong.

    Raises Unseen, LinkOver, and Locked.
    """
    delivery = delivery_behind(act.session, token_hash, act.now)
    _wait_for_others(act, delivery)
    tries = tries_of(act.session, delivery)
    if tries.is_locked(act.now):
        raise Locked
    right = code_of(delivery, tries.number, act.settings)
    if not hmac.compare_digest(code.encode(), right.encode()):
        miss(act, tries)
        return tries
    hit(act, tries)
    _record_opening(act, delivery)
    return None


def _record_opening(act: Act, delivery: Delivery) -> None:
    if not _was_opened(act, delivery):
        act.record(
            delivery.round.process_id,
            "report_opened",
            delivery=delivery.id,
            participant=delivery.participant_id,
        )


def keep(act: Act, delivery: Delivery, fields: Mapping[str, str], step: int = 1) -> bool:
    """Keep what was written, and where in the letter it was left; False when there is nothing."""
    _wait_for_others(act, delivery)
    if fields:
        keep_draft(act, delivery, {**fields, "at": str(step)})
    else:
        drop_draft(act, delivery)
    return bool(fields)


def receive(
    act: Act,
    letter: Letter,
    given: Sequence[Given],
    form_key: str,
    helper: str = "",
    seen: str | None = None,
) -> bool:
    """Record what was sent together; False when just that was received before.

    Each answer is about what the reader was shown. Words are taken out last, when all else that
    was said of them is recorded; those that are out already stay so. `seen`: the mark of the draft
    that was sent, which is dropped (None: it is another thing that was sent, and the draft stays);
    WrittenElsewhere when it is another by now.
    """
    delivery = letter.delivery
    _wait_for_others(act, delivery)
    if was_received(act.session, delivery, form_key):
        return False
    if seen is not None:
        draft = draft_of(act.session, delivery)
        if seen != (draft.mark if draft else ""):
            raise WrittenElsewhere
        drop_draft(act, delivery)
    sending = new_sending()
    new = [one for one in given if not (one.move == "withdraw" and one.ask.withdrawn)]
    for one in sorted(new, key=lambda one: one.move == "withdraw"):
        contribution = one.ask.contribution
        withdraws = [contribution] if one.move == "withdraw" and contribution is not None else []
        answer(
            act,
            delivery,
            one.move,
            one.text,
            _about(act, delivery, one.ask),
            withdraws=withdraws,
            sending=sending,
            form_key=form_key,
            helper=helper,
        )
    return True


def _about(act: Act, delivery: Delivery, ask: Ask) -> About:
    if ask.version is not None:
        return About(version=act.session.get_one(InsightVersion, ask.version))
    if ask.contribution is not None:
        return about_contribution(act, delivery, ask.contribution)
    return WHOLE_ROUND


def _wait_for_others(act: Act, delivery: Delivery) -> None:
    """Two presses of a button follow one another: the second finds what the first recorded."""
    act.session.execute(
        select(Delivery.id).where(Delivery.id == delivery.id).with_for_update()
    ).one()


def _was_opened(act: Act, delivery: Delivery) -> bool:
    query = (
        select(Event.data)
        .join(EventAbout, EventAbout.event_id == Event.id)
        .where(EventAbout.participant_id == delivery.participant_id, Event.kind == "report_opened")
    )
    return any(data["delivery"] == delivery.id for data in act.session.scalars(query))


def was_received(session: Session, delivery: Delivery, form_key: str) -> bool:
    """Whether just that was received before."""
    query = select(
        exists().where(
            Response.form_key == form_key,
            Response.round_id == delivery.round_id,
            Response.participant_id == delivery.participant_id,
        )
    )
    return bool(session.scalar(query))
