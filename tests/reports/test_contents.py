"""What a long report holds, at its beginning: on a page, in plain text, and on paper with pages."""

import re
from pathlib import Path

import html5lib
import pytest

from tests.printed import pages
from tests.reports import samples
from tests.verapdf import verdicts
from tracker.reports.contents import contents_of
from tracker.reports.document import MANY_INSIGHTS, MANY_QUOTES, Document, Source, freeze
from tracker.reports.html import as_html
from tracker.reports.paper.pdf import as_pdf
from tracker.reports.text import as_text

HEADINGS = [
    "Det fortalte du os",
    "Det fortalte andre",
    "Det tror vi, vi har forstået (indtil nu)",
    "Hjælp os videre",
    "Hvad sker der nu?",
    "Dine rettigheder",
]


def with_insights(count: int, quotes: int = 1) -> Document:
    """A report with so many insights, the first two of them the reader's."""
    writer = samples.Writer("da")
    writer.opening("qualify")
    writer.told()
    for number in range(1, quotes):
        writer.add("told", "quote", f"Noget andet, nummer {number}.", Source("contribution", 9))
    writer.others()
    writer.say("understood", "heading", "understood.heading")
    writer.say("understood", "heading", "understood.yours", detail="yours")
    for number in range(1, count + 1):
        if number == 3:
            writer.say("understood", "heading", "understood.also", detail="also")
        text = f"Det her er indsigt nummer {number}, og den er lang nok til at blive skåret af."
        writer.add("understood", "insight", text, Source("version", number), insight=number)
    writer.help()
    writer.ending("qualify")
    return freeze("da", "qualify", "development", writer.passages)


LONG = with_insights(MANY_INSIGHTS + 1)


def parsed(fragment: str):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(fragment)


def test_a_short_report_has_none():
    assert contents_of(with_insights(MANY_INSIGHTS)) == []
    assert "Det står i brevet" not in as_text(samples.qualifying())
    assert "report-contents" not in as_html(samples.qualifying())
    assert "data-to" not in as_html(samples.qualifying(), paper=True)


@pytest.mark.parametrize("long", [LONG, with_insights(2, MANY_QUOTES + 1)])
def test_a_long_one_names_its_sections_after_its_opening(long: Document):
    assert [entry.text for entry in contents_of(long)] == HEADINGS
    text = as_text(long)
    assert "Det står i brevet\n\n- Det fortalte du os\n- Det fortalte andre\n" in text
    assert text.index("Det handler om") < text.index("Det står i brevet")


def test_on_the_page_each_leads_to_its_place_and_insights_say_whose_words_they_hold():
    tree = parsed(str(as_html(LONG)))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    (nav,) = tree.iter("nav")
    links = [a.get("href") for a in nav.iter("a")]
    assert len(links) == len(HEADINGS) + MANY_INSIGHTS + 1
    assert {link.removeprefix("#") for link in links} <= set(ids)
    inner = [li for ol in nav.iter("ol") for li in ol.iter("li")]
    marked = ["dine ord" in "".join(li.itertext()) for li in inner]
    assert marked == [True, True, *[False] * (MANY_INSIGHTS - 1)]
    assert "".join(inner[0].itertext()).startswith(
        "Det her er indsigt nummer 1, og den er lang nok"
    )


def test_a_part_of_a_report_has_no_contents_of_its_own():
    part = [p for p in LONG.passages if p.section in {"opening", "told"}]
    assert "report-contents" not in as_html(LONG, only=part)
    assert "report-contents" in as_html(LONG, only=LONG.passages, contents=True)


@pytest.mark.verapdf
def test_on_paper_each_has_its_page_and_the_letter_is_accessible(tmp_path: Path):
    made = as_pdf(LONG, samples.outside())
    (tmp_path / "long.pdf").write_bytes(made)
    assert verdicts({tmp_path / "long.pdf": "ua1"}) == {tmp_path / "long.pdf": "compliant"}
    found = pages(made)
    said = dict(re.findall(r"– (.+) – side (\d+)", found[0] + found[1]))
    assert list(said) == HEADINGS
    for heading, page in said.items():
        assert heading in found[int(page) - 1].splitlines()
