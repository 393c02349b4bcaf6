"""Who is signed in, by the session's cookie; read afresh at every request.

The cookie holds the user's `fs_uniquifier`, not their number: giving the user another one ends
all their sessions at once, here and elsewhere.
"""

from datetime import UTC, datetime, timedelta

from flask import Flask, g, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from tracker.domain.people import RoleHeld, User
from tracker.extensions import db

# However busy somebody is, they sign in again after so long.
LONGEST = timedelta(hours=12)


class Sessions(SecureCookieSessionInterface):
    """The session in a cookie that is renewed by the pages one goes to.

    What a script asks beside a page may be answered after the next page is: it was asked with the
    cookie of before, and would bring that back, without what the next page was to say.
    """

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether an answer carries it: always one that changed it."""
        goes_to_it = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
        return session.modified or (goes_to_it and super().should_set_cookie(app, session))


# Each page asks it first: whoever it is, with the roles they hold, in one statement made once.
_SIGNED_IN = (
    select(User)
    .where(User.fs_uniquifier == bindparam("uniquifier"), User.active)
    .options(joinedload(User.roles_held).lazyload(RoleHeld.department))
)


def begin(user: User) -> None:
    """Sign a user in, in a session that keeps nothing of the one before but the language."""
    language = session.get("language")
    session.clear()
    if language is not None:
        session["language"] = language
    session["user"] = user.fs_uniquifier
    session["since"] = int(datetime.now(UTC).timestamp())
    session.permanent = True
    g.user = user
    g.pop("words", None)


def end() -> None:
    """Forget who is signed in here."""
    language = session.get("language")
    session.clear()
    if language is not None:
        session["language"] = language
    g.user = None
    g.pop("words", None)


def current_user() -> User | None:
    """The user who is signed in and still active; None for a stranger."""
    if "user" not in g:
        g.user = _user_of_session()
    user: User | None = g.user
    return user


def _user_of_session() -> User | None:
    uniquifier, since = session.get("user"), session.get("since")
    if not isinstance(uniquifier, str) or not isinstance(since, int):
        return None
    if datetime.now(UTC) - datetime.fromtimestamp(since, UTC) > LONGEST:
        return None
    return db.session.scalars(_SIGNED_IN, {"uniquifier": uniquifier}).unique().first()
