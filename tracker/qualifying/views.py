"""The inbox of answers, and what is done with one of them or with several at once."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.policies import LARGEST, process_for
from tracker.domain.process import Process
from tracker.domain.response import MOVES
from tracker.interface import say
from tracker.paging import moment_asked, moment_key
from tracker.phrases import listed
from tracker.qualifying import (
    as_read,
    inbox,
    one_answer_views,
    outcome_views,
    said_there_views,
    template_views,
    writing_in_views,
)
from tracker.qualifying.advising import advised
from tracker.qualifying.answers import Answer, answers_of
from tracker.qualifying.forms import ResolveForm
from tracker.qualifying.inbox import STATES, WHOSE, Asked
from tracker.qualifying.room import blueprint
from tracker.qualifying.templates import templates_of

__all__ = [
    "blueprint",
    "one_answer_views",
    "outcome_views",
    "said_there_views",
    "template_views",
    "writing_in_views",
]


@blueprint.get("/processes/<int:number>/responses")
@allow(signed_in)
def responses(number: int) -> str:
    act = current_act()
    process = process_for(act, number)
    asked = _asked()
    answers, more = inbox.answers_asked(act, process, asked, moment_asked())
    for participant in {answer.who.id for answer in answers}:
        log_access("participant", participant, "answers")
    here: dict[str, Any] = {"number": number, **_kept(asked)}
    last = moment_key(answers[-1].at, answers[-1].number) if more else ""
    return render_template(
        "qualifying/responses.html",
        process=process,
        answers=answers,
        asked=asked,
        waiting=inbox.waiting(act, process),
        insights=inbox.told_insights(act, process),
        states=STATES,
        whose=WHOSE,
        moves=MOVES,
        next_page=url_for(".responses", **here, after=last) if last else "",
        first_page=url_for(".responses", **here) if "after" in request.args else "",
    )


@blueprint.route("/processes/<int:number>/responses/together", methods=["GET", "POST"])
@allow(signed_in)
def together(number: int) -> ResponseReturnValue:
    process, answers = _marked(number)
    if len(answers) < 2:
        return redirect(_alone(process, answers), 303)
    templates = templates_of(current_act(), process.department_id)
    form = ResolveForm(text=answers[0].about.now).about(answers).begun_with(templates)
    helped = form.helped(templates)
    if (
        not helped
        and form.validate_on_submit()
        and form.carry_out(
            as_read.resolve,
            [answer.number for answer in answers],
            form.seen.data,
            form.how.data,
            form.reason.data,
            text=form.text.data,
            shareable=form.shareable.data,
        )
    ):
        names = listed([answer.who for answer in answers], len(answers))
        flash(say("together.done", who=names))
        again = url_for(".responses", number=number)
        form.warn(process, again)
        return redirect(url_for(".responses", number=number), 303)
    for participant in {answer.who.id for answer in answers}:
        log_access("participant", participant, "answers")
    process, answers = _marked(number)
    form.about(answers).seen.data = as_read.marks_of(answers)
    return render_template(
        "qualifying/together.html",
        process=process,
        answers=answers,
        names=listed([answer.who for answer in answers], len(answers)),
        resolving=form,
        templates=templates,
        advice=advised(form.reason.data or "", process.language),
    ), 200 if helped else form.status


def _marked(number: int) -> tuple[Process, list[Answer]]:
    """The answers that the address names; what is no number names none."""
    act = current_act()
    process = process_for(act, number)
    named = [name for name in request.args.getlist("answer") if name.isascii() and name.isdigit()]
    numbers = list(dict.fromkeys(min(int(name[:12]), LARGEST) for name in named))
    return process, answers_of(act, process, numbers[: inbox.ANSWERS])


def _alone(process: Process, answers: Sequence[Answer]) -> str:
    """Where one answer is answered; without any, where they are marked."""
    if answers:
        return url_for(".response", number=process.id, response=answers[0].number)
    return url_for(".responses", number=process.id)


def _asked() -> Asked:
    """The filters of the address; what says nothing known filters nothing."""
    state, whose, move, about = (
        request.args.get(name, "") for name in ("state", "whose", "move", "about")
    )
    number = about.isascii() and about.isdigit() and len(about) < 10
    return Asked(
        state if state in STATES else "open",
        whose if whose in WHOSE else "",
        move if move in MOVES else "",
        about if about == "round" or number else "",
    )


def _kept(asked: Asked) -> dict[str, str]:
    """The filters, as an address says them."""
    said = {"whose": asked.whose, "move": asked.move, "about": asked.about}
    said["state"] = "" if asked.state == "open" else asked.state
    return {name: value for name, value in said.items() if value}
