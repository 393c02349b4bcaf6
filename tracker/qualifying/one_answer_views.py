"""One answer: what it led to, what its words mean, who answers it, and what colleagues note."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, log_access, signed_in
from tracker.domain import notes
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.spoken import last_spoken
from tracker.interface import offer_undo, say
from tracker.phrases import called
from tracker.qualifying import as_read, inbox
from tracker.qualifying.advising import advised
from tracker.qualifying.answers import Answer, answer_of, subjects_of
from tracker.qualifying.forms import HandForm, NoteForm, ResolveForm, SortForm
from tracker.qualifying.hands import put_in_hand
from tracker.qualifying.room import blueprint
from tracker.qualifying.services import note_for_colleagues
from tracker.qualifying.templates import templates_of


@blueprint.route("/processes/<int:number>/responses/<int:response>", methods=["GET", "POST"])
@allow(signed_in)
def response(number: int, response: int) -> ResponseReturnValue:
    process, answer = _answer(number, response)
    templates = templates_of(current_act(), process.department_id)
    form = ResolveForm(text=answer.about.now).about([answer]).begun_with(templates)
    if form.helped(templates):
        return _page(process, answer, resolving=form)[0]
    if form.validate_on_submit() and form.carry_out(
        as_read.resolve,
        [answer.number],
        form.seen.data,
        form.how.data,
        form.reason.data,
        text=form.text.data,
        shareable=form.shareable.data,
    ):
        flash(say("resolve.done", who=called(answer.who)))
        again = url_for(".response", number=number, response=response)
        form.warn(process, again, answer.who.name)
        return redirect(_onwards(process, answer), 303)
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


@blueprint.post("/processes/<int:number>/responses/<int:response>/hand")
@allow(signed_in)
def hand(number: int, response: int) -> ResponseReturnValue:
    process, answer = _answer(number, response)
    act = current_act()
    row = one_of_process(act, Response, response, process)
    form = HandForm().among(notes.colleagues_of(act, process))
    if form.validate_on_submit() and form.carry_out(
        put_in_hand, row, form.user.data, form.seen_number
    ):
        if form.result != form.user.data:
            address = url_for(".hand", number=number, response=response)
            words = say("hand.let_go") if not form.user.data else _given(form)
            offer_undo(words, address, user=form.result, seen=form.user.data)
        return redirect(url_for(".response", number=number, response=response), 303)
    return _page(process, answer, handing=form)


@blueprint.post("/processes/<int:number>/responses/<int:response>/notes")
@allow(signed_in)
def note(number: int, response: int) -> ResponseReturnValue:
    process, answer = _answer(number, response)
    act = current_act()
    row = one_of_process(act, Response, response, process)
    form = NoteForm().among(notes.colleagues_of(act, process))
    if form.validate_on_submit() and form.carry_out(
        note_for_colleagues, row, form.note.data, form.for_user.data or None
    ):
        flash(say("note.kept"))
        address = url_for(".response", number=number, response=response, _anchor="notes")
        return redirect(address, 303)
    return _page(process, answer, noting=form)


@blueprint.post("/processes/<int:number>/notes/<int:note>/done")
@allow(signed_in)
def note_done(number: int, note: int) -> ResponseReturnValue:
    with acting() as act:
        row = notes.note_for(act, process_for(act, number), note)
        done = request.form.get("done") != "no"
        notes.say_done(act, row, done)
        about = row.response_id
    if done:
        address = url_for(".note_done", number=number, note=note)
        offer_undo(say("note.done"), address, done="no")
    if about is None:
        return redirect(url_for(".responses", number=number), 303)
    return redirect(url_for(".response", number=number, response=about, _anchor="notes"), 303)


def _given(form: HandForm) -> str:
    return say("hand.given", name=dict(form.user.choices)[form.user.data])


def _onwards(process: Process, answer: Answer) -> str:
    """The next answer that waits, when that is asked for; else all of them."""
    if request.form.get("then") == "next":
        act = current_act()
        row = one_of_process(act, Response, answer.number, process)
        following = inbox.next_open(act, process, row)
        if following is not None:
            return url_for(".response", number=process.id, response=following)
    return url_for(".responses", number=process.id)


def _answer(number: int, response: int) -> tuple[Process, Answer]:
    act = current_act()
    process = process_for(act, number)
    return process, answer_of(act, process, response)


def _page(
    process: Process,
    answer: Answer,
    resolving: ResolveForm | None = None,
    sorting: SortForm | None = None,
    handing: HandForm | None = None,
    noting: NoteForm | None = None,
) -> tuple[str, int]:
    """The page of an answer as it is now: it may have changed while the form was open."""
    log_access("participant", answer.who.id, "answers")
    status = next((f.status for f in (sorting, handing, noting, resolving) if f is not None), 200)
    process, answer = _answer(process.id, answer.number)
    act = current_act()
    templates = templates_of(act, process.department_id)
    colleagues = notes.colleagues_of(act, process)
    resolving = resolving or ResolveForm(formdata=None, text=answer.about.now)
    sorting = sorting or SortForm.begun(answer)
    handing = handing or HandForm(formdata=None)
    sorting.among(subjects_of(act, answer))
    resolving.about([answer]).begun_with(templates)
    resolving.seen.data = sorting.seen.data = as_read.marks_of([answer])
    handing.among(colleagues).seen.data = str(answer.hand.id if answer.hand else 0)
    handing.user.data = answer.hand.id if answer.hand else act.actor.id
    return render_template(
        "qualifying/response.html",
        process=process,
        answer=answer,
        resolving=resolving,
        sorting=sorting,
        handing=handing,
        noting=(noting or NoteForm(formdata=None)).among(colleagues),
        notes=notes.notes_about(act, answer.number),
        templates=templates,
        spoken=last_spoken(act.session, [answer.who.id]).get(answer.who.id),
        me=act.actor.id,
        advice=advised(resolving.reason.data or "", process.language),
    ), status
