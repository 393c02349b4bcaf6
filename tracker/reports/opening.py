"""How a letter is opened: whether it has a link, and by which code that came another way."""

from datetime import datetime

from tracker.domain.participant import Participant
from tracker.domain.round import Delivery
from tracker.domain.workdays import local_date
from tracker.reports import links
from tracker.settings import Settings


def has_link(participant: Participant, channel: str, now: datetime) -> bool:
    """What is told publicly is nobody's to open, and a child is told in person."""
    return channel != "public" and not participant.is_child(local_date(now))


def is_opened(delivery: Delivery, now: datetime) -> bool:
    """Whether its link opens it to the one whom it was written to be read by."""
    linked = has_link(delivery.participant, delivery.channel, now)
    return linked and not delivery.is_told_otherwise(local_date(now))


def link_of(delivery: Delivery, settings: Settings, now: datetime) -> str | None:
    """The citizen's link, made again from the key; None when it would open nothing."""
    if delivery.link_until is None or delivery.link_until <= now:
        return None
    if not is_opened(delivery, now):
        return None
    secret = links.token(settings.keys.links, delivery.id, delivery.generation)
    if links.token_hash(secret) != delivery.token_hash:
        return None
    return links.address(settings.base_url, secret)


def code_of(delivery: Delivery, number: int, settings: Settings) -> str:
    """The code that opens the letter, as it is typed; `number` says which one it is."""
    return links.code(settings.keys.links, delivery.id, delivery.generation, number)


def way_of_code(participant: Participant, channel: str) -> str:
    """How the code comes, which is never the way the link does: by `letter`, or by a `call`.

    Empty where the letter opens without one.
    """
    if not participant.process.asks_code:
        return ""
    return "letter" if channel == "email" and participant.address else "call"
