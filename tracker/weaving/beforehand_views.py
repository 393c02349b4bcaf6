"""What was believed beforehand and what became of it; and what stands in the way."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, signed_in
from tracker.domain.insight import Insight
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.forms import Form
from tracker.interface import say
from tracker.paging import number_asked
from tracker.weaving import as_read, beforehand, one_insight, services
from tracker.weaving.beside_views import noted
from tracker.weaving.blueprint import blueprint
from tracker.weaving.forms import AssumeForm, BecameForm, ObstacleForm


@blueprint.route("/processes/<int:number>/assumptions", methods=["GET", "POST"])
@allow(signed_in)
def assumptions(number: int) -> ResponseReturnValue:
    process = process_for(current_act(), number)
    form = AssumeForm()
    if form.validate_on_submit() and form.carry_out(services.assume, process, form.belief.data):
        return redirect(url_for(".assumptions", number=number), 303)
    return _page(process, assuming=form)


@blueprint.post("/processes/<int:number>/obstacles")
@allow(signed_in)
def process_obstacle(number: int) -> ResponseReturnValue:
    process = process_for(current_act(), number)
    form = ObstacleForm()
    if noted(process, form):
        return redirect(url_for(".assumptions", number=number, _anchor="obstacles"), 303)
    return _page(process, noting=form)


@blueprint.route("/processes/<int:number>/assumptions/<int:assumption>", methods=["GET", "POST"])
@allow(signed_in)
def assumption(number: int, assumption: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    row = beforehand.assumption_of(act, process, assumption)
    chosen = "" if row.became == "open" else row.became
    form = BecameForm(became=chosen, answer=row.answer, insight=row.insight_id or 0)
    form.among(beforehand.living_insights(act, process))
    if form.validate_on_submit():
        about = (
            one_of_process(act, Insight, form.insight.data, process) if form.insight.data else None
        )
        given = (form.became.data, form.answer.data, about)
        if form.carry_out(as_read.answer_assumption, row, form.seen.data, *given):
            flash(say("assumption.answered"))
            return redirect(url_for(".assumptions", number=number), 303)
    row = beforehand.assumption_of(current_act(), process, assumption)
    form.seen.data = as_read.mark_of_assumption(row)
    return render_template(
        "weaving/assumption.html", process=process, assumption=row, form=form
    ), form.status


def _page(process: Process, **forms: Form) -> tuple[str, int]:
    act = current_act()
    assumed, more = beforehand.assumptions_of(act, process, number_asked())
    obstacles, more_obstacles = one_insight.obstacles_of(
        act, process, after=number_asked("obstacles")
    )
    here: dict[str, Any] = {"number": process.id}
    return render_template(
        "weaving/assumptions.html",
        process=process,
        assumed=assumed,
        obstacles=obstacles,
        first=beforehand.first_heard(act, process),
        assuming=forms.get("assuming") or AssumeForm(formdata=None),
        noting=forms.get("noting") or ObstacleForm(formdata=None),
        next_page=url_for(".assumptions", **here, after=assumed[-1].row.id) if more else "",
        first_page=url_for(".assumptions", **here) if "after" in request.args else "",
        next_obstacles=url_for(".assumptions", **here, obstacles=obstacles[-1][0].id)
        if more_obstacles
        else "",
    ), next((form.status for form in forms.values()), 200)
