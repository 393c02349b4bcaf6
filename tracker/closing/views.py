"""The manager's signature, and what was signed: to read, to keep on paper and to prove."""

from io import BytesIO
from typing import NamedTuple

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
    checked = _checked(signed)
    # What does not hold is not told on as if it did.
    found = None if checked.answer == "broken" else sums(signed.record)
    later, more = since(act, signed)
    numbers = {person.number for person in found.people} if found else set()
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
        more_added=more,
        words=words,
        checked=checked,
        signatures=closing.signatures_of(act.session, process),
    )


@blueprint.get("/processes/<int:number>/records/<int:signature>.pdf")
@allow(signed_in)
def paper(number: int, signature: int) -> ResponseReturnValue:
    """For the archive, with the record inside it; of one that is broken the page says what is."""
    act = current_act()
    process, signed = _signed(act, number, signature)
    if _checked(signed).answer == "broken":
        return redirect(url_for(".record", number=number, signature=signature), 303)
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


class Checked(NamedTuple):
    """Whether a record "holds", is "older" than proofs or is "broken"; and what is said of it."""

    answer: str
    said: list[str]


def _checked(signature: Signature) -> Checked:
    words, record = current_words(), signature.record
    try:
        verdict = sealing.verified(record)
    except sealing.NoRecord as none:
        older = none.code == "older" and sealing.seal_of_older(record) == signature.hash
        code = "other" if none.code == "older" and not older else none.code
        return Checked("older" if older else "broken", [words.say(f"verify.{code}")])
    said = [telling.found(words, finding) for finding in verdict.findings]
    if verdict.seal != signature.hash:
        said.append(words.say("verify.other"))
    return Checked("broken", said) if said else Checked("holds", [*telling.holds(words, verdict)])


def _file(content: bytes, kind: str, signed: Signature) -> Response:
    day = local_date(signed.at).isoformat()
    ending = kind.rpartition("/")[2]
    name = say("record.file", process=signed.process_id, day=day, ending=ending)
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name)
