"""The guided tour, where the demo is what is served; nowhere else is there any of it."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from tracker import sessions
from tracker.access import allow, current_settings, public
from tracker.accounts.services import recognised
from tracker.citizen import opened
from tracker.demo.services import OPENS_ALL, open_letter
from tracker.demo.tour import WHO, Stop, place_of
from tracker.domain.database import reading
from tracker.extensions import db
from tracker.sessions import current_user

blueprint = Blueprint("demo", __name__, url_prefix="/tour")

KEPT = "tour"


@blueprint.record_once
def furnish(state: BlueprintSetupState) -> None:
    """Every page says where its reader is on the tour, and the way to it."""
    state.app.jinja_env.globals.update(tour_stop=_stop_here, is_demo_served=_is_served)


@blueprint.before_request
def only_the_demo() -> None:
    if not _is_served():
        abort(404)


@blueprint.get("")
@allow(public)
def tour() -> str:
    """The three tours, with all their stops."""
    return render_template("demo/tour.html", tours={who: _stops(who) for who in _offered()})


@blueprint.post("/begin")
@allow(public)
def begin() -> ResponseReturnValue:
    """Sign in as whose tour it is, by the password that the demo tells everybody."""
    who = request.form.get("who", "")
    if who not in _offered():
        abort(404)
    colleague = WHO[who]
    if colleague is not None:
        with reading():
            user = recognised(db.session(), colleague.email, OPENS_ALL)
        # Somebody may have given them a password of their own: then that is what opens.
        if user is None:
            return redirect(url_for("accounts.sign_in"), 303)
        sessions.begin(user)
    return redirect(url_for(".stop", who=who, number=1), 303)


@blueprint.get("/<who>/<int:number>")
@allow(public)
def stop(who: str, number: int) -> ResponseReturnValue:
    """Go to a stop's page, and have the bar above it say so."""
    found = Stop.of(who, number)
    if found is None or who not in _offered():
        abort(404)
    if not _may_follow(found):
        return redirect(url_for(".tour", _anchor=who))
    session[KEPT] = str(found)
    return redirect(_address_of(found))


@blueprint.post("/end")
@allow(public)
def end() -> ResponseReturnValue:
    session.pop(KEPT, None)
    return redirect(url_for(".tour"), 303)


def _is_served() -> bool:
    return current_settings().demo


def _stop_here() -> Stop | None:
    return Stop.read(session[KEPT]) if KEPT in session and _is_served() else None


def _offered() -> list[str]:
    """Whose tours there are: the citizen's while a letter of the demo can be answered."""
    return [who for who in WHO if who != "citizen" or _letter()]


def _stops(who: str) -> list[Stop]:
    return [Stop(who, number) for number in range(1, Stop(who, 1).last + 1)]


def _letter() -> str:
    """The path of a letter of the demo that can be answered; empty when there is none."""
    found = open_letter(db.session(), current_settings(), datetime.now(UTC))
    return url_for("citizen.letter", token=found[1].rpartition("/")[2]) if found else ""


def _may_follow(stop: Stop) -> bool:
    colleague, user = WHO[stop.who], current_user()
    if colleague is not None:
        return user is not None and user.email == colleague.email
    place = place_of(stop)
    return not place.endpoint.startswith("citizen.") or stop.number == 1 or bool(opened.here())


def _address_of(stop: Stop) -> str:
    place = place_of(stop)
    if place.endpoint == "citizen.letter":
        return _letter()
    parts: dict[str, Any] = place.parts(db.session())
    return url_for(place.endpoint, **parts)
