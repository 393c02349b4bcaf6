"""The list of processes, and the page of one: what it is about, and where its loops stand."""

from dataclasses import asdict, astuple
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain import closing
from tracker.domain.marks import mark_of
from tracker.domain.next_action import ACTIONS
from tracker.domain.policies import may_close, process_for
from tracker.domain.sessions_ahead import coming
from tracker.domain.steps import Step
from tracker.interface import say
from tracker.language.given import WORDS
from tracker.language.text import BadText, checked_text
from tracker.paging import number_asked, promise_asked, promise_key
from tracker.processes import (
    advising,
    handing_over,
    queries,
    services,
    translating,
    translation_views,
)
from tracker.processes.blueprint import blueprint
from tracker.processes.forms import NewProcessForm, ProcessForm
from tracker.processes.next_step import next_step
from tracker.processes.queries import Asked
from tracker.reports.languages import LANGUAGES
from tracker.warned import warn_of_private

__all__ = ["blueprint", "translation_views"]

blueprint.register_blueprint(handing_over.blueprint)

STATES = ("open", "closed", "excepted", "ended")


@blueprint.get("/processes/")
@allow(signed_in)
def index() -> str:
    standings, more = queries.processes_seen(current_act(), number_asked())
    last = standings[-1].process.id if more else None
    return render_template(
        "processes/index.html",
        standings=standings,
        next_page=last and url_for(".index", after=last),
        first_page=url_for(".index") if "after" in request.args else "",
    )


@blueprint.get("/processes/<int:number>")
@allow(signed_in)
def show(number: int) -> str:
    act = current_act()
    process = process_for(act, number)
    asked = _asked()
    lines, more = queries.loops_asked(act, process, asked, promise_asked())
    log_access("process", process.id)
    standing = queries.standing_of(act, process)
    in_the_way = queries.in_the_way(act, process)
    signatures = closing.signatures_of(act.session, process)
    last = promise_key(lines[-1].row.due, lines[-1].who.id) if more else ""
    here: dict[str, Any] = {"number": number, "_anchor": "loops", **_kept(asked)}
    return render_template(
        "processes/show.html",
        process=process,
        step=next_step(act, process, standing, in_the_way),
        sessions=coming(act, process),
        standing=standing,
        people=queries.people_of(act, process),
        commitments=queries.commitments_of(act, process),
        asked=asked,
        lines=lines,
        count=queries.count_asked(act, process, asked),
        in_the_way=in_the_way,
        signatures=signatures,
        beyond_signature=bool(signatures) and closing.beyond(act.session, signatures[-1]),
        signs=may_close(act.actor, process),
        steps=range(len(Step)),
        actions=ACTIONS,
        states=STATES,
        next_page=url_for(".show", **here, after=last) if last else "",
        first_page=url_for(".show", **here) if "after" in request.args else "",
    )


@blueprint.route("/processes/add", methods=["GET", "POST"])
@allow(signed_in)
def add() -> ResponseReturnValue:
    act = current_act()
    form = NewProcessForm().among(queries.departments_of(act))
    if form.validate_on_submit() and form.carry_out(
        services.begin_process,
        form.department.data,
        form.title.data,
        form.kind.data,
        language=form.language.data,
        mail=form.mail.data,
        second_thing=form.second_thing.data,
        public_return=form.public_return.data,
    ):
        number = form.result if form.already else form.result.id
        flash(say("process_form.added"))
        return redirect(url_for(".edit", number=number), 303)
    return render_template("processes/add.html", form=form), form.status


@blueprint.route("/processes/<int:number>/edit", methods=["GET", "POST"])
@allow(signed_in)
def edit(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    form = ProcessForm(data=_filled(services.as_read(act, process))).among(
        queries.colleagues_of(act, process)
    )
    if form.validate_on_submit() and form.carry_out(
        services.edit_process,
        process,
        form.seen.data,
        form.about,
        form.promises,
        form.second_thing.data,
        form.responsible.data,
        form.members.data if form.narrowed.data else None,
    ):
        flash(say("process_form.saved"))
        warn_of_private(current_act(), process, url_for(".edit", number=number), *process.told)
        return redirect(url_for(".show", number=number), 303)
    act = current_act()
    process = process_for(act, number)
    read = services.as_read(act, process)
    form.seen.data = mark_of(*astuple(read))
    return render_template(
        "processes/edit.html",
        form=form,
        process=process,
        now=_filled(read),
        spoken=translating.spoken(act, process),
    ), form.status


@blueprint.post("/processes/<int:number>/advice")
@allow(signed_in)
def advise(number: int) -> ResponseReturnValue:
    """What to look at in a text that is being written; nothing of it is kept."""
    act = current_act()
    process = process_for(act, number)
    try:
        text = checked_text(request.form.get("text", ""), WORDS)
    except BadText as bad:
        return {"says": say(f"refused.text_{bad.code}", **bad.values)}, 422
    asked = request.args.get("language", "")
    return advising.advised(act, process, text, asked if asked in LANGUAGES else process.language)


def _filled(read: services.AsRead) -> dict[str, Any]:
    """The fields of the form, of a process as it stands."""
    promises = read.promises
    return {
        **asdict(read.about),
        "to_return": promises.to_return,
        "to_answer": promises.to_answer,
        "to_close": promises.to_close,
        "second_thing": read.second_thing,
        "responsible": read.responsible or 0,
        "narrowed": read.members is not None,
        "members": list(read.members or ()),
    }


def _asked() -> Asked:
    """The filters of the address; what says nothing known filters nothing."""
    step, action, state = (request.args.get(name, "") for name in ("step", "action", "state"))
    return Asked(
        int(step) if step in {str(number) for number in range(len(Step))} else None,
        action if action in ACTIONS else "",
        state if state in STATES else "",
        bool(request.args.get("overdue")),
    )


def _kept(asked: Asked) -> dict[str, Any]:
    """The filters, as an address says them."""
    said = {"step": asked.step, "action": asked.action, "state": asked.state}
    said["overdue"] = "yes" if asked.overdue else ""
    return {name: value for name, value in said.items() if value not in (None, "")}
