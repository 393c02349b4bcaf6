"""What is asked of the reader, what happens now, and what their rights are."""

from datetime import date

from tracker.domain.commitment import Commitment
from tracker.domain.process import Process
from tracker.domain.steps import is_open
from tracker.domain.workdays import promised
from tracker.reports.document import Source
from tracker.reports.known import Known, Reader
from tracker.reports.words import Words
from tracker.reports.writing import Writer, sentence


def help_us(w: Writer, known: Known, reader: Reader) -> None:
    """What can be changed and what not, until when; the questions."""
    w.begin("help")
    asking = known.round.purpose == "qualify"
    if not asking and not known.questions:
        return
    w.add("heading", w.say("help.heading"))
    w.add("lead", w.say("help.lead"))
    asked = [(each, *known.asked(each, w.words.language)) for each in known.questions]
    if asking:
        _influence(w, known.process)
    if any(language != w.words.language for _, _, language in asked):
        w.add("paragraph", w.say("help.untranslated"), detail="unasked")
    if asking and known.shown_to(reader):
        w.add("question", w.say("help.fits"))
    for question, text, language in asked:
        w.add("question", text, Source("question", question.id), language=language)
    if asking:
        w.add("question", w.say("help.missing"))
        w.add("how", w.say("help.late"), detail="late")
    w.add("how", w.say("help.free"))


def ahead(w: Writer, known: Known, reader: Reader) -> None:
    """The next step with its dates, the last question, promises, and a person to ask."""
    w.begin("next")
    purpose, process = known.round.purpose, known.process
    waiting = _answered_by(known, reader)
    undecided = _undecided(known, reader)
    unfinished = purpose == "closing" and (undecided or waiting is not None)
    w.add("heading", w.say("next.heading"))
    step = w.say(f"next.step.{'update' if unfinished else purpose}")
    w.add("paragraph", step, detail="your_turn" if purpose == "qualify" else None)
    if purpose == "qualify":
        w.add("paragraph", w.say("next.answer_days", days=process.days_to_answer))
    else:
        w.add("paragraph", w.say("help.late"), detail="late")
    if waiting is not None:
        _still_open(w, known, waiting)
    if undecided:
        w.add("paragraph", w.say("next.close_days", days=process.days_to_close))
    if purpose == "closing":
        w.add("paragraph", w.say("next.last_question"))
        w.add("question", w.say("last_question"), detail="last")
    _promises(w, known)
    _contact(w, process)


def rights(w: Writer, known: Known, reader: Reader) -> None:
    """Short: correct, withdraw, ask for erasure, see; in a case, not to come alone."""
    w.begin("rights")
    w.add("heading", w.say("rights.heading"))
    w.add("lead", w.say("rights.lead"))
    # In a case nobody's words are shown to others.
    more = ("erase", "see", "companion") if known.is_case else ("quote", "erase", "see")
    for right in ("correct", "withdraw", *more):
        w.add("item", w.say(f"rights.{right}"))
    w.add("paragraph", w.say("rights.complain"))
    if known.privacy_url:
        w.add("paragraph", w.say("rights.privacy", url=known.privacy_url))


def _influence(w: Writer, process: Process) -> None:
    for field, msgid in (
        ("can_influence", "help.influence"),
        ("cannot_influence", "help.no_influence"),
    ):
        text, _ = process.in_language(field, w.words.language)
        if text:
            w.add("paragraph", w.say(msgid, text=text))
    if process.until is not None:
        w.add("paragraph", w.say("help.influence_until", date=w.words.date(process.until)))


def _undecided(known: Known, reader: Reader) -> bool:
    present = (known.outcomes.get(v.insight_id) for v in known.shown_to(reader))
    return any(outcome is None or outcome.use == "undecided" for outcome in present)


def _answered_by(known: Known, reader: Reader) -> date | None:
    """When the first of their answers that waits for ours was promised it."""
    waiting = [a.at for a in reader.loop.answers.values() if is_open(reader.loop, a)]
    if not waiting or reader.public:
        return None
    return promised(min(waiting), known.process.days_to_answer)


def _still_open(w: Writer, known: Known, day: date) -> None:
    """Whoever has answered and got no answer is told when it comes, or that it should have."""
    said = "resolution.open" if day >= known.today else "resolution.open.late"
    w.add("paragraph", w.say(said, date=w.words.date(day)), about=w.me, detail="waiting")


def _promises(w: Writer, known: Known) -> None:
    if not known.commitments:
        return
    w.add("heading", w.say("promise.heading"))
    for commitment in known.commitments:
        state = _kept(known, commitment)
        w.add(
            "promise",
            w.say(
                f"promise.{state}",
                promise=sentence(commitment.text),
                date=w.words.date(commitment.due),
            ),
            Source("commitment", commitment.id),
            detail=state,
        )


def _kept(known: Known, commitment: Commitment) -> str:
    late = commitment.state == "open" and commitment.due < known.today
    return "late" if late else commitment.state


def whom_to_ask(words: Words, process: Process) -> str:
    """The one name in the report that is not the reader's own; empty when there is nobody."""
    name, phone, hours = process.contact_name, process.contact_phone, process.contact_hours
    if not name and not phone:
        return ""
    how = "name" if not phone else "person" if name else "phone"
    said = f"contact.{how}_hours" if hours else f"contact.{how}"
    return words.say(said, name=name, phone=phone, hours=sentence(hours))


def _contact(w: Writer, process: Process) -> None:
    ask = whom_to_ask(w.words, process)
    if ask:
        w.add("heading", w.say("contact.heading"))
        w.add("contact", ask)
