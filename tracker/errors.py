"""From an exception to a page that says in plain words what happened and what to do.

No page shows SQL, a path or a token, and neither does the log: an unforeseen error is logged by
its kind and the lines of code it passed, as its message may repeat what a citizen said.
"""

import errno
import logging
import secrets
import sqlite3
import traceback
from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException, InternalServerError

from tracker.access import log_access, rule_of
from tracker.configuration import LARGEST_REQUEST, LARGEST_TEXT
from tracker.domain.errors import BadInput, NotAllowed, Refused, Unseen
from tracker.extensions import db
from tracker.interface import refusal, say
from tracker.sessions import current_user

log = logging.getLogger(__name__)

# Those with words of their own; any other is told as 400 or 500.
TOLD = (400, 403, 404, 405, 409, 410, 413, 429, 500, 503)
_OVERLOADED = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}


def register(app: Flask) -> None:
    """Have an application answer every exception with a page."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(PoolExhausted, _unavailable)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _unforeseen)
    # Flask's own line would hold the address, and with it a citizen's token.
    vars(app)["log_exception"] = lambda _: None


def page(code: int, text: str | None = None, **values: Any) -> tuple[str, int]:
    """The page of an HTTP status; with `text` in place of its usual sentences."""
    g.says_no = True
    mb, kb = LARGEST_REQUEST // 2**20, LARGEST_TEXT // 2**10
    return render_template(
        "errors/error.html",
        title=say(f"error.{code}.title"),
        text=text or say(f"error.{code}.text", megabytes=mb, kilobytes=kb),
        code=code,
        **values,
    ), code


def _http(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if isinstance(error, InternalServerError):
        return _unforeseen(error.original_exception or error)
    if error.response is not None:
        return error.response
    return page(code if code in TOLD else 400)


def _refused(refused: Refused) -> ResponseReturnValue:
    """What the domain says no with, outside a form."""
    db.session.rollback()
    if isinstance(refused, Unseen):
        if refused.exists:
            log_access(refused.kind, refused.number, "refused")
        return page(404)
    code = {NotAllowed: 403, BadInput: 400}.get(type(refused), 409)
    return page(code, refusal(refused))


def _form_expired(_: CSRFError) -> ResponseReturnValue:
    """The text comes back with a fresh token: nothing that somebody wrote is lost."""
    rule = rule_of(current_app, request.endpoint or "")
    heard = (rule is not None and rule.everybody) or current_user() is not None
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not name.endswith("csrf_token") and "password" not in name
    ]
    return render_template(
        "errors/form_expired.html",
        shown=[(name, value) for name, value in fields if _is_text(value)],
        kept=[(name, value) for name, value in fields if not _is_text(value)],
        passwords=[name for name in request.form if "password" in name],
        files=bool(request.files),
        # Sent again by a stranger with a good token, it would end at the sign-in page, and be lost.
        heard=heard,
    ), 400


def _is_text(value: str) -> bool:
    return len(value) > 40 or any(letter.isspace() for letter in value)


def _database(error: OperationalError) -> ResponseReturnValue:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF not in _OVERLOADED:
        return _unforeseen(error)
    return _unavailable(error)


def _system(error: OSError) -> ResponseReturnValue:
    return _unavailable(error) if error.errno == errno.ENOSPC else _unforeseen(error)


def _unavailable(error: Exception) -> ResponseReturnValue:
    """The disk is full, or the database cannot be reached: nothing was kept, try again."""
    reason = getattr(error, "orig", error)
    log.error("unavailable: %s", type(reason).__name__)
    _without_database()
    return *page(503), {"Retry-After": "30"}


def _unforeseen(error: BaseException) -> ResponseReturnValue:
    incident = secrets.token_hex(4)
    lines = "".join(traceback.format_tb(error.__traceback__))
    log.error("incident %s: %s\n%s", incident, _kind(error), lines)
    _without_database()
    try:
        return page(500, incident=incident)
    except Exception as failed:
        # The mistake may stand in the frame of every page.
        log.error("incident %s: its page failed too: %s", incident, _kind(failed))
        return f"500, {incident}\n", 500, {"Content-Type": "text/plain; charset=utf-8"}


def _kind(error: BaseException) -> str:
    caused = error.__cause__ or error.__context__
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{name} (from {type(caused).__qualname__})" if caused is not None else name


def _without_database() -> None:
    """The page that says so must not fail for the same reason: nobody's name is read for it."""
    g.user = None
    db.session.remove()
