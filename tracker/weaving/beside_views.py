"""What stands beside an insight: other knowledge, and what stands in the way."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, signed_in
from tracker.domain.commitment import Obstacle
from tracker.domain.insight import Source
from tracker.domain.policies import process_for
from tracker.domain.process import Process
from tracker.interface import say
from tracker.warned import warn_of_private
from tracker.weaving import as_read, one_insight, services
from tracker.weaving.blueprint import blueprint
from tracker.weaving.forms import (
    ObstacleChangeForm,
    ObstacleForm,
    SourceChangeForm,
    SourceForm,
)
from tracker.weaving.insight_views import INSIGHT, fenced, page_of_insight

SOURCE = f"{INSIGHT}/knowledge/<int:source>"
OBSTACLE = "/processes/<int:number>/obstacles/<int:obstacle>"


@blueprint.post(f"{INSIGHT}/knowledge")
@allow(signed_in)
def add_source(number: int, insight: int) -> ResponseReturnValue:
    process, row = fenced(number, insight)
    form = SourceForm()
    if form.validate_on_submit() and form.carry_out(services.add_source, row, *_knowledge(form)):
        if not form.already:
            place = url_for(".source", number=number, insight=insight, source=form.result.id)
            warn_of_private(current_act(), process, place, form.knowledge.data)
        return redirect(url_for(".insight", number=number, insight=insight, _anchor="beside"), 303)
    return page_of_insight(process, row, knowing=form)


@blueprint.route(SOURCE, methods=["GET", "POST"])
@allow(signed_in)
def source(number: int, insight: int, source: int) -> ResponseReturnValue:
    process, about = fenced(number, insight)
    row = one_insight.source_of(current_act(), about, source)
    form = SourceChangeForm(data=_now(row))
    if form.validate_on_submit() and form.carry_out(
        as_read.change_source, row, form.seen.data, *_knowledge(form)
    ):
        flash(say("beside.saved"))
        here = url_for(".source", number=number, insight=insight, source=source)
        warn_of_private(current_act(), process, here, form.knowledge.data)
        return redirect(url_for(".insight", number=number, insight=insight, _anchor="beside"), 303)
    process, about = fenced(number, insight)
    row = one_insight.source_of(current_act(), about, source)
    if form.status in (200, 409):
        # After another mistake it is still what was seen when the page was opened.
        form.seen.data = as_read.mark_of_source(row)
    return render_template(
        "weaving/source.html",
        process=process,
        about=about,
        now=_now(row),
        here=url_for(".source", number=number, insight=insight, source=source),
        form=form,
    ), form.status


@blueprint.post(f"{SOURCE}/drop")
@allow(signed_in)
def drop_source(number: int, insight: int, source: int) -> ResponseReturnValue:
    _, about = fenced(number, insight)
    row = one_insight.source_of(current_act(), about, source)
    with acting() as act:
        services.drop(act, row)
    flash(say("beside.dropped"))
    return redirect(url_for(".insight", number=number, insight=insight, _anchor="beside"), 303)


@blueprint.post(f"{INSIGHT}/obstacles")
@allow(signed_in)
def note_obstacle(number: int, insight: int) -> ResponseReturnValue:
    process, row = fenced(number, insight)
    form = ObstacleForm()
    if noted(process, form, insight):
        here = url_for(".insight", number=number, insight=insight, _anchor="obstacles")
        return redirect(here, 303)
    return page_of_insight(process, row, noting=form)


def noted(process: Process, form: ObstacleForm, insight: int | None = None) -> bool:
    """Whether the form was sent, and what stands in the way written down."""
    if not form.validate_on_submit() or not form.carry_out(
        services.note_obstacle, process, form.obstacle.data, form.owner.data, insight
    ):
        return False
    if not form.already:
        place = url_for(".obstacle", number=process.id, obstacle=form.result.id)
        warn_of_private(current_act(), process, place, form.obstacle.data)
    return True


@blueprint.route(OBSTACLE, methods=["GET", "POST"])
@allow(signed_in)
def obstacle(number: int, obstacle: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    row = one_insight.obstacle_of(act, process, obstacle)
    form = ObstacleChangeForm(obstacle=row.text, owner=row.owner, answer=row.answer)
    given = (form.obstacle.data, form.owner.data, form.answer.data)
    if form.validate_on_submit() and form.carry_out(
        as_read.change_obstacle, row, form.seen.data, *given
    ):
        flash(say("beside.saved"))
        here = url_for(".obstacle", number=number, obstacle=obstacle)
        warn_of_private(current_act(), process, here, form.obstacle.data, form.answer.data)
        return redirect(_list_with(process, row), 303)
    act = current_act()
    process = process_for(act, number)
    row = one_insight.obstacle_of(act, process, obstacle)
    if form.status in (200, 409):
        form.seen.data = as_read.mark_of_obstacle(row)
    about = row.insight_id and one_insight.insight_of(act, process, row.insight_id)
    return render_template(
        "weaving/obstacle.html",
        process=process,
        about=about,
        now={"obstacle": row.text, "owner": row.owner, "answer": row.answer},
        here=url_for(".obstacle", number=number, obstacle=obstacle),
        form=form,
    ), form.status


@blueprint.post(f"{OBSTACLE}/drop")
@allow(signed_in)
def drop_obstacle(number: int, obstacle: int) -> ResponseReturnValue:
    process = process_for(current_act(), number)
    row = one_insight.obstacle_of(current_act(), process, obstacle)
    there = _list_with(process, row)
    with acting() as act:
        services.drop(act, row)
    flash(say("beside.dropped"))
    return redirect(there, 303)


def _now(row: Source) -> dict[str, str]:
    """Other knowledge as the form has it."""
    return {
        "kind": row.kind,
        "source_stance": row.stance,
        "knowledge": row.text,
        "citation": row.citation,
    }


def _knowledge(form: SourceForm | SourceChangeForm) -> tuple[str, ...]:
    return form.kind.data, form.source_stance.data, form.knowledge.data, form.citation.data


def _list_with(process: Process, row: Obstacle) -> str:
    """Where it stands among others: at its insight, else at those of the whole process."""
    if row.insight_id is None:
        return url_for(".assumptions", number=process.id, _anchor="obstacles")
    return url_for(".insight", number=process.id, insight=row.insight_id, _anchor="obstacles")
