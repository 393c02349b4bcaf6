"""The report as a fragment of a page, the same for the screen and for paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from tracker.language.difference import Piece, differences
from tracker.reports.answering import stands_after
from tracker.reports.apart import set_apart
from tracker.reports.contents import contents_of, insight_place
from tracker.reports.document import Document, Passage, Section
from tracker.reports.templating import environment

Block = tuple[Passage, ...]
# What can be read on as sentences of one paragraph.
RUNNING = frozenset(
    {"lead", "heading", "paragraph", "origin", "question", "how", "promise", "contact", "item"}
)


@dataclass(frozen=True)
class Part:
    """A section as it is arranged; what stands under the heading `also` may be folded."""

    name: str
    blocks: tuple[Block, ...]
    fold: Passage | None
    folded: tuple[Block, ...]


@dataclass(frozen=True)
class Comparison:
    """An insight as it stands now, word by word with how it was told last."""

    language: str
    direction: str
    pieces: tuple[Piece, ...]


def as_html(
    document: Document,
    *,
    paper: bool = False,
    dashes: bool = False,
    runs_on: bool = False,
    after: Callable[[Passage], Markup | str] | None = None,
    answering: Markup | str = "",
    answering_after: str | None = None,
    unfolded: bool = False,
    top: int = 1,
    only: Sequence[Passage] | None = None,
    prefix: str = "report",
    contents: bool = False,
) -> Markup:
    """The report's content, escaped.

    `after` is asked what follows each quote and insight with all that is said about it, and each
    run of questions (of which it gets the first): on the citizen's page the form to answer with.
    `answering` stands after the report's questions, or after the section that is named. What
    is folded stands open when `unfolded`. On paper nothing is folded, and there are no wrapping
    elements, which cost time. With `dashes` what is listed begins with one in its text. Where it
    `runs_on`, what is said of one thing is one paragraph. `top` is the level of the report's title
    among a page's headings. `only`: these passages alone; insights keep their numbers. `prefix`
    begins the sections' ids: two parts of a report can stand on one page. A long report is given
    with what it holds when it is whole, or when `contents` says so.
    """
    document = document.printed() if paper else document
    shown = document if only is None else replace(document, passages=tuple(only))
    numbers = document.numbers()
    listed = contents_of(document) if contents or only is None else []
    template = environment.get_template("reports/report.html")
    module = template.make_module(
        {
            "document": document,
            "parts": [_part(section, not paper, runs_on) for section in shown.sections()],
            "numbers": numbers,
            "compared": _compared,
            "contents": listed,
            "contents_after": "opening" if listed else "",
            "place_of": _Places(numbers, prefix, bool(listed), paper),
            "words": document.words,
            "paper": paper,
            "dashes": dashes,
            "runs_on": runs_on,
            "running": RUNNING,
            "unfolded": unfolded,
            "top": top,
            "prefix": prefix,
            "after": after,
            "answering": answering,
            "answering_after": answering_after or stands_after(shown),
        }
    )
    return set_apart(module.__html__(), document.language, document.foreign)


def _part(section: Section, folds: bool, runs_on: bool) -> Part:
    blocks = _run_on(section.blocks()) if runs_on else section.blocks()
    at = next((at for at, block in enumerate(blocks) if folds and _folds(block[0])), None)
    if at is None:
        return Part(section.name, blocks, None, ())
    return Part(section.name, blocks[:at], blocks[at][0], blocks[at + 1 :])


def _run_on(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a section, what can be read on as one."""
    found: list[Block] = []
    for block in blocks:
        told = block[0].kind == "quote" and {p.kind for p in block[1:]} == {"origin"}
        for part in (block[:1], block[1:]) if told else (block,):
            if len(found) > 1 and _goes_on(found[-1], part[0].kind):
                found[-1] += part
            else:
                found.append(part)
    return tuple(found)


def _goes_on(run: Block, kind: str) -> bool:
    """Whom it is to, and where words are from, stand alone; a heading ends no question's line."""
    first, last = run[0], run[-1]
    alone = first.about is not None or first.kind == "origin"
    if alone or not {first.kind, kind} <= RUNNING:
        return False
    if kind == "lead":
        return last.kind == "heading"
    return kind != "heading" or last.kind != "question"


def _compared(block: Block) -> Comparison | None:
    """None where nothing was told before, or in another language, or one of the two is gone."""
    before, head = next((p for p in block if p.kind == "before"), None), block[0]
    if before is None or before.text is None or head.text is None:
        return None
    if before.language != head.language or before.text == head.text:
        return None
    pieces = differences(before.text, head.text)
    return Comparison(head.language, head.direction, tuple(pieces))


@dataclass(frozen=True)
class _Places:
    """The ids that contents lead to: of insights where they are told, and on paper of sections."""

    numbers: Mapping[int, int]
    prefix: str
    listed: bool
    paper: bool

    def __call__(self, part: Part, block: Block, first: bool) -> str:
        if not self.listed:
            return ""
        head = block[0]
        number = self.numbers.get(head.insight or 0)
        if head.kind == "insight" and number and part.name == "understood":
            return f"{self.prefix}-{insight_place(number)}"
        # On a page the section itself has the id.
        on_heading = self.paper and first and head.kind == "heading"
        return f"{self.prefix}-{part.name.replace('_', '-')}" if on_heading else ""


def _folds(passage: Passage) -> bool:
    return passage.kind == "heading" and passage.detail == "also"
