"""The pages of a session: planned, changed, called off, and written down when it was held."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, log_access, signed_in
from tracker.domain.act import Act
from tracker.domain.named import named
from tracker.domain.notes import colleagues_of
from tracker.domain.planned import PlannedSession
from tracker.domain.policies import LARGEST, one_of_process, process_for
from tracker.domain.round import Round
from tracker.domain.undoing import demand_standing
from tracker.domain.workdays import COPENHAGEN
from tracker.interface import offer_undo, say
from tracker.reports.session_sheets import SHEETS
from tracker.returning import contacting, offering, planning, session_plans
from tracker.returning.checks import Reasons
from tracker.returning.contacting import Gathering
from tracker.returning.places import blueprint, round_for
from tracker.returning.session_forms import (
    ChangeSessionForm,
    MeetingForm,
    PlanSessionForm,
    SessionFields,
    as_fields,
)
from tracker.returning.sheets import own_words_of, printed_sheets

# What was said there is written down in another room.
SAID = "qualifying.said_there"


@blueprint.route(
    "/processes/<int:number>/rounds/<int:round_number>/sessions/plan", methods=["GET", "POST"]
)
@allow(signed_in)
def plan_session(number: int, round_number: int) -> ResponseReturnValue:
    """Plan a session about a round, whether or not it was sent."""
    act = current_act()
    round_ = round_for(act, number, round_number)
    demand_standing(round_)
    begin = {"insights": [i.id for i in round_.insights], "led_by": str(act.actor.id)}
    form = PlanSessionForm(data=begin)
    if _planned(form, act, round_) and form.carry_out(
        session_plans.plan_session, round_.id, form.plan
    ):
        flash(say("planned.done"))
        made = form.result if form.already else form.result.id
        return redirect(url_for(".planned_session", number=number, planned=made), 303)
    return _form_page(form, round_for(current_act(), number, round_number))


@blueprint.get("/processes/<int:number>/sessions/<int:planned>")
@allow(signed_in)
def planned_session(number: int, planned: int) -> str:
    """A plan: what it says, and what to do next with it."""
    act = current_act()
    row = _plan_of(act, number, planned)
    log_access("process", number, "names")
    people = named(act.session, [person.id for person in row.expected])
    return render_template(
        "returning/planned_session.html",
        process=row.process,
        planned=row,
        is_over=row.at <= act.now,
        expected=[people[person.id] for person in row.expected],
        said=_said_at(row),
        sheets=SHEETS,
    )


@blueprint.route("/processes/<int:number>/sessions/<int:planned>/change", methods=["GET", "POST"])
@allow(signed_in)
def change_session(number: int, planned: int) -> ResponseReturnValue:
    act = current_act()
    row = _plan_of(act, number, planned)
    session_plans.demand_open(row)
    form = ChangeSessionForm(data=as_fields(row))
    if _planned(form, act, row.round) and form.carry_out(
        session_plans.change_session, row.id, form.edition, form.plan
    ):
        flash(say("planned.changed"))
        return redirect(url_for(".planned_session", number=number, planned=planned), 303)
    row = _plan_of(current_act(), number, planned)
    if form.status == 409:
        # One's own text stays; it is saved over the other's only when that has been seen.
        form.seen.data = row.edition
    return _form_page(form, row.round, row)


@blueprint.post("/processes/<int:number>/sessions/<int:planned>/cancel")
@allow(signed_in)
def cancel_session(number: int, planned: int) -> ResponseReturnValue:
    row = _plan_of(current_act(), number, planned)
    back = url_for(".round_", number=number, round_number=row.round_id)
    with acting() as act:
        session_plans.cancel_session(act, planned)
    restore = url_for(".restore_session", number=number, planned=planned)
    offer_undo(say("planned.cancelled"), restore)
    return redirect(back, 303)


@blueprint.post("/processes/<int:number>/sessions/<int:planned>/restore")
@allow(signed_in)
def restore_session(number: int, planned: int) -> ResponseReturnValue:
    _plan_of(current_act(), number, planned)
    with acting() as act:
        session_plans.restore_session(act, planned)
    flash(say("planned.restored"))
    return redirect(url_for(".planned_session", number=number, planned=planned), 303)


@blueprint.get("/processes/<int:number>/sessions/<int:planned>/sheets")
@allow(signed_in)
def session_sheets(number: int, planned: int) -> ResponseReturnValue:
    """What is printed for a planned session: all of it, or one kind."""
    row = _plan_of(current_act(), number, planned)
    return _sheets(row.round, row)


@blueprint.get("/processes/<int:number>/rounds/<int:round_number>/sheets")
@allow(signed_in)
def round_sheets(number: int, round_number: int) -> ResponseReturnValue:
    """The same for a session that nobody has planned, of all that the round tells."""
    return _sheets(round_for(current_act(), number, round_number), None)


@blueprint.route(
    "/processes/<int:number>/rounds/<int:round_number>/session", methods=["GET", "POST"]
)
@allow(signed_in)
def meeting(number: int, round_number: int) -> ResponseReturnValue:
    """A session where a round was looked at together; the address may name what was planned."""
    act = current_act()
    round_ = round_for(act, number, round_number)
    planned = _came_of(act, round_)
    if planned is not None and planned.session_id is not None:
        # It was written down in another window, or by another.
        flash(say("planned.next.held"))
        return redirect(_after(number, round_number, planned.session_id), 303)
    if planned is not None:
        session_plans.demand_open(planned)
    form = MeetingForm(data=_begun(round_, planned))
    if request.method == "POST" and _met(form, act, round_, planned):
        flash(say("meeting.done", n=len(form.present.data)))
        made = form.result if form.already else form.result.id
        return redirect(_after(number, round_number, made), 303)
    act = current_act()
    round_ = round_for(act, number, round_number)
    planned = _came_of(act, round_)
    # Who was expected stands first, and is ticked by nobody but who saw them there.
    expected = {person.id for person in planned.expected} if planned else set()
    first = expected.union(form.present.data or ())
    people, too_many = offering.people_for_session(act, round_, first)
    log_access("process", number, "names")
    return render_template(
        "returning/meeting.html",
        process=round_.process,
        round=round_,
        planned=planned,
        expected=expected,
        form=form,
        people=people,
        too_many=too_many,
        recipients=set(planning.recipients(act, round_)),
    ), form.status


def _sheets(round_: Round, planned: PlannedSession | None) -> ResponseReturnValue:
    asked = request.args.get("sheet", "")
    which = [asked] if asked in SHEETS else SHEETS
    act = current_act()
    data = printed_sheets(act, round_, planned, which)
    log_access("process", round_.process_id, "names")
    for person in own_words_of(act, round_, planned, which):
        log_access("participant", person, "words")
    kind = say(f"sheets.name.{asked if asked in SHEETS else 'all'}")
    name = say("sheets.file", which=kind, round=round_.id)
    return send_file(BytesIO(data), "application/pdf", as_attachment=True, download_name=name)


def _plan_of(act: Act, number: int, planned: int) -> PlannedSession:
    """The plan, of that process, or Unseen."""
    return one_of_process(act, PlannedSession, planned, process_for(act, number))


def _planned(form: SessionFields, act: Act, round_: Round) -> bool:
    """Whether the form holds a plan that can be tried."""
    named = form.ticks_others(act, round_.process, form.expected)
    people, _ = offering.people_for_session(act, round_, form.expected.data or ())
    form.offering(
        [insight.id for insight in round_.insights],
        [person.who.id for person in people],
        colleagues_of(act, round_.process),
    )
    return named and form.validate_on_submit()


def _form_page(
    form: SessionFields, round_: Round, planned: PlannedSession | None = None
) -> ResponseReturnValue:
    now = as_fields(planned) if planned else {}
    ticked = {*(form.expected.data or ()), *now.get("expected", ())}
    people, too_many = offering.people_for_session(current_act(), round_, ticked)
    log_access("process", round_.process_id, "names")
    return render_template(
        "returning/plan_session.html",
        process=round_.process,
        round=round_,
        planned=planned,
        now=now,
        form=form,
        people=[person for person in people if person.who.kind != "unknown"],
        too_many=too_many,
    ), form.status


def _came_of(act: Act, round_: Round) -> PlannedSession | None:
    """The plan that the address names, if the round has it."""
    given = request.args.get("planned", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 11 else 0
    row = act.session.get(PlannedSession, number) if 0 < number <= LARGEST else None
    return row if row is not None and row.round_id == round_.id else None


def _begun(round_: Round, planned: PlannedSession | None) -> dict[str, Any]:
    """What is known of a session before it is written down."""
    now = datetime.now(UTC)
    if planned is None:
        return {"at": now, "insights": [insight.id for insight in round_.insights]}
    return {
        "at": min(planned.at, now),
        "place": planned.place,
        "place_kind": planned.place_kind,
        "insights": [insight.id for insight in planned.shown],
    }


def _met(form: MeetingForm, act: Act, round_: Round, planned: PlannedSession | None) -> bool:
    if not form.ticks_others(act, round_.process, form.present):
        return False
    people, _ = offering.people_for_session(act, round_, form.present.data or ())
    form.offering([insight.id for insight in round_.insights], [each.who for each in people])
    # It may have been planned here when the day was over.
    form.at.since = round_.created_at.astimezone(COPENHAGEN).replace(hour=0, minute=0)
    if not form.validate_on_submit():
        return False
    gathering = Gathering(
        form.at.given,
        form.place.data,
        form.there,
        form.insights.data,
        form.place_kind.data,
        planned.id if planned else None,
    )
    reasons = Reasons(form.readability.data, form.words.data)
    return form.carry_out(contacting.meet, round_.id, gathering, reasons)


def _said_at(planned: PlannedSession) -> str:
    """Where what was said is written down; nothing before it was held."""
    if planned.session_id is None or SAID not in current_app.view_functions:
        return ""
    return url_for(SAID, number=planned.process_id, session=planned.session_id)


def _after(number: int, round_number: int, session: int) -> str:
    """Where one goes on when a session is written down: to what was said there."""
    if SAID in current_app.view_functions:
        return url_for(SAID, number=number, session=session)
    return url_for(".round_", number=number, round_number=round_number)
