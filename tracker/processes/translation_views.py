"""The page where what everybody is told of a process is put into another language."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, signed_in
from tracker.domain.policies import process_for
from tracker.interface import current_language, say
from tracker.language.sentences import LANGUAGES as MEASURED
from tracker.processes import translating
from tracker.processes.blueprint import blueprint
from tracker.processes.forms import TranslateForm
from tracker.warned import warn_of_private


@blueprint.route("/processes/<int:number>/languages/<code>", methods=["GET", "POST"])
@allow(signed_in)
def translation(number: int, code: str) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    texts = translating.one_spoken(act, process, code).texts
    form = TranslateForm(data={text.field: text.translated for text in texts})
    given = {text.field: form[text.field].data or "" for text in texts}
    if form.validate_on_submit() and form.carry_out(
        translating.translate, process, code, form.seen.data, given
    ):
        flash(say("translation.saved"))
        here = url_for(".translation", number=number, code=code)
        warn_of_private(current_act(), process, here, *given.values())
        return redirect(url_for(".edit", number=number, _anchor="languages"), 303)
    act = current_act()
    process = process_for(act, number)
    one = translating.one_spoken(act, process, code)
    if form.status in (200, 409):
        # After another mistake it is still what was seen when the page was opened.
        form.seen.data = translating.mark(process, code)
    return render_template(
        "processes/translation.html",
        process=process,
        one=one,
        called=one.language.called(current_language()),
        now={text.field: text.translated for text in one.texts},
        measured=code in MEASURED,
        form=form,
    ), form.status
