"""Every fact of a loop, to read and to take along; and whether a process's record holds."""

from datetime import date, datetime
from functools import partial
from typing import Any

from flask import (
    Response,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.act import Act
from tracker.domain.differences import Difference
from tracker.domain.next_action import ACTIONS
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.workdays import local_date
from tracker.interface import current_words, day, moment, say
from tracker.oversight import checking, exporting, one_loop
from tracker.oversight.forms import LedgerForm
from tracker.oversight.ledger import ACTORS, TOPICS, Asked, Ledger, sentence_of, way_of
from tracker.oversight.room import blueprint
from tracker.paging import number_asked
from tracker.phrases import called

LEDGER = "/processes/<int:number>/loops/<int:person>/ledger"
_FILTERS = ("topic", "by", "since", "until", "order")
_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@blueprint.get(LEDGER)
@allow(signed_in)
def ledger(number: int, person: int) -> ResponseReturnValue:
    act = current_act()
    process, participant = _whose(act, number, person)
    form = LedgerForm(formdata=request.args)
    valid = form.validate()
    asked = _asked(form)
    told, more = _ledger(act, participant, asked).page(number_asked()) if valid else ([], False)
    log_access("participant", participant.id, "ledger")
    here: dict[str, Any] = {"number": number, "person": person, **_kept(asked)}
    page = render_template(
        "oversight/ledger.html",
        process=process,
        who=one_loop.head(act, participant).who,
        form=form,
        asked=asked,
        topics=TOPICS,
        actors=ACTORS,
        told=told,
        narrowed=bool(asked._replace(oldest=False) != Asked()),
        files=[
            (ending, url_for(".ledger_file", **here, form=ending)) for ending in exporting.FORMS
        ],
        next_page=url_for(".ledger", **here, after=told[-1].event.id) if more else "",
        first_page=url_for(".ledger", **here) if "after" in request.args else "",
        sentence=partial(sentence_of, current_words()),
        how=partial(way_of, current_words()),
    )
    return page, 200 if valid else 422


@blueprint.get(f"{LEDGER}.<any({', '.join(exporting.FORMS)}):form>")
@allow(signed_in)
def ledger_file(number: int, person: int, form: str) -> ResponseReturnValue:
    """What the page would show, all of it, as a file."""
    act = current_act()
    _, participant = _whose(act, number, person)
    asking = LedgerForm(formdata=request.args)
    if not asking.validate():
        given: dict[str, Any] = {
            name: request.args[name] for name in _FILTERS if name in request.args
        }
        return redirect(url_for(".ledger", number=number, person=person, **given), 303)
    asked, words = _asked(asking), current_words()
    log_access("participant", participant.id, f"ledger as {form}")
    who = called(one_loop.head(act, participant).who)
    about = {"process": number, "participant": person, "asked": _kept(asked)}
    found = exporting.lines(_ledger(act, participant, asked).all(), words, who)
    file = exporting.written(form, found, words, about)
    today = local_date(act.now).isoformat()
    name = say("ledger.file", person=person, day=today, ending=form)
    return send_file(file, _TYPES[form], as_attachment=True, download_name=name)


@blueprint.get("/processes/<int:number>/verify")
@allow(signed_in)
def verify(number: int) -> Response:
    """Whether the kept rows follow from the facts, and each fact is as it was recorded."""
    act = current_act()
    process = process_for(act, number)
    log_access("process", process.id, "verified")
    amount = checking.facts_in(act, process)
    if amount > checking.MANY and "now" not in request.args:
        now = url_for(".verify", number=number, now="yes")
        page = render_template("oversight/verify.html", process=process, waits=amount, now=now)
        # What takes a while is begun by the page that says so.
        return make_response(page, {"Refresh": f"0; url={now}"})
    found = checking.checked(act, process)
    return make_response(
        render_template(
            "oversight/verify.html",
            process=process,
            waits=0,
            found=found,
            people=checking.people_of(act, process, found),
            took=_took(found.seconds),
            row_called=_row_called,
            column_called=_column_called,
            value_called=_value_called,
        )
    )


def _whose(act: Act, number: int, person: int) -> tuple[Process, Participant]:
    process = process_for(act, number)
    return process, one_of_process(act, Participant, person, process)


def _ledger(act: Act, participant: Participant, asked: Asked) -> Ledger:
    return Ledger(act, participant, asked, say("ledger.withheld"))


def _asked(form: LedgerForm) -> Asked:
    """The filters of the address; what says nothing known filters nothing."""
    topic, by, order = (request.args.get(name, "") for name in ("topic", "by", "order"))
    return Asked(
        topic if topic in TOPICS else "",
        by if by in ACTORS else "",
        form.since.data,
        form.until.data,
        order == "oldest",
    )


def _kept(asked: Asked) -> dict[str, str]:
    """The filters, as an address says them."""
    said = {
        "topic": asked.topic,
        "by": asked.by,
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
        "order": "oldest" if asked.oldest else "",
    }
    return {name: value for name, value in said.items() if value}


def _took(seconds: float) -> str:
    whole = round(seconds)
    return say("check.took", n=whole) if whole else say("check.took.no_time")


def _row_called(found: Difference) -> str:
    """What a kept row is, in words; whose it is stands apart."""
    key = {name: value for name, value in found.key if value is not None}
    if found.table == "waiting_count":
        action = _value_called("next_action", key["next_action"])
        return say("check.row.waiting_count", action=action)
    if found.table == "day_count":
        return say("check.row.day_count", day=day(key["day"]))
    number = key.get("response_id") or key.get("delivery_id") or key.get("contribution_id") or ""
    return say(f"check.row.{found.table}", number=number)


def _column_called(column: str) -> str:
    step = column[-1]
    if step.isdigit():
        return say("check.column.at_step", step=step)
    return say(f"check.column.{column}")


def _value_called(column: str, value: object) -> str:
    """A kept value in words; one that is none of its column's is shown as it stands."""
    if value is None:
        return say("check.nothing")
    if isinstance(value, bool):
        return say("check.yes" if value else "check.no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if column == "next_action" and value in ACTIONS:
        return say(f"action.{value}")
    return str(value)
