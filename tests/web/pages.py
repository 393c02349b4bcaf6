"""What must be true of every page, whichever it is."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import HTMLParser

from tracker.reports.languages import LANGUAGES

UNLABELLED = {"hidden", "submit", "button"}
CONTROLS = {"input", "select", "textarea"}
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "for")


def checked(html: str) -> Element:
    """The page as a tree, once it is found to be as every page must be."""
    page = parsed(html)
    title, headings = _only(page, "title"), list(page.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} h1 on the page"
    assert text_of(title) == f"{text_of(headings[0])} – Fælles Viden"
    assert page.get("lang") in LANGUAGES
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    assert not [name for name, count in ids.items() if count > 1], "an id stands twice"
    labelled = {label.get("for") for label in page.iter("label")}
    for element in page.iter():
        _check_element(element, set(ids), labelled)
    return page


def parsed(html: str) -> Element:
    """The page as a tree; a ParseError for what a browser would have to guess."""
    parser = HTMLParser(
        strict=True, tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
    )
    page: Element = parser.parse(html)
    return page


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def fields_of(page: Element) -> dict[str, str]:
    """What the page's own form (the last one in main) would send, untouched."""
    form = list(_only(page, "main").iter("form"))[-1]
    fields = {}
    for control in form.iter():
        name = control.get("name")
        if name and control.tag in CONTROLS:
            fields[name] = control.get("value") or control.text or ""
    return fields


def _check_element(element: Element, ids: set[str | None], labelled: set[str | None]) -> None:
    assert element.get("style") is None, "a style in the page"
    assert not [name for name in element.attrib if name.startswith("on")], "a script in the page"
    if element.tag == "script":
        assert element.get("src") and not element.text, "a script in the page"
    assert element.tag != "style", "a style in the page"
    if element.get("data-draft"):
        # Without it a draft outlives its saving, and comes back over what stands there by then.
        assert any(e.get("name") == "once" for e in element.iter("input")), "a draft without a key"
    for pointer in _pointed(element):
        assert pointer in ids, f"nothing has the id {pointer}"
    if element.tag in CONTROLS and element.get("type") not in UNLABELLED:
        named = element.get("aria-label") or element.get("aria-labelledby")
        assert named or element.get("id") in labelled, f"no label: {element.attrib}"


def _pointed(element: Element) -> Iterator[str]:
    for name in POINTERS:
        yield from (element.get(name) or "").split()


def _only(page: Element, tag: str) -> Element:
    (found,) = page.iter(tag)
    return found
