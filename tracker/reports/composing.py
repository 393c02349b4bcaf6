"""Writes a round's reports from what is known: a table of contents, and how each one opens."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from tracker.domain.errors import RuleBroken
from tracker.domain.history import in_pieces
from tracker.domain.participant import Participant
from tracker.domain.process import TOLD
from tracker.domain.round import Delivery, Round
from tracker.language.guards import find_cpr
from tracker.reports.approvals import offered
from tracker.reports.document import SEVERAL, Document, Passage, freeze
from tracker.reports.gathering import gather
from tracker.reports.known import Known, Reader
from tracker.reports.languages import INTERFACE, language
from tracker.reports.sections.ahead import ahead, help_us, rights
from tracker.reports.sections.answered import answered
from tracker.reports.sections.in_short import in_short
from tracker.reports.sections.others import others
from tracker.reports.sections.own_words import set_aside, told
from tracker.reports.sections.understood import understood
from tracker.reports.sections.used import used
from tracker.reports.writing import Writer

_SECTIONS = (
    told,
    others,
    understood,
    help_us,
    answered,
    used,
    set_aside,
    ahead,
    rights,
)

# What is written by the office in its own language alone, by what a passage was made from.
_WRITTEN = frozenset(
    {"reason", "resolution", "outcome", "obstacle", "commitment", "knowledge", "withdrawal"}
)


def compose_reports(
    session: Session,
    round_: Round,
    participants: Sequence[Participant],
    channels: Mapping[int, str],
    now: datetime,
    privacy_url: str | None = None,
) -> dict[int, Document]:
    """Each participant's report as it would be frozen now; nothing is kept.

    The number of statements does not grow with the participants (but by some for each 500).
    """
    found: dict[int, Document] = {}
    for some in in_pieces(map(id_of, participants)):
        people = people_of(session, some)
        known = gather(session, round_, people, channels, now, privacy_url)
        languages = languages_of(session, people, known.process.language)
        found |= {
            id_: compose(known, reader, languages[id_]) for id_, reader in known.readers.items()
        }
    return found


def demand_no_cpr(passages: Iterable[Passage]) -> None:
    """RuleBroken when a CPR number would leave in any of the passages."""
    if any(find_cpr(passage.text or "") for passage in passages):
        raise RuleBroken("cpr_in_report")


def id_of(participant: Participant) -> int:
    """The participant's number, without reading one that a commit has made to be read again."""
    (number,) = inspect(participant, raiseerr=True).identity or ()
    return int(number)


def people_of(session: Session, ids: Sequence[int]) -> list[Participant]:
    """The participants as they are now, all read at once."""
    found = select(Participant).where(Participant.id.in_(ids)).order_by(Participant.id)
    return list(session.scalars(found))


def languages_of(session: Session, people: Iterable[Participant], spoken: str) -> dict[int, str]:
    """The language that each gets their report in: theirs where it is offered, else what is
    `spoken` in the process."""
    theirs = {person.id: person.language for person in people}
    if set(theirs.values()) <= set(INTERFACE):
        return theirs
    known = offered(session)
    return {id_: language if language in known else spoken for id_, language in theirs.items()}


def compose(known: Known, reader: Reader, language: str) -> Document:
    """One reader's report."""
    w = _writer(known, reader, language)
    for section in _SECTIONS:
        section(w, known, reader)
    _opening(w, known, reader)
    return freeze(w.words.language, known.round.purpose, known.process.kind, w.passages)


def our_answers(session: Session, delivery: Delivery, now: datetime) -> list[Passage]:
    """What a report that was written now would say of what their answers led to."""
    person = delivery.participant
    channels = {person.id: delivery.channel}
    known = gather(session, delivery.round, [person], channels, now)
    reader = known.readers[person.id]
    w = _writer(known, reader, delivery.language)
    answered(w, known, reader)
    return w.passages


def _writer(known: Known, reader: Reader, language: str) -> Writer:
    manners = list(_manners(known, reader))
    person, process = reader.participant, known.process
    return Writer(language, person.id, process.language, manners, reader.several)


def _manners(known: Known, reader: Reader) -> Iterator[str]:
    """A child is spoken with as a child, and in a case as one speaks of somebody's own life."""
    if reader.participant.is_child(known.today):
        yield "child"
    if known.is_case:
        yield "case"


def _opening(w: Writer, known: Known, reader: Reader) -> None:
    """Written last, as it says what follows; read first."""
    process, purpose = known.process, known.round.purpose
    w.begin("opening")
    only_set_aside = w.wrote("set_aside") and not w.wrote("understood", "answered", "used")
    title = w.say(f"opening.title.{purpose}")
    w.add("title", title, detail=SEVERAL if reader.several else None)
    _greeting(w, reader)
    w.add("lead", w.say(f"opening.lead.{_lead(purpose, reader, only_set_aside)}"))
    w.add("paragraph", w.say("opening.process", process=process.title))
    in_short(w, known, reader)
    why, _ = process.in_language("purpose", w.words.language)
    if purpose == "qualify" and why:
        w.add("paragraph", w.say("opening.purpose", purpose=why))
    stake, _ = process.in_language("at_stake", w.words.language)
    if purpose == "qualify" and stake:
        w.add("paragraph", w.say("opening.stake", stake=stake))
    if _mixes_languages(w, known):
        spoken = language(process.language).called(w.words.language)
        w.add("how", w.say("opening.untranslated", language=spoken))
    if known.is_case:
        if process.case_number:
            w.add("paragraph", w.say("opening.case_number", number=process.case_number))
        w.add("decision_notice", w.say("opening.not_a_decision"))


def _lead(purpose: str, reader: Reader, only_set_aside: bool) -> str:
    """What it is: of what is new, who has never been told anything learns how far we are."""
    if purpose != "update":
        return purpose
    if only_set_aside:
        return "set_aside"
    return purpose if reader.told else "first"


def _mixes_languages(w: Writer, known: Known) -> bool:
    """Whether something that the office wrote stands in its own language in a letter in another.

    Insights and questions say so themselves, each where it stands.
    """
    mine, process = w.words.language, known.process
    if mine == process.language:
        return False
    texts = [process.in_language(field, mine) for field in TOLD]
    told = known.round.purpose == "qualify" and any(text and of != mine for text, of in texts)
    return told or any(p.source and p.source.kind in _WRITTEN for p in w.passages)


def _greeting(w: Writer, reader: Reader) -> None:
    name, kind = reader.participant.name, reader.participant.kind
    if reader.public or not name:
        return
    if kind == "group":
        w.add("paragraph", w.say("opening.group", group=name), about=w.me)
    else:
        w.add("paragraph", w.say("opening.greeting", name=name), about=w.me)
    if reader.participant.represented:
        guardian = reader.participant.guardian
        w.add("paragraph", w.say("opening.represented", guardian=guardian), about=w.me)
