"""The templates of reports and mails, which only arrange finished sentences."""

from __future__ import annotations

import re
from pathlib import Path

from babel.dates import get_month_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

# Layout takes seconds for a word of thousands of letters; nobody writes a longer one.
LONGEST_WORD = 60
_TOO_LONG = re.compile(f"[^ ]{{{LONGEST_WORD + 1},}}")

_MONTHS = "|".join(
    month for code in ("da", "en") for month in get_month_names("wide", locale=code).values()
)
# 3. oktober 2025, 3 October 2025, kl. 14.05, and figures in groups: +45 89 40 20 11.
_TOGETHER = re.compile(
    rf"((?<!\w)\d{{1,2}}\.? (?:{_MONTHS})(?: \d{{4}})?(?!\w)"
    r"|(?<!\w)kl\. \d{1,2}(?:[.:]\d\d)?(?!\w)"
    r"|(?<![\w+])\+?\d{2,4}(?: \d{2,4}){1,4}(?!\w))"
)
_FIGURE = re.compile(r"\d")
_ONE = Markup('<span class="together">{}</span>')


def breakable(text: str) -> str:
    """The text with places to break in what is too long to be a word."""
    return _TOO_LONG.sub(_broken, text)


def prose(text: str) -> Markup:
    """The text for a page: nothing in it is markup, its lines stay lines, and no day, time or
    telephone number in it is torn apart by the end of a line."""
    if "\n" not in text:
        return _kept_together(breakable(text.rstrip("\r")))
    lines = (_kept_together(breakable(line.rstrip("\r"))) for line in text.split("\n"))
    return Markup("<br>").join(lines)


def _kept_together(line: str) -> Markup:
    if not _FIGURE.search(line):
        return escape(line)
    # Every second piece is what was found.
    pieces = enumerate(_TOGETHER.split(line))
    return Markup().join(_ONE.format(each) if at % 2 else escape(each) for at, each in pieces)


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
