"""The manager's signature, and what was signed: to read, to keep on paper and to prove."""

from io import BytesIO

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import acting, allow, current_act, log_access, signed_in
from tracker.closing import sealing, services, telling
from tracker.closing.addendum import addendum, since
from tracker.closing.paper import by_number, closing_pdf
from tracker.closing.sums import sums
from tracker.domain import closing
from tracker.domain.act import Act
from tracker.domain.named import named
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process, Signature
from tracker.domain.workdays import local_date
from tracker.interface import current_words, say
from tracker.phrases import called

blueprint = Blueprint("closing", __name__)


@blueprint.post("/processes/<int:number>/sign")
@allow(signed_in)
def sign(number: int) -> ResponseReturnValue:
    process = process_for(current_act(), number)
    with acting() as act:
        signature = services.close(act, process).id
    flash(say("sign.done"))
    return redirect(url_for(".record", number=number, signature=signature), 303)


@blueprint.get("/processes/<int:number>/records/<int:signature>")
@allow(signed_in)
def record(number: int, signature: int) -> str:
    """What was signed, whether it still holds, and what came since."""
    act = current_act()
    process, signed = _signed(act, number, signature)
    words = current_words()
    found = sums(signed.record)
    later = since(act, signed)
    numbers = {person.number for person in found.people}
    numbers |= {each.participant for each in later if each.participant}
    people = named(act.session, numbers)

    def who(person: int) -> str:
        return called(people[person]) if person in people else by_number(words)(person)

    return render_template(
        "closing/record.html",
        process=process,
        signature=signed,
        state=closing.state_of(act.session, process, act.now),
        sums=found,
        called=who,
        added=addendum(later, words, who),
        words=words,
        checked=_checked(signed),
        signatures=closing.signatures_of(act.session, process),
    )


@blueprint.get("/processes/<int:number>/records/<int:signature>.pdf")
@allow(signed_in)
def paper(number: int, signature: int) -> Response:
    """For the archive, with the record inside it."""
    act = current_act()
    process, signed = _signed(act, number, signature)
    return _file(closing_pdf(act, process, signed), "application/pdf", signed)


@blueprint.get("/processes/<int:number>/records/<int:signature>.json")
@allow(signed_in)
def data(number: int, signature: int) -> Response:
    """The record itself."""
    _, signed = _signed(current_act(), number, signature)
    return _file(signed.record.encode(), "application/json", signed)


def _signed(act: Act, number: int, signature: int) -> tuple[Process, Signature]:
    process = process_for(act, number)
    signed = one_of_process(act, Signature, signature, process)
    log_access("process", process.id, "record")
    return process, signed


def _checked(signature: Signature) -> tuple[bool, list[str]]:
    """Whether the record proves itself, and what is said of it."""
    words = current_words()
    try:
        verdict = sealing.verified(signature.record)
    except sealing.NoRecord as none:
        return False, [words.say(f"verify.{none.code}")]
    if verdict.findings:
        return False, [telling.found(words, finding) for finding in verdict.findings]
    return True, list(telling.holds(words, verdict))


def _file(content: bytes, kind: str, signed: Signature) -> Response:
    day = local_date(signed.at).isoformat()
    ending = kind.rpartition("/")[2]
    name = say("record.file", process=signed.process_id, day=day, ending=ending)
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
