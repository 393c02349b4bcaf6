"""What is printed of a round: its letters in one file, and its poster."""

from collections.abc import Iterable
from io import BytesIO
from itertools import chain

from cryptography.fernet import InvalidToken
from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from tracker.access import acting, allow, current_act, log_access, looking, signed_in
from tracker.domain.act import Act
from tracker.domain.named import named
from tracker.domain.office import LetterBatch
from tracker.domain.round import Delivery, Round
from tracker.domain.tidying import KEPT
from tracker.interface import say
from tracker.phrases import listed
from tracker.returning import batches, standing
from tracker.returning.after_views import page
from tracker.returning.page_forms import NAMED_TOGETHER, ContactForm
from tracker.returning.places import PDF, as_file, blueprint, round_for, units
from tracker.returning.printing import poster as poster_of
from tracker.returning.printing import printed

ROUND = "/processes/<int:number>/rounds/<int:round_number>"
BATCH = f"{ROUND}/letters/<int:batch_number>"


@blueprint.post(f"{ROUND}/letters")
@allow(signed_in)
def letters(number: int, round_number: int) -> ResponseReturnValue:
    """The letters of a round in one file; those to protected addresses apart, when confirmed.

    Many are made beside the request, and followed on a page of their own.
    """
    protected, ticked = "protected" in request.form, set(request.form.getlist("deliveries"))
    unsent = "unsent" in request.form
    with looking() as act:
        found = batches.wanted(act, round_for(act, number, round_number), protected)
        chosen = [each for each in found.deliveries if not ticked or str(each.id) in ticked]
        if ticked and not chosen:
            return _no_letter_chosen(number, round_number)
        if unsent:
            chosen = standing.unposted(act, chosen)
            if not chosen:
                flash(say("letters.all_sent"))
                address = url_for(".round_", number=number, round_number=round_number)
                return redirect(address, 303)
        if ticked or unsent or len(chosen) < batches.MANY:
            made = printed(act, found._replace(deliveries=chosen))
            _log(chosen, protected)
            return as_file(made.file, say("letters.file", round=round_number))
    return _made_beside(number, round_number, protected)


def _no_letter_chosen(number: int, round_number: int) -> ResponseReturnValue:
    """The round's page again, its ticks as they were, saying who of them gets no such letter."""
    act = current_act()
    round_ = round_for(act, number, round_number)
    form = ContactForm()
    ticked = select(Delivery).where(
        Delivery.round_id == round_.id, Delivery.id.in_(form.deliveries.data or ())
    )
    rows = act.session.scalars(ticked.order_by(Delivery.id)).all()
    apart = [row for row in rows if row.channel == "letter"]
    people = named(act.session, [row.participant_id for row in apart or rows])
    names = list(people.values())
    who = listed(names[:NAMED_TOGETHER], len(names))
    if apart:
        form.deliveries.errors = [say("letters.apart", who=who)]
    elif names:
        form.deliveries.errors = [say("letters.no_letter", n=len(names), who=who)]
    else:
        form.deliveries.errors = [say("contact.deliveries_missing")]
    return page(act, round_, form)


@blueprint.get(BATCH)
@allow(signed_in)
def batch(number: int, round_number: int, batch_number: int) -> str:
    """How far it has come with many letters, and then their file."""
    act, round_, found = _batch(number, round_number, batch_number)
    return render_template(
        "returning/batch.html",
        process=round_.process,
        round=round_,
        batch=found,
        state=batches.state_of(act, found),
        until=found.at + KEPT,
    )


@blueprint.post(f"{BATCH}/file")
@allow(signed_in)
def batch_file(number: int, round_number: int, batch_number: int) -> ResponseReturnValue:
    """The file itself; where something in its letters has changed since, it is made anew."""
    act, round_, found = _batch(number, round_number, batch_number)
    if batches.state_of(act, found) != "ready":
        return redirect(_address(number, round_number, batch_number), 303)
    pieces = None if batches.is_old(act, round_, found) else _pieces(act, found)
    if pieces is None:
        protected = found.protected
        with acting() as act:
            batches.drop(act, found)
        anew = _made_beside(number, round_number, protected)
        flash(say("batch.old"))
        return anew
    _log(batches.wanted(act, round_, found.protected).deliveries, found.protected)
    answer = Response(pieces, mimetype=PDF)
    answer.headers.set(
        "Content-Disposition", "attachment", filename=say("letters.file", round=round_number)
    )
    answer.content_length = found.size
    return answer


@blueprint.get(f"{ROUND}/poster")
@allow(signed_in)
def poster(number: int, round_number: int) -> ResponseReturnValue:
    """What the round tells, for a wall."""
    act = current_act()
    data = poster_of(act, round_for(act, number, round_number))
    log_access("process", number, "poster")
    return as_file(BytesIO(data), say("poster.file", round=round_number))


def _made_beside(number: int, round_number: int, protected: bool) -> ResponseReturnValue:
    """Have them made beside the request, and go to where that is followed."""
    with acting() as act:
        ordered = batches.order(act, round_for(act, number, round_number), protected).id
    batches.make_alone(units(), ordered)
    return redirect(_address(number, round_number, ordered), 303)


def _address(number: int, round_number: int, batch: int) -> str:
    return url_for(".batch", number=number, round_number=round_number, batch_number=batch)


def _batch(number: int, round_number: int, batch_number: int) -> tuple[Act, Round, LetterBatch]:
    act = current_act()
    round_ = round_for(act, number, round_number)
    return act, round_, batches.batch_for(act, round_, batch_number)


def _pieces(act: Act, found: LetterBatch) -> Iterable[bytes] | None:
    """The file's pieces, the first of them read; None when it is not there, or no key opens it."""
    try:
        pieces = batches.taken(act, found)
        first = next(pieces)
    except (FileNotFoundError, InvalidToken, StopIteration):
        return None
    return chain([first], pieces)


def _log(deliveries: Iterable[Delivery], protected: bool) -> None:
    what = "protected address" if protected else "letter"
    for delivery in deliveries:
        log_access("participant", delivery.participant_id, what)
