"""Revoking a citizen's link: who holds the old one reads no more, and the letter gets a new one."""

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.round import Delivery
from tracker.domain.second_thing import forget_tries
from tracker.reports import links


def revoke_link(act: Act, delivery: Delivery) -> None:
    """From now on another link opens the report, wherever the old one is held or stands open.

    What is printed or mailed afterwards carries the new one; how long it lives stays as it was.
    It asks for another code, too. Raises RuleBroken for a report that no link opens.
    """
    if delivery.token_hash is None:
        raise RuleBroken("no_link", participant=delivery.participant_id)
    delivery.generation += 1
    secret = links.token(act.settings.keys.links, delivery.id, delivery.generation)
    delivery.token_hash = links.token_hash(secret)
    forget_tries(act, delivery)
    act.record(
        delivery.round.process_id,
        "link_revoked",
        participant=delivery.participant_id,
        delivery=delivery.id,
    )
