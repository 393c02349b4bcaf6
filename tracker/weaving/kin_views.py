"""Several insights become one, and one becomes several."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.policies import process_for
from tracker.domain.process import Process
from tracker.interface import say
from tracker.warned import warn_of_private
from tracker.weaving import as_read, loom, one_insight
from tracker.weaving.blueprint import blueprint
from tracker.weaving.forms import PARTS, MergeForm, SplitForm
from tracker.weaving.insight_views import INSIGHT
from tracker.weaving.one_insight import Voice
from tracker.weaving.queries import contributions_by

# An insight is split with every one of its voices in sight.
ALL = 500


@blueprint.route("/processes/<int:number>/insights/merge", methods=["GET", "POST"])
@allow(signed_in)
def merge(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    form = MergeForm()
    chosen = one_insight.insights_by(act, process, form.insight.data or _asked())
    if form.validate_on_submit():
        given = (form.text.data, form.reason.data, form.anyway.data)
        if form.carry_out(as_read.merge, process, chosen, *given):
            if not form.already:
                flash(say("merge.done", n=len(form.insight.data)))
                here = url_for(".insight", number=number, insight=_made(form), _anchor="text")
                warn_of_private(current_act(), process, here, form.text.data, form.reason.data)
            return redirect(url_for(".insight", number=number, insight=_made(form)), 303)
    return _merge_page(process, [each.id for each in chosen], form)


def _made(form: MergeForm) -> int:
    return int(form.result if form.already else form.result.id)


def _asked() -> list[int]:
    """The insights that the address names."""
    field = MergeForm(formdata=request.args).insight
    return list(field.data)


def _merge_page(process: Process, chosen: list[int], form: MergeForm) -> tuple[str, int]:
    act = current_act()
    voices = _voices(act, chosen)
    insights, _ = loom.insights_shown(act, process)
    return render_template(
        "weaving/merge.html",
        process=process,
        insights=insights,
        chosen=chosen,
        voices=voices,
        hidden=one_insight.hidden_behind(act, chosen),
        form=form,
    ), form.status


@blueprint.route(f"{INSIGHT}/split", methods=["GET", "POST"])
@allow(signed_in)
def split(number: int, insight: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    row = one_insight.insight_of(act, process, insight)
    form = SplitForm()
    if form.validate_on_submit():
        parts = [(field, text, contributions_by(act, said)) for field, text, said in form.parts]
        given = (row, parts, form.reason.data, form.anyway.data)
        if form.carry_out(as_read.split, process, *given):
            flash(say("split.done", n=len(parts)))
            there = url_for(".weave", number=number, _anchor="insights")
            warn_of_private(current_act(), process, there, *(text for _, text, _ in parts))
            return redirect(there, 303)
    return _split_page(process, row, form)


def _split_page(process: Process, row: Insight, form: SplitForm) -> tuple[str, int]:
    act = current_act()
    row = one_insight.insight_of(act, process, row.id)
    return render_template(
        "weaving/split.html",
        process=process,
        insight=row,
        voices=_voices(act, [row.id]),
        hidden=one_insight.hidden_behind(act, [row.id]),
        form=form,
        parts=PARTS,
    ), form.status


def _voices(act: Act, insights: list[int]) -> list[Voice]:
    voices, _ = one_insight.voices_of_insights(act, insights, limit=ALL)
    for person in {voice.who.id for voice in voices}:
        log_access("participant", person, "insight")
    return list({voice.number: voice for voice in voices}.values())
