"""Knowledge across processes: what other departments learned, and how one's own is opened."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, having, signed_in
from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.insight import Insight
from tracker.domain.outcome import USES
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import KINDS, Process
from tracker.domain.workdays import local_date
from tracker.interface import current_language, offer_undo, say
from tracker.openness import queries, services
from tracker.openness.disagreed import disagreed_with
from tracker.openness.forms import OpenForm, ShutForm
from tracker.openness.queries import Asked
from tracker.openness.room import blueprint
from tracker.paging import number_asked
from tracker.reports.words import citizen

OPENING = "/processes/<int:number>/insights/<int:insight>/open"
LONGEST = 200


@blueprint.get("/knowledge")
@allow(signed_in)
def knowledge() -> str:
    act = current_act()
    asked = _asked()
    found, more = queries.opened(act, asked)
    return render_template(
        "openness/knowledge.html",
        asked=asked,
        found=found,
        words=citizen(current_language()),
        departments=queries.departments_with(act),
        kinds=KINDS,
        uses=USES,
        next_page=url_for(".knowledge", **_kept(asked), after=found[-1].number) if more else "",
        first_page=url_for(".knowledge", **_kept(asked)) if asked.after else "",
    )


@blueprint.get(OPENING)
@allow(having("caseworker", "manager"))
def opening(number: int, insight: int) -> str:
    """What others would read, before they do."""
    return _page(number, insight, OpenForm(formdata=None))[0]


@blueprint.post(OPENING)
@allow(having("caseworker", "manager"))
def open_insight(number: int, insight: int) -> ResponseReturnValue:
    _, _, row = _fenced(number, insight)
    form = OpenForm()
    if form.validate_on_submit() and form.carry_out(
        services.open_insight, row, form.seen.data, form.confirmed.data
    ):
        here = url_for(".shut_insight", number=number, insight=insight)
        offer_undo(say("opening.opened"), here)
        return redirect(url_for(".opening", number=number, insight=insight), 303)
    return _page(number, insight, form)


@blueprint.post(f"{OPENING}/shut")
@allow(having("caseworker", "manager"))
def shut_insight(number: int, insight: int) -> ResponseReturnValue:
    _, _, row = _fenced(number, insight)
    form = ShutForm()
    if form.validate_on_submit() and form.carry_out(services.shut_insight, row):
        flash(say("opening.shut"))
        return redirect(url_for(".opening", number=number, insight=insight), 303)
    return _page(number, insight, form)


def _fenced(number: int, insight: int) -> tuple[Act, Process, Insight]:
    act = current_act()
    process = process_for(act, number)
    return act, process, one_of_process(act, Insight, insight, process)


def _page(number: int, insight: int, form: OpenForm | ShutForm) -> tuple[str, int]:
    """The page as it is now: a refusal has undone what was read."""
    act, process, row = _fenced(number, insight)
    what, stays, doubts = None, "", []
    try:
        what = services.offered(act, row)
        doubts = services.doubts_of(act, process, what)
    except RuleBroken as refused:
        stays = refused.code
    status = form.status
    if not isinstance(form, OpenForm):
        form = OpenForm(formdata=None)
    form.seen.data = services.mark(what) if what else ""
    current, signed = queries.opening_of(act, row), queries.signed_at(act, process)
    return render_template(
        "openness/opening.html",
        process=process,
        insight=row,
        what=what,
        dissent=bool(disagreed_with(act, [row])),
        words=citizen(current_language()),
        stays=stays,
        doubts=doubts,
        form=form,
        current=current,
        is_same=bool(
            current
            and what
            and (current.version_id, current.outcome_id) == (what.version.id, what.outcome.id)
        ),
        year=local_date(signed).year if signed else None,
    ), status


def _asked() -> Asked:
    """The filters of the address; what says nothing known filters nothing."""
    kind, use = request.args.get("kind", ""), request.args.get("use", "")
    return Asked(
        request.args.get("words", "")[:LONGEST],
        kind if kind in KINDS else "",
        number_asked("department") or None,
        use if use in USES else "",
        number_asked(),
    )


def _kept(asked: Asked) -> dict[str, Any]:
    """The filters, as an address says them."""
    said = {
        "words": asked.words,
        "kind": asked.kind,
        "department": asked.department,
        "use": asked.use,
    }
    return {name: value for name, value in said.items() if value}
