"""What we think we have understood: the round's insights, what changed, and who disagrees."""

from collections.abc import Callable

from tracker.domain.contribution import ContributionWording
from tracker.domain.facts import Loop
from tracker.domain.insight import InsightVersion
from tracker.domain.insight import Source as Knowledge
from tracker.domain.voices import FEW
from tracker.reports.document import Source
from tracker.reports.known import Dissent, Known, Own, Reader
from tracker.reports.languages import language
from tracker.reports.sections.changed import changes, last_told
from tracker.reports.shortening import first_words
from tracker.reports.writing import Writer

# So many of the reader's own words stand beside one insight.
OWN_WORDS = 3


def understood(w: Writer, known: Known, reader: Reader) -> None:
    """Theirs first; then those withdrawn that they are owed the reason of; then the rest."""
    w.begin("understood")
    shown = known.shown_to(reader)
    owed = _owed(reader.loop)
    if not shown and not owed:
        return
    theirs = reader.woven_into
    first = [v for v in shown if v.insight_id in theirs]
    rest = [v for v in shown if v.insight_id not in theirs]
    w.add("heading", w.say("understood.heading"))
    w.add("lead", w.say("understood.lead"))
    if first:
        w.add("heading", w.say("understood.yours"), detail="yours")
    for version in first:
        _one(w, known, reader, version)
    for insight in owed:
        _withdrawn(w, known, reader, insight)
    if first and rest:
        w.add("heading", w.say("understood.also"), detail="also")
    for version in rest:
        _one(w, known, reader, version)


def name_insight(w: Writer, known: Known, version: InsightVersion) -> None:
    """The insight itself, in the words of a version: this is what tells it."""
    text, language = known.worded(version, w.words.language)
    told = Source("version", version.id)
    w.add("insight", text, told, insight=version.insight_id, language=language)


def _one(w: Writer, known: Known, reader: Reader, version: InsightVersion) -> None:
    """It, and how it came to be; then the voices behind it, other knowledge, and who disagrees."""
    name_insight(w, known, version)
    _in_the_other_language(w, known, version)
    changes(w, known, reader, version)
    _voices(w, known, reader, version.insight_id)
    for source in known.knowledge.get(version.insight_id, ()):
        w.add(
            "knowledge",
            said_of_knowledge(w.say, source),
            Source("knowledge", source.id),
            insight=version.insight_id,
            detail=source.stance,
        )
    _dissent(w, known, reader, version.insight_id)


def said_of_knowledge(say: Callable[..., str], source: Knowledge) -> str:
    """What other knowledge supports or challenges, and where it is from."""
    text = source.text
    if source.citation:
        text = say("understood.source", text=text, source=source.citation)
    return say(f"understood.{source.stance}", text=text)


def _in_the_other_language(w: Writer, known: Known, version: InsightVersion) -> None:
    """What a translation is of; or that there is none, or none of what it says by now."""
    mine, spoken, insight = w.words.language, known.process.language, version.insight_id
    if mine == spoken:
        return
    if known.worded(version, mine)[1] == mine:
        called = language(spoken).called(mine)
        said, detail = w.say("understood.original", language=called, text=version.text), "original"
    else:
        lacks = "outdated" if known.was_translated(insight, mine) else "untranslated"
        said, detail = w.say(f"understood.{lacks}"), lacks
    w.add("origin", said, insight=insight, detail=detail)


def _voices(w: Writer, known: Known, reader: Reader, insight: int) -> None:
    """The reader's own words that it rests on, where that is not plain; and how many voices."""
    own = _own_behind(known, reader, insight)
    if own:
        w.add("origin", w.say("understood.own"), insight=insight, detail="yours")
    for each, words in own[:OWN_WORDS]:
        w.add(
            "quote",
            first_words(words.text),
            Source("wording", words.id),
            about=w.me,
            insight=insight,
            detail=each.detail(words),
        )
    if len(own) > OWN_WORDS:
        w.add("origin", w.say("understood.own.more"), insight=insight, detail="yours")
    voices = known.heard.behind.get(insight, 0)
    # Of fewer it would say next to nothing, beside each insight anew.
    if voices >= FEW and not known.is_case:
        w.add("origin", w.words.voices("understood.voices", voices), insight=insight)


def _own_behind(
    known: Known, reader: Reader, insight: int
) -> list[tuple[Own, ContributionWording]]:
    """Nothing of a reader who told one thing, or whose words are all in one insight."""
    told = {v.insight_id for v in known.shown_to(reader)} & reader.woven_into
    if len(told) < 2 or len(reader.own) < 2:
        return []
    evidence = [c for c, woven_into in reader.loop.evidence if woven_into == insight]
    found = ((own, known.words_of(reader, own)) for c, own in reader.own.items() if c in evidence)
    return [(own, words) for own, words in found if words]


def _dissent(w: Writer, known: Known, reader: Reader, insight: int) -> None:
    """Disagreement that stands: the reader's own words, others' only as they may be shared."""
    standing = [d for d in known.dissents if insight in d.insights]
    own = {} if reader.public else reader.answers
    found = False
    for dissent in standing:
        for response in (own[r] for r in dissent.answers if r in own):
            words = reader.answer_of(response)
            w.add(
                "dissent",
                w.say("dissent.yours" if words else "dissent.yours.no_words", text=words),
                Source("response", response.id),
                about=w.me,
                insight=insight,
                detail="yours",
            )
            found = True
    if known.is_case:
        return
    others = [d for d in standing if any(r not in own for r in d.answers)]
    for dissent in others:
        found = _quoted(w, known, reader, dissent, insight) or found
    if any(not known.may_tell(d, reader.alone) for d in others):
        said = w.say("dissent.more" if found else "dissent.someone")
        w.add("dissent", said, insight=insight)


def _quoted(w: Writer, known: Known, reader: Reader, dissent: Dissent, insight: int) -> bool:
    if not known.may_tell(dissent, reader.alone):
        return False
    (*_, last), alone = dissent.authors, len(dissent.authors) == 1
    w.add(
        "dissent",
        w.say("dissent.words", text=dissent.words),
        Source("dissent", dissent.resolution.id),
        about=Source("participant", last) if alone else None,
        insight=insight,
        detail="words",
    )
    return True


def _withdrawn(w: Writer, known: Known, reader: Reader, insight: int) -> None:
    owed = Source("withdrawal", insight)
    last = last_told(reader, known.versions[insight])
    text, _ = known.worded(last or known.versions[insight][-1], w.words.language)
    w.add("paragraph", w.say("understood.withdrawn", text=text), owed)
    reason = known.insights[insight].end_reason
    if reason:
        w.add("paragraph", w.say("understood.withdrawn.reason", reason=reason), owed)


def _owed(loop: Loop) -> list[int]:
    """R16: the withdrawn insights that were told them while woven in, and not yet why."""
    return [
        insight
        for insight, since in sorted(loop.withdrawn.items())
        if any(_tells(loop, key, since) for key in loop.versions_of(insight))
        and not _tells(loop, ("withdrawal", insight), since)
    ]


def _tells(loop: Loop, key: tuple[str, int], since: int) -> bool:
    return any(d.n > since and key in d.told for d in loop.deliveries.values())
