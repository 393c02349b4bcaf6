"""What a person says became of a mail that nobody else can know about."""

from collections.abc import Sequence

from tracker.domain.act import Act
from tracker.domain.errors import NotAllowed, RuleBroken
from tracker.domain.round import Delivery
from tracker.outbound.outbox import queue_message, record


def settle(act: Act, deliveries: Sequence[Delivery], sent: bool) -> None:
    """Settle the uncertain mails of some deliveries as sent or not sent; all or none.

    What was not sent is queued anew: wake the worker once it is committed. NotAllowed without
    a person who says so; RuleBroken when a delivery has nothing uncertain.
    """
    if act.actor.kind != "user":
        raise NotAllowed("settle_needs_a_person")
    in_doubt = {d: [a for a in d.attempts if a.state == "uncertain"] for d in deliveries}
    for delivery, attempts in in_doubt.items():
        if not attempts:
            raise RuleBroken("not_uncertain", delivery=delivery.id)
    for delivery, attempts in in_doubt.items():
        for attempt in attempts:
            attempt.state = "sent" if sent else "failed"
            attempt.reason = "settled" if sent else "not_sent"
            attempt.at = act.now
            record(act, attempt, "attempt_settled", sent=sent)
            if not sent:
                queue_message(act, delivery, attempt.message)
