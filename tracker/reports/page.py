"""The report as one file that a browser opens anywhere: its style within, and nothing fetched."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup

from tracker.reports.answering import ways
from tracker.reports.apart import set_apart
from tracker.reports.document import Document, Outside
from tracker.reports.html import as_html
from tracker.reports.templating import environment

STYLE = Path(__file__).resolve().parents[2] / "static" / "css" / "report-alone.css"


def as_page(document: Document, outside: Outside, large_print: bool = False) -> str:
    """A whole HTML document."""
    words = document.words
    answering = environment.get_template("reports/answering.html").make_module(
        {"words": words, "ways": ways(outside, words), "qr": None}
    )
    page = environment.get_template("reports/page.html").make_module(
        {
            "document": document,
            "outside": outside,
            "words": words,
            "large_print": large_print,
            "style": _style(),
            "report": as_html(document, answering=answering.__html__()),
        }
    )
    return str(set_apart(page.__html__(), document.language, document.foreign))


@cache
def _style() -> Markup:
    """Our own file, and nobody's input."""
    return Markup("{}").format(Markup.escape(STYLE.read_text("utf-8")))
