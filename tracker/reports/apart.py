"""What stands apart among letters that run the other way, as elements of a page.

In plain text a sign before and one behind say it. On a page an element does, on each line of it;
whoever copies the text gets no signs that are not seen, and a screen reader is told the language.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from tracker.reports.languages import APART, APART_NO_MORE, direction, direction_of

_NOTHING, _END = Markup(), Markup("</span>")


@dataclass
class _Open:
    """An element that is not ended yet: what is in it, and its own text."""

    held: list[Markup] = field(default_factory=list)
    own: list[str] = field(default_factory=list)


def set_apart(html: Markup, language: str, foreign: str = "") -> Markup:
    """The same page with an element for each pair of the signs.

    `foreign`: the language of what is read the other way than the page's `language`, if known.
    """
    if APART not in html:
        return html
    within = [_Open()]
    for begun, part in enumerate(html.split(APART)):
        if begun:
            within.append(_Open())
        for ended, piece in enumerate(part.split(APART_NO_MORE)):
            if ended and len(within) > 1:
                inner = within.pop()
                within[-1].held.append(_element(inner, language, foreign))
            within[-1].held.append(piece)
            within[-1].own.append(piece.striptags())
    return _NOTHING.join(each for inner in within for each in inner.held)


def _element(inner: _Open, language: str, foreign: str) -> Markup:
    letters = direction_of("".join(inner.own))
    # Figures alone are read from the left.
    begin = Markup('<span dir="{}">').format(letters or "ltr")
    if foreign and letters == direction(foreign) != direction(language):
        begin = Markup('<span lang="{}" dir="{}">').format(foreign, letters)
    return begin + _NOTHING.join(inner.held) + _END
