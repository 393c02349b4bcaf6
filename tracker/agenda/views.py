"""A calendar of one's own by a private address, and the mail of the week."""

from html import unescape

from flask import (
    Blueprint,
    Response,
    flash,
    get_template_attribute,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from tracker.access import (
    acting,
    allow,
    current_act,
    current_settings,
    log_access,
    own_address,
    signed_in,
)
from tracker.agenda import ics, queries, services
from tracker.agenda.forms import WishesForm
from tracker.domain.act import SYSTEM
from tracker.domain.agenda import TO_DO, Entry, wishes
from tracker.domain.sessions_ahead import InCalendar
from tracker.extensions import by_address, counted, limiter
from tracker.interface import say
from tracker.reports.links import token_hash
from tracker.reports.words import interface

blueprint = Blueprint("agenda", __name__)

MISSED = 404
# Where what is no loop's next action is done.
_WAYS = {
    "promise": "qualifying.promises",
    "decision": "qualifying.outcomes",
    "mine": "qualifying.responses",
}


@blueprint.route("/calendar", methods=["GET", "POST"])
@allow(signed_in)
def calendar() -> ResponseReturnValue:
    act = current_act()
    form = WishesForm(obj=wishes(act, act.actor.id or 0))
    if form.validate_on_submit() and form.carry_out(
        services.settle_wishes, form.whose.data, form.by_mail.data
    ):
        flash(say("agenda.saved"))
        return redirect(url_for(".calendar"), 303)
    return _page(form), form.status


@blueprint.post("/calendar/address")
@allow(signed_in)
def address() -> str:
    """A new address, shown once: it is kept nowhere."""
    with acting() as act:
        secret = services.make_address(act)
        log_access("calendar", act.actor.id or 0, "made an address for")
    link = current_settings().base_url + url_for(".feed", secret=secret)
    return _page(link=link)


@blueprint.post("/calendar/stop")
@allow(signed_in)
def stop() -> ResponseReturnValue:
    with acting() as act:
        services.stop_address(act)
    flash(say("agenda.stopped"))
    return redirect(url_for(".calendar"), 303)


def _missed(response: Response) -> bool:
    return response.status_code == MISSED


def _which() -> str:
    """One calendar, wherever it is read from."""
    return counted(str((request.view_args or {}).get("secret", "")))


@blueprint.get("/calendar/<secret>.ics")
# Guessing from one address, and a program that asks without end.
@limiter.limit("20 per 5 minutes", key_func=by_address, deduct_when=_missed)
@limiter.limit("60 per hour", key_func=_which)
@allow(own_address)
def feed(secret: str) -> ResponseReturnValue:
    """The calendar as a file, for whoever has the address; no cookie, and nobody signs in."""
    act = current_act(SYSTEM)
    opened = queries.calendar_behind(act, token_hash(secret))
    content = ics.written(interface(opened.language), opened, current_settings().base_url, _way)
    return content, {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="faelles-viden.ics"',
    }


def _way(entry: Entry | InCalendar) -> str:
    if isinstance(entry, InCalendar):
        return url_for("returning.planned_session", number=entry.about.id, planned=entry.number)
    if entry.kind in TO_DO:
        way = get_template_attribute("macros/work.html", "way")
        return unescape(str(way(entry.kind, entry.about.id)))
    return url_for(_WAYS[entry.kind], number=entry.about.id)


def _page(form: WishesForm | None = None, link: str = "") -> str:
    act = current_act()
    own = wishes(act, act.actor.id or 0)
    return render_template(
        "agenda/calendar.html",
        form=form or WishesForm(formdata=None, obj=own),
        opened_at=own.token_hash and own.opened_at,
        link=link,
    )
