"""What of others stands where it must not, and what of one's own is missing."""

from collections.abc import Iterable

from tests.leaks.canaries import bare, seen_in
from tests.leaks.rounds import Rounds, Sent
from tests.leaks.showing import Shown, parts_of


def leaks(world: Rounds, forms: Iterable[Shown]) -> set[str]:
    """What stands in the forms and may not, by what it is."""
    return {found for shown in forms for found in _leaks(world, shown)}


def missing(world: Rounds, forms: Iterable[Shown]) -> set[str]:
    """What must stand in the forms and does not."""
    return {
        f"{shown.copy.purpose} {shown.form}: {label}"
        for shown in forms
        if shown.whole
        for label in world.book.named(
            shown.copy.must - world.taken_back(shown.copy.person) - seen_in(shown.text)
        )
    }


def _leaks(world: Rounds, shown: Shown) -> Iterable[str]:
    copy, text = shown.copy, bare(shown.text)
    seen = seen_in(shown.text)
    strange = (seen - copy.may - shown.more) | (seen & world.taken_back(copy.person))
    for label in world.book.named(strange):
        yield f"{copy.purpose} {shown.form}: {label}"
    for other in world.copies:
        if other.person is not copy.person and _holds(text, other.secrets):
            yield f"{copy.purpose} {shown.form}: what opens or names another's"


def _holds(text: str, secrets: Iterable[str]) -> bool:
    return any(secret and bare(secret) in text for secret in secrets)


def leaks_of_mail(world: Rounds, sent: Sent) -> set[str]:
    """What a mail that left says and may not: a notice nothing, a report what the report may."""
    parts = parts_of(sent.mail.content)
    copy = next(c for c in world.copies if c.id == sent.delivery)
    bare_head = seen_in(parts.pop("head")) - {sent.person.email, *world.senders}
    found = world.book.named(bare_head | seen_in(sent.file.name) | seen_in(sent.mail.message_id))
    for part, text in parts.items():
        allowed = copy.may if world.plan.mail == "report" else world.senders
        found |= {f"{part}: {label}" for label in world.book.named(seen_in(text) - allowed)}
        if any(_holds(bare(text), o.secrets) for o in world.copies if o.person is not sent.person):
            found.add(f"{part}: what opens or names another's")
    return found
