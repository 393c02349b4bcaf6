"""The log: one thing said after another, written down by hands that stay on the keyboard."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.contribution import Contribution
from tracker.domain.named import named
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.whom import suggested
from tracker.interface import offer_undo, say
from tracker.listening import kept, mending
from tracker.listening.forms import LogForm, TakeBackForm
from tracker.listening.latest import entry_of, latest
from tracker.listening.noting import Noted, note
from tracker.listening.sheet import Mending, as_written, mending_of, sheet
from tracker.paging import number_asked
from tracker.phrases import called
from tracker.warned import warn_of_personal


@allow(signed_in)
def log(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    asked = number_asked("mend")
    mended = mending_of(act, process, asked) if asked else None
    if mended and mended.gone and request.method == "GET":
        return redirect(_address(process, mended.now))
    form = sheet(act, process, mended)
    if form.validate_on_submit() and _written_down(form, process, mended):
        return redirect(_address(process), 303)
    return _page(number, form, mended)


@allow(signed_in)
def undo(number: int) -> ResponseReturnValue:
    process = process_for(current_act(), number)
    form = TakeBackForm()
    contribution, person = form.contribution.data, form.participant.data
    if form.validate_on_submit() and _is_theirs(process, contribution):
        if form.carry_out(mending.take_back_note, process, contribution, person):
            kept.forget_person(number, person)
            flash(say("log.taken_back"))
            return redirect(_address(process), 303)
    return _page(number, sheet(current_act(), process, None, blank=True), None, undoing=form)


def _is_theirs(process: Process, contribution: int) -> bool:
    """True, or Unseen: what is gone already is nobody's."""
    act = current_act()
    if act.session.get(Contribution, contribution) is not None:
        one_of_process(act, Contribution, contribution, process)
    return True


def _written_down(form: LogForm, process: Process, mended: Mending | None) -> bool:
    if mended is None:
        done = form.carry_out(note, process, form.said)
    else:
        done = form.carry_out(mending.mend_note, process, mended.number, form.seen.data, form.said)
    if done and not form.already:
        _say_so(process, form.result, undoable=mended is None)
        person = form.result.participant.id
        where = url_for(
            "listening.participant", number=process.id, person=person, _anchor="perspectives"
        )
        warn_of_personal(where, form.perspectives.data)
    return done


def _say_so(process: Process, noted: Noted, undoable: bool) -> None:
    kept.keep(process, noted.encounter, noted.participant)
    person = noted.participant.id
    who = called(named(current_act().session, [person])[person])
    if not undoable:
        flash(say("log.mended", who=who))
        return
    words = say("log.saved_new" if noted.new else "log.saved", who=who)
    new = {"participant": person} if noted.new else {}
    offer_undo(words, url_for("listening.undo", number=process.id), contribution=noted.id, **new)


def _address(process: Process, entry: Contribution | None = None) -> str:
    mend: dict[str, Any] = {"mend": entry.id} if entry is not None else {}
    return url_for("listening.log", number=process.id, **mend)


def _page(
    number: int, form: LogForm, mended: Mending | None, undoing: TakeBackForm | None = None
) -> tuple[str, int]:
    """The page as it is now: somebody may have written while the form was open."""
    act = current_act()
    process = process_for(act, number)
    status = (undoing or form).status
    if mended is not None:
        mended = mending_of(act, process, mended.number)
    if mended is not None and status == 409:
        # Who saves again has seen how it stands now.
        if mended.now is not None and mended.gone:
            mended = mending_of(act, process, mended.now.id)
        form.seen.data = mending.seen_mark(act, mended.now) if mended.now else ""
    entries = latest(act, process)
    for person in {entry.who.id for entry in entries}:
        log_access("participant", person, "words")
    log_access("process", process.id, "names")
    return render_template(
        "listening/log.html",
        process=process,
        form=form,
        mended=mended,
        mended_entry=entry_of(act, mended.now) if mended and mended.now else None,
        address=_address(process, mended.now if mended else None),
        entries=entries,
        people=[as_written(who) for who in suggested(act, process)],
        several="which" in request.form or len(form.which.choices) > 2,
        undoing=undoing,
    ), status
