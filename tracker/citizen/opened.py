"""Which letter is open in this browser: one at a time, named by its link's hash in the cookie.

Revoking the link, or letting it end, shuts the letter wherever it is open.
"""

from datetime import UTC, datetime, timedelta

from flask import session

from tracker.domain.round import Delivery
from tracker.interface import read_in

LONGEST = timedelta(hours=12)
# Nobody has read anything before; what presses every button on a page is quicker.
READING = timedelta(seconds=3)


def knock(delivery: Delivery) -> None:
    """This letter is to be opened here, once its code is given."""
    session["letter_asked"] = delivery.token_hash
    read_in(delivery.language)


def asked() -> str | None:
    """The hash of the link whose code is asked for here; None when there is none."""
    letter = session.get("letter_asked")
    return letter if isinstance(letter, str) else None


def begin(delivery: Delivery, now: datetime, code: int | None = None) -> None:
    """This letter is open here, and no other; the frame around it speaks its language.

    Its text is as large as its reader wishes, unless they have chosen otherwise here. `code`: the
    number of the code that it was opened by.
    """
    session.pop("letter_asked", None)
    if session.get("letter") != delivery.token_hash:
        session["letter_large"] = delivery.participant.large_print
    session["letter"] = delivery.token_hash
    session["letter_code"] = code
    session["letter_since"] = int(now.timestamp())
    read_in(delivery.language)


def end() -> None:
    """No letter is open here any more."""
    for name in ("letter", "letter_since", "letter_code", "letter_asked", "letter_large"):
        session.pop(name, None)


def here() -> str | None:
    """The hash of the link whose letter is open here; None when there is none."""
    letter, since = session.get("letter"), session.get("letter_since")
    if not isinstance(letter, str) or not isinstance(since, int):
        return None
    return letter if _open_for(since) < LONGEST else None


def by_code() -> int | None:
    """The number of the code that the letter was opened by; None when it asked for none."""
    number = session.get("letter_code")
    return number if isinstance(number, int) else None


def just_now() -> bool:
    """Whether the letter was opened so lately that nobody can have read it."""
    return _open_for(session.get("letter_since", 0)) < READING


def read_as(way: str) -> None:
    """From now on letters are read `one` thing at a time here, or `all` on one page."""
    session["letter_way"] = way


def is_one_by_one() -> bool:
    return session.get("letter_way") != "all"


def size_text(large: bool) -> None:
    """From now on the letter is shown in `large` text here, or not."""
    session["letter_large"] = large


def is_large() -> bool:
    return bool(session.get("letter_large"))


def _open_for(since: int) -> timedelta:
    return datetime.now(UTC) - datetime.fromtimestamp(since, UTC)
