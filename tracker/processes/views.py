"""The list of processes, and the page of one: what it is about, and where its loops stand."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain import closing
from tracker.domain.next_action import ACTIONS
from tracker.domain.policies import may_close, process_for
from tracker.domain.steps import Step
from tracker.paging import number_asked, promise_asked, promise_key
from tracker.processes import queries
from tracker.processes.queries import Asked

blueprint = Blueprint("processes", __name__)

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
    last = promise_key(lines[-1].row.due, lines[-1].who.id) if more else ""
    here: dict[str, Any] = {"number": number, "_anchor": "loops", **_kept(asked)}
    return render_template(
        "processes/show.html",
        process=process,
        standing=queries.standing_of(act, process),
        people=queries.people_of(act, process),
        commitments=queries.commitments_of(act, process),
        asked=asked,
        lines=lines,
        count=queries.count_asked(act, process, asked),
        in_the_way=queries.in_the_way(act, process),
        signature=closing.last_signature(act.session, process),
        signs=may_close(act.actor, process),
        steps=range(len(Step)),
        actions=ACTIONS,
        states=STATES,
        next_page=url_for(".show", **here, after=last) if last else "",
        first_page=url_for(".show", **here) if "after" in request.args else "",
    )


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
