"""The answers that a department keeps to begin with."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, signed_in
from tracker.domain.marks import mark_of
from tracker.interface import say
from tracker.qualifying import templates as kept
from tracker.qualifying.forms import TemplateForm
from tracker.qualifying.room import blueprint


@blueprint.route("/departments/<int:number>/templates", methods=["GET", "POST"])
@allow(signed_in)
def templates(number: int) -> ResponseReturnValue:
    act = current_act()
    department = kept.department_for(act, number)
    form = TemplateForm()
    if form.validate_on_submit() and form.carry_out(
        kept.keep_template, department, form.heading.data, form.text.data
    ):
        flash(say("template.kept"))
        return redirect(url_for(".templates", number=number), 303)
    return render_template(
        "qualifying/templates.html",
        department=kept.department_for(current_act(), number),
        templates=kept.templates_of(current_act(), number),
        form=form,
    ), form.status


@blueprint.route("/departments/<int:number>/templates/<int:template>", methods=["GET", "POST"])
@allow(signed_in)
def template(number: int, template: int) -> ResponseReturnValue:
    act = current_act()
    department = kept.department_for(act, number)
    row = kept.template_for(act, department, template)
    form = TemplateForm(heading=row.title, text=row.text)
    if form.validate_on_submit() and form.carry_out(
        kept.edit_template, template, form.seen.data, form.heading.data, form.text.data
    ):
        flash(say("template.kept"))
        return redirect(url_for(".templates", number=number), 303)
    act = current_act()
    department = kept.department_for(act, number)
    row = kept.template_for(act, department, template)
    form.seen.data = mark_of(row.title, row.text)
    return render_template(
        "qualifying/template.html", department=department, template=row, form=form
    ), form.status


@blueprint.post("/departments/<int:number>/templates/<int:template>/drop")
@allow(signed_in)
def drop_template(number: int, template: int) -> ResponseReturnValue:
    with acting() as act:
        department = kept.department_for(act, number)
        kept.drop_template(act, kept.template_for(act, department, template))
    flash(say("template.dropped"))
    return redirect(url_for(".templates", number=number), 303)
