"""The page where an insight is worded in another language, beside its own words."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, signed_in
from tracker.domain.policies import process_for
from tracker.interface import current_language, say
from tracker.language.difference import differences
from tracker.language.sentences import LANGUAGES as MEASURED
from tracker.warned import warn_of_private
from tracker.weaving import one_insight, translating
from tracker.weaving.blueprint import blueprint
from tracker.weaving.forms import TranslateForm


@blueprint.route(
    "/processes/<int:number>/insights/<int:insight>/languages/<code>", methods=["GET", "POST"]
)
@allow(signed_in)
def translation(number: int, insight: int, code: str) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    row = one_insight.insight_of(act, process, insight)
    latest = translating.one_spoken(act, process, row, code).latest
    form = TranslateForm(text=latest.text if latest else "")
    if form.validate_on_submit() and form.carry_out(
        translating.translate_as_read,
        *(process, row, code, form.seen.data, form.text.data, form.anyway.data),
    ):
        flash(say("translation.saved"))
        again = url_for(".translation", number=number, insight=insight, code=code, _anchor="text")
        warn_of_private(current_act(), process, again, form.text.data)
        here = url_for(".insight", number=number, insight=insight, _anchor="languages")
        return redirect(here, 303)
    act = current_act()
    process = process_for(act, number)
    row = one_insight.insight_of(act, process, insight)
    one = translating.one_spoken(act, process, row, code)
    if form.status in (200, 409):
        # After another mistake it is still what was seen when the page was opened.
        form.seen.data = translating.mark_of_translation(row, one)
    outdated = one.latest is not None and not one.is_current
    return render_template(
        "weaving/translation.html",
        process=process,
        insight=row,
        one=one,
        called=one.language.called(current_language()),
        changed=differences(one.latest.of, row.current.text) if outdated and one.latest else [],
        measured=code in MEASURED,
        form=form,
    ), form.status
