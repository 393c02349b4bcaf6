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
from tracker.interface import offer_undo, say
from tracker.phrases import called
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
from tracker.returning.sheets import printed_sheets

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
    form = MeetingForm(data=_begun(round_, planned))
    if request.method == "POST" and _met(form, act, round_, planned):
        flash(say("meeting.done", n=len(form.present.data)))
        made = form.result if form.already else form.result.id
        return redirect(_after(number, round_number, made), 303)
    act = current_act()
    round_ = round_for(act, number, round_number)
    people, _ = offering.people_offered(act, round_.process)
    log_access("process", number, "names")
    recipients = set(planning.recipients(act, round_))
    ticked = set(form.present.data or ())
    return render_template(
        "returning/meeting.html",
        process=round_.process,
        round=round_,
        planned=_came_of(act, round_),
        form=form,
        people=sorted(
            people, key=lambda each: (each.who.id not in ticked, each.who.id not in recipients)
        ),
        recipients=recipients,
        counts={each.who.id: request.form.get(f"count-{each.who.id}", "") for each in people},
    ), form.status


def _sheets(round_: Round, planned: PlannedSession | None) -> ResponseReturnValue:
    asked = request.args.get("sheet", "")
    which = [asked] if asked in SHEETS else SHEETS
    data = printed_sheets(current_act(), round_, planned, which)
    log_access("process", round_.process_id, "names")
    kind = say(f"sheets.name.{asked if asked in SHEETS else 'all'}")
    name = say("sheets.file", which=kind, round=round_.id)
    return send_file(BytesIO(data), "application/pdf", as_attachment=True, download_name=name)


def _plan_of(act: Act, number: int, planned: int) -> PlannedSession:
    """The plan, of that process, or Unseen."""
    return one_of_process(act, PlannedSession, planned, process_for(act, number))


def _planned(form: SessionFields, act: Act, round_: Round) -> bool:
    """Whether the form holds a plan that can be tried."""
    people, _ = offering.people_offered(act, round_.process)
    form.offering(
        [insight.id for insight in round_.insights],
        [person.who.id for person in people],
        colleagues_of(act, round_.process),
    )
    return form.validate_on_submit()


def _form_page(
    form: SessionFields, round_: Round, planned: PlannedSession | None = None
) -> ResponseReturnValue:
    people, _ = offering.people_offered(current_act(), round_.process)
    log_access("process", round_.process_id, "names")
    recipients = set(planning.recipients(current_act(), round_))
    return render_template(
        "returning/plan_session.html",
        process=round_.process,
        round=round_,
        planned=planned,
        now=as_fields(planned) if planned else {},
        form=form,
        people=sorted(
            (person for person in people if person.who.kind != "unknown"),
            key=lambda each: each.who.id not in recipients,
        ),
    ), form.status


def _came_of(act: Act, round_: Round) -> PlannedSession | None:
    """The plan that the address names, if the round has it and it was not held yet."""
    given = request.args.get("planned", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 11 else 0
    row = act.session.get(PlannedSession, number) if 0 < number <= LARGEST else None
    return row if row is not None and row.round_id == round_.id and row.is_open else None


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
        "present": [person.id for person in planned.expected],
    }


def _met(form: MeetingForm, act: Act, round_: Round, planned: PlannedSession | None) -> bool:
    people, _ = offering.people_offered(act, round_.process)
    sizes = {each.who.id: each.who.size for each in people}
    form.present.offered = sizes
    form.insights.offered = [insight.id for insight in round_.insights]
    if not form.validate_on_submit():
        return False
    present = []
    for who in form.present.data:
        count = _count(who, sizes[who])
        if count is None:
            wrong = say("meeting.count_wrong", who=called(named(act.session, [who])[who]))
            form.present.errors = [*form.present.errors, wrong]
            return False
        present.append((who, count))
    gathering = Gathering(
        form.at.given,
        form.place.data,
        present,
        form.insights.data,
        form.place_kind.data,
        planned.id if planned else None,
    )
    reasons = Reasons(form.readability.data, form.words.data)
    return form.carry_out(contacting.meet, round_.id, gathering, reasons)


def _count(who: int, size: int) -> int | None:
    """How many of them were there; None when what stands there is no such number."""
    if size == 1:
        return 1
    given = request.form.get(f"count-{who}", "").strip()
    count = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0
    return count if 1 <= count <= size else None


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
