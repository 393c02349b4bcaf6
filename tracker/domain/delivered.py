"""What became of one delivery, in the one word that staff read."""

from tracker.domain.facts import Attempt, Delivery

STATES = (
    "waiting",
    "claimed",
    "sent",
    "reached",
    "failed",
    "uncertain",
    "stopped",
    "no_channel",
)


def state_of(delivery: Delivery) -> str:
    """The state that a person has to know of first."""
    attempts = list(delivery.attempts.values())
    if delivery.uncertain:
        return "uncertain"
    if delivery.reached or delivery.shown_at is not None:
        return "reached"
    if delivery.stopped:
        return "stopped"
    if any(a.state == "claimed" for a in attempts):
        return "claimed"
    final = [a for a in attempts if a.state in {"sent", "failed"}]
    if not final:
        return "no_channel" if delivery.channel == "none" else "waiting"
    return max(final, key=_order).state


def _order(attempt: Attempt) -> int:
    return attempt.n
