"""What we think we have understood: the round's insights, what changed, and who disagrees."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.domain.facts import Loop
from tracker.domain.insight import InsightVersion
from tracker.reports.document import Source
from tracker.reports.known import Dissent, Known, Reader
from tracker.reports.languages import language
from tracker.reports.writing import Writer


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
    name_insight(w, known, version)
    _in_the_other_language(w, known, version)
    for source in known.knowledge.get(version.insight_id, ()):
        text = source.text
        if source.citation:
            text = w.say("understood.source", text=text, source=source.citation)
        w.add(
            "knowledge",
            w.say(f"understood.{source.stance}", text=text),
            Source("knowledge", source.id),
            insight=version.insight_id,
            detail=source.stance,
        )
    _changes(w, known, reader, version)
    _dissent(w, known, reader, version.insight_id)


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


def _changes(w: Writer, known: Known, reader: Reader, version: InsightVersion) -> None:
    """What is another than when they were last told; nothing where they hear it first."""
    insight = version.insight_id
    until_now = [v for v in known.versions[insight] if v.number <= version.number]
    last = _last_told(reader, until_now)
    if last is None:
        if not _successor(w, known, reader, version) and _was_told_something(reader):
            w.add("change", w.say("understood.new"), insight=insight, detail="new")
        return
    since = [v for v in until_now if v.number > last.number]
    meant = [v for v in since if not v.wording_only]
    if meant:
        before = w.say("understood.before", text=known.worded(last, w.words.language)[0])
        w.add("change", before, Source("before", last.id), insight=insight, detail="before")
        _why(w, known, reader, insight, meant)
    elif since:
        w.add("change", w.say("understood.wording_only"), insight=insight, detail="wording")


def _successor(w: Writer, known: Known, reader: Reader, version: InsightVersion) -> bool:
    """R16: say once what came of the insights that they were told before."""
    insight = version.insight_id
    old = list(_told_before(known, reader, insight))
    if not old:
        return False
    split = known.insights[old[0].insight_id].ending == "split"
    texts = [known.worded(v, w.words.language)[0] for v in old]
    quoted = [w.words.quote(text.strip().removesuffix(".")) for text in texts]
    said = w.say("understood.split" if split else "understood.merged", old=w.words.join(quoted))
    w.add("change", said, Source("before", old[0].id), insight=insight, detail="successor")
    _why(w, known, reader, insight, _until(known, version))
    return True


def _until(known: Known, version: InsightVersion) -> list[InsightVersion]:
    versions = known.versions[version.insight_id]
    return [v for v in versions if v.number <= version.number and not v.wording_only]


def _told_before(known: Known, reader: Reader, insight: int) -> Iterator[InsightVersion]:
    """The nearest that they were told, on each way back."""
    for predecessor in known.predecessors.get(insight, ()):
        last = _last_told(reader, known.versions[predecessor])
        if last is None:
            yield from _told_before(known, reader, predecessor)
        else:
            yield last


def _last_told(reader: Reader, versions: Iterable[InsightVersion]) -> InsightVersion | None:
    last = None
    for version in versions:
        if ("version", version.id) in reader.told:
            last = version
    return last


def _was_told_something(reader: Reader) -> bool:
    return any(kind == "version" for kind, _ in reader.told)


def _why(
    w: Writer, known: Known, reader: Reader, insight: int, versions: Sequence[InsightVersion]
) -> None:
    """Whose answers caused it, and the reasons that the reader may know."""
    people: set[int] = set().union(*(known.causes.get(v.id, set()) for v in versions))
    others = people - {reader.participant.id}
    whose = _whose(reader.participant.id in people, bool(others), known.is_case)
    if whose:
        w.add("change", w.say(f"understood.changed.{whose}"), insight=insight, detail=whose)
    for version in versions:
        reason = known.reason_for(reader, version)
        if reason:
            w.add(
                "change",
                w.say("understood.changed.reason", reason=reason),
                Source("change", version.id),
                insight=insight,
                detail="reason",
            )


def _whose(mine: bool, others: bool, case: bool) -> str:
    if others and case:
        return "yours" if mine else ""
    if mine:
        return "both" if others else "yours"
    return "others" if others else "ours"


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
    if any(not _may_stand(known, reader, d) for d in others):
        said = w.say("dissent.more" if found else "dissent.someone")
        w.add("dissent", said, insight=insight)


def _quoted(w: Writer, known: Known, reader: Reader, dissent: Dissent, insight: int) -> bool:
    if not _may_stand(known, reader, dissent):
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


def _may_stand(known: Known, reader: Reader, dissent: Dissent) -> bool:
    """Whether words for sharing stand there, and none of those who said them has said no."""
    me = None if reader.public else reader.participant.id
    others = (author for id_, author in dissent.authors.items() if id_ != me)
    return bool(dissent.words) and all(map(known.may_quote, others))


def _withdrawn(w: Writer, known: Known, reader: Reader, insight: int) -> None:
    owed = Source("withdrawal", insight)
    last = _last_told(reader, known.versions[insight])
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
