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

from tracker.domain.contribution import ContributionWording
from tracker.domain.insight import STANCES, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.reports.document import UNQUOTED
from tracker.reports.gathering import gather
from tracker.reports.known import Known, Own, Reader
from tracker.reports.sections.others import by_chance
from tracker.reports.sections.understood import said_of_knowledge
from tracker.reports.words import Words, citizen

SHEETS = ("attendance", "aloud", "table", "words")

# An insight is set as large as it has room for, in points: up to so many letters.
SIZES = ((90, 40), (160, 34))
SMALLEST = 28
# What we know of how somebody said it, in the order in which it is laid on the table.
HOW = ("verbatim", "retold", "observed")


@dataclass(frozen=True)
class Said:
    """Words that may lie on the table; `how`: whether somebody said it so, or we told or saw it.

    `corrected`: their author wrote them so, whatever they were before.
    """

    text: str
    how: str
    stance: str = "supports"
    corrected: bool = False

    @property
    def quoted(self) -> bool:
        return self.corrected or self.how not in UNQUOTED

    @property
    def place(self) -> tuple[int, int]:
        return STANCES.index(self.stance), HOW.index(self.how)


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
    """The words beside some insights, and those insights that have none we may show.

    `only_for`: whom alone they are for, in a case; `several`: they are a group.
    """

    shown: tuple[tuple[ShownThere, tuple[Said, ...]], ...]
    bare: tuple[ShownThere, ...] = ()
    only_for: str | None = None
    several: bool = False


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
        found.setdefault(strand.insight, []).append(_said_by_them(own, words))
    shown = ((there[number], _in_order(said)) for number, said in sorted(found.items()))
    return Beside(tuple(shown), only_for=reader.participant.name, several=reader.several)


def _said_by_them(own: Own, words: ContributionWording) -> Said:
    """As their letter has it: a retelling that they put right is their own, and what we saw is
    never what they said."""
    corrected = words.kind == "corrected"
    how = own.contribution.how
    return Said(
        words.text, "verbatim" if corrected and how == "retold" else how, corrected=corrected
    )


def _everybodys(known: Known, there: dict[int, ShownThere]) -> Beside:
    """The words that others may read, beside the insights that they are evidence for."""
    found: dict[int, list[Said]] = {number: [] for number in there}
    for words in sorted(known.heard.shared, key=lambda words: by_chance(known, words)):
        for insight, stance in known.heard.stances.get(words.contribution, {}).items():
            if insight in found:
                found[insight].append(Said(words.text, words.how, stance))
    return Beside(
        tuple((there[number], _in_order(said)) for number, said in found.items() if said),
        tuple(there[number] for number, said in found.items() if not said),
    )


def _in_order(said: Sequence[Said]) -> tuple[Said, ...]:
    """What supports first, and of it first what is in somebody's own words."""
    return tuple(sorted(said, key=lambda one: one.place))
