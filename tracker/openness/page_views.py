"""The page of a process for everybody, as its manager writes it, looks at it and publishes it."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, manager
from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.opening import page_of
from tracker.domain.policies import demand_manager, process_for
from tracker.domain.process import Process
from tracker.interface import current_language, say
from tracker.openness import publishing
from tracker.openness.doubts import Doubt
from tracker.openness.forms import PageForm, ShutForm
from tracker.openness.room import blueprint
from tracker.openness.shown import (
    Shown,
    draft_of,
    drafted,
    offered_insights,
    offered_promises,
)
from tracker.reports.words import citizen

PAGE = "/processes/<int:number>/open"


@blueprint.route(PAGE, methods=["GET", "POST"])
@allow(manager)
def page(number: int) -> ResponseReturnValue:
    act, process = _fenced(number)
    form = _form(act, process)
    looked = form.validate_on_submit()
    if looked and "publish" in request.form:
        if form.carry_out(
            publishing.publish, process, form.draft, form.seen.data, form.confirmed.data
        ):
            flash(say("page.published"))
            return redirect(url_for(".page", number=number), 303)
        return _page(number, form, looked), form.status
    return _page(number, form, looked), 200 if looked else form.status


@blueprint.post(f"{PAGE}/down")
@allow(manager)
def take_down(number: int) -> ResponseReturnValue:
    _, process = _fenced(number)
    form = ShutForm()
    if form.validate_on_submit() and form.carry_out(publishing.take_down, process):
        flash(say("page.taken_down"))
        return redirect(url_for(".page", number=number), 303)
    act, process = _fenced(number)
    return _page(number, _form(act, process), False), form.status


def _fenced(number: int) -> tuple[Act, Process]:
    act = current_act()
    process = process_for(act, number)
    demand_manager(act, process)
    return act, process


def _form(act: Act, process: Process) -> PageForm:
    form = PageForm(data=asdict(draft_of(act, process)))
    return form.among(offered_insights(act, process), offered_promises(act, process))


def _page(number: int, form: PageForm, looked: bool) -> str:
    """The page as it is now: a refusal has undone what was read."""
    act, process = _fenced(number)
    shown = drafted(act, process, form.draft) if looked else None
    doubts = _doubts(act, shown, form)
    form.seen.data = shown.mark if shown else ""
    current = page_of(act.session, number)
    return render_template(
        "openness/page.html",
        process=process,
        form=form,
        never=publishing.why_never(process),
        shown=shown,
        words=citizen(current_language()),
        doubts=doubts,
        is_public=current is not None and current.ended_event_id is None,
        was_public=current is not None,
    )


def _doubts(act: Act, shown: Shown | None, form: PageForm) -> list[Doubt]:
    if shown is None:
        return []
    try:
        return publishing.doubts_of(act, shown)
    except RuleBroken as refused:
        form.refuse(refused)
        return []
