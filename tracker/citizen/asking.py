"""What a report asks of its reader: each thing that can be answered, by its place in the report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.contribution import Contribution
from tracker.reports.document import Document, Passage

# What can be said of each kind of thing, in the order it is read.
MOVES = {
    "own": ("correct", "withdraw"),
    "insight": ("recognise", "nuance", "correct", "add", "disagree"),
    # Nobody can have been heard wrongly where they said nothing.
    "others": ("recognise", "nuance", "add", "disagree"),
    "aside": ("recognise", "disagree"),
    "questions": (),
    "last": ("recognise", "disagree", "no-thanks"),
    "whole": ("recognise", "no-thanks"),
}
# A closing report asks one thing alone, whether we answered (R24).
ASKING_OF_INSIGHTS = frozenset({"qualify", "update"})

_WORDS = {
    ("own", "correct"): "own.correct",
    ("own", "withdraw"): "own.withdraw",
    ("aside", "recognise"): "slip.agree_set_aside",
    ("last", "recognise"): "yes",
    ("last", "disagree"): "no",
    ("whole", "recognise"): "whole.recognise",
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """The words as their author last corrected them, and when that was recorded."""

    wording: int
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that can be answered, and what an answer to it is about.

    `place` names its fields on the page. It is where the thing stands in the report as it was
    frozen, so that an answer is to what was read, whatever has changed since.
    """

    place: int
    kind: str
    passage: Passage | None = None
    # The insight's number in the report.
    number: int | None = None
    contribution: Contribution | None = None
    words: bool = True
    # What own words have become since the report was frozen.
    corrected: Corrected | None = None

    @property
    def moves(self) -> tuple[str, ...]:
        """What can be chosen: nothing any more of words that were taken out."""
        return () if self.withdrawn else MOVES[self.kind]

    @property
    def version(self) -> int | None:
        """The version of the insight that was read."""
        source = self.passage.source if self.passage else None
        return source.id if source is not None and source.kind == "version" else None

    @property
    def withdrawn(self) -> bool:
        return self.contribution is not None and self.contribution.withdrawn_event_id is not None

    @property
    def given(self) -> str:
        """What stands in the field before anybody writes: own words, to be corrected."""
        return self.contribution.present if self.kind == "own" and self.contribution else ""


def words_for(kind: str, move: str) -> str:
    """The key of what a move is called, where it is about a thing of this kind."""
    return _WORDS.get((kind, move), f"move.{move}")


def asks_of(
    document: Document,
    contributions: Mapping[int, Contribution],
    corrected: Mapping[int, Corrected],
) -> list[Ask]:
    """All that a report asks, in its order; `contributions` are the reader's, by their wordings,
    and `corrected` what they have last made of each."""
    asks = list(_asks(document, contributions, corrected))
    kinds = {ask.kind for ask in asks}
    if "last" not in kinds:
        asks.append(Ask(len(document.passages), "whole", words="questions" not in kinds))
    return asks


def _asks(
    document: Document,
    contributions: Mapping[int, Contribution],
    corrected: Mapping[int, Corrected],
) -> Iterator[Ask]:
    numbers, yours = document.numbers(), document.yours
    asked: set[str] = set()
    for place, passage in enumerate(document.passages):
        kind = _kind_of(passage, document.kind, passage.insight in yours)
        # An insight stands once more beside what it was used for; of questions there is a run.
        once = f"insight {passage.insight}" if passage.insight else kind
        if kind is None or once in asked:
            continue
        if kind in ("own", "aside"):
            wording = passage.source.id if passage.source else 0
            contribution = contributions.get(wording)
            if contribution is not None:
                now = corrected.get(contribution.id)
                since = now if now and kind == "own" and now.wording > wording else None
                yield Ask(place, kind, passage, contribution=contribution, corrected=since)
        elif once is not None:
            asked.add(once)
            yield Ask(place, kind, passage, numbers.get(passage.insight or 0))


def _kind_of(passage: Passage, purpose: str, is_theirs: bool) -> str | None:
    """What kind of thing a passage asks about, if it is one that can be answered."""
    source = passage.source.kind if passage.source else ""
    if passage.text is None:
        return None
    if passage.kind == "quote" and source == "wording":
        return {"told": "own", "set_aside": "aside"}.get(passage.section)
    if passage.kind == "insight" and purpose in ASKING_OF_INSIGHTS:
        return "insight" if is_theirs else "others"
    if passage.kind == "question":
        return "last" if passage.detail == "last" else "questions"
    return None
