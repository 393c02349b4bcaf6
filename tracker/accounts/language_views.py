"""The administrator's pages of languages: what citizens are told in each, and who approved it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, administrator, allow, current_act, log_access
from tracker.accounts import approving
from tracker.accounts.forms import ApproveForm
from tracker.interface import current_language, offer_undo, say
from tracker.reports.approvals import texts

# Nested in the room's own.
blueprint = Blueprint("languages", __name__)
ONE = "/administration/languages/<code>"


@blueprint.get("/administration/languages")
@allow(administrator)
def index() -> str:
    found = approving.standings(current_act())
    return render_template("accounts/languages.html", languages=found)


@blueprint.route(ONE, methods=["GET", "POST"])
@allow(administrator)
def read(code: str) -> ResponseReturnValue:
    approving.standing(current_act(), code)
    form = ApproveForm()
    if form.validate_on_submit() and form.carry_out(
        approving.approve, code, form.name.data, form.seen.data
    ):
        log_access("language", code, "approved")
        undo = url_for(".take_back", code=code)
        offer_undo(say("language.approved.done"), undo, approval=form.result.id)
        return redirect(url_for(".read", code=code), 303)
    act = current_act()
    now = approving.standing(act, code)
    form.seen.data = approving.mark_of_texts(code)
    return render_template(
        "accounts/language.html",
        now=now,
        called=now.language.called(current_language()),
        texts=texts(code, now.approval),
        approvals=approving.approvals(act, code),
        form=form,
    ), form.status


@blueprint.post(f"{ONE}/take-back")
@allow(administrator)
def take_back(code: str) -> ResponseReturnValue:
    """All approvals of a language; to undo one, that one alone."""
    approving.standing(current_act(), code)
    only = request.form.get("approval", type=int)
    with acting() as act:
        approving.take_back(act, code, only)
    log_access("language", code, "took back")
    flash(say("language.taken_back.done"))
    return redirect(url_for(".read", code=code), 303)
