"""The pages behind a citizen's link. No address but the link itself names anything."""

import hmac
import secrets
from datetime import UTC, datetime

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFError
from markupsafe import Markup

from tracker.access import acting, allow, citizen_link, current_settings
from tracker.citizen import opened, services
from tracker.citizen.asking import Ask, words_for
from tracker.citizen.forms import AnswerForm, new_key, sending_key, showable, words_field
from tracker.citizen.queries import Letter, LinkOver, delivery_behind, letter_of
from tracker.domain.act import CITIZEN
from tracker.domain.errors import Refused, Unseen
from tracker.extensions import db, limiter
from tracker.reports.answering import BEFORE_NEXT
from tracker.reports.document import Passage
from tracker.reports.html import as_html
from tracker.reports.links import token_hash
from tracker.reports.words import LANGUAGES, Words, citizen

blueprint = Blueprint("citizen", __name__, url_prefix="/r")

MISSED = 404
# Addresses are counted by a hash whose key is forgotten with the process.
_COUNTING = secrets.token_bytes(32)


class NotOpen(Refused):
    """No letter is open in this browser."""

    def __init__(self) -> None:
        super().__init__("not_open")


def _missed(response: Response) -> bool:
    return response.status_code == MISSED


def _somebody() -> str:
    return hmac.digest(_COUNTING, get_remote_address().encode(), "sha256").hex()


@blueprint.route("/<token>", methods=["GET", "POST"])
@limiter.limit("20 per 5 minutes", key_func=_somebody, deduct_when=_missed)
@allow(citizen_link)
def letter(token: str) -> ResponseReturnValue:
    """Says nothing of the letter, which is opened by pressing the button."""
    if request.method != "POST":
        delivery_behind(db.session(), token_hash(token), _now())
        return render_template("citizen/unopened.html", **_both())
    with acting(CITIZEN) as act:
        delivery = services.open_letter(act, token_hash(token))
    opened.begin(delivery, act.now)
    return redirect(url_for("citizen.read"), 303)


@blueprint.get("/")
@allow(citizen_link)
def read() -> ResponseReturnValue:
    """The letter that is open here, with all that can be answered."""
    found = _letter_here()
    return _page(found, AnswerForm(found.asks))


@blueprint.post("/")
@allow(citizen_link)
def answer() -> ResponseReturnValue:
    """Takes all answers together, or none; what was written is never lost."""
    found = _letter_here()
    form = AnswerForm(found.asks, request.form)
    key = _sending_key(found, form)
    if key is None:
        return _kept(), 400
    if form.problems or not form.given:
        return _page(found, form, alert="problem" if form.problems else "nothing"), 422
    with acting(CITIZEN) as act:
        is_new = services.receive(act, found, form.given, key)
    return redirect(url_for("citizen.received", again=None if is_new else 1), 303)


@blueprint.get("/received")
@allow(citizen_link)
def received() -> ResponseReturnValue:
    """What was sent last, what happens now and by when, and whom to call."""
    found = _letter_here()
    if not found.sendings:
        return redirect(url_for("citizen.read"))
    words = citizen(found.document.language)
    return render_template(
        "citizen/received.html",
        words=words,
        letter=found,
        sending=found.sendings[0],
        again="again" in request.args,
        words_for=words_for,
    )


@blueprint.post("/close")
@allow(citizen_link)
def close() -> ResponseReturnValue:
    """For a telephone or a computer that is somebody else's."""
    opened.end()
    return redirect(url_for("citizen.read"), 303)


