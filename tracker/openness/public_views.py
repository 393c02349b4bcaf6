"""What everybody reads of a process: a page and its feed, without a cookie, and kept by caches."""

from flask import Response, abort, make_response, render_template, request

from tracker.access import allow, current_act, public
from tracker.domain.act import CITIZEN, Act
from tracker.domain.opening import OpenPage
from tracker.interface import current_language, speak_here
from tracker.openness.feed import entries, updated
from tracker.openness.room import blueprint
from tracker.openness.shown import NoPage, Shown, published
from tracker.reports.words import citizen

# In seconds. A page that was taken down may be read in some cache for as long.
KEPT = 300


@blueprint.get("/open/<int:number>")
@allow(public)
def open_page(number: int) -> Response:
    _, _, shown = _published(number)
    said = render_template(
        "openness/open_page.html",
        shown=shown,
        process=shown.process,
        words=citizen(current_language()),
    )
    return _kept(said)


@blueprint.get("/open/<int:number>/feed.atom")
@allow(public)
def feed(number: int) -> Response:
    act, page, shown = _published(number)
    found = entries(act, page, shown)
    said = render_template(
        "openness/feed.xml",
        shown=shown,
        words=citizen(current_language()),
        entries=found,
        updated=updated(act, page, found),
        base=act.settings.base_url,
    )
    return _kept(said, "application/atom+xml; charset=utf-8")


def _published(number: int) -> tuple[Act, OpenPage, Shown]:
    """404 where there never was a page, 410 where there was."""
    act = current_act(CITIZEN)
    try:
        page, shown = published(act, number)
    except NoPage as none:
        abort(410 if none.gone else 404)
    speak_here(shown.process.language)
    return act, page, shown


def _kept(said: str, kind: str = "text/html; charset=utf-8") -> Response:
    response = make_response(said)
    response.content_type = kind
    response.cache_control.public = True
    response.cache_control.max_age = KEPT
    response.add_etag()
    response.make_conditional(request)
    return response
