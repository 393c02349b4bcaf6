"""Answers that came by letter, by phone or at a meeting are written in, person after person."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.round import Round
from tracker.interface import say
from tracker.paging import number_asked
from tracker.phrases import called, today
from tracker.qualifying import writing_in
from tracker.qualifying.room import blueprint
from tracker.qualifying.write_in_forms import written_about


@blueprint.get("/processes/<int:number>/responses/write-in")
@allow(signed_in)
def whose_answer(number: int) -> str:
    act = current_act()
    process = process_for(act, number)
    rounds = writing_in.rounds_of(act, process)
    asked = number_asked("round")
    round_ = next((each for each in rounds if each.id == asked), rounds[0] if rounds else None)
    wanted = request.args.get("name", "").strip()[:200]
    people: list[writing_in.Asked] = []
    more = False
    if round_ is not None:
        people, more = writing_in.people_of(act, round_, wanted, number_asked())
    log_access("process", process.id)
    here: dict[str, Any] = {"number": number, "round": round_.id if round_ else 0}
    here |= {"name": wanted} if wanted else {}
    return render_template(
        "qualifying/whose_answer.html",
        process=process,
        rounds=rounds,
        round=round_,
        wanted=wanted,
        people=people,
        next_page=url_for(".whose_answer", **here, after=people[-1].who.id) if more else "",
        first_page=url_for(".whose_answer", **here) if "after" in request.args else "",
    )


@blueprint.route(
    "/processes/<int:number>/rounds/<int:round_>/participants/<int:person>/answer",
    methods=["GET", "POST"],
)
@allow(signed_in)
def write_in(number: int, round_: int, person: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    delivery = writing_in.delivery_of(act, one_of_process(act, Round, round_, process), person)
    who = writing_in.named_of(act, delivery)
    things = writing_in.told(act, delivery)
    form = written_about(things, came=today())
    following = writing_in.next_person(act, delivery)
    if form.validate_on_submit() and form.carry_out(
        writing_in.write_in, delivery, form.entries, form.came.data
    ):
        flash(say("written.done", who=called(who)))
        if request.form.get("then") != "next":
            return redirect(url_for(".responses", number=number), 303)
        if following is None:
            return redirect(url_for(".whose_answer", number=number, round=round_), 303)
        return redirect(url_for(".write_in", number=number, round_=round_, person=following), 303)
    log_access("participant", person, "answers")
    return render_template(
        "qualifying/write_in.html",
        process=process_for(current_act(), number),
        round=round_,
        who=who,
        things=things,
        form=form,
        following=following,
    ), form.status
