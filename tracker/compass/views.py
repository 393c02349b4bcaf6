"""The compass of a process: its questions, what was written, and what to hold it against."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.compass import queries, services
from tracker.compass.forms import CompassForm, filled
from tracker.domain.office import MOMENTS, PRINCIPLES
from tracker.domain.policies import process_for
from tracker.interface import say

blueprint = Blueprint("compass", __name__)


@blueprint.route("/processes/<int:number>/compass", methods=["GET", "POST"])
@allow(signed_in)
def compass(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    asked = request.args.get("when", "")
    moment = asked if asked in MOMENTS else queries.fitting_moment(act, process)
    said = queries.reflections_of(act, process)
    form = CompassForm(data=filled(said[moment])).asking(moment)
    if form.validate_on_submit() and form.carry_out(
        services.reflect, process, moment, form.texts, form.marks
    ):
        flash(say("compass.saved"))
        return redirect(url_for(".compass", number=number, when=moment), 303)
    both = []
    if form.status == 409:
        # Somebody else wrote meanwhile, and the refusal undid what was read.
        act = current_act()
        process = process_for(act, number)
        said = queries.reflections_of(act, process)
        both = form.catch_up(said[moment])
    log_access("process", process.id)
    return render_template(
        "compass/compass.html",
        process=process,
        form=form,
        moment=moment,
        moments=MOMENTS,
        principles=PRINCIPLES,
        said=said[moment],
        earlier=queries.earlier(said, moment),
        both=both,
        stands=filled(said[moment]),
        beside=queries.beside(act, process),
    ), form.status
