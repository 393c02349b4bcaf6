"""What the sheets of a session say: to lay on the table, to read aloud, and to lay beside.

What they say may be read by everybody who is there, so it is only what any of them may know. In a
case that is nothing of others: the insights that all who are expected are part of, and for each
their own words alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.domain.insight import STANCES, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.reports.document import UNQUOTED
from tracker.reports.gathering import gather
from tracker.reports.known import Known, Reader
from tracker.reports.sections.others import by_chance
from tracker.reports.sections.understood import said_of_knowledge
from tracker.reports.words import Words, citizen

SHEETS = ("attendance", "aloud", "table", "words")

# An insight is set as large as it has room for, in points: up to so many letters.
SIZES = ((90, 40), (160, 34))
SMALLEST = 28


@dataclass(frozen=True)
class Said:
    """Words that may lie on the table; `quoted`: somebody's own, and not how we told or saw it."""

    text: str
    quoted: bool
    stance: str = "supports"


@dataclass(frozen=True)
class ShownThere:
    """An insight on a sheet, with what stands beside it in finished sentences."""

    number: int
    text: str
    beside: tuple[str, ...] = ()
    dissent: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How large it is set, in points."""
        return next((size for most, size in SIZES if len(self.text) <= most), SMALLEST)


@dataclass(frozen=True)
class Beside:
    """The words beside some insights; `only_for`: whom alone they are for, in a case."""

    shown: tuple[tuple[ShownThere, tuple[Said, ...]], ...]
    only_for: str | None = None


@dataclass(frozen=True)
class Sheets:
    """All that the sheets of a session say."""

    process: Process
    words: Words
    shown: tuple[ShownThere, ...]
    beside: tuple[Beside, ...]
    questions: tuple[str, ...]

    @property
    def is_case(self) -> bool:
        return self.process.kind == "case"


def sheets_of(
    session: Session,
    round_: Round,
    shown: Collection[int],
    expected: Sequence[Participant],
    now: datetime,
    confided: Collection[int] = (),
) -> Sheets:
    """The sheets of a session about some of a round's insights.

    `confided`: contributions that whoever prints the sheets may not read. In a case those who are
    expected say what the sheets may hold; of nobody they hold nothing.
    """
    is_case = round_.process.kind == "case"
    known = gather(session, round_, expected if is_case else (), {}, now)
    words = citizen(known.process.language)
    versions = [v for v in known.round_versions if v.insight_id in shown]
    readers = list(known.readers.values())
    numbers = {v.insight_id: number for number, v in enumerate(versions, 1)}
    there = {v.insight_id: _shown(known, words, v, numbers[v.insight_id]) for v in versions}
    if known.is_case:
        common = _common(readers)
        on_table = tuple(there[v.insight_id] for v in versions if v.insight_id in common)
        beside = tuple(_own(known, reader, there, confided) for reader in readers)
    else:
        on_table = tuple(there.values())
        beside = (_everybodys(known, there),) if there else ()
    return Sheets(
        known.process, words, on_table, beside, tuple(question.text for question in known.questions)
    )


def _shown(known: Known, words: Words, version: InsightVersion, number: int) -> ShownThere:
    knowledge = known.knowledge.get(version.insight_id, ())
    beside = tuple(said_of_knowledge(words.say, source) for source in knowledge)
    dissent = () if known.is_case else tuple(_dissent(known, words, version.insight_id))
    return ShownThere(number, version.text, beside, dissent)


def _dissent(known: Known, words: Words, insight: int) -> list[str]:
    """Disagreement that stands, in words that may be shared; of the rest, that there is some."""
    standing = [dissent for dissent in known.dissents if insight in dissent.insights]
    found = [
        words.say("dissent.words", text=dissent.words)
        for dissent in standing
        if known.may_tell(dissent)
    ]
    if len(found) < len(standing):
        found.append(words.say("dissent.more" if found else "dissent.someone"))
    return found


def _common(readers: Sequence[Reader]) -> set[int]:
    """The insights that all of them are part of."""
    woven = [reader.woven_into for reader in readers]
    return set.intersection(*woven) if woven else set()


def _own(
    known: Known, reader: Reader, there: dict[int, ShownThere], confided: Collection[int]
) -> Beside:
    """Somebody's own words, in a case, beside the insights that they are part of."""
    found: dict[int, list[Said]] = {}
    for strand in reader.loop.strands():
        own = reader.own.get(strand.contribution)
        if own is None or strand.insight not in there or own.contribution.id in confided:
            continue
        words = known.words_of(reader, own)
        if words is None:
            continue
        said = Said(words.text, own.detail(words) is None)
        found.setdefault(strand.insight, []).append(said)
    shown = tuple((there[number], tuple(said)) for number, said in sorted(found.items()))
    return Beside(shown, only_for=reader.participant.name)


def _everybodys(known: Known, there: dict[int, ShownThere]) -> Beside:
    """The words that others may read, beside the insights that they are evidence for."""
    found: dict[int, list[Said]] = {number: [] for number in there}
    for words in sorted(known.heard.shared, key=lambda words: by_chance(known, words)):
        for insight, stance in known.heard.stances.get(words.contribution, {}).items():
            if insight in found:
                found[insight].append(Said(words.text, words.how not in UNQUOTED, stance))
    for said in found.values():
        said.sort(key=lambda one: STANCES.index(one.stance))
    return Beside(tuple((there[number], tuple(said)) for number, said in found.items()))
