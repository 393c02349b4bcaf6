"""Rounds, and that they reached somebody."""

from collections.abc import Sequence

from tests.factories.ground import kept
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import (
    WINDOW_DAYS,
    Attempt,
    Delivery,
    Question,
    Round,
    RoundInsight,
    RoundRecipient,
)


def a_round(
    act: Act,
    process: Process,
    purpose: str = "qualify",
    insights: Sequence[Insight] = (),
    *,
    to: Sequence[Participant] = (),
    questions: Sequence[str] = (),
    days: int | None = None,
) -> Round:
    """A round as it is planned: which insights, to whom; versions are fixed by freezing."""
    row = kept(
        act,
        Round(
            process_id=process.id,
            purpose=purpose,
            days=days or WINDOW_DAYS[purpose],
            created_at=act.now,
        ),
    )
    act.session.add_all(RoundInsight(round_id=row.id, insight_id=i.id) for i in insights)
    act.session.add_all(RoundRecipient(round_id=row.id, participant_id=p.id) for p in to)
    for text in questions:
        kept(act, Question(round_id=row.id, text=text))
    act.session.flush()
    return row


def reached(act: Act, delivery: Delivery) -> None:
    """The report was told in a conversation."""
    attempt = kept(act, Attempt(delivery_id=delivery.id, message="call", state="sent", at=act.now))
    act.record(
        delivery.round.process_id,
        "conversation_held",
        delivery=delivery.id,
        participant=delivery.participant_id,
        attempt=attempt.id,
        reminder=False,
    )
