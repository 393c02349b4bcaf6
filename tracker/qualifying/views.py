"""The answers that wait for us, and one answer: what it led to, and what free words mean."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.policies import process_for
from tracker.domain.process import Process
from tracker.interface import say
from tracker.paging import number_asked
from tracker.phrases import called
from tracker.qualifying import as_read
from tracker.qualifying.answers import Answer, answer_of, open_answers, subjects_of
from tracker.qualifying.forms import ResolveForm, SortForm

blueprint = Blueprint("qualifying", __name__)


@blueprint.get("/processes/<int:number>/responses")
@allow(signed_in)
def responses(number: int) -> str:
    act = current_act()
    process = process_for(act, number)
    answers, more = open_answers(act, process, number_asked())
    for participant in {answer.who.id for answer in answers}:
        log_access("participant", participant, "answers")
    return render_template(
        "qualifying/responses.html",
        process=process,
        answers=answers,
        next_page=url_for(".responses", number=number, after=answers[-1].number) if more else "",
        first_page=url_for(".responses", number=number) if "after" in request.args else "",
    )


@blueprint.route("/processes/<int:number>/responses/<int:response>", methods=["GET", "POST"])
@allow(signed_in)
def response(number: int, response: int) -> ResponseReturnValue:
    process, answer = _answer(number, response)
    form = ResolveForm(text=answer.about.now).about(answer)
    if form.validate_on_submit() and form.carry_out(
        as_read.resolve,
        answer.number,
        form.seen.data,
        form.how.data,
        form.reason.data,
        text=form.text.data,
        shareable=form.shareable.data,
    ):
        flash(say("resolve.done", who=called(answer.who)))
        return redirect(url_for(".responses", number=number), 303)
    return _page(process, answer, resolving=form)


@blueprint.post("/processes/<int:number>/responses/<int:response>/sort")
@allow(signed_in)
def sort(number: int, response: int) -> ResponseReturnValue:
    process, answer = _answer(number, response)
    form = SortForm().among(subjects_of(current_act(), answer))
    if form.validate_on_submit() and form.carry_out(
        as_read.sort, answer.number, form.seen.data, form.move.data, form.subject
    ):
        flash(say("sort.done"))
        return redirect(url_for(".response", number=number, response=response), 303)
    return _page(process, answer, sorting=form)


def _answer(number: int, response: int) -> tuple[Process, Answer]:
    act = current_act()
    process = process_for(act, number)
    return process, answer_of(act, process, response)


def _page(
    process: Process,
    answer: Answer,
    resolving: ResolveForm | None = None,
    sorting: SortForm | None = None,
) -> tuple[str, int]:
    """The page of an answer as it is now: it may have changed while the form was open."""
    log_access("participant", answer.who.id, "answers")
    status = (sorting or resolving or ResolveForm(formdata=None)).status
    process, answer = _answer(process.id, answer.number)
    resolving = resolving or ResolveForm(formdata=None, text=answer.about.now)
    sorting = sorting or SortForm(formdata=None)
    sorting.among(subjects_of(current_act(), answer))
    resolving.about(answer).seen.data = sorting.seen.data = answer.mark
    return render_template(
        "qualifying/response.html",
        process=process,
        answer=answer,
        resolving=resolving,
        sorting=sorting,
    ), status
