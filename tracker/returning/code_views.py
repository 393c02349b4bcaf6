"""The pages of the codes that letters open by. Each showing of a code is in the access log."""

from collections.abc import Sequence
from io import BytesIO

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, log_access, looking, signed_in
from tracker.domain.act import Act
from tracker.domain.named import named
from tracker.domain.round import Delivery
from tracker.interface import say
from tracker.returning import codes
from tracker.returning.after_views import delivery_of
from tracker.returning.places import as_file, blueprint, round_for

HERE = "/processes/<int:number>/rounds/<int:round_number>/participants/<int:person>/code"


@blueprint.get(HERE)
@allow(signed_in)
def code(number: int, round_number: int, person: int) -> str:
    """How somebody gets their code, and whether wrong ones were given; not the code itself."""
    act = current_act()
    return _page(act, _delivery(act, number, round_number, person))


@blueprint.post(f"{HERE}/shown")
@allow(signed_in)
def show_code(number: int, round_number: int, person: int) -> str:
    """The code, to be read aloud to the one it is for."""
    act = current_act()
    delivery = _delivery(act, number, round_number, person)
    told = codes.code_told(act, delivery)
    log_access("participant", person, "code")
    return _page(act, delivery, told)


@blueprint.post(f"{HERE}/letter")
@allow(signed_in)
def code_letter(number: int, round_number: int, person: int) -> ResponseReturnValue:
    """The code as a letter; to a protected address only when that is asked for by name."""
    with looking() as act:
        delivery = _delivery(act, number, round_number, person)
        hidden = delivery.participant.protected_address
        if hidden and "protected" not in request.form:
            flash(say("code.protected_first"))
            return redirect(_address(number, round_number, person), 303)
        return _as_letters(act, [delivery], hidden)


@blueprint.post(f"{HERE}/new")
@allow(signed_in)
def new_code(number: int, round_number: int, person: int) -> ResponseReturnValue:
    """Another code, where the one before may be in wrong hands."""
    with acting() as act:
        codes.new_code(act, _delivery(act, number, round_number, person))
    log_access("participant", person, "new code")
    flash(say("code.renewed"))
    return redirect(_address(number, round_number, person), 303)


@blueprint.post(f"{HERE}/again")
@allow(signed_in)
def open_again(number: int, round_number: int, person: int) -> ResponseReturnValue:
    """Somebody has spoken with them: their letter can be opened again."""
    with acting() as act:
        codes.open_again(act, _delivery(act, number, round_number, person))
    log_access("participant", person, "unlocked")
    flash(say("code.opened_again"))
    return redirect(_address(number, round_number, person), 303)


@blueprint.post("/processes/<int:number>/rounds/<int:round_number>/codes")
@allow(signed_in)
def code_letters(number: int, round_number: int) -> ResponseReturnValue:
    """All codes of a round that go by post; those to protected addresses apart, when confirmed."""
    protected = "protected" in request.form
    with looking() as act:
        deliveries = codes.to_post(act, round_for(act, number, round_number), protected)
        return _as_letters(act, deliveries, protected)


def _as_letters(act: Act, deliveries: Sequence[Delivery], protected: bool) -> ResponseReturnValue:
    data = codes.printed(act, deliveries)
    what = "protected address" if protected else "code letter"
    for delivery in deliveries:
        log_access("participant", delivery.participant_id, what)
    return as_file(BytesIO(data), say("code.file", round=deliveries[0].round_id))


def _page(act: Act, delivery: Delivery, told: str = "") -> str:
    found, person = codes.code_for(act, delivery), delivery.participant_id
    log_access("participant", person)
    return render_template(
        "returning/code.html",
        process=delivery.round.process,
        round=delivery.round,
        participant=delivery.participant,
        who=named(act.session, [person])[person],
        code=found,
        delivery=delivery.id,
        told=told,
    )


def _delivery(act: Act, number: int, round_number: int, person: int) -> Delivery:
    return delivery_of(act, round_for(act, number, round_number), person)


def _address(number: int, round_number: int, person: int) -> str:
    return url_for(".code", number=number, round_number=round_number, person=person)
