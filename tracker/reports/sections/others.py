"""What others told: a few of their words at once, and the rest of them last, to read at leisure."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, zip_longest
from typing import NamedTuple

from tracker.domain.insight import STANCES, InsightVersion
from tracker.domain.sharing import Shared
from tracker.domain.voices import FEW
from tracker.reports.document import MOST_ON_PAPER, UNQUOTED, Source
from tracker.reports.known import Known, Reader
from tracker.reports.sections.understood import name_insight
from tracker.reports.writing import Writer

# So many stand at once where there are more than that.
FIRST = 5
ALL_AT_ONCE = 8


class Group(NamedTuple):
    """Words that are evidence for one insight; or for none that the report tells."""

    version: InsightVersion | None
    words: list[Shared]


def others(w: Writer, known: Known, reader: Reader) -> None:
    """How many voices there are, and some of others' words: of the reader's own insights first.

    The rest stands last, in a section of its own.
    """
    if known.is_case:
        return
    groups = _groups(known, reader)
    if not groups and known.heard.voices < FEW:
        return
    w.begin("others")
    w.add("heading", w.say("others.heading"))
    w.add("lead", w.say("others.lead" if groups else "others.not_shown"))
    w.add("paragraph", _how_many(w, known))
    first = _first(groups, reader)
    for group in groups:
        for words in (each for each in group.words if each in first):
            _quote(w, known, words)
    if len(first) < _count(groups):
        w.add("how", w.say("others.more"))
        rest = [Group(v, [each for each in words if each not in first]) for v, words in groups]
        _the_rest(w, known, reader, [group for group in rest if group.words])


def _how_many(w: Writer, known: Known) -> str:
    """A group is one voice: said to be few, they may be many people, and it says so."""
    said = w.words.voices("others.voices", known.heard.voices)
    several = known.heard.voices < FEW and known.heard.several
    return f"{said} {w.say('others.voices.several')}" if several else said


def _the_rest(w: Writer, known: Known, reader: Reader, left: Sequence[Group]) -> None:
    """By the insights they are evidence for."""
    w.begin("others_more")
    w.add("heading", w.say("others_more.heading"), detail="also")
    if _count(left) > MOST_ON_PAPER:
        w.add("how", w.say("others.read_all.call" if reader.public else "others.read_all"))
    for group in left:
        _one(w, known, group, alone=len(left) == 1)


def _one(w: Writer, known: Known, group: Group, alone: bool) -> None:
    version = group.version
    if version is not None:
        name_insight(w, known, version)
    elif not alone:
        w.add("heading", w.say("others_more.else"), detail="else")
    for words in group.words:
        _quote(w, known, words, version)


def _quote(w: Writer, known: Known, words: Shared, version: InsightVersion | None = None) -> None:
    """The same passage in each reader's report: it is written once."""
    insight = version.insight_id if version else None
    w.add_shared(
        known.heard.passages,
        "quote",
        words.text,
        Source("wording", words.wording),
        about=Source("participant", words.author),
        insight=insight,
        detail=words.how if words.how in UNQUOTED else None,
        language=known.process.language,
    )
    if insight is not None and known.heard.stances[words.contribution][insight] == "contradicts":
        w.add("origin", w.say("others.contradicts"), insight=insight)


def _groups(known: Known, reader: Reader) -> list[Group]:
    """Others' words, each once: where it belongs first in the order the reader is told."""
    left = known.heard.by_others(reader.participant.id)
    left.sort(key=lambda words: by_chance(known, words))
    found = []
    for version in known.shown_to(reader):
        stances = {
            words: stance
            for words in left
            if (stance := known.heard.stances.get(words.contribution, {}).get(version.insight_id))
        }
        here = sorted(stances, key=lambda words: STANCES.index(stances[words]))
        found.append(Group(version, here))
        left = [words for words in left if words not in stances]
    return [group for group in (*found, Group(None, left)) if group.words]


def by_chance(known: Known, words: Shared) -> bytes:
    """In which order they stand says nothing of who said what, or when."""
    return sha256(f"{known.round.id} {words.wording}".encode()).digest()


def _first(groups: Sequence[Group], reader: Reader) -> set[Shared]:
    """All where there are few; else some, one from each group in turn, of as many as can be."""
    if _count(groups) <= ALL_AT_ONCE:
        return {words for group in groups for words in group.words}
    theirs = reader.woven_into
    own = [g.words for g in groups if g.version and g.version.insight_id in theirs]
    rest = [g.words for g in groups if not g.version or g.version.insight_id not in theirs]
    in_turn = [*_in_turn(own), *_in_turn(rest)]
    heard: set[int] = set()
    new: list[Shared] = []
    again: list[Shared] = []
    for words in in_turn:
        (again if words.author in heard else new).append(words)
        heard.add(words.author)
    return set((new + again)[:FIRST])


def _in_turn(lists: Iterable[Sequence[Shared]]) -> Iterator[Shared]:
    rounds = zip_longest(*lists)
    return (words for words in chain.from_iterable(rounds) if words is not None)


def _count(groups: Iterable[Group]) -> int:
    return sum(len(group.words) for group in groups)
