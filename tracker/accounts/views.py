"""Signing in and out, and choosing a password by a link."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from tracker import sessions
from tracker.access import (
    acting,
    allow,
    current_settings,
    public,
)
from tracker.accounts import administering, language_views, services
from tracker.accounts.forms import ChoosePasswordForm, SignInForm
from tracker.domain.act import Actor
from tracker.domain.database import reading
from tracker.domain.errors import BadInput, Unseen
from tracker.extensions import db, limiter
from tracker.interface import current_language, say
from tracker.reports.languages import LANGUAGES
from tracker.reports.words import citizen
from tracker.sessions import current_user

blueprint = Blueprint("accounts", __name__)
blueprint.register_blueprint(administering.blueprint)
blueprint.register_blueprint(language_views.blueprint)

FAILED = 422

# Where somebody comes to who is signed in and wanted to go nowhere else.
START = "/"


def _missed(response: object) -> bool:
    return getattr(response, "status_code", 0) == FAILED


def _whose() -> str:
    return "sign-in " + request.form.get("email", "").strip().lower()


@blueprint.route("/sign-in", methods=["GET", "POST"])
# Guessing from one address, and guessing at one person from many.
@limiter.limit("20 per 5 minutes", methods=["POST"], deduct_when=_missed)
@limiter.limit("20 per hour", methods=["POST"], key_func=_whose, deduct_when=_missed)
@allow(public)
def sign_in() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        # Comparing takes a while, in which nobody else need wait to write.
        with reading():
            user = services.recognised(db.session(), form.email.data, form.password.data)
        if user is not None:
            sessions.begin(user)
            return redirect(own_address(form.next.data), 303)
        form.refuse(BadInput("password", "sign_in_wrong"))
    return render_template("accounts/sign_in.html", form=form), form.status


@blueprint.post("/sign-out")
@allow(public)
def sign_out() -> ResponseReturnValue:
    user = current_user()
    if user is not None:
        with acting() as act:
            services.end_sessions(act, user)
    sessions.end()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.route("/choose-password/<token>", methods=["GET", "POST"])
@limiter.limit("60 per 5 minutes")
@allow(public)
def choose_password(token: str) -> ResponseReturnValue:
    try:
        user = services.holder_of(db.session(), current_settings().keys, token)
    except Unseen:
        return render_template("accounts/link_over.html"), 404
    form = ChoosePasswordForm()
    if form.validate_on_submit() and form.carry_out(
        services.choose_password, user, form.password.data, actor=Actor.of(user)
    ):
        sessions.begin(user)
        flash(say("choose.done"))
        return redirect(START, 303)
    return render_template("accounts/choose_password.html", form=form, user=user), form.status


@blueprint.get("/was")
@allow(public)
def accessibility_statement() -> ResponseReturnValue:
    address = current_settings().accessibility_url
    return redirect(address) if address else (_to_citizens("accounts/was.html"), 200)


@blueprint.get("/privacy")
@allow(public)
def privacy_notice() -> ResponseReturnValue:
    address = current_settings().privacy_url
    return redirect(address) if address else (_to_citizens("accounts/privacy.html"), 200)


@blueprint.get("/healthz")
@allow(public)
def healthz() -> ResponseReturnValue:
    db.session.execute(text("SELECT 1 FROM department LIMIT 1"))
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


def _to_citizens(template: str) -> str:
    """A page that every letter leads to: from there it is in the letter's frame and language."""
    from_letter = "letter" in session and current_user() is None
    language = session.get("language") if from_letter else None
    words = citizen(language if language in LANGUAGES else current_language())
    large = from_letter and session.get("letter_large")
    return render_template(template, words=words, from_letter=from_letter, large=large)


def own_address(asked: str | None) -> str:
    """Where somebody wanted to go, if that is a page of ours; else the start page."""
    url = urlsplit((asked or "").replace("\\", "/"))
    mine = not url.scheme and not url.netloc and url.path.startswith("/")
    if not mine or url.path.startswith("//") or not (asked or "").isprintable():
        return START
    return url.geturl()
