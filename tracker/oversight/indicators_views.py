"""The pages of the indicators: of one's own processes exactly, of all departments rounded down."""

from dataclasses import replace
from typing import Any

from flask import render_template, request, url_for

from tracker.access import allow, current_act, manager
from tracker.domain.process import KINDS
from tracker.domain.published import STAGES
from tracker.domain.workdays import local_date
from tracker.oversight import board, indicators
from tracker.oversight import everywhere as published
from tracker.oversight.board import Asked
from tracker.oversight.board_views import asked_for, kept
from tracker.oversight.periods import recent
from tracker.oversight.room import blueprint
from tracker.paging import number_asked


@blueprint.get("/indicators", endpoint="indicators")
@allow(manager)
def own() -> str:
    act = current_act()
    asked = asked_for()
    departments, _ = board.choices(act)
    processes, more = indicators.processes_of(act, asked, number_asked())
    here = kept(asked)
    return render_template(
        "oversight/indicators.html",
        asked=asked,
        here=here,
        figures=indicators.figures_of(act, asked),
        indicators=indicators.INDICATORS,
        counted_at=indicators.counted_at(act),
        processes=processes,
        reasons=indicators.reasons_of(act, asked),
        departments=departments,
        next_page=url_for(".indicators", **here, after=processes[-1].id) if more else "",
        first_page=url_for(".indicators", **here) if "after" in request.args else "",
        **_choices(asked),
    )


@blueprint.get("/indicators/everywhere")
@allow(manager)
def everywhere() -> str:
    act = current_act()
    asked = _asked_everywhere()
    weeks = published.weeks(act)
    said = request.args.get("week", "")
    chosen = next((each for each in weeks if each.week.isoformat() == said), None)
    shown = chosen or (weeks[0] if weeks else None)
    return render_template(
        "oversight/everywhere.html",
        asked=asked,
        here=kept(asked),
        weeks=weeks,
        shown=shown,
        found=published.everywhere(act, asked, shown.week) if shown else None,
        indicators=published.INDICATORS,
        departments=list(published.departments(act).items()),
        **_choices(asked),
    )


def _asked_everywhere() -> Asked:
    """Whose work it is, and single processes, are for those who see them."""
    return replace(asked_for(), caseworker=None, process=None)


def _choices(asked: Asked) -> dict[str, Any]:
    """What every page of indicators lets one choose, and how far people can have come."""
    periods = list(recent(local_date(current_act().now)))
    if asked.period and asked.period not in periods:
        periods.append(asked.period)
    return {"kinds": KINDS, "periods": periods, "stages": STAGES}
