"""What the insights were used for, and what not; what stands in the way."""

from collections.abc import Iterator
from datetime import date

from tracker.domain.commitment import Obstacle
from tracker.domain.insight import InsightVersion
from tracker.domain.outcome import Outcome
from tracker.reports.document import Source
from tracker.reports.known import Known, Reader
from tracker.reports.sections.understood import name_insight
from tracker.reports.words import Words
from tracker.reports.writing import Writer


def used(w: Writer, known: Known, reader: Reader) -> None:
    """The present outcome of each insight of the round, with reason and obstacles."""
    w.begin("used")
    shown = [v for v in known.shown_to(reader) if _has_something(known, v.insight_id)]
    general = known.obstacles.get(None, ())
    if not shown and (not general or known.round.purpose == "qualify"):
        return
    w.add("heading", w.say("used.heading"))
    for version in shown:
        _one(w, known, reader, version)
    for obstacle in general:
        _obstacle(w, obstacle, None)


def _has_something(known: Known, insight: int) -> bool:
    return insight in known.outcomes or insight in known.obstacles


def _one(w: Writer, known: Known, reader: Reader, version: InsightVersion) -> None:
    insight = version.insight_id
    name_insight(w, known, version)
    outcome = known.outcomes.get(insight)
    if outcome is not None:
        _outcome(w, known, reader, outcome)
    for obstacle in known.obstacles.get(insight, ()):
        _obstacle(w, obstacle, insight)


def _outcome(w: Writer, known: Known, reader: Reader, outcome: Outcome) -> None:
    insight, source = outcome.insight_id, Source("outcome", outcome.id)
    use = said_of_use(w.words, outcome, known.today)
    w.add("outcome", use, source, insight=insight, detail=outcome.use)
    if outcome.reason:
        w.add("reason", reason_of(w.words, outcome), source, insight=insight)
    if outcome.decided_first:
        said = _decided_first(w, known, reader, outcome)
        if said:
            w.add("reason", said, source, insight=insight, detail="decided_first")


def said_of_use(words: Words, outcome: Outcome, today: date) -> str:
    """What an insight led to, as a sentence."""
    if outcome.use != "undecided":
        return words.say(f"outcome.{outcome.use}")
    if not outcome.decider or outcome.expected is None:
        return words.say("outcome.undecided.open")
    late = "outcome.undecided.late" if outcome.expected < today else "outcome.undecided"
    return words.say(late, decider=outcome.decider, date=words.date(outcome.expected))


def reason_of(words: Words, outcome: Outcome) -> str:
    """Why not; of all else it says itself what happens."""
    if outcome.use == "not":
        return words.say("outcome.reason", reason=outcome.reason)
    return outcome.reason


def reasons_to_all(words: Words, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Why, as everybody is told it: what we say before it, and what was written."""
    if outcome.reason:
        yield reason_of(words, outcome).removesuffix(outcome.reason), outcome.reason
    if outcome.decided_first:
        said = words.say("outcome.decided_first.all", reason=outcome.decided_first)
        yield said.removesuffix(outcome.decided_first), outcome.decided_first


def _decided_first(w: Writer, known: Known, reader: Reader, outcome: Outcome) -> str:
    """R13: to those who could not answer first; to the others, who were not asked alone, too."""
    if any(insight == outcome.insight_id for _, insight in reader.loop.waived):
        return w.say("outcome.decided_first", reason=outcome.decided_first)
    if known.is_case:
        return ""
    return w.say("outcome.decided_first.all", reason=outcome.decided_first)


def _obstacle(w: Writer, obstacle: Obstacle, insight: int | None) -> None:
    source = Source("obstacle", obstacle.id)
    w.add("paragraph", w.say("obstacle", text=obstacle.text), source, insight=insight)
    if obstacle.answer:
        said = w.say("obstacle.answer", text=obstacle.answer)
    else:
        said = w.say("obstacle.waiting")
    w.add("paragraph", said, source, insight=insight)
