"""The sheets of a session on paper: each kind begins on paper of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from babel.dates import format_datetime
from markupsafe import Markup

from tracker.domain.workdays import COPENHAGEN
from tracker.reports.languages import language as language_of
from tracker.reports.session_sheets import Sheets
from tracker.reports.templating import environment
from tracker.reports.words import interface

STYLE = Path(__file__).resolve().parents[2] / "static" / "css" / "session-sheets.css"

# Lines for those whom nobody expected.
MORE = 6


@dataclass(frozen=True)
class Guest:
    """Somebody who is expected, as we call them; of a group how many they are."""

    name: str
    size: int = 1


@dataclass(frozen=True)
class Around:
    """When and where a session is, who leads it, and whom we expect; all of it may be unknown."""

    at: datetime | None = None
    place: str = ""
    leader: str = ""
    guests: Sequence[Guest] = ()


def as_sheets(sheets: Sheets, around: Around, which: Sequence[str]) -> bytes:
    """The sheets of these kinds in one file (PDF/UA-1), in the order in which they are named."""
    # It takes a second to import, and most of what is asked does without.
    from tracker.reports.pdf import page_as_pdf

    return page_as_pdf(as_page(sheets, around, which), sheets.words.language)


def as_page(sheets: Sheets, around: Around, which: Sequence[str]) -> str:
    """The same as a page, before it is laid out."""
    language = sheets.words.language
    page: str = environment.get_template("reports/session_sheets.html").render(
        sheets=sheets,
        around=around,
        which=which,
        words=sheets.words,
        # What only we read of it is in the words of our own pages.
        ours=interface(language),
        when=_when(around.at, language) if around.at else "",
        more=MORE,
        style=_style(),
    )
    return page


def _when(at: datetime, language: str) -> str:
    pattern = {"da": "EEEE 'den' d. MMMM y 'kl.' HH.mm", "en": "EEEE d MMMM y 'at' HH:mm"}
    here = at.astimezone(COPENHAGEN).replace(tzinfo=None)
    said: str = format_datetime(here, pattern[language], locale=language_of(language).locale)
    return said[0].upper() + said[1:]


@cache
def _style() -> Markup:
    """Our own file, and nobody's input."""
    return Markup("{}").format(Markup.escape(STYLE.read_text("utf-8")))
