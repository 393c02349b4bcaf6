"""Those who take part: all of them, and what is known of each."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, log_access, signed_in
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.undoing import undo_participants
from tracker.domain.whom import groups_named, groups_of, suggested
from tracker.forms import Form
from tracker.interface import say
from tracker.listening import kept, knowing, services
from tracker.listening.forms import QUOTED, AddForm, Aspects, EditForm, MemberForm, called_here
from tracker.listening.people import (
    SHOWS,
    Asked,
    mark_of_person,
    people_asked,
    standing_of,
)
from tracker.listening.services import Details
from tracker.listening.sheet import as_written
from tracker.paging import number_asked
from tracker.phrases import called
from tracker.reports.approvals import offered
from tracker.warned import warn_of_personal


@allow(signed_in)
def participants(number: int) -> str:
    act = current_act()
    process = process_for(act, number)
    show = request.args.get("show", "")
    asked = Asked(_line(request.args.get("words", "")), show if show in SHOWS else "")
    people, more = people_asked(act, process, asked, number_asked())
    log_access("process", process.id, "names")
    here: dict[str, Any] = {"number": number, "words": asked.words, "show": asked.show}
    here = {name: value for name, value in here.items() if value}
    return render_template(
        "listening/participants.html",
        process=process,
        asked=asked,
        shows=SHOWS,
        people=people,
        next_page=url_for(".participants", **here, after=people[-1].who.id) if more else "",
        first_page=url_for(".participants", **here) if "after" in request.args else "",
    )


@allow(signed_in)
def add_participant(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    form = AddForm()
    form.among(groups_of(act, process), process, offered(act.session))
    if form.validate_on_submit() and form.carry_out(_added, process, form):
        person = getattr(form.result, "id", form.result)
        flash(say("participant.added"))
        return _warned(number, person, form)
    process = process_for(current_act(), number)
    return render_template("listening/add.html", process=process, form=form), form.status


@allow(signed_in)
def participant(number: int, person: int) -> ResponseReturnValue:
    act = current_act()
    process, row = _whose(act, number, person)
    form = _edit_form(act, process, row)
    if form.validate_on_submit() and _edited(form, row):
        flash(say("participant.saved"))
        return _warned(number, person, form)
    return _page(number, person, editing=form)


def _warned(number: int, person: int, form: Aspects) -> ResponseReturnValue:
    """To their page, with what to look at again."""
    where = url_for(".participant", number=number, person=person)
    warn_of_personal(f"{where}#perspectives", form.perspectives.data)
    return redirect(where, 303)


@allow(signed_in)
def remove_participant(number: int, person: int) -> ResponseReturnValue:
    _, row = _whose(current_act(), number, person)
    form = Form()
    if form.validate_on_submit() and form.carry_out(undo_participants, [row]):
        kept.forget_person(number, person)
        flash(say("participant.removed"))
        return redirect(url_for(".participants", number=number), 303)
    return _page(number, person, other=form)


@allow(signed_in)
def add_member(number: int, person: int) -> ResponseReturnValue:
    process, group = _whose(current_act(), number, person)
    form = MemberForm()
    if form.validate_on_submit() and form.carry_out(
        knowing.add_to_group, process, group, form.who.data
    ):
        flash(say("members.added"))
        return redirect(url_for(".participant", number=number, person=person), 303)
    return _page(number, person, adding=form)


@allow(signed_in)
def leave(number: int, person: int, member: int) -> ResponseReturnValue:
    act = current_act()
    process, group = _whose(act, number, person)
    who = one_of_process(act, Participant, member, process)
    with acting() as act:
        services.leave_group(act, who, group)
    flash(say("members.left"))
    # They leave by the group's page, or by their own.
    back = member if request.form.get("back") == str(member) else person
    return redirect(url_for(".participant", number=number, person=back), 303)


def _line(words: str) -> str:
    return " ".join(words.replace("\0", " ").split())[:100]


def _whose(act: Act, number: int, person: int) -> tuple[Process, Participant]:
    process = process_for(act, number)
    return process, one_of_process(act, Participant, person, process)


def _added(act: Act, process: Process, form: AddForm) -> Participant:
    details = Details(
        **form.told(), name=form.name.data, public_return=form.public_return.data or None
    )
    groups = groups_named(act, process, [form.group_joined] if form.group_joined else [])
    return services.add_participant(
        act, process, details, group_size=form.group.data, groups=groups
    )


def _edit_form(act: Act, process: Process, row: Participant, blank: bool = False) -> EditForm:
    """The form as it stands, `blank` of what was sent; what reaches somebody is not among it."""
    quoted = {value: said for said, value in QUOTED.items()}
    form = EditForm(
        **({"formdata": None} if blank else {}),
        name=row.name,
        channel=row.channel,
        protected=row.protected_address,
        large_print=row.large_print,
        may_quote="never" if row.may_quote is None else quoted[row.may_quote],
        language=row.language,
        perspectives=row.perspectives,
        guardian=row.guardian,
        guardian_proof=row.guardian_proof,
        represented=row.represented,
        child_until=row.child_until,
        public_return=row.public_return,
        group=row.size if row.kind == "group" else None,
    )
    form.among(groups_of(act, process), process, offered(act.session), row.language)
    # What was sent without a mark was never read.
    if blank or not form.is_submitted():
        form.seen.data = mark_of_person(act, row)
    return form.known()


def _edited(form: EditForm, row: Participant) -> bool:
    return form.carry_out(
        knowing.edit_as_read,
        row.id,
        form.seen.data,
        form.details,
        never_asked=form.may_quote.data == "never",
        group_size=form.group.data,
        member_of=form.group_joined,
    )


def _as_known(row: Participant) -> str:
    """How it stands now, on lines, but for what reaches somebody."""
    quoted = "never" if row.may_quote is None else "yes" if row.may_quote else "no"
    said = (
        ("who.name", row.name),
        ("who.channel", say(f"who.channel.{row.channel}")),
        ("who.may_quote", say(f"who.may_quote.{quoted}")),
        ("who.language", called_here(row.language)),
        ("who.perspectives", row.perspectives),
        ("who.guardian", row.guardian),
        ("who.guardian_proof", row.guardian_proof),
        ("who.represented", say("who.yes") if row.represented else ""),
        ("who.child_until", f"{row.child_until:%Y-%m}" if row.child_until else ""),
        ("who.group", str(row.size) if row.kind == "group" else ""),
    )
    return "\n".join(f"{say(key)}: {value}" for key, value in said if value)


def _page(
    number: int,
    person: int,
    editing: EditForm | None = None,
    adding: MemberForm | None = None,
    other: Form | None = None,
) -> tuple[str, int]:
    """The page as it is now: somebody may have changed it while the form was open."""
    act = current_act()
    process, row = _whose(act, number, person)
    if editing is None:
        editing = _edit_form(act, process, row, blank=True)
        sent = adding or other
        status = sent.status if sent else 200
    else:
        status = editing.status
    if status == 409:
        editing.seen.data = mark_of_person(act, row)
    standing = standing_of(act, row)
    log_access("participant", row.id)
    return render_template(
        "listening/participant.html",
        process=process,
        participant=row,
        standing=standing,
        who=standing.who,
        name=called(standing.who),
        form=editing,
        refused=(adding or other or editing) if status != 200 else None,
        adding=adding or MemberForm(formdata=None),
        people=[as_written(who) for who in suggested(act, process) if who.kind == "person"]
        if row.kind == "group"
        else [],
        theirs_text=_as_known(row) if status == 409 else "",
    ), status
