"""The sheets of a session on paper: each kind begins on paper of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from math import ceil
from pathlib import Path

from babel.dates import format_datetime
from markupsafe import Markup

from tracker.domain.workdays import COPENHAGEN
from tracker.reports.languages import language as language_of
from tracker.reports.session_sheets import Sheets, ShownThere
from tracker.reports.templating import environment
from tracker.reports.words import interface
from tracker.reports.writing import sentence

STYLE = Path(__file__).resolve().parents[3] / "static" / "css" / "session-sheets.css"

# A sheet on the table, in mm: its width; what its heading leaves of its height, with some to spare;
# what it takes to say that all is invented; the least room to write in. Text beside is so large.
WIDE, LEFT, DEMO, LEAST, SMALL = 267, 148, 16, 48, 14
MM = 0.353
# A letter is about so wide, of its height, with what is left at the ends of lines.
WIDTH = 0.56

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
    from tracker.reports.paper.pdf import page_as_pdf

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
        room=partial(room_for, sheets),
        sentence=sentence,
        style=_style(),
    )
    return page


def room_for(sheets: Sheets, shown: ShownThere) -> int:
    """How high the boxes to write in are, in mm: what the rest leaves of the sheet, about."""
    asked = [sheets.words.say("sheet.write"), *sheets.questions]
    small = [*shown.beside, *shown.dissent, " ".join(asked)]
    used = _height(shown.text, shown.size, 1.22) + sum(
        _height(text, SMALL, 1.5) + 2 for text in small
    )
    return max(LEAST, int(LEFT - used - (DEMO if sheets.process.demo else 0)))


def _height(text: str, points: int, leading: float) -> float:
    """About how high a text is, in mm, over the width of a sheet that lies on the table."""
    letters = WIDE / (points * MM * WIDTH)
    return sum(ceil(len(line) / letters) or 1 for line in text.split("\n")) * points * MM * leading


def _when(at: datetime, language: str) -> str:
    pattern = {"da": "EEEE 'den' d. MMMM y 'kl.' HH.mm", "en": "EEEE d MMMM y 'at' HH:mm"}
    here = at.astimezone(COPENHAGEN).replace(tzinfo=None)
    said: str = format_datetime(here, pattern[language], locale=language_of(language).locale)
    return said[0].upper() + said[1:]


@cache
def _style() -> Markup:
    """Our own file, and nobody's input."""
    return Markup("{}").format(Markup.escape(STYLE.read_text("utf-8")))
