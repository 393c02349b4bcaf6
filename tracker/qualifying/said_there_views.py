"""What was said at a session is written down, insight by insight, a little at a time."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.policies import process_for
from tracker.interface import say
from tracker.qualifying import said_there as there
from tracker.qualifying.room import blueprint
from tracker.qualifying.said_there_forms import ROWS, said_about


@blueprint.route("/processes/<int:number>/sessions/held/<int:session>", methods=["GET", "POST"])
@allow(signed_in)
def said_there(number: int, session: int) -> ResponseReturnValue:
    act = current_act()
    held = there.session_of(act, process_for(act, number), session)
    things, present = there.things_of(act, held), there.present_at(act, held)
    form = said_about(things, present)
    if form.validate_on_submit() and form.carry_out(there.write_down, held, form.remarks):
        if not form.already:
            flash(say("said_there.done", n=form.result))
        return redirect(_onward(number, session, held.round_id), 303)
    act = current_act()
    held = there.session_of(act, process_for(act, number), session)
    columns = there.columns_of(act, held, things)
    log_access("process", number, "names")
    for person in sorted(there.whose(columns)):
        log_access("participant", person, "words")
    return render_template(
        "qualifying/said_there.html",
        process=held.round.process,
        held=held,
        present=present,
        columns=columns,
        form=form,
        rows=ROWS,
        insight_page="weaving.insight" in current_app.view_functions,
    ), form.status


def _onward(number: int, session: int, round_: int) -> str:
    if request.form.get("then") != "done":
        return url_for(".said_there", number=number, session=session)
    if "returning.round_" in current_app.view_functions:
        return url_for("returning.round_", number=number, round_number=round_)
    return url_for(".responses", number=number)
