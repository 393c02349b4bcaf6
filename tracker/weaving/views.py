"""The page of weaving: contributions on one side, insights on the other."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain import evidence
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.forms import Form
from tracker.interface import offer_undo, say
from tracker.paging import number_asked
from tracker.warned import warn_of_private
from tracker.weaving import (
    as_read,
    beforehand,
    beforehand_views,
    beside_views,
    insight_views,
    kin_views,
    loom,
    services,
    translation_views,
    undoing,
)
from tracker.weaving.blueprint import blueprint
from tracker.weaving.forms import AsideForm, BackForm, NewForm, UndoForm, WeaveForm
from tracker.weaving.loom import SHOW, Asked
from tracker.weaving.queries import contributions_by

__all__ = [
    "beforehand_views",
    "beside_views",
    "blueprint",
    "insight_views",
    "kin_views",
    "translation_views",
]


@blueprint.get("/processes/<int:number>/weave")
@allow(signed_in)
def weave(number: int) -> ResponseReturnValue:
    return _page(process_for(current_act(), number))


@blueprint.post("/processes/<int:number>/weave/into")
@allow(signed_in)
def weave_into(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    form = WeaveForm()
    if form.validate_on_submit():
        insight = one_of_process(act, Insight, form.insight.data[0], process)
        said = contributions_by(act, form.contribution.data)
        if form.carry_out(evidence.weave, insight, said, form.stance.data):
            _say_woven(number, form.insight.data[0], [each.id for each in form.result])
            return redirect(_onwards(number, form.contribution.data), 303)
    return _page(process, form)


def _say_woven(number: int, insight: int, new: Sequence[int]) -> None:
    if not new:
        flash(say("weave.already"))
        return
    _offer_undo(say("weave.done", n=len(new)), "woven", number, insight, new)


def _offer_undo(words: str, done: str, number: int, insight: int, said: Sequence[int]) -> None:
    """With the filters, so that whoever undoes it comes back to the same list."""
    offer_undo(
        words,
        url_for(".undo", number=number, insight=insight, **_here(_asked())),
        contribution=",".join(map(str, said)),
        done=done,
    )


@blueprint.post(f"{insight_views.INSIGHT}/undo")
@allow(signed_in)
def undo(number: int, insight: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    row = one_of_process(act, Insight, insight, process)
    form = UndoForm()
    if form.validate_on_submit():
        said = contributions_by(act, form.contribution.data)
        if form.carry_out(_UNDOING[form.done.data], row, said):
            flash(say("weave.undone"))
            return redirect(_back(number, insight, form), 303)
    return _page(process, form)


def _undo_adding(act: Act, insight: Insight, said: Sequence[Contribution]) -> None:
    undoing.undo_adding(act, insight, said, say("weave.undone"))


_UNDOING = {
    "woven": undoing.undo_weaving,
    "unwoven": undoing.undo_unweaving,
    "added": _undo_adding,
}


def _back(number: int, insight: int, form: UndoForm) -> str:
    """To where it was done, at the first of what it was done with."""
    first = max(form.contribution.data, default=0)
    if form.done.data == "unwoven":
        return url_for(".insight", number=number, insight=insight, _anchor=f"said-{first}")
    mark = f"mark-{first}" if first else None
    return url_for(".weave", number=number, **_here(_asked()), _anchor=mark)


@blueprint.post("/processes/<int:number>/weave/aside")
@allow(signed_in)
def set_aside(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    form = AsideForm()
    if form.validate_on_submit():
        said = contributions_by(act, form.contribution.data)
        if form.carry_out(services.set_aside, said, form.why):
            _say_set_aside(number, form.contribution.data, form.result)
            aside = url_for(".weave", number=number, show="aside")
            warn_of_private(current_act(), process, aside, form.why)
            return redirect(_onwards(number, form.contribution.data), 303)
    return _page(process, form)


def _say_set_aside(number: int, said: Sequence[int], new: Sequence[Contribution]) -> None:
    words = say("aside.done", n=len(said))
    if len(new) < len(said):
        # Of some only the reason is another: there is no undoing all of it.
        flash(words)
        return
    again = url_for(".put_back", number=number, **_here(_asked()))
    offer_undo(words, again, contribution=",".join(map(str, said)))


@blueprint.post("/processes/<int:number>/weave/back")
@allow(signed_in)
def put_back(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    form = BackForm()
    if form.validate_on_submit():
        said = contributions_by(act, form.contribution.data)
        if form.carry_out(undoing.undo_setting_aside, said):
            flash(say("weave.put_back", n=len(said)))
            mark = f"mark-{max(form.contribution.data)}"
            return redirect(url_for(".weave", number=number, **_here(_asked()), _anchor=mark), 303)
    return _page(process, form)


@blueprint.post("/processes/<int:number>/weave/new")
@allow(signed_in)
def add(number: int) -> ResponseReturnValue:
    act = current_act()
    process = process_for(act, number)
    form = NewForm()
    if form.validate_on_submit():
        said = contributions_by(act, form.contribution.data)
        given = (form.text.data, said, form.stance.data, form.anyway.data)
        if form.carry_out(as_read.add, process, *given):
            if not form.already:
                made = form.result.id, form.contribution.data
                _offer_undo(say("insight.added"), "added", number, *made)
                here = url_for(".insight", number=number, insight=made[0], _anchor="text")
                warn_of_private(current_act(), process, here, form.text.data)
            return redirect(_onwards(number, form.contribution.data), 303)
    return _page(process, form)


def _asked() -> Asked:
    """The filters of the address; what says nothing known filters nothing."""
    show, _, insight = request.args.get("show", "").partition("-")
    only = number_asked("only")
    return Asked(
        show if show in SHOW else "all" if only else "new",
        _number(insight) if show == "insight" else 0,
        number_asked("person"),
        number_asked("occasion"),
        request.args.get("words", "").lstrip()[:200],
        number_asked(),
        only,
    )


def _number(given: str) -> int:
    known = given.isascii() and given.isdigit() and len(given) <= 9
    return int(given) if known else 0


def _kept(asked: Asked) -> dict[str, Any]:
    """The filters, as an address says them."""
    show = f"insight-{asked.insight}" if asked.insight else asked.show
    said = {
        "show": "" if show == "new" else show,
        "person": asked.person,
        "occasion": asked.occasion,
        "words": asked.words,
        "only": asked.only,
    }
    return {name: value for name, value in said.items() if value}


def _here(asked: Asked) -> dict[str, Any]:
    """The filters and the page, as an address says them."""
    return _kept(asked) | ({"after": asked.after} if asked.after else {})


def _onwards(number: int, done: Sequence[int]) -> str:
    """The same list, at the contribution that comes after those that were dealt with."""
    act, asked = current_act(), _asked()
    process = process_for(act, number)
    following = loom.next_after(act, process, asked, done) if done else 0
    mark = f"mark-{following}" if following else None
    return url_for(".weave", number=number, **_here(asked), _anchor=mark)


def _page(process: Process, form: Form | None = None) -> tuple[str, int]:
    act, asked = current_act(), _asked()
    heard, more = loom.contributions_asked(act, process, asked)
    insights, more_insights = loom.insights_shown(act, process, number_asked("insights"))
    for person in {each.who.id for each in heard}:
        log_access("participant", person, "contributions")
    kept: dict[str, Any] = {"number": process.id, **_kept(asked)}
    page = {"number": process.id, **_here(asked)}
    return render_template(
        "weaving/weave.html",
        process=process,
        asked=asked,
        heard=heard,
        nothing_heard=not heard and beforehand.first_heard(act, process) is None,
        insights=insights,
        reasons=loom.reasons_given(act, process),
        occasions=loom.occasions_of(act, process),
        person=loom.person_asked(act, process, asked) if asked.person else None,
        form=form or Form(formdata=None),
        new=form if isinstance(form, NewForm) else NewForm(formdata=None),
        aside=form if isinstance(form, AsideForm) else AsideForm(formdata=None),
        stance=getattr(form, "stance", None) or WeaveForm(formdata=None).stance,
        marked=set(form.contribution.data) if form else set(),
        kept=kept,
        page=page,
        everybody={name: value for name, value in kept.items() if name != "person"},
        next_page=url_for(".weave", **kept, after=heard[-1].number) if more else "",
        first_page=url_for(".weave", **kept) if asked.after else "",
        next_insights=url_for(".weave", **page, insights=insights[-1].number)
        if more_insights
        else "",
    ), form.status if form else 200
