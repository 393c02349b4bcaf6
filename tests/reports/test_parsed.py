"""Our own pages are read as browsers would read them, only sooner; others by the engine itself."""

from io import BytesIO
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from pypdf import PdfReader
from weasyprint import HTML

from tests.reports import samples
from tracker.reports.paper import pdf
from tracker.reports.paper.parsed import parsed, tree
from tracker.reports.templating import environment, prose
from tracker.reports.words import citizen


def like(element: Element) -> object:
    """What a page is laid out from: elements, what they say of themselves, and words."""
    words = [element.text, *(child.tail for child in element)]
    if element.tag in ("html", "head"):
        words = []
    children = [child for child in element if isinstance(child.tag, str)]
    return element.tag, element.attrib, [word or "" for word in words], list(map(like, children))


def as_browsers_do(page: str) -> Element:
    found: Element = tinyhtml5.parse(page, namespace_html_elements=False)
    # What follows the body belongs to it there; it is nothing but the ends of lines.
    found[-1][-1].tail = (found[-1][-1].tail or "").rstrip("\n")
    return found


def ours(page: str) -> Element:
    found = tree(page)
    assert found is not None
    found[-1][-1].tail = (found[-1][-1].tail or "").rstrip("\n")
    return found


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("sample", [samples.qualifying, samples.closing, samples.only_set_aside])
def test_letters_are_read_as_browsers_read_them(sample, language):
    for large in (False, True):
        page = pdf._page(pdf.Letter(sample(language), samples.outside(), large), "□")
        assert like(ours(page)) == like(as_browsers_do(page))


@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_empty_pages_are_read_as_browsers_read_them(language):
    page = environment.get_template("reports/blank.html").render(words=citizen(language))
    assert like(ours(page)) == like(as_browsers_do(page))


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_whatever_is_written_is_read_as_browsers_read_it(text):
    page = f'<html lang="da"><head><title>{escape(text)}</title></head>'
    page += f'<body><p title="{escape(text)}">{prose(text)}</p></body></html>'
    assert like(ours(page)) == like(as_browsers_do(page))


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>Et afsnit</p>",
        "<html><body><p>Et afsnit</body></html>",
        "<html><body><p>Et <b>afsnit</p></b></body></html>",
        "<html><body></body></html></p>",
        "<html></html><html></html>",
        "<html>Ord<body></body></html>",
        "<html><body>",
    ],
)
def test_what_is_not_in_order_is_left_to_the_engine(page):
    assert tree(page) is None
    assert parsed(page, pdf.fetcher()).etree_element.tag == "html"


LISTS = """
<ol style="list-style: lower-alpha; text-transform: uppercase"><li>Et</li><li>To</li></ol>
<ul><li>En<ul><li>Inde</li></ul></li></ul>
"""


@pytest.mark.parametrize(
    "page",
    [
        pdf._page(pdf.Letter(samples.qualifying(), samples.outside())),
        pdf._page(pdf.Letter(samples.closing("en"), samples.outside(), large_print=True)),
        f'<html lang="da"><head><title>Lister</title></head><body>{LISTS}</body></html>',
    ],
    ids=["letter", "large", "lists"],
)
def test_they_look_as_the_engine_itself_would_have_them(page):
    def pages(made: HTML) -> list[bytes]:
        style = [pdf._style("da")] if "letter" in page else []
        written = made.write_pdf(
            font_config=pdf._fonts(), stylesheets=style, pdf_variant=pdf.ACCESSIBLE
        )
        read = PdfReader(BytesIO(written)).pages
        return [each.get_contents().get_data() for each in read]

    assert pages(parsed(page, pdf.fetcher())) == pages(HTML(string=page))
