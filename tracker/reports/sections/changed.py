"""What an insight has become since the reader was last told: as one would tell it to them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tracker.domain.insight import InsightVersion
from tracker.domain.response import Response
from tracker.language.difference import Piece, differences
from tracker.reports.document import Source
from tracker.reports.known import Known, Reader
from tracker.reports.shortening import first_words
from tracker.reports.writing import Writer

# What can be said in a line: so many places of so many words.
PLACES = 2
WORDS = 6
_IN_WORDS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
# What says something when it is heard alone: "ved" for "på" does not.
_SAYS = re.compile(r"\d|\w{4}")


def changes(w: Writer, known: Known, reader: Reader, version: InsightVersion) -> None:
    """What is another than when they were last told; nothing where they hear it first."""
    insight = version.insight_id
    until_now = [v for v in known.versions[insight] if v.number <= version.number]
    last = last_told(reader, until_now)
    if last is None:
        if not _successor(w, known, reader, version) and _was_told_something(reader):
            w.add("change", w.say("understood.new"), insight=insight, detail="new")
        return
    since = [v for v in until_now if v.number > last.number]
    if not since:
        return
    if known.may_repeat(last):
        _before(w, known, last, insight)
    meant = [v for v in since if not v.wording_only]
    if meant:
        earlier = [v for v in until_now if v.number <= last.number]
        said = _why(w, known, reader, insight, meant, earlier)
        # Where nothing is compared with it, that it was changed says all.
        if known.may_repeat(last) or not said:
            w.add("change", _now(w, known, last, version), insight=insight, detail="now")
    else:
        w.add("change", w.say("understood.wording_only"), insight=insight, detail="wording")


def last_told(reader: Reader, versions: Iterable[InsightVersion]) -> InsightVersion | None:
    """The latest of the versions that reached the reader."""
    last = None
    for version in versions:
        if ("version", version.id) in reader.told:
            last = version
    return last


def _before(w: Writer, known: Known, last: InsightVersion, insight: int) -> None:
    """What stood there, by itself: it is compared with what stands now by whoever wants to see."""
    w.add("change", w.say("understood.before"), insight=insight, detail="before")
    text, language = known.worded(last, w.words.language)
    w.add("before", text, Source("before", last.id), insight=insight, language=language)


def _now(w: Writer, known: Known, last: InsightVersion, version: InsightVersion) -> str:
    """That it is put in another way; and how, where that is soon said and shows nothing that was
    taken out."""
    if not known.may_repeat(last):
        return w.say("understood.now")
    before, spoken = known.worded(last, w.words.language)
    after, language = known.worded(version, w.words.language)
    pieces = [p for p in differences(before, after) if p.text.strip()]
    said = [w.say("understood.now")]
    if language == spoken and _soon_said(pieces):
        for kind in ("removed", "added"):
            texts = [w.words.quote(p.text.strip()) for p in pieces if p.kind == kind]
            if texts:
                said.append(w.say(f"understood.now.{kind}", text=w.words.join(texts)))
    return " ".join(said)


def _soon_said(pieces: Sequence[Piece]) -> bool:
    """Some words only, in a few places, that no sign begins or ends and that say something; most
    of it stayed."""
    changed = [p for p in pieces if p.kind != "same"]
    if not all(_IN_WORDS.fullmatch(p.text.strip()) and _SAYS.search(p.text) for p in changed):
        return False
    stayed = sum(len(p.text.split()) for p in pieces if p.kind == "same")
    for kind in ("removed", "added"):
        counts = [len(p.text.split()) for p in changed if p.kind == kind]
        if len(counts) > PLACES or max(counts, default=0) > WORDS or sum(counts) > stayed:
            return False
    return bool(changed)


def _why(
    w: Writer,
    known: Known,
    reader: Reader,
    insight: int,
    versions: Sequence[InsightVersion],
    earlier: Sequence[InsightVersion],
) -> bool:
    """Whose answers did it, one after the other, and the reasons that the reader may know. Whether
    anything was said."""
    told, before = "", any(_is_by(known, reader, v) for v in earlier)
    for version in versions:
        whose = _whose(known, reader, version)
        if whose and whose != told:
            again = before and whose in {"yours", "both"} and not told
            how = ".since" if told else ".again" if again else ""
            said = w.say(f"understood.changed.{whose}{how}")
            w.add("change", said, insight=insight, detail=whose)
            told = whose
        for response in _answers(known, reader, version):
            words = first_words(reader.answer_of(response))
            w.add(
                "change",
                w.say("understood.changed.answer", text=w.words.quote(words)),
                Source("response", response.id),
                about=w.me,
                insight=insight,
                detail="answer",
            )
        reason = known.reason_for(reader, version)
        if reason:
            said = w.say("understood.changed.reason", reason=reason)
            w.add("change", said, Source("change", version.id), insight=insight, detail="reason")
            told = told or "reason"
    return bool(told)


def _is_by(known: Known, reader: Reader, version: InsightVersion) -> bool:
    return not reader.public and reader.participant.id in known.causes.get(version.id, {}).values()


def _answers(known: Known, reader: Reader, version: InsightVersion) -> Iterator[Response]:
    """The reader's own that caused it, where their words may be shown."""
    for response in sorted(known.causes.get(version.id, {})):
        mine = reader.answers.get(response)
        if mine is not None and reader.answer_of(mine):
            yield mine


def _whose(known: Known, reader: Reader, version: InsightVersion) -> str:
    people = set(known.causes.get(version.id, {}).values())
    mine = _is_by(known, reader, version)
    others = bool(people) if reader.public else bool(people - {reader.participant.id})
    if others and known.is_case:
        return "yours" if mine else ""
    if mine:
        return "both" if others else "yours"
    withdrew = reader.alone in known.withdrawing.get(version.id, frozenset())
    return "others" if others else "withdrew" if withdrew else "ours"


def _successor(w: Writer, known: Known, reader: Reader, version: InsightVersion) -> bool:
    """R16: say once what came of the insights that they were told before."""
    insight = version.insight_id
    told = list(_told_before(known, reader, insight))
    if not told:
        return False
    old = [version for version in told if known.may_repeat(version)]
    if old:
        how = "merged" if len(old) > 1 else "merged.one"
        if known.insights[old[0].insight_id].ending == "split":
            how = "split"
        texts = [known.worded(v, w.words.language)[0] for v in old]
        quoted = [w.words.quote(text.strip().removesuffix(".")) for text in texts]
        said = w.say(f"understood.{how}", old=w.words.join(quoted))
        w.add("change", said, Source("before", old[0].id), insight=insight, detail="successor")
    _why(w, known, reader, insight, _until(known, version), ())
    return True


def _until(known: Known, version: InsightVersion) -> list[InsightVersion]:
    versions = known.versions[version.insight_id]
    return [v for v in versions if v.number <= version.number and not v.wording_only]


def _told_before(known: Known, reader: Reader, insight: int) -> Iterator[InsightVersion]:
    """The nearest that they were told, on each way back."""
    for predecessor in known.predecessors.get(insight, ()):
        last = last_told(reader, known.versions[predecessor])
        if last is None:
            yield from _told_before(known, reader, predecessor)
        else:
            yield last


def _was_told_something(reader: Reader) -> bool:
    return any(kind == "version" for kind, _ in reader.told)
