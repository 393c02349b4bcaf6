"""The report as a fragment of a page, the same for the screen and for paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from tracker.reports.answering import stands_after
from tracker.reports.apart import set_apart
from tracker.reports.document import Document, Passage, Section
from tracker.reports.templating import environment
from tracker.reports.words import citizen

Block = tuple[Passage, ...]


@dataclass(frozen=True)
class Part:
    """A section as it is arranged; what stands under the heading `also` may be folded."""

    name: str
    blocks: tuple[Block, ...]
    fold: Passage | None
    folded: tuple[Block, ...]


def as_html(
    document: Document,
    *,
    paper: bool = False,
    dashes: bool = False,
    after: Callable[[Passage], Markup | str] | None = None,
    answering: Markup | str = "",
    answering_after: str | None = None,
    unfolded: bool = False,
    top: int = 1,
    only: Sequence[Passage] | None = None,
    prefix: str = "report",
) -> Markup:
    """The report's content, escaped.

    `after` is asked what follows each quote and insight with all that is said about it, and each
    run of questions (of which it gets the first): on the citizen's page the form to answer with.
    `answering` stands after the report's questions, or after the section that is named. What
    is folded stands open when `unfolded`. On paper nothing is folded, and there are no wrapping
    elements, which cost time. With `dashes` what is listed begins with one in its text. `top` is
    the level of the report's title among a page's headings. `only`: these passages alone; insights
    keep their numbers. `prefix` begins the sections' ids: two parts of a report can stand on one
    page.
    """
    shown = document if only is None else replace(document, passages=tuple(only))
    template = environment.get_template("reports/report.html")
    module = template.make_module(
        {
            "document": document,
            "parts": [_part(section, folds=not paper) for section in shown.sections()],
            "numbers": document.numbers(),
            "words": citizen(document.language),
            "paper": paper,
            "dashes": dashes,
            "unfolded": unfolded,
            "top": top,
            "prefix": prefix,
            "after": after,
            "answering": answering,
            "answering_after": answering_after or stands_after(shown),
        }
    )
    return set_apart(module.__html__(), document.language, document.foreign)


def _part(section: Section, folds: bool) -> Part:
    blocks = section.blocks()
    at = next((at for at, block in enumerate(blocks) if folds and _folds(block[0])), None)
    if at is None:
        return Part(section.name, blocks, None, ())
    return Part(section.name, blocks[:at], blocks[at][0], blocks[at + 1 :])


def _folds(passage: Passage) -> bool:
    return passage.kind == "heading" and passage.detail == "also"
