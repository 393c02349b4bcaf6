"""What staff wrote in a round, and what of it is to be put otherwise before it is sent.

The letter's many easy words make a hard insight easy on the whole, so each text is read alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.insight import InsightVersion
from tracker.domain.named import Named
from tracker.domain.round import Round, RoundInsight
from tracker.language.overlap import SharedRun
from tracker.language.readability import LEAST_WORDS, Readability, measure
from tracker.language.sentences import LANGUAGES as MEASURED
from tracker.reports.document import Document, Passage
from tracker.reports.guarding import Guard, guard_of
from tracker.returning.checks import TARGET_LIX

# By what a passage was made from: what is mended where.
_WRITTEN = {
    "version": "insight",
    "question": "question",
    "outcome": "outcome",
    "resolution": "resolution",
    "reason": "aside",
    "knowledge": "knowledge",
    "obstacle": "obstacle",
    "commitment": "promise",
}


class Text(NamedTuple):
    """A text of the round; `number` is that of the insight which it is, or is about, and `row` its
    own."""

    kind: str
    number: int
    row: int
    text: str
    language: str
    # Who alone reads it, and may be called by their name.
    reader: str = ""


class Mended(NamedTuple):
    """A text, what others must not see in it, how it reads, and the unshared words it repeats."""

    kind: str
    number: int
    row: int
    text: str
    private: Sequence[tuple[str, str]]
    reads: Readability | None
    repeats: SharedRun[str] | None

    @property
    def lix(self) -> float | None:
        """How hard it is alone, where that is above what it is to be."""
        measured = self.reads is not None and self.reads.words >= LEAST_WORDS
        return self.reads.lix if self.reads and measured and self.reads.lix > TARGET_LIX else None

    @property
    def hard(self) -> bool:
        """By its LIX; where it is too short for that, by a long sentence or the office's words."""
        if self.reads is None or self.reads.words >= LEAST_WORDS:
            return self.lix is not None
        return any(one.kind != "long_word" for one in self.reads.advice)

    @property
    def says(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.private or self.repeats or (self.reads and self.reads.advice) or self.hard)


def to_mend(
    act: Act,
    round_: Round,
    reports: Iterable[tuple[Named, Document | None]],
    repeats: Mapping[int, SharedRun[str]],
) -> list[Mended]:
    """The texts of a round of which there is something to say before it is sent, each once."""
    guard = guard_of(act.session, round_.process)
    texts = _once([*_planned(round_), *_told(reports)])
    found = [_read(guard, text, repeats) for text in texts]
    return [one for one in found if one.says]


def names_told(act: Act, round_: Round) -> list[Mended]:
    """Of a round that was sent: the insights, as it tells them, that tell what others must not see.

    They are read by everybody who looks at its poster.
    """
    query = (
        select(InsightVersion)
        .join(RoundInsight, RoundInsight.version_id == InsightVersion.id)
        .where(RoundInsight.round_id == round_.id)
        .order_by(InsightVersion.insight_id)
    )
    guard = guard_of(act.session, round_.process)
    found = [
        Mended("insight", row.insight_id, row.id, row.text, guard.words(row.text), None, None)
        for row in act.session.scalars(query)
    ]
    return [one for one in found if one.private]


def _planned(round_: Round) -> Iterator[Text]:
    language = round_.process.language
    for insight in round_.insights:
        yield Text("insight", insight.id, insight.id, insight.current.text, language)
    for question in round_.questions:
        yield Text("question", 0, question.id, question.text, language)
    # Only a round that asks tells what the process is about.
    for text in filter(None, round_.process.told if round_.purpose == "qualify" else ()):
        yield Text("process", 0, round_.process_id, text, language)


def _told(reports: Iterable[tuple[Named, Document | None]]) -> Iterator[Text]:
    for who, document in reports:
        for passage in document.passages if document else ():
            kind, source = _kind(passage), passage.source
            if kind and source and passage.text:
                reader = who.name if passage.about else ""
                number = passage.insight or 0
                yield Text(kind, number, source.id, passage.text, passage.language, reader)


def _kind(passage: Passage) -> str:
    written = _WRITTEN.get(passage.source.kind, "") if passage.source else ""
    # An outcome's use is a fixed sentence, and a dissent's words are somebody's own.
    return "" if passage.kind in ("outcome", "before", "dissent", "label") else written


def _once(texts: Iterable[Text]) -> Iterator[Text]:
    """Each text once: as the plan has it, else as it stands in the first report."""
    seen: set[str] = set()
    for one in texts:
        if one.text not in seen:
            seen.add(one.text)
            yield one


def _read(guard: Guard, one: Text, repeats: Mapping[int, SharedRun[str]]) -> Mended:
    return Mended(
        one.kind,
        one.number,
        one.row,
        one.text,
        guard.words(one.text, one.reader),
        measure(one.text, one.language) if one.language in MEASURED else None,
        repeats.get(one.number) if one.kind == "insight" else None,
    )