@blueprint.after_request
def unlisted(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@blueprint.errorhandler(Unseen)
def nothing_here(_: Unseen) -> ResponseReturnValue:
    """The same to the letter for every link that opens nothing."""
    if _answers():
        return _kept(), MISSED
    return render_template("citizen/nothing.html", **_both()), MISSED


@blueprint.errorhandler(LinkOver)
def link_over(over: LinkOver) -> ResponseReturnValue:
    if _answers():
        return _kept(over.phone), 410
    return render_template("citizen/over.html", phone=over.phone, **_both()), 410


@blueprint.errorhandler(NotOpen)
def not_open(_: NotOpen) -> ResponseReturnValue:
    if _answers():
        return _kept(), 400
    return render_template("citizen/not_open.html", **_both()), MISSED


@blueprint.errorhandler(429)
def too_often(_: Exception) -> ResponseReturnValue:
    return render_template("citizen/too_often.html", **_both()), 429


@blueprint.errorhandler(CSRFError)
def too_late(_: CSRFError) -> ResponseReturnValue:
    """The page had stood open for too long, or the form is not ours: nothing is recorded."""
    if not _answers():
        # Nothing is looked up: whoever has no token is not told which links are good.
        return render_template("citizen/unopened.html", **_both()), 400
    try:
        found = _letter_here()
    except Refused:
        return _kept(), 400
    form = AnswerForm(found.asks, request.form)
    if _sending_key(found, form) is None:
        return _kept(), 400
    return _page(found, form, alert="late"), 400


def _now() -> datetime:
    return datetime.now(UTC)


def _answers() -> bool:
    return request.endpoint == "citizen.answer"


def _both() -> dict[str, Words]:
    """Who has not opened a letter has no language yet."""
    return {"words": citizen("da"), "english": citizen("en")}


def _letter_here() -> Letter:
    link = opened.here()
    if link is None:
        raise NotOpen
    return letter_of(db.session(), delivery_behind(db.session(), link, _now()))


def _sending_key(found: Letter, form: AnswerForm) -> str | None:
    link, key = found.delivery.token_hash or "", request.form.get("key", "")
    return sending_key(current_settings(), link, key, form.given)


def _page(found: Letter, form: AnswerForm, alert: str = "") -> str:
    words = citizen(found.document.language)
    shown = get_template_attribute("citizen/asking.html", "asked")
    asks = {ask.passage.hash: ask for ask in found.asks if ask.passage is not None}

    def after(passage: Passage) -> Markup | str:
        ask = asks.get(passage.hash)
        return shown(ask, form, words, words_field, words_for) if ask else ""

    sending = get_template_attribute("citizen/asking.html", "sending")
    report = as_html(
        found.document,
        after=after,
        answering=sending(_whole(found), form, words, words_field, words_for),
        answering_after=_last_asking(found),
        unfolded=any(ask.kind == "others" and form.touched(ask) for ask in found.asks),
    )
    return render_template(
        "citizen/read.html",
        words=words,
        letter=found,
        report=report,
        form=form,
        alert=alert,
        key=new_key(current_settings(), found.delivery.token_hash or ""),
        words_for=words_for,
    )


def _whole(found: Letter) -> Ask | None:
    return next((ask for ask in found.asks if ask.kind == "whole"), None)


def _last_asking(found: Letter) -> str:
    """The section that the answers are sent after: all has been read that can be answered."""
    names = [section.name for section in found.document.sections()]
    if any(ask.kind == "last" for ask in found.asks):
        return "next"
    before = [name for name in names if name in BEFORE_NEXT]
    return next(reversed(before or names), "")


def _kept(phone: str = "") -> str:
    """All that was written, to be sent once the right letter is open again."""
    language = request.form.get("language", session.get("language"))
    words = citizen(language if language in LANGUAGES else "da")
    fields = [
        (showable(name), showable(value))
        for name, value in request.form.items(multi=True)
        if name != "csrf_token"
    ]
    shown = [(name, value) for name, value in fields if _was_written(name, value)]
    return render_template(
        "citizen/kept.html",
        words=words,
        shown=shown,
        kept=[field for field in fields if field not in shown],
        phone=phone,
    )


def _was_written(name: str, value: str) -> bool:
    """Own words stand in their fields before anybody writes; they are shown if to be corrected."""
    kind, _, place = name.partition("-")
    corrected = request.form.get(f"move-{place}") == "correct"
    return bool(value.strip()) and (kind == "words" or (kind == "own" and corrected))
