"""The pages behind a citizen's link. No address but the link itself names anything."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from tracker.access import acting, allow, citizen_link, current_settings, log_access
from tracker.citizen import codes, opened, services, showing
from tracker.citizen.asking import words_for
from tracker.citizen.codes import CodeForm
from tracker.citizen.forms import AnswerForm, new_key, sending_key
from tracker.citizen.queries import CodeAsked, Letter, LinkOver, delivery_behind, letter_of
from tracker.citizen.services import Given
from tracker.citizen.sheet import Sheet
from tracker.domain.act import CITIZEN
from tracker.domain.errors import Refused, Unseen
from tracker.domain.round import Delivery
from tracker.domain.second_thing import tries_of
from tracker.extensions import by_address, db, limiter
from tracker.reports.approvals import offered
from tracker.reports.links import token_hash
from tracker.reports.words import Words, citizen

blueprint = Blueprint("citizen", __name__, url_prefix="/r")

MISSED = 404
UNPROCESSABLE = 422
WAYS = frozenset({"one", "all"})
SIZES = {"large": True, "usual": False}
# The buttons that keep what was written, and how many pages on they lead.
READING_ON = {"next": 1, "back": -1, "save": 0, "one": 0, "all": 0, "large": 0, "usual": 0}
# The buttons that answer by one press: what about, and the move.
AT_ONCE = {
    "yes": ({"last"}, "recognise"),
    "no": ({"last"}, "disagree"),
    "no-thanks": ({"whole", "last"}, "no-thanks"),
    # The words to a no that was sent without any: another no, which stands instead of it (R10).
    "why": ({"last"}, "disagree"),
}


class NotOpen(Refused):
    """No letter is open in this browser."""

    def __init__(self) -> None:
        super().__init__("not_open")


def _missed(response: Response) -> bool:
    return response.status_code == MISSED


@blueprint.route("/<token>", methods=["GET", "POST"])
@limiter.limit("20 per 5 minutes", key_func=by_address, deduct_when=_missed)
@allow(citizen_link)
def letter(token: str) -> ResponseReturnValue:
    """Says nothing of the letter, which is opened by pressing the button."""
    if request.method != "POST":
        delivery_behind(db.session(), token_hash(token), _now())
        return render_template("citizen/unopened.html", **_all())
    with acting(CITIZEN) as act:
        delivery = services.open_letter(act, token_hash(token))
    opened.begin(delivery, act.now)
    return redirect(url_for("citizen.read"), 303)


@blueprint.get("/code")
@allow(citizen_link)
def code() -> ResponseReturnValue:
    """Asks for the second thing, before anything that is in the letter or about anybody."""
    return codes.page(db.session(), _knocked(), CodeForm(), _now())


@blueprint.post("/code")
@allow(citizen_link)
def give_code() -> ResponseReturnValue:
    """Opens the letter by its code. What is no whole code is no try."""
    delivery, form = _knocked(), CodeForm(request.form.get("code", ""))
    if form.problem:
        return codes.page(db.session(), delivery, form, _now())
    with acting(CITIZEN) as act:
        wrong = services.try_code(act, opened.asked() or "", form.digits)
        number = tries_of(act.session, delivery).number
    if wrong is None:
        opened.begin(delivery, act.now, number)
        return redirect(url_for("citizen.read"), 303)
    log_access("participant", delivery.participant_id, "wrong code")
    return codes.page(db.session(), delivery, form.missed(wrong.left), _now())


@blueprint.get("/")
@allow(citizen_link)
def read() -> ResponseReturnValue:
    """The letter that is open here, with all that can be answered and what was written before."""
    found = _letter_here()
    form = AnswerForm(found.asks, found.draft.fields if found.draft else None)
    alert = ""
    if found.draft:
        alert = "saved" if "saved" in request.args else "" if "at" in request.args else "again"
    return showing.page(found, form, showing.place(found, request.args.get("at")), alert)


@blueprint.post("/")
@allow(citizen_link)
def answer() -> ResponseReturnValue:
    """One button of the page: to send, to read on, or to keep it; nothing written is ever lost."""
    found = _letter_here()
    sheet = Sheet(found, request.form)
    if _sending_key(found, sheet.form.given) is None:
        return showing.kept(), 400
    go = request.form.get("go", "send")
    if go in AT_ONCE:
        return _say_at_once(found, sheet, go)
    return _read_on(found, sheet, go) if go in READING_ON else _send(found, sheet)


def _send(found: Letter, sheet: Sheet) -> ResponseReturnValue:
    """Takes all answers together, or none."""
    form = sheet.form
    if form.problems:
        wrong = sheet.first_wrong
        if wrong != sheet.at:
            with acting(CITIZEN) as act:
                services.keep(act, found.delivery, form.fields(), wrong or 1)
            found = _letter_here()
        return showing.page(found, form, wrong, "problem"), UNPROCESSABLE
    # The same page sent once more takes out what is out by now.
    given = [*form.given, *(one for one in sheet.taken_out if one.ask.withdrawn)]
    key = _sending_key(found, given, form.helper) or ""
    if not form.given and not services.was_received(db.session(), found.delivery, key):
        return showing.page(found, form, sheet.at, "nothing"), UNPROCESSABLE
    try:
        with acting(CITIZEN) as act:
            is_new = services.receive(act, found, given, key, form.helper, sheet.seen)
    except services.WrittenElsewhere:
        found = _letter_here()
        now = Sheet(found, request.form)
        return showing.page(found, now.form, now.at, "elsewhere"), 409
    return _thanks(is_new)


def _thanks(is_new: bool) -> ResponseReturnValue:
    return redirect(url_for("citizen.received", again=None if is_new else 1), 303)


def _read_on(found: Letter, sheet: Sheet, go: str) -> ResponseReturnValue:
    """Keep what was written, and show the page that was asked for."""
    wrong = sheet.problems if go == "next" else not sheet.can_be_kept
    if wrong:
        return showing.page(found, sheet.form, sheet.at, "problem"), UNPROCESSABLE
    at = (sheet.at or 1) + READING_ON[go]
    with acting(CITIZEN) as act:
        is_kept = services.keep(act, found.delivery, sheet.form.fields(), at)
    if go == "save" and not is_kept:
        return showing.page(_letter_here(), sheet.form, sheet.at, "nothing"), UNPROCESSABLE
    if go in WAYS:
        opened.read_as(go)
    if go in SIZES:
        opened.size_text(SIZES[go])
    return redirect(url_for("citizen.read", at=at, saved=1 if go == "save" else None), 303)


def _say_at_once(found: Letter, sheet: Sheet, go: str) -> ResponseReturnValue:
    """One press is the answer, and takes out the words that are to be.

    Whatever else was written is kept, and not sent.
    """
    kinds, move = AT_ONCE[go]
    asks = [ask for ask in found.asks if ask.kind in kinds and move in ask.moves]
    if not asks or not sheet.can_be_kept:
        return showing.page(found, sheet.form, sheet.at, "problem"), UNPROCESSABLE
    if opened.just_now():
        return showing.page(found, sheet.form, sheet.at, "sure"), UNPROCESSABLE
    text = AnswerForm(asks[:1], request.form).written(asks[0]) if go == "why" else ""
    if go == "why" and not text:
        return redirect(url_for("citizen.received"), 303)
    given, helper = [Given(asks[0], move, text), *sheet.taken_out], sheet.form.helper
    key = _sending_key(found, given, helper) or ""
    with acting(CITIZEN) as act:
        services.keep(act, found.delivery, sheet.left(given), sheet.at or 1)
        is_new = services.receive(act, found, given, key, helper)
    return _thanks(is_new)


@blueprint.get("/received")
@allow(citizen_link)
def received() -> ResponseReturnValue:
    """What was sent last, what happens now and by when, and whom to call."""
    found = _letter_here()
    if not found.sendings:
        return redirect(url_for("citizen.read"))
    words = found.document.words
    return render_template(
        "citizen/received.html",
        words=words,
        letter=found,
        sending=found.sendings[0],
        still_by=max((s.answer_by for s in found.sendings[1:] if s.answer_by), default=None),
        again="again" in request.args,
        waiting=showing.moment(words, found.draft.at) if found.draft else None,
        own=any(ask.kind == "own" and not ask.withdrawn for ask in found.asks),
        words_for=words_for,
        key=new_key(current_settings(), found.delivery.token_hash or ""),
        hours=showing.hours(found.process),
    )


@blueprint.post("/close")
@allow(citizen_link)
def close() -> ResponseReturnValue:
    """For a telephone or a computer that is somebody else's."""
    opened.end()
    return redirect(url_for("citizen.read"), 303)


