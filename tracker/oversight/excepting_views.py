"""A process's exceptions on one page: many made at once, each one listed, and a second yes."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.named import named
from tracker.domain.next_action import ACTIONS
from tracker.domain.policies import demand_manager, may_close, process_for
from tracker.interface import current_words, say
from tracker.oversight import excepting, services
from tracker.oversight.forms import ExceptManyForm, SecondForm
from tracker.oversight.room import blueprint
from tracker.oversight.services import Decided
from tracker.paging import promise_asked, promise_key
from tracker.phrases import called

# Who cannot be reached is looked at first; "all" hinders nothing in particular.
FIRST = "reach"
ACTION = (FIRST, *(action for action in ACTIONS if action not in (FIRST, "none")), "all")


@blueprint.get("/processes/<int:number>/exceptions")
@allow(signed_in)
def exceptions(number: int) -> str:
    return _page(number)


@blueprint.post("/processes/<int:number>/exceptions")
@allow(signed_in)
def except_many(number: int) -> ResponseReturnValue:
    process = process_for(act := current_act(), number)
    demand_manager(act, process)
    form = ExceptManyForm()
    if form.validate_on_submit() and form.carry_out(
        services.except_loops, process, form.people.data, form.because.data, form.reason.data
    ):
        if not form.already:
            how = "excepting.asked" if form.result else "excepting.done"
            flash(say(how, n=len(set(form.people.data))))
        return redirect(url_for(".exceptions", number=number, **_asked()), 303)
    return _page(number, form=form), form.status


@blueprint.post("/processes/<int:number>/exceptions/second")
@allow(signed_in)
def second(number: int) -> ResponseReturnValue:
    """A second manager's yes or no."""
    process = process_for(act := current_act(), number)
    demand_manager(act, process)
    form = SecondForm()
    agreed = form.verdict.data == "yes"
    if form.validate_on_submit() and form.carry_out(
        services.decide_asked, process, form.askings.data, agreed, form.answer.data
    ):
        if not form.already:
            _say_decided(form.result, agreed)
        return redirect(url_for(".exceptions", number=number), 303)
    return _page(number, seconding=form), form.status


def _say_decided(decided: Decided, agreed: bool) -> None:
    if decided.people:
        how = "excepting.agreed" if agreed else "excepting.refused"
        flash(say(how, n=len(decided.people)))
    if decided.left_out:
        people = named(current_act().session, decided.left_out)
        names = current_words().join([called(who) for who in people.values()])
        flash(say("excepting.left_out", who=names))


def _asked() -> dict[str, Any]:
    """The filters of the address that are not as they are anyway."""
    action, by = request.args.get("action", ""), request.args.get("by", "")
    said = {"action": action if action in ACTION[1:] else "", "by": by if by == "who" else ""}
    return {name: value for name, value in said.items() if value}


def _page(
    number: int, form: ExceptManyForm | None = None, seconding: SecondForm | None = None
) -> str:
    act = current_act()
    process = process_for(act, number)
    log_access("process", process.id, "names")
    asked = _asked()
    action, by = asked.get("action", FIRST), asked.get("by", excepting.BY[0])
    signs = may_close(act.actor, process)
    # Who cannot do it is not shown the form.
    candidates, more = (
        excepting.candidates(act, process, "" if action == "all" else action, promise_asked())
        if signs
        else ([], False)
    )
    groups, further = excepting.excepted(
        act, process, by, excepting.after_asked(by, request.args.get("past", ""))
    )
    waiting, more_waiting = excepting.asked_for(act, process)
    here: dict[str, Any] = {"number": number, **asked}
    last = candidates[-1] if more else None
    return render_template(
        "oversight/exceptions.html",
        process=process,
        signs=signs,
        here=here,
        action=action,
        actions=ACTION,
        by=by,
        measured=excepting.measured(act, process),
        form=form or ExceptManyForm(formdata=None),
        seconding=seconding or SecondForm(formdata=None),
        candidates=candidates,
        next_candidates=last
        and url_for(".exceptions", **here, after=promise_key(last.row.due, last.who.id)),
        first_candidates=url_for(".exceptions", **here) if "after" in request.args else "",
        groups=groups,
        next_page=further and url_for(".exceptions", **here, past=further),
        first_page=url_for(".exceptions", **here) if "past" in request.args else "",
        waiting=waiting,
        more_waiting=more_waiting,
        refused=excepting.refused(act, process),
    )
