"""The pages of a round until it is sent: planned, looked through, and let go."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import (
    acting,
    allow,
    current_act,
    current_settings,
    log_access,
    signed_in,
)
from tracker.domain.act import Act
from tracker.domain.marks import mark_of
from tracker.domain.participant import Participant
from tracker.domain.policies import process_for
from tracker.domain.process import Process
from tracker.domain.round import PURPOSES, Round
from tracker.domain.workdays import local_date
from tracker.interface import say
from tracker.paging import number_asked
from tracker.returning import (
    after_views,
    code_views,
    offering,
    paper_views,
    planning,
    previewing,
    sending,
    session_views,
    standing,
)
from tracker.returning.checks import MOST_LIX, Reasons, has_no_number
from tracker.returning.mending import Mended
from tracker.returning.page_forms import (
    TO,
    ChangeForm,
    LookForm,
    PlanFields,
    PlanForm,
    SendForm,
    as_form,
    asking_in,
)
from tracker.returning.paper import shown_as
from tracker.returning.places import blueprint, page_of, person_of, round_for, sender_lacks, units
from tracker.returning.queries import planned_of
from tracker.returning.sending import stage_of, that_left
from tracker.warned import warn_of_private

__all__ = ["blueprint", "code_views", "paper_views", "session_views"]


@blueprint.get("/processes/<int:number>/rounds")
@allow(signed_in)
def rounds(number: int) -> str:
    act = current_act()
    process = process_for(act, number)
    found, more = standing.rounds_of(act, process, number_asked("before"))
    here: dict[str, Any] = {"number": number}
    return render_template(
        "returning/rounds.html",
        process=process,
        rounds=found,
        stage_of=stage_of,
        left=that_left(act, [each.round.id for each in found]),
        due=offering.due(act, process),
        anything=bool(offering.insights_offered(act, process)),
        drafts={each.purpose: each for each in reversed(planning.drafts(act, process))},
        mends=page_of("weaving.weave", process),
        next_page=url_for(".rounds", **here, before=found[-1].round.id) if more else "",
        first_page=url_for(".rounds", **here) if "before" in request.args else "",
    )


@blueprint.route("/processes/<int:number>/rounds/add", methods=["GET", "POST"])
@allow(signed_in)
def plan(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    fields = asking_in(PlanForm, offering.read_beside(act, process))
    form = fields(data=_asked_for(act, process))
    if _planned(form, act, process) and form.carry_out(planning.plan, process, form.plan):
        return _planned_is(process, form.result if form.already else form.result.id, form)
    return _plan_page(form, process)


@blueprint.route(
    "/processes/<int:number>/rounds/<int:round_number>/change", methods=["GET", "POST"]
)
@allow(signed_in)
def change(number: int, round_number: int) -> ResponseReturnValue:
    act = current_act()
    round_ = round_for(act, number, round_number)
    planning.demand_draft(round_)
    people = planning.recipients(act, round_)
    everybody = people == [person.id for person in planning.walking(act, round_.process)]
    fields = asking_in(ChangeForm, offering.read_beside(act, round_.process, round_))
    form = fields(data=as_form(round_, people, everybody) | {"seen": _mark(act, round_)})
    form.stood = round_.questions
    if _planned(form, act, round_.process) and form.carry_out(
        planning.change, round_number, form.seen.data, form.plan
    ):
        flash(say("plan.changed"))
        return _planned_is(round_.process, round_number, form)
    if form.status == 409:
        # One's own text stays; it is saved over the other's only when that has been seen.
        form.seen.data = _mark(current_act(), round_for(current_act(), number, round_number))
    return _plan_page(form, round_.process, round_)


@blueprint.post("/processes/<int:number>/rounds/<int:round_number>/drop")
@allow(signed_in)
def drop(number: int, round_number: int) -> ResponseReturnValue:
    round_for(current_act(), number, round_number)
    with acting() as act:
        planning.drop(act, round_number)
    flash(say("plan.dropped"))
    return redirect(url_for(".rounds", number=number), 303)


@blueprint.get("/processes/<int:number>/rounds/<int:round_number>")
@allow(signed_in)
def round_(number: int, round_number: int) -> ResponseReturnValue:
    act = current_act()
    found = round_for(act, number, round_number)
    log_access("process", number, "round")
    stage = stage_of(found)
    if stage == "draft":
        return _draft_page(act, found)
    if stage == "leaving":
        return _leaving_page(act, found)
    return after_views.page(act, found)


@blueprint.route(
    "/processes/<int:number>/rounds/<int:round_number>/preview/<int:person>",
    methods=["GET", "POST"],
)
@allow(signed_in)
def preview(number: int, round_number: int, person: int) -> ResponseReturnValue:
    act = current_act()
    found = round_for(act, number, round_number)
    who = person_of(act, found, person)
    planning.demand_recipient(act, found, person)
    form = LookForm()
    if form.validate_on_submit() and form.carry_out(
        previewing.look, round_number, who, form.mark.data
    ):
        return _to_the_next(current_act(), found, person)
    return _preview_page(current_act(), found, who, form)


@blueprint.post("/processes/<int:number>/rounds/<int:round_number>/send")
@allow(signed_in)
def send(number: int, round_number: int) -> ResponseReturnValue:
    """Order a round, or go on with one that was: nothing is sent twice."""
    round_for(current_act(), number, round_number)
    form = SendForm()
    reasons = Reasons(form.readability.data or "", form.words.data or "")
    if form.validate_on_submit() and form.carry_out(
        sending.order, round_number, form.seen.data, reasons
    ):
        unit, settings = units(), current_settings()
        if not sending.go_on(unit, settings, round_number):
            sending.go_on_alone(unit, settings, round_number)
        return redirect(url_for(".round_", number=number, round_number=round_number), 303)
    act = current_act()
    found = round_for(act, number, round_number)
    if stage_of(found) == "draft":
        return _draft_page(act, found, form)
    return after_views.page(act, found, sending_form=form)


@blueprint.post("/processes/<int:number>/rounds/<int:round_number>/call-back")
@allow(signed_in)
def call_back(number: int, round_number: int) -> ResponseReturnValue:
    """Call a round back while nothing of it has left; it is there again as a draft."""
    paper = sending.on_paper(current_act(), round_for(current_act(), number, round_number))
    with acting() as act:
        again = sending.call_back(act, round_number)
    flash(say("call_back.done.letters" if paper else "call_back.done"))
    return redirect(url_for(".round_", number=number, round_number=again.id), 303)


@blueprint.post("/processes/<int:number>/rounds/<int:round_number>/stop-held")
@allow(signed_in)
def stop_held(number: int, round_number: int) -> ResponseReturnValue:
    """Stop the mails that are held, where a round cannot be called back any more."""
    round_for(current_act(), number, round_number)
    with acting() as act:
        stopped = sending.stop_held(act, round_number)
    flash(say("hold.some.done", n=stopped))
    return redirect(url_for(".round_", number=number, round_number=round_number), 303)


def _mark(act: Act, round_: Round) -> str:
    return mark_of(*planning.as_planned(act, round_))


def _asked_for(act: Act, process: Process) -> dict[str, Any]:
    """What a new round is to begin with; the address may say its purpose, and to whom."""
    purpose, to = request.args.get("purpose"), request.args.get("to")
    return {
        "purpose": purpose if purpose in PURPOSES else None,
        "to": to if to in TO else "all",
        "insights": [insight.number for insight in offering.insights_offered(act, process)],
    }


def _planned(form: PlanFields, act: Act, process: Process) -> bool:
    """Whether the form holds a plan that can be tried."""
    if request.method == "GET":
        return False
    insights = [insight.number for insight in offering.insights_offered(act, process)]
    people, _ = offering.people_offered(act, process)
    form.offering(insights, [person.who.id for person in people])
    return form.validate_on_submit()


def _planned_is(process: Process, number: int, form: PlanFields) -> ResponseReturnValue:
    """To the draft; what its questions tell, and others must not see, is said on the way."""
    here: dict[str, Any] = {"number": process.id, "round_number": number}
    asked = [
        text for each in form.plan.questions for text in (each.text, *each.translations.values())
    ]
    warn_of_private(current_act(), process, url_for(".change", **here), *asked)
    return redirect(url_for(".round_", **here), 303)


def _plan_page(
    form: PlanFields, process: Process, round_: Round | None = None
) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, process.id)
    people, too_many = offering.people_offered(act, process)
    log_access("process", process.id, "names")
    return render_template(
        "returning/plan.html",
        form=form,
        process=process,
        round=round_,
        purposes=PURPOSES,
        insights=offering.insights_offered(act, process),
        people=people,
        too_many=too_many,
        due=offering.due(act, process),
        unreached=[person for person in people if person.lacks],
        drafts=[each for each in planning.drafts(act, process) if each is not round_],
        now=_now(act, round_, form) if round_ else {},
        log=page_of("listening.log", process),
    ), form.status


def _now(act: Act, round_: Round, form: PlanFields) -> dict[str, Any]:
    """A draft as it stands, for each field of its form."""
    empty: dict[str, Any] = {field.name: "" for field in form}
    return empty | as_form(round_, planning.recipients(act, round_), False)


def _draft_page(act: Act, round_: Round, form: SendForm | None = None) -> ResponseReturnValue:
    found = previewing.whole(act, round_)
    form = form or SendForm(formdata=None)
    form.seen.data = _mark(act, round_)
    return render_template(
        "returning/draft.html",
        process=round_.process,
        round=round_,
        form=form,
        previews=found,
        advice=previewing.advice_on(act, round_, found),
        unreached=[each for each in found if each.lacks],
        channels=Counter(each.channel for each in found),
        unseen=[each for each in found if not each.seen_by and not each.confided],
        hardest=max((each.lix for each in found), default=0.0),
        limit=MOST_LIX,
        lately=offering.told_lately(act, round_),
        without_outcome=previewing.without_outcome(act, round_),
        untranslated=_untranslated(round_, found),
        no_number=has_no_number(round_, (each.channel for each in found)),
        sender=sender_lacks(act, round_),
        no_say=offering.no_say_left(round_, local_date(act.now)),
        contact=page_of("processes.edit", round_.process),
        mend=_mend,
        mends=_mends,
        outcomes=page_of("qualifying.outcomes", round_.process),
        minutes=int(sending.HOLD.total_seconds() // 60),
        meetings=[],
        plans=planned_of(act, round_),
        now=act.now,
    ), form.status


def _untranslated(
    round_: Round, found: Sequence[previewing.Preview]
) -> list[tuple[str, str, bool]]:
    """What is not translated for all of a round's readers, where it is translated, and whether it
    was of other words."""
    process, plan = (
        round_.process,
        url_for(".change", number=round_.process_id, round_number=round_.id),
    )
    told = [
        (text, page_of("processes.translation", process, code=code), False)
        for text, code in previewing.untold(round_, found)
    ]
    insights = [
        (each.text, f"{_mend(process, each.number)}#languages", each.outdated)
        for each in previewing.untranslated(round_, found)
    ]
    asked = [
        (each.text, f"{plan}#question{each.number}_{each.language}", False)
        for each in previewing.unasked(round_, found)
    ]
    return [*told, *insights, *asked]


def _leaving_page(act: Act, round_: Round) -> ResponseReturnValue:
    frozen, whole = sending.progress(act, round_)
    return render_template(
        "returning/leaving.html", process=round_.process, round=round_, frozen=frozen, whole=whole
    )


def _preview_page(act: Act, round_: Round, who: Participant, form: LookForm) -> ResponseReturnValue:
    (found,) = previewing.previews(act, round_, [who])
    log_access("participant", who.id, "preview" if found.document else "refused")
    form.mark.data = found.mark
    return render_template(
        "returning/preview.html",
        process=round_.process,
        round=round_,
        preview=found,
        form=form,
        place=previewing.place_of(act, round_, who.id),
        paper=found.document and shown_as(act, round_, found),
        advice=previewing.advice_in(act, round_, found),
        mend=_mend,
        mends=_mends,
    ), form.status


def _to_the_next(act: Act, round_: Round, person: int) -> ResponseReturnValue:
    here: dict[str, Any] = {"number": round_.process_id, "round_number": round_.id}
    following = previewing.next_unseen(act, round_, person)
    if following is None:
        flash(say("preview.all_seen"))
        return redirect(url_for(".round_", **here), 303)
    return redirect(url_for(".preview", **here, person=following), 303)


def _mend(process: Process, insight: int) -> str:
    """Where an insight is written; nothing where there is no such page."""
    return page_of("weaving.insight", process, insight=insight) or page_of("weaving.weave", process)


def _mends(round_: Round, one: Mended) -> str:
    """Where a text of a round is put otherwise; nothing where there is no such page."""
    process, insight = round_.process, one.number
    places = {
        "question": page_of("returning.change", process, round_number=round_.id),
        "process": page_of("processes.edit", process),
        "outcome": page_of("qualifying.decide", process, insight=insight),
        "promise": page_of("qualifying.promises", process),
        "resolution": page_of("qualifying.responses", process),
        "obstacle": page_of("weaving.obstacle", process, obstacle=one.row),
        "knowledge": page_of("weaving.source", process, insight=insight, source=one.row),
        "aside": page_of("weaving.weave", process, show="aside"),
    }
    return places.get(one.kind) or _mend(process, insight)
