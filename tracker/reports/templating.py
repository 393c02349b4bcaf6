"""The templates of reports and mails, which only arrange finished sentences."""

from __future__ import annotations

import re
from pathlib import Path

from babel.dates import get_month_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from tracker.reports.languages import LANGUAGES, language

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

# Layout takes seconds for a word of thousands of letters; nobody writes a longer one.
LONGEST_WORD = 60
_TOO_LONG = re.compile(f"[^ ]{{{LONGEST_WORD + 1},}}")

_MONTHS = "|".join(
    re.escape(month)
    for code in LANGUAGES
    for month in get_month_names("wide", locale=language(code).locale).values()
)
# 3. oktober 2025, 3 October 2025, kl. 14.05, and figures in groups: +45 89 40 20 11. What stands
# before is looked at after the first letter: so the search leaps from one such letter to the next.
_TOGETHER = re.compile(
    rf"([\d+k](?:(?<!\w\d)(?<=\d)\d?\.? (?:{_MONTHS})(?: \d{{4}})?(?!\w)"
    r"|(?<!\wk)(?<=k)l\. \d{1,2}(?:[.:]\d\d)?(?!\w)"
    r"|(?:(?<![\w+]\+)(?<=\+)\d{2,4}|(?<![\w+]\d)(?<=\d)\d{1,3})(?: \d{2,4}){1,4}(?!\w)))"
)
_FIGURE = re.compile(r"\d")
_BEGIN, _END = Markup('<span class="together">'), Markup("</span>")
_BREAK, _NOTHING = Markup("<br>"), Markup()


def breakable(text: str) -> str:
    """The text with places to break in what is too long to be a word."""
    return _TOO_LONG.sub(_broken, text)


def prose(text: str) -> Markup:
    """The text for a page: nothing in it is markup, its lines stay lines, and no day, time or
    telephone number in it is torn apart by the end of a line."""
    if "\n" not in text:
        return _line(text)
    return _BREAK.join([_line(line) for line in text.split("\n")])


def held(text: str, space: str) -> str:
    """The text with another sign for each space within a day, a time or a telephone number."""
    return _TOGETHER.sub(lambda found: found[0].replace(" ", space), text)


def _line(line: str) -> Markup:
    line = breakable(line.rstrip("\r"))
    if not _FIGURE.search(line):
        return escape(line)
    pieces = _TOGETHER.split(line)
    # Every second piece is what was found.
    pieces[1::2] = [_BEGIN + each + _END for each in pieces[1::2]]
    return _NOTHING.join(pieces)


def _broken(found: re.Match[str]) -> str:
    word = found[0]
    pieces = (word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
    return "\u200b".join(pieces)


environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.filters["prose"] = prose
