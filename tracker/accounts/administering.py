"""The administrator's pages: who works here and as what, and the departments."""

from dataclasses import asdict, astuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, administrator, allow, current_act, log_access
from tracker.accounts import queries, services
from tracker.accounts.forms import (
    DepartmentForm,
    NameForm,
    NewDepartmentForm,
    PersonForm,
    RolesForm,
)
from tracker.domain.marks import mark_of
from tracker.domain.people import Department
from tracker.interface import say
from tracker.paging import number_asked

# Nested in the room's own.
blueprint = Blueprint("administration", __name__)


@blueprint.route("/administration/people", methods=["GET", "POST"])
@allow(administrator)
def people() -> ResponseReturnValue:
    act = current_act()
    departments = queries.departments_administered(act)
    form = PersonForm().among(departments)
    if form.validate_on_submit() and form.carry_out(
        services.add_user_to,
        form.department.data,
        form.email.data,
        form.name.data,
        form.role.data,
    ):
        number = form.result if form.already else form.result.id
        flash(say("person.added"))
        return redirect(url_for(".person", number=number), 303)
    found, more = queries.people_seen(current_act(), number_asked())
    return render_template(
        "accounts/people.html",
        people=found,
        form=form,
        missing=queries.still_missing(act, departments),
        next_page=url_for(".people", after=found[-1].user.id) if more else "",
        first_page=url_for(".people") if "after" in request.args else "",
    ), form.status


@blueprint.route("/administration/people/<int:number>", methods=["GET", "POST"])
@allow(administrator)
def person(number: int) -> ResponseReturnValue:
    user = queries.person_for(current_act(), number)
    form = NameForm(obj=user)
    if form.validate_on_submit() and form.carry_out(services.rename, user, form.name.data):
        flash(say("person.saved"))
        return redirect(url_for(".person", number=number), 303)
    return _person_page(number, form=form)


@blueprint.post("/administration/people/<int:number>/departments/<int:department>")
@allow(administrator)
def roles(number: int, department: int) -> ResponseReturnValue:
    act = current_act()
    user = queries.person_for(act, number)
    owner = queries.department_for(act, department)
    form = RolesForm().offer()
    if form.validate_on_submit() and form.carry_out(
        services.give_roles, user, owner, form.roles.data
    ):
        flash(say("person.saved"))
        gone = not form.roles.data and len(user.roles_held) == 0
        address = url_for(".people") if gone else url_for(".person", number=number)
        return redirect(address, 303)
    return _person_page(number, refused=(owner, form))


@blueprint.post("/administration/people/<int:number>/link")
@allow(administrator)
def link(number: int) -> ResponseReturnValue:
    """A link by which they choose a password, shown once: it is kept nowhere."""
    act = current_act()
    user = queries.person_for(act, number)
    log_access("user", number, "made a link for")
    return _person_page(number, link=services.one_time_link(act, user))


@blueprint.post("/administration/people/<int:number>/shut-out")
@allow(administrator)
def shut_out(number: int) -> ResponseReturnValue:
    user = queries.person_for(current_act(), number)
    with acting() as act:
        services.shut_out(act, user)
    flash(say("person.shut_out.done"))
    return redirect(url_for(".person", number=number), 303)


@blueprint.post("/administration/people/<int:number>/let-in")
@allow(administrator)
def let_in(number: int) -> ResponseReturnValue:
    user = queries.person_for(current_act(), number)
    with acting() as act:
        services.let_in(act, user)
    flash(say("person.let_in.done"))
    return redirect(url_for(".person", number=number), 303)


@blueprint.route("/administration/departments", methods=["GET", "POST"])
@allow(administrator)
def departments() -> ResponseReturnValue:
    form = NewDepartmentForm()
    if form.validate_on_submit() and form.carry_out(services.add_department, form.name.data):
        number = form.result if form.already else form.result.id
        flash(say("department.added"))
        return redirect(url_for(".department", number=number), 303)
    act = current_act()
    found = queries.departments_administered(act)
    return render_template(
        "accounts/departments.html",
        departments=found,
        form=form,
        missing=queries.still_missing(act, found),
    ), form.status


@blueprint.route("/administration/departments/<int:number>", methods=["GET", "POST"])
@allow(administrator)
def department(number: int) -> ResponseReturnValue:
    department = queries.department_for(current_act(), number)
    form = DepartmentForm(data=asdict(services.settled_of(department)))
    if form.validate_on_submit() and form.carry_out(
        services.edit_department, department, form.seen.data, form.given
    ):
        flash(say("department.saved"))
        return redirect(url_for(".departments"), 303)
    now = services.settled_of(queries.department_for(current_act(), number))
    form.seen.data = mark_of(*astuple(now))
    return render_template("accounts/department.html", form=form, now=now), form.status


def _person_page(
    number: int,
    form: NameForm | None = None,
    refused: tuple[Department, RolesForm] | None = None,
    link: str = "",
) -> tuple[str, int]:
    act = current_act()
    user = queries.person_for(act, number)
    held = {(each.department_id, each.role) for each in user.roles_held}
    by_department = []
    for department in queries.departments_administered(act):
        chosen = [role for owner, role in held if owner == department.id]
        roles = RolesForm(formdata=None, roles=chosen).offer()
        if refused and refused[0].id == department.id:
            roles = refused[1]
        by_department.append((department, roles))
    status = (refused[1] if refused else form or NameForm(formdata=None)).status
    return render_template(
        "accounts/person.html",
        user=user,
        form=form or NameForm(formdata=None, obj=user),
        by_department=by_department,
        refused=refused[1] if refused else None,
        link=link,
        mine=user.id == act.actor.id,
    ), status if not link else 200