@blueprint.context_processor
def size() -> dict[str, bool]:
    """Every page behind a link is told how large its text is to be."""
    return {"large": opened.is_large()}


@blueprint.after_request
def unlisted(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@blueprint.errorhandler(Unseen)
def nothing_here(_: Unseen) -> ResponseReturnValue:
    """The same to the letter for every link that opens nothing."""
    if _answers():
        return showing.kept(), MISSED
    return render_template("citizen/nothing.html", **_all()), MISSED


@blueprint.errorhandler(LinkOver)
def link_over(over: LinkOver) -> ResponseReturnValue:
    if _answers():
        return showing.kept(over.phone), 410
    return render_template("citizen/over.html", phone=over.phone, **_all()), 410


@blueprint.errorhandler(CodeAsked)
def code_asked(asked: CodeAsked) -> ResponseReturnValue:
    if _answers():
        return showing.kept(asked.delivery.round.process.phone), 400
    opened.knock(asked.delivery)
    return redirect(url_for("citizen.code"), 303)


@blueprint.errorhandler(services.Locked)
def locked(_: services.Locked) -> ResponseReturnValue:
    return codes.page(db.session(), _knocked(), CodeForm(), _now())


@blueprint.errorhandler(NotOpen)
def not_open(_: NotOpen) -> ResponseReturnValue:
    if _answers():
        return showing.kept(), 400
    return render_template("citizen/not_open.html", **_all()), MISSED


@blueprint.errorhandler(429)
def too_often(_: Exception) -> ResponseReturnValue:
    return render_template("citizen/too_often.html", **_all()), 429


@blueprint.errorhandler(CSRFError)
def too_late(_: CSRFError) -> ResponseReturnValue:
    """The page had stood open for too long, or the form is not ours: nothing is recorded."""
    if request.endpoint == "citizen.give_code":
        return _code_too_late()
    if not _answers():
        # Nothing is looked up: whoever has no token is not told which links are good.
        return render_template("citizen/unopened.html", **_all()), 400
    try:
        found = _letter_here()
    except Refused:
        return showing.kept(), 400
    sheet = Sheet(found, request.form)
    if _sending_key(found, sheet.form.given) is None:
        return showing.kept(), 400
    return showing.page(found, sheet.form, sheet.at, "late"), 400


def _now() -> datetime:
    return datetime.now(UTC)


def _answers() -> bool:
    return request.endpoint == "citizen.answer"


def _all() -> dict[str, Words | list[Words]]:
    """Who has not opened a letter has no language yet: it is said in each that is offered."""
    first, *others = map(citizen, offered(db.session()))
    return {"words": first, "others": others}


def _letter_here() -> Letter:
    link = opened.here()
    if link is None:
        raise NotOpen
    now = _now()
    delivery = delivery_behind(db.session(), link, now)
    if delivery.round.process.asks_code:
        # Another code shuts the letter where it was opened by the one before.
        if opened.by_code() != tries_of(db.session(), delivery).number:
            raise CodeAsked(delivery)
    return letter_of(db.session(), delivery, now)


def _knocked() -> Delivery:
    """The letter whose code is asked for here."""
    link = opened.asked()
    if link is None:
        raise NotOpen
    return delivery_behind(db.session(), link, _now())


def _code_too_late() -> ResponseReturnValue:
    form = CodeForm(request.form.get("code", ""), late=True)
    try:
        shown, _ = codes.page(db.session(), _knocked(), form, _now())
    except Refused:
        shown = render_template("citizen/not_open.html", **_all())
    return shown, 400


def _sending_key(found: Letter, given: Sequence[Given], helper: str = "") -> str | None:
    link, key = found.delivery.token_hash or "", request.form.get("key", "")
    return sending_key(current_settings(), link, key, given, helper)
