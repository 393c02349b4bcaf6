"""The templates of reports and mails, which only arrange finished sentences."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

# Layout takes seconds for a word of thousands of letters; nobody writes a longer one.
LONGEST_WORD = 60
_TOO_LONG = re.compile(f"[^ ]{{{LONGEST_WORD + 1},}}")


def breakable(text: str) -> str:
    """The text with places to break in what is too long to be a word."""
    return _TOO_LONG.sub(_broken, text)


def prose(text: str) -> Markup:
    """The text for a page: nothing in it is markup, and its lines stay lines."""
    if "\n" not in text:
        return escape(breakable(text.rstrip("\r")))
    lines = (escape(breakable(line.rstrip("\r"))) for line in text.split("\n"))
    return Markup("<br>").join(lines)


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
