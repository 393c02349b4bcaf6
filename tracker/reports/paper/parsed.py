"""A page that our own templates wrote, as the layout engine's tree.

The engine reads pages as browsers do, whatever is wrong with them: a twentieth of a letter's time.
Ours are in order, each element ends where it should. One that does not is left to the engine.

Its own style makes of each element six more, for notes and marks: as much time again. Ours have no
notes, and no marks but those of lists.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from weasyprint import CSS, HTML
from weasyprint.html import UA

EMPTY = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
# Nothing but elements stands in these.
WITHOUT_WORDS = frozenset({"", "html", "head"})


def parsed(page: str, fetcher: Any) -> HTML:
    """The page, ready to be laid out."""
    root = tree(page)
    if root is None:
        return HTML(string=page, url_fetcher=fetcher)
    made = HTML(string="", url_fetcher=fetcher)
    made._ua_stylesheets = lambda forms: [_without_notes()]
    wrapper = type(made.wrapper_element)
    made.wrapper_element = wrapper.from_html_root(root, content_language=None)
    made.etree_element = root
    return made


def tree(page: str) -> Element | None:
    """The page's elements; None when it is not a whole page, or one of them is not ended."""
    reader = _Reader()
    try:
        # As the standard has it: a line ends in one way only, and what is nothing is left out.
        reader.feed(page.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
        reader.close()
        return reader.grown()
    except _Untidy:
        return None


@cache
def _without_notes() -> CSS:
    """The engine's own style, for pages that have no notes: marks are asked for of lists alone."""
    return CSS(string=re.sub(r"(?m)^::(?:foot)?note-.*$", "", UA).replace("\n::m", "\nli::m"))


class _Untidy(Exception):
    """The page has to be read as browsers read it."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._builder = TreeBuilder()
        self._open: list[str] = []
        self._root: Element | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._open and (tag != "html" or self._root is not None):
            raise _Untidy
        element = self._builder.start(tag, {name: value or "" for name, value in attrs})
        if self._root is None:
            self._root = element
        if tag in EMPTY:
            self._builder.end(tag)
        else:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise _Untidy
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        around = self._open[-1] if self._open else ""
        if around not in WITHOUT_WORDS:
            self._builder.data(data)
        elif data.strip():
            raise _Untidy

    def grown(self) -> Element:
        if self._open or self._root is None:
            raise _Untidy
        return self._builder.close()
