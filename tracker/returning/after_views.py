"""The pages of a round that was sent: what became of each report, and what people do about it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker.access import (
    allow,
    current_act,
    current_settings,
    log_access,
    signed_in,
)
from tracker.domain.act import Act
from tracker.domain.delivered import STATES
from tracker.domain.errors import Unseen
from tracker.domain.named import named
from tracker.domain.policies import demand_report
from tracker.domain.round import CHANNELS, Delivery, Round
from tracker.interface import say
from tracker.outbound.queue import wake
from tracker.paging import number_asked
from tracker.phrases import called
from tracker.reports.freezing import document_of, outside_of
from tracker.returning import batches, contacting, sending, services, standing
from tracker.returning.codes import codes_of
from tracker.returning.contacting import CONTACTS, Contact
from tracker.returning.forms import written
from tracker.returning.mending import names_told
from tracker.returning.page_forms import ContactForm, SendForm, ToldForm
from tracker.returning.paper import as_read
from tracker.returning.places import as_file, blueprint, person_of, round_for, sender_lacks
from tracker.returning.queries import planned_of
from tracker.returning.standing import Asked
from tracker.sessions import current_user

# Where an answer that came by telephone is written in.
WRITES_IN = "qualifying.write_in"


def page(
    act: Act,
    round_: Round,
    form: ContactForm | None = None,
    sending_form: SendForm | None = None,
) -> ResponseReturnValue:
    """How each report of a round stands; of one that a meeting began, also how the rest leaves."""
    asked = Asked.of(request.args.get("state", ""), request.args.get("channel", ""))
    lines, more = standing.reports_asked(act, round_, asked, number_asked())
    (whole,) = standing.standings_of(act, [round_])
    left, stage = sending.has_left(act, round_), sending.stage_of(round_)
    here: dict[str, Any] = {"number": round_.process_id, "round_number": round_.id, **asked.said}
    return render_template(
        "returning/sent.html",
        process=round_.process,
        round=round_,
        stage=stage,
        standing=whole,
        asked=asked,
        lines=lines,
        states=STATES,
        channels=CHANNELS,
        ways=_ways(whole),
        form=form or _contact_form(),
        sending=sending_form or SendForm(formdata=None),
        until=_until(act, round_, left),
        left=left,
        held=sending.held_until(act, round_) if left else None,
        rest=standing.rest_of(act, round_) if stage == "begun" else None,
        minutes=int(sending.HOLD.total_seconds() // 60),
        now=act.now,
        names_told=names_told(act, round_),
        printable=standing.printable(act, round_),
        many=batches.MANY,
        sender=sender_lacks(act, round_),
        codes=codes_of(act, round_) if round_.process.asks_code else None,
        batches=[(each, batches.state_of(act, each)) for each in batches.mine(act, round_)],
        meetings=standing.meetings_of(act, round_),
        plans=planned_of(act, round_),
        writes_in=WRITES_IN in current_app.view_functions,
        next_page=url_for(".round_", **here, after=lines[-1].number) if more else "",
        first_page=url_for(".round_", **here) if "after" in request.args else "",
    ), (sending_form or form or _contact_form()).status


@blueprint.post("/processes/<int:number>/rounds/<int:round_number>/record")
@allow(signed_in)
def record(number: int, round_number: int) -> ResponseReturnValue:
    """What was done about the reports that are ticked."""
    round_ = round_for(current_act(), number, round_number)
    form = ContactForm()
    form.at.since = round_.fixed_at
    form.deliveries.offered = form.deliveries.data or ()
    if form.validate_on_submit() and form.carry_out(
        contacting.record, round_number, form.deliveries.data, _contact(form)
    ):
        if form.result and not form.already:
            wake(current_settings())
        _say_done(form.how.data, round_, list(dict.fromkeys(form.deliveries.data)))
        return redirect(_back(number, round_number), 303)
    act = current_act()
    return page(act, round_for(act, number, round_number), form)


@blueprint.route(
    "/processes/<int:number>/rounds/<int:round_number>/participants/<int:person>/told",
    methods=["GET", "POST"],
)
@allow(signed_in)
def told(number: int, round_number: int, person: int) -> ResponseReturnValue:
    """A conversation with somebody, with the report to tell from."""
    act = current_act()
    round_ = round_for(act, number, round_number)
    delivery = delivery_of(act, round_, person)
    form = ToldForm(data=_now())
    form.at.since = round_.fixed_at
    if form.validate_on_submit() and form.carry_out(
        contacting.record, round_number, [delivery.id], _contact(form)
    ):
        _say_done(form.how.data, round_, [delivery.id])
        return redirect(_back(number, round_number), 303)
    act = current_act()
    round_ = round_for(act, number, round_number)
    delivery = delivery_of(act, round_, person)
    readable = _readable(act, delivery)
    log_access("participant", person, "report" if readable else "refused")
    return render_template(
        "returning/told.html",
        process=round_.process,
        round=round_,
        form=form,
        who=named(act.session, [person])[person],
        report=_as_read(act, delivery) if readable else None,
    ), form.status


@blueprint.get("/processes/<int:number>/rounds/<int:round_number>/participants/<int:person>/report")
@allow(signed_in)
def report(number: int, round_number: int, person: int) -> ResponseReturnValue:
    """One report as it was frozen: a page, or a letter as PDF."""
    act = current_act()
    round_ = round_for(act, number, round_number)
    delivery = delivery_of(act, round_, person)
    demand_report(act, delivery)
    log_access("participant", person, "report")
    if request.args.get("form") == "pdf":
        data = written(act, delivery, "pdf", "large" in request.args)
        return as_file(BytesIO(data), say("report.file", round=round_number, person=person))
    return render_template(
        "returning/report.html",
        process=round_.process,
        round=round_,
        who=named(act.session, [person])[person],
        report=_as_read(act, delivery),
        hash=delivery.hash,
        large_print=delivery.participant.large_print,
    )


def _say_done(how: str, round_: Round, deliveries: Sequence[int]) -> None:
    """Say what was recorded; after a conversation with one person, lead to writing in what they
    answered in it."""
    done, act = say(f"contact.done.{how}", n=len(deliveries)), current_act()
    one = act.session.get(Delivery, deliveries[0]) if len(deliveries) == 1 else None
    leads_on = how == "told" and WRITES_IN in current_app.view_functions
    if one is None or not leads_on or not _readable(act, one):
        flash(done)
        return
    who = named(act.session, [one.participant_id])[one.participant_id]
    way = url_for(WRITES_IN, number=round_.process_id, round_=round_.id, person=who.id)
    link = Markup('{} <a href="{}">{}</a>')
    flash(link.format(done, way, say("contact.done.write_in", who=called(who))))


def _now() -> dict[str, Any]:
    return {"at": datetime.now(UTC)}


def _contact_form() -> ContactForm:
    return ContactForm(formdata=None, data=_now())


def _contact(form: ContactForm | ToldForm) -> Contact:
    note = form.note.data
    user = current_user()
    if form.by.data and (user is None or form.by.data != user.name):
        note = "\n".join(filter(None, [say("contact.told_by", name=form.by.data), note]))
    how = form.how.data
    reminder = form.reminder.data if how in CONTACTS else False
    return Contact(how, form.at.given, note, reminder)


def _ways(whole: standing.RoundStanding) -> list[str]:
    """What can be recorded about a round's reports: settling only where something is uncertain."""
    ways = [way for way in contacting.WAYS if way not in contacting.SETTLED]
    return [*contacting.SETTLED, *ways] if whole.count("uncertain") else ways


def _until(act: Act, round_: Round, left: bool) -> datetime | None:
    """Until when nothing of a round leaves by itself; None when that is over."""
    if round_.released_at is None or left or not sending.has_mails(act, round_):
        return None
    end = round_.released_at + timedelta(seconds=round_.hold_seconds)
    return end if end > act.now else None


def delivery_of(act: Act, round_: Round, person: int) -> Delivery:
    """Somebody's report of the round; Unseen for a stranger, RuleBroken for who has none."""
    person_of(act, round_, person)
    (delivery,) = services.deliveries_to(act, round_, [person])
    return delivery


def _readable(act: Act, delivery: Delivery) -> bool:
    try:
        demand_report(act, delivery)
    except Unseen:
        return False
    return True


def _as_read(act: Act, delivery: Delivery) -> Any:
    around = outside_of(delivery, act.settings, act.now)
    return as_read(document_of(act.session, delivery), around, delivery.channel)


def _back(number: int, round_number: int) -> str:
    return url_for(".round_", number=number, round_number=round_number)
