"""The page of one insight: its words beside its voices, its versions, and what stands beside it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.versions import is_draft
from tracker.forms import Form
from tracker.interface import offer_undo, say
from tracker.language.difference import differences
from tracker.language.readability import LEAST_WORDS, measure
from tracker.paging import number_asked
from tracker.reports.guarding import guard_of
from tracker.warned import warn_of_private
from tracker.weaving import as_read, loom, one_insight, services, translating
from tracker.weaving.blueprint import blueprint
from tracker.weaving.forms import (
    ObstacleForm,
    SourceForm,
    StanceForm,
    UnweaveForm,
    WithdrawForm,
    WriteForm,
)
from tracker.weaving.queries import contributions_by, state_of

INSIGHT = "/processes/<int:number>/insights/<int:insight>"


@blueprint.route(INSIGHT, methods=["GET", "POST"])
@allow(signed_in)
def insight(number: int, insight: int) -> ResponseReturnValue:
    act = current_act()
    process, row = fenced(number, insight)
    form = WriteForm(text=row.current.text).about(row, one_insight.answers_about(act, row))
    if "look" in request.form:
        return page_of_insight(process, row, writing=form)[0]
    if form.validate_on_submit():
        because = [one_of_process(act, Response, each, process) for each in form.because.data]
        given = (form.text.data, form.reason.data, because, form.wording_only.data)
        if form.carry_out(as_read.write, row, form.seen.data, *given, form.anyway.data):
            here = url_for(".insight", number=number, insight=insight)
            if not form.already:
                flash(say("insight.saved"))
                warn_of_private(
                    current_act(), process, f"{here}#text", form.text.data, form.reason.data
                )
            return redirect(here, 303)
    return page_of_insight(process, row, writing=form)


@blueprint.post(f"{INSIGHT}/unweave")
@allow(signed_in)
def unweave(number: int, insight: int) -> ResponseReturnValue:
    act = current_act()
    process, row = fenced(number, insight)
    form = UnweaveForm()
    if form.validate_on_submit():
        said = contributions_by(act, form.contribution.data)
        if form.carry_out(services.unweave, row, said, form.why.data):
            offer_undo(
                say("unweave.done", n=len(said)),
                url_for(".undo", number=number, insight=insight),
                contribution=",".join(map(str, form.contribution.data)),
                done="unwoven",
            )
            return redirect(url_for(".insight", number=number, insight=insight), 303)
    return page_of_insight(process, row, unweaving=form)


@blueprint.post(f"{INSIGHT}/stance")
@allow(signed_in)
def change_stance(number: int, insight: int) -> ResponseReturnValue:
    act = current_act()
    process, row = fenced(number, insight)
    form = StanceForm()
    if form.validate_on_submit():
        said = contributions_by(act, form.contribution.data)
        if form.carry_out(services.change_stance, row, said, form.stance.data):
            _say_stance(number, insight, form.result)
            here = f"said-{form.contribution.data[0]}"
            return redirect(url_for(".insight", number=number, insight=insight, _anchor=here), 303)
    return page_of_insight(process, row, standing=form)


def _say_stance(number: int, insight: int, before: dict[int, str]) -> None:
    """With the way back, where all that was changed stood alike."""
    if len(set(before.values())) != 1:
        flash(say("stance.changed") if before else say("stance.same"))
        return
    offer_undo(
        say("stance.changed"),
        url_for(".change_stance", number=number, insight=insight),
        contribution=",".join(map(str, before)),
        stance=next(iter(before.values())),
    )


@blueprint.post(f"{INSIGHT}/withdraw")
@allow(signed_in)
def withdraw(number: int, insight: int) -> ResponseReturnValue:
    process, row = fenced(number, insight)
    form = WithdrawForm()
    if form.validate_on_submit() and form.carry_out(services.withdraw_insight, row, form.told.data):
        flash(say("withdraw.done"))
        return redirect(url_for(".weave", number=number), 303)
    return page_of_insight(process, row, withdrawing=form)


def fenced(number: int, insight: int) -> tuple[Process, Insight]:
    """The process and the insight of an address, or Unseen."""
    act = current_act()
    process = process_for(act, number)
    return process, one_insight.insight_of(act, process, insight)


def page_of_insight(
    process: Process, row: Insight, writing: WriteForm | None = None, **others: Form
) -> tuple[str, int]:
    """The page as the insight is now: it may have changed while a form was open."""
    act = current_act()
    process, row = fenced(process.id, row.id)
    answers = one_insight.answers_about(act, row)
    voices, more = one_insight.voices_of_insights(
        act, [row.id], one_insight.key_asked(request.args.get("after", ""))
    )
    obstacles, more_obstacles = one_insight.obstacles_of(
        act, process, row, number_asked("obstacles")
    )
    for person in {voice.who.id for voice in voices} | {answer.who.id for answer in answers}:
        log_access("participant", person, "insight")
    sent = writing
    writing = writing or WriteForm(formdata=None, text=row.current.text)
    writing.about(row, answers).seen.data = as_read.mark(row)
    status = next((form.status for form in others.values()), sent.status if sent else 200)
    here: dict[str, Any] = {"number": process.id, "insight": row.id}
    return render_template(
        "weaving/insight.html",
        process=process,
        insight=row,
        state=state_of(row),
        draft=is_draft(row),
        voices=voices,
        behind=loom.voices_behind(act, row.id),
        hidden=one_insight.hidden_behind(act, [row.id]),
        versions=one_insight.versions_of(act, row),
        compared=_compared(row),
        kin=one_insight.kin_of(act, row),
        outcome=one_insight.outcome_of(act, row),
        obstacles=obstacles,
        spoken=translating.spoken(act, process, row),
        language=_language(act, process, writing.text.data or ""),
        conflict=status == 409,
        forms=_forms(others) | {"writing": writing},
        next_page=url_for(".insight", **here, after=voices[-1].place) if more else "",
        first_page=url_for(".insight", **here) if "after" in request.args else "",
        next_obstacles=url_for(".insight", **here, obstacles=obstacles[-1][0].id)
        if more_obstacles
        else "",
    ), status


def _forms(sent: dict[str, Form]) -> dict[str, Form]:
    empty: dict[str, Form] = {
        "unweaving": UnweaveForm(formdata=None),
        "standing": StanceForm(formdata=None),
        "withdrawing": WithdrawForm(formdata=None),
        "knowing": SourceForm(formdata=None),
        "noting": ObstacleForm(formdata=None),
    }
    return empty | sent


def _language(act: Act, process: Process, text: str) -> dict[str, Any]:
    """What others must not see in a text, and what could be easier; its LIX where there are words
    enough to say."""
    measured = measure(text, process.language)
    lix = round(measured.lix) if measured.words >= LEAST_WORDS else None
    found = list(dict.fromkeys((a.kind, a.text, a.suggestion) for a in measured.advice))
    private = guard_of(act.session, process).words(text)
    return {
        "lix": lix,
        "band": measured.band,
        "private": private,
        "advice": found,
        "words": measured.words,
    }


def _compared(row: Insight) -> dict[str, Any] | None:
    """Two versions that the address names, else the last two; None while there is only one."""
    numbers = {version.number: version for version in row.versions}
    last = row.current.number
    later = numbers.get(number_asked("to"), row.current)
    before = numbers.get(number_asked("from")) or numbers.get(later.number - 1)
    if last < 2 or before is None or before is later:
        return None
    return {
        "from": before.number,
        "to": later.number,
        "pieces": differences(before.text, later.text),
    }
