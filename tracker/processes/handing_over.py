"""What an administrator looks after of processes: who has each, and who may see it.

They need not be among those to whom a process is open, and are not shown what is in it.
"""

from dataclasses import astuple
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import administrator, allow, current_act, log_access
from tracker.domain.marks import mark_of
from tracker.interface import current_words, say
from tracker.paging import number_asked
from tracker.processes import queries, services
from tracker.processes.forms import HandOverForm

# Nested in the room's own.
blueprint = Blueprint("handing_over", __name__)


@blueprint.get("/administration/processes")
@allow(administrator)
def index() -> str:
    act = current_act()
    left, more_left = queries.left_alone(act)
    found, more = queries.processes_administered(act, number_asked())
    return render_template(
        "processes/handing_over.html",
        left=left,
        more_left=more_left,
        processes=found,
        next_page=url_for(".index", after=found[-1].process.id) if more else "",
        first_page=url_for(".index") if "after" in request.args else "",
    )


@blueprint.route("/administration/processes/<int:number>", methods=["GET", "POST"])
@allow(administrator)
def one(number: int) -> ResponseReturnValue:
    act = current_act()
    process = queries.administered_process(act, number)
    form = HandOverForm(data=_filled(services.held_by(act, process))).among(
        queries.colleagues_of(act, process)
    )
    if form.validate_on_submit() and form.carry_out(
        services.hand_over,
        process,
        form.seen.data,
        form.responsible.data,
        form.members.data if form.narrowed.data else None,
    ):
        log_access("process", number, "handed over")
        flash(say("hand_over.done"))
        return redirect(url_for(".index"), 303)
    act = current_act()
    process = queries.administered_process(act, number)
    form.seen.data = mark_of(*astuple(services.held_by(act, process)))
    held = queries.held(act, process)
    members = current_words().join([user.name for user in held.members])
    return render_template(
        "processes/hand_over.html", form=form, held=held, members=members
    ), form.status


def _filled(held: services.HeldBy) -> dict[str, Any]:
    return {
        "responsible": held.responsible or 0,
        "narrowed": held.members is not None,
        "members": list(held.members or ()),
    }
