"""Who may enter where. An endpoint says its rule by `allow`; without one it is shut to everybody.

    @blueprint.get("/processes/<int:number>")
    @allow(signed_in)
    def show(number: int) -> str:
        process = policies.process_for(current_act(), number)
        log_access("process", process.id)
        return render_template("processes/show.html", process=process)

A rule says who may come to the door; whose process it is, the queries of the fence say.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access_log
from tracker.access_log import Access
from tracker.domain.act import Act, Actor
from tracker.domain.database import reading
from tracker.domain.people import ROLES
from tracker.extensions import db
from tracker.sessions import current_user
from tracker.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

# Below these nobody is sent to sign in, whether there is such an address or not.
OPEN_PLACES = ("/r/", "/open/", "/static/", "/calendar/")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may come to an endpoint: anybody, or who has one of the roles in some department."""

    name: str
    everybody: bool = False
    roles: frozenset[str] = field(default=frozenset())


public = Rule("public", everybody=True)
# What a citizen's link opens: anybody may come, and the link alone says what is shown.
citizen_link = Rule("citizen link", everybody=True)
# What a private address of one's own opens: likewise.
own_address = Rule("own address", everybody=True)
# Somebody whose last role was taken away works here no more, and is refused.
signed_in = Rule("signed in", roles=frozenset(ROLES))
caseworker = Rule("caseworker", roles=frozenset({"caseworker"}))
manager = Rule("manager", roles=frozenset({"manager"}))
administrator = Rule("administrator", roles=frozenset({"administrator"}))


def having(*roles: str) -> Rule:
    """The rule for those who have any of these roles."""
    if not roles or not set(roles) <= set(ROLES):
        raise ValueError(f"roles are {ROLES}, not {roles}")
    return Rule(" or ".join(roles), roles=frozenset(roles))


def allow(rule: Rule) -> Callable[[View], View]:
    """Declare who may come to a view; stands next to the view, below its routes and limits."""

    def declare(view: View) -> View:
        vars(view)["access_rule"] = rule
        return view

    return declare


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule that an endpoint declares."""
    return vars(app.view_functions[endpoint]).get("access_rule")


def guard(app: Flask) -> None:
    """Hold every request to the rules, and write the access log when it ends."""
    allow(public)(app.view_functions["static"])
    app.before_request(_hold_to_the_rule)
    app.after_request(_write_log)


def current_actor() -> Actor:
    """Who does what this request does, with the roles of this moment."""
    user = current_user()
    if user is None:
        raise LookupError("nobody is signed in")
    return Actor.of(user)


def current_settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def current_act(actor: Actor | None = None) -> Act:
    """What the fence and the queries are given; nothing of it is committed.

    The actor is who is signed in, unless another one is named (a citizen, say).
    """
    return Act(db.session(), actor or current_actor(), datetime.now(UTC), current_settings())


@contextmanager
def acting(actor: Actor | None = None) -> Iterator[Act]:
    """A writing request's one unit of work: committed at the end, or undone by a refusal."""
    try:
        yield current_act(actor)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


@contextmanager
def looking() -> Iterator[Act]:
    """What takes a writing request long, and writes nothing: nobody who writes waits for it."""
    db.session.rollback()
    try:
        with reading():
            yield current_act()
    finally:
        db.session.rollback()


def log_access(kind: str, number: int | str, what: str = "saw") -> None:
    """Have the access log say that the user saw something (or `what` else); never any content.

    It is written before the answer leaves, in a transaction of its own.
    """
    g.setdefault("accesses", []).append(Access(kind, str(number), what))


def _write_log(response: Response) -> Response:
    accesses: list[Access] = g.pop("accesses", [])
    if accesses:
        user = current_user()
        user_id = user.id if user is not None else None
        # On SQLite one transaction writes at a time: a request's own must be over.
        db.session.rollback()
        access_log.write(db.engine, user_id, datetime.now(UTC), accesses)
    return response


def _hold_to_the_rule() -> ResponseReturnValue | None:
    rule = None if request.endpoint is None else rule_of(current_app, request.endpoint)
    if rule is not None and rule.everybody:
        return None
    if request.endpoint is None and request.path.startswith(OPEN_PLACES):
        return None
    if current_user() is None:
        return _sign_in_first()
    if request.endpoint is None:
        return None
    if rule is None or not rule.roles & _roles():
        abort(403)
    return None


def _roles() -> set[str]:
    return {role for _, role in current_actor().roles}


def _sign_in_first() -> ResponseReturnValue:
    if request.method not in ("GET", "HEAD"):
        return redirect(url_for("accounts.sign_in"), 303)
    if request.path == "/":
        sign_in = current_app.view_functions["accounts.sign_in"]
        answer: ResponseReturnValue = current_app.ensure_sync(sign_in)()
        return answer
    return redirect(url_for("accounts.sign_in", next=request.full_path.removesuffix("?")))
