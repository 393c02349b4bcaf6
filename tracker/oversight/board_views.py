"""The board of a manager: how all loops stand, and the loops behind each number."""

from typing import Any

from flask import render_template, request, url_for

from tracker.access import allow, current_act, log_access, manager
from tracker.domain.process import KINDS
from tracker.oversight import board
from tracker.oversight.board import Asked, LoopsAsked
from tracker.oversight.coming import CAME
from tracker.oversight.periods import period_of
from tracker.oversight.room import blueprint
from tracker.paging import number_asked, promise_asked, promise_key

LATE = LoopsAsked(when="late")
STATES = ("open", *board.STATES)


@blueprint.get("/dashboard")
@allow(manager)
def dashboard() -> str:
    act = current_act()
    asked = asked_for()
    worst, more = board.loops_found(act, asked, LATE, None, board.WORST)
    for process in {line.process for line in worst}:
        log_access("process", process, "names")
    departments, caseworkers = board.choices(act)
    found = board.board_of(act, asked)
    return render_template(
        "oversight/board.html",
        asked=asked,
        here=kept(asked),
        board=found,
        moved=board.moved(act, asked),
        processes=found.processes,
        worst=worst,
        more_late=more,
        departments=departments,
        caseworkers=caseworkers,
        kinds=KINDS,
        states=board.STATES,
        marks=board.MARKS,
        whens=board.WHEN,
    )


@blueprint.get("/loops")
@allow(manager)
def loops() -> str:
    """The very loops that a number of the board counts."""
    act = current_act()
    asked, which = asked_for(), _which()
    lines, more = board.loops_found(act, asked, which, promise_asked())
    for process in {line.process for line in lines}:
        log_access("process", process, "names")
    here = kept(asked) | _kept_which(which)
    last = promise_key(lines[-1].row.due, lines[-1].who.id) if more else ""
    return render_template(
        "oversight/loops.html",
        asked=asked,
        which=which,
        lines=lines,
        back=url_for(".indicators" if which.came else ".dashboard", **kept(asked)),
        next_page=url_for(".loops", **here, after=last) if last else "",
        first_page=url_for(".loops", **here) if "after" in request.args else "",
    )


def asked_for() -> Asked:
    """The filters of the address; what says nothing known filters nothing."""
    kind, caseworker = request.args.get("kind", ""), request.args.get("caseworker", "")
    return Asked(
        number_asked("department") or None,
        board.NOBODY if caseworker == "0" else number_asked("caseworker") or None,
        number_asked("process") or None,
        kind if kind in KINDS else "",
        period_of(request.args.get("period", "")),
    )


def _which() -> LoopsAsked:
    step, state, mark, when = (request.args.get(n, "") for n in ("step", "state", "mark", "when"))
    how = request.args.get("came", "")
    return LoopsAsked(
        int(step) if step in {str(number) for number in board.WALKED} else None,
        state if state in STATES else "",
        mark if mark in board.MARKS else "",
        when if when in board.WHEN else "",
        how if how in CAME else "",
    )


def kept(asked: Asked) -> dict[str, Any]:
    """The filters, as an address says them."""
    said = {
        "department": asked.department,
        "caseworker": asked.caseworker,
        "process": asked.process,
        "kind": asked.kind or None,
        "period": asked.period and str(asked.period),
    }
    return {name: value for name, value in said.items() if value is not None}


def _kept_which(which: LoopsAsked) -> dict[str, Any]:
    said = {
        "step": which.step,
        "state": which.state or None,
        "mark": which.mark or None,
        "when": which.when or None,
        "came": which.came or None,
    }
    return {name: value for name, value in said.items() if value is not None}
