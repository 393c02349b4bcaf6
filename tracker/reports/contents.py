"""What a long report holds, and where: one finds one's way in it, the main thing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.reports.document import Document, Section
from tracker.reports.shortening import first_words

# An insight is known by its first words.
LETTERS = 60


@dataclass(frozen=True)
class Insight:
    """One insight that a report tells, and whether the reader's words are part of it."""

    place: str
    text: str
    language: str
    yours: bool


@dataclass(frozen=True)
class Entry:
    """One section by its first heading; `place` is the end of its id."""

    place: str
    text: str
    insights: tuple[Insight, ...] = ()


def contents_of(document: Document) -> list[Entry]:
    """The sections that have a heading, after the opening; none of a report that is short."""
    return list(_entries(document)) if document.is_long else []


def _entries(document: Document) -> Iterator[Entry]:
    for section in document.sections():
        heading = next((p.text for p in section.passages if p.kind == "heading" and p.text), None)
        if heading is not None and section.name != "opening":
            insights = _insights(document, section) if section.name == "understood" else ()
            yield Entry(section.name.replace("_", "-"), heading, tuple(insights))


def _insights(document: Document, section: Section) -> Iterator[Insight]:
    numbers, yours = document.numbers(), document.yours
    for passage in section.passages:
        if passage.kind == "insight" and passage.text and passage.insight in numbers:
            place = insight_place(numbers[passage.insight])
            text = first_words(passage.text, LETTERS)
            yield Insight(place, text, passage.language, passage.insight in yours)


def insight_place(number: int) -> str:
    """The end of the id of where an insight is told."""
    return f"insight-{number}"
