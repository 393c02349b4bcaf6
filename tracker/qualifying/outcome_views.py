"""What insights were used for, and what was promised."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.insight import Insight
from tracker.domain.policies import one_of_process, process_for
from tracker.interface import offer_undo, say
from tracker.paging import number_asked, promise_asked, promise_key
from tracker.qualifying import as_read
from tracker.qualifying import outcomes as read
from tracker.qualifying import promises as promised
from tracker.qualifying.advising import advised
from tracker.qualifying.forms import DecideForm, KeptForm, PromiseForm
from tracker.qualifying.room import blueprint
from tracker.qualifying.services import promise as make_promise
from tracker.warned import warn_of_private


@blueprint.get("/processes/<int:number>/outcomes")
@allow(signed_in)
def outcomes(number: int) -> str:
    act = current_act()
    process = process_for(act, number)
    insights, more = read.living(act, process, number_asked())
    log_access("process", process.id)
    soon, others = promised.promises_of(act, process, True, None, promised.SOON)
    last = insights[-1].number if more else None
    return render_template(
        "qualifying/outcomes.html",
        process=process,
        insights=insights,
        promises=soon,
        more_promises=others,
        next_page=last and url_for(".outcomes", number=number, after=last),
        first_page=url_for(".outcomes", number=number) if "after" in request.args else "",
    )


@blueprint.route("/processes/<int:number>/outcomes/<int:insight>", methods=["GET", "POST"])
@allow(signed_in)
def decide(number: int, insight: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    row = one_of_process(act, Insight, insight, process)
    form = DecideForm().about(row)
    helped = form.only_read_over
    if (
        not helped
        and form.validate_on_submit()
        and form.carry_out(
            as_read.decide,
            row,
            form.seen.data or "0",
            form.use.data,
            form.reason.data,
            form.decider.data,
            form.expected.data,
            form.decided_first.data,
        )
    ):
        flash(say("decide.done"))
        again = url_for(".decide", number=number, insight=insight)
        warn_of_private(current_act(), process, again, form.reason.data, form.decided_first.data)
        return redirect(url_for(".outcomes", number=number, _anchor=f"insight-{insight}"), 303)
    act = current_act()
    process = process_for(act, number)
    row = one_of_process(act, Insight, insight, process)
    led = read.led(act, process, row)
    people = read.people_of(act, process, row)
    for heard in people:
        log_access("participant", heard.who.id, "outcomes")
    form.seen.data = str(led.present.id if led.present else 0)
    return render_template(
        "qualifying/decide.html",
        process=process,
        insight=row,
        led=led,
        people=people,
        voices=read.voices_of(act, row),
        form=form,
        advice=advised(form.reason.data or "", process.language),
    ), 200 if helped else form.status


@blueprint.route("/processes/<int:number>/outcomes/promises", methods=["GET", "POST"])
@allow(signed_in)
def promises(number: int) -> ResponseReturnValue:
    process = process_for(current_act(), number)
    form = PromiseForm()
    if form.validate_on_submit() and form.carry_out(
        make_promise, process, form.text.data, form.due.data
    ):
        if not form.already:
            address = url_for(".drop_promise", number=number, promise=form.result.id)
            offer_undo(say("promise.added"), address)
            here = url_for(".promises", number=number)
            warn_of_private(current_act(), process, here, form.text.data)
        return redirect(url_for(".promises", number=number), 303)
    return _promises(number, form, KeptForm(formdata=None))


@blueprint.post("/processes/<int:number>/outcomes/promises/<int:promise>")
@allow(signed_in)
def promise(number: int, promise: int) -> ResponseReturnValue:
    act = current_act()
    row = promised.promise_for(act, process_for(act, number), promise)
    form = KeptForm()
    if form.validate_on_submit() and form.carry_out(
        promised.keep_promise, row.id, form.state.data, form.seen.data
    ):
        if form.result != form.state.data:
            address = url_for(".promise", number=number, promise=promise)
            words = say(f"promise.said.{form.state.data}")
            offer_undo(words, address, state=form.result, seen=str(form.state.data))
        return redirect(url_for(".promises", number=number), 303)
    return _promises(number, PromiseForm(formdata=None), form)


@blueprint.post("/processes/<int:number>/outcomes/promises/<int:promise>/drop")
@allow(signed_in)
def drop_promise(number: int, promise: int) -> ResponseReturnValue:
    act = current_act()
    row = promised.promise_for(act, process_for(act, number), promise)
    form = KeptForm()
    if form.validate_on_submit() and form.carry_out(promised.take_back_promise, row.id):
        flash(say("promise.dropped"))
        return redirect(url_for(".promises", number=number), 303)
    return _promises(number, PromiseForm(formdata=None), form)


def _promises(number: int, form: PromiseForm, kept: KeptForm) -> tuple[str, int]:
    act = current_act()
    process = process_for(act, number)
    waiting = request.args.get("state") != "done"
    after: tuple[date, int] | None = promise_asked()
    found, more = promised.promises_of(act, process, waiting, after)
    here: dict[str, Any] = {"number": number} | ({} if waiting else {"state": "done"})
    last = promise_key(found[-1].due, found[-1].id) if more else ""
    return render_template(
        "qualifying/promises.html",
        process=process,
        promises=found,
        can_go=promised.can_go(act, found),
        waiting=waiting,
        form=form,
        kept=kept,
        next_page=url_for(".promises", **here, after=last) if last else "",
        first_page=url_for(".promises", **here) if "after" in request.args else "",
    ), kept.status if kept.errors else form.status
