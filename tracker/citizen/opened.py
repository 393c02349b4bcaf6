"""Which letter is open in this browser: one at a time, named by its link's hash in the cookie.

Revoking the link, or letting it end, shuts the letter wherever it is open.
"""

from datetime import UTC, datetime, timedelta

from flask import session

from tracker.domain.round import Delivery

LONGEST = timedelta(hours=12)


def begin(delivery: Delivery, now: datetime) -> None:
    """This letter is open here, and no other; the frame around it speaks its language."""
    session["letter"] = delivery.token_hash
    session["letter_since"] = int(now.timestamp())
    session["language"] = delivery.language


def end() -> None:
    """No letter is open here any more."""
    session.pop("letter", None)
    session.pop("letter_since", None)


def here() -> str | None:
    """The hash of the link whose letter is open here; None when there is none."""
    letter, since = session.get("letter"), session.get("letter_since")
    if not isinstance(letter, str) or not isinstance(since, int):
        return None
    opened = datetime.fromtimestamp(since, UTC)
    return letter if datetime.now(UTC) - opened < LONGEST else None
