"""My work, what one did lately, and the page of one loop, with its contacts and its exception."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, log_access, signed_in
from tracker.domain.act import Act
from tracker.domain.notes import Noted, notes_for
from tracker.domain.participant import Participant
from tracker.domain.policies import demand_manager, may_close, one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.sessions_ahead import coming
from tracker.domain.spoken import last_spoken
from tracker.interface import current_words, say
from tracker.oversight import (
    board_views,
    done,
    excepting_views,
    indicators_views,
    ledger_views,
    one_loop,
    services,
    telling,
    work,
)
from tracker.oversight.alarms import Alarm, code_alarms
from tracker.oversight.excepting import asked_about, to_second
from tracker.oversight.forms import ExceptForm
from tracker.oversight.room import blueprint
from tracker.oversight.work import Asked, Mine, Waiting
from tracker.paging import number_asked, promise_asked, promise_key
from tracker.reports import facts

__all__ = ["blueprint", "board_views", "excepting_views", "indicators_views", "ledger_views"]


@blueprint.get("/")
@allow(signed_in)
def my_work() -> str:
    act = current_act()
    asked = _asked()
    kept = _kept(asked)
    total, waiting, more = work.everything_waiting(act, asked, promise_asked())
    alarms, notes = ([], []) if kept else (code_alarms(act), notes_for(act))
    mine = [] if kept else work.answers_mine(act)
    named: list[Waiting | Alarm | Noted | Mine] = [*waiting, *alarms, *notes, *mine]
    for number in sorted({each.process for each in named}):
        log_access("process", number, "names")
    last = waiting[-1] if more else None
    return render_template(
        "oversight/work.html",
        total=total,
        asked=asked,
        actions=work.TO_DO,
        waiting=waiting,
        to_sign=[] if kept else work.to_sign(act),
        to_second=[] if kept else to_second(act),
        alarms=alarms,
        sessions=[] if kept else coming(act),
        notes=notes,
        answers_mine=mine,
        anything=bool(waiting) or work.sees_any_process(act),
        administers={role for _, role in act.actor.roles} == {"administrator"},
        next_page=last and url_for(".my_work", **kept, after=promise_key(last.due, last.process)),
        first_page=url_for(".my_work", **kept) if "after" in request.args else "",
    )


@blueprint.get("/done")
@allow(signed_in)
def done_lately() -> str:
    """What one did oneself within the week."""
    act = current_act()
    did, more = done.facts(act, number_asked("before"))
    for number in sorted({fact.process.id for fact in did}):
        log_access("process", number, "names")
    return render_template(
        "oversight/done.html",
        sums=done.sums(act),
        facts=did,
        next_page=url_for(".done_lately", before=did[-1].event.id) if more else "",
        first_page=url_for(".done_lately") if "before" in request.args else "",
        sentence=partial(facts.sentence, current_words()),
    )


def _asked() -> Asked:
    """The filters of the address; what says nothing known filters nothing."""
    action = request.args.get("action", "")
    return Asked(
        action if action in work.TO_DO else "",
        bool(request.args.get("late")),
        bool(request.args.get("mine")),
    )


def _kept(asked: Asked) -> dict[str, Any]:
    """The filters, as an address says them."""
    said = {
        "action": asked.action,
        "late": "yes" if asked.late else "",
        "mine": "yes" if asked.mine else "",
    }
    return {name: value for name, value in said.items() if value}


@blueprint.get("/processes/<int:number>/loops/<int:person>")
@allow(signed_in)
def loop(number: int, person: int) -> str:
    act = current_act()
    return _loop_page(act, *_whose(act, number, person))


@blueprint.post("/processes/<int:number>/loops/<int:person>/contacts")
@allow(signed_in)
def contacts(number: int, person: int) -> str:
    """How to reach somebody, shown on asking; a protected address only when asked for by name."""
    act = current_act()
    process, participant = _whose(act, number, person)
    protected = participant.protected_address and "protected" in request.form
    log_access("participant", participant.id, "protected address" if protected else "contacts")
    return _loop_page(act, process, participant, contacts=True, protected=protected)


@blueprint.post("/processes/<int:number>/loops/<int:person>/except")
@allow(signed_in)
def except_(number: int, person: int) -> ResponseReturnValue:
    act = current_act()
    process, participant = _whose(act, number, person)
    demand_manager(act, process)
    form = ExceptForm()
    if form.validate_on_submit() and form.carry_out(
        services.except_loop, process, participant, form.because.data, form.reason.data
    ):
        flash(say("except.asked" if form.result else "except.done"))
        return redirect(url_for(".loop", number=number, person=person), 303)
    act = current_act()
    return _loop_page(act, *_whose(act, number, person), excepting=form), form.status


@blueprint.post("/processes/<int:number>/loops/<int:person>/lift")
@allow(signed_in)
def lift(number: int, person: int) -> ResponseReturnValue:
    process, participant = _whose(current_act(), number, person)
    with acting() as act:
        services.lift_exception(act, process, participant)
    flash(say("except.lifted"))
    if "listed" in request.form:
        return redirect(url_for(".exceptions", number=number), 303)
    return redirect(url_for(".loop", number=number, person=person), 303)


def _whose(act: Act, number: int, person: int) -> tuple[Process, Participant]:
    process = process_for(act, number)
    return process, one_of_process(act, Participant, person, process)


def _loop_page(
    act: Act,
    process: Process,
    participant: Participant,
    contacts: bool = False,
    protected: bool = False,
    excepting: ExceptForm | None = None,
) -> str:
    said, more_said = one_loop.said_by(act, participant, number_asked("said"))
    happened, older = telling.facts_told(act, participant, number_asked("before"))
    log_access("participant", participant.id)
    here: dict[str, Any] = {"number": process.id, "person": participant.id}
    return render_template(
        "oversight/loop.html",
        process=process,
        participant=participant,
        **one_loop.head(act, participant)._asdict(),
        said=said,
        more_said=url_for(".loop", **here, said=said[-1].number) if more_said else "",
        facts=happened,
        older=url_for(".loop", **here, before=happened[-1].event.id) if older else "",
        first_page=url_for(".loop", **here) if request.args.keys() & {"said", "before"} else "",
        spoken=last_spoken(act.session, [participant.id]).get(participant.id),
        answers=one_loop.answers_waiting(act, participant),
        signs=may_close(act.actor, process),
        excepting=excepting or ExceptForm(formdata=None),
        asked=asked_about(act, participant),
        contacts=contacts,
        protected=protected,
        sentence=partial(facts.sentence, current_words()),
        how=partial(facts.how, current_words()),
    )
