"""The report as page and as plain text: one content, escaped, in one order."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import html5lib
import pytest
from markupsafe import Markup

from tests.reports import samples
from tracker.reports.document import freeze, new_passage
from tracker.reports.html import as_html
from tracker.reports.text import WIDTH, as_text

EVIL = "<script>alert(1)</script><img src=http://evil.example/x> {{ 7*7 }} {% raw %}"


def parsed(fragment: str) -> object:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(fragment)


def unwrapped(html: str) -> str:
    """Without what keeps a day or a number on one line."""
    return re.sub('<span class="together">([^<]*)</span>', r"\1", html)


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("paper", [False, True])
@pytest.mark.parametrize("make", [samples.qualifying, samples.closing, samples.only_set_aside])
def test_page_and_text_say_the_same_in_the_same_order(make, paper):
    document = make()
    page = words(" ".join(parsed(unwrapped(as_html(document, paper=paper))).itertext()))
    text = words(as_text(document))
    bare = [word for word in text if word.strip("=-")]
    assert page == bare


@pytest.mark.parametrize("language", ["da", "en"])
def test_text_is_at_most_72_columns_but_for_the_link(language):
    text = as_text(samples.qualifying(language), samples.outside())
    assert [
        line for line in text.splitlines() if len(line) > WIDTH and "https://" not in line
    ] == []


def test_no_day_time_or_number_is_torn_apart_in_plain_text():
    words = "Ring på 89 40 20 11 den 1. september 2026 kl. 9.30, hvis du vil vide noget mere."
    for length in range(80):
        said = f"{'i' * length} {words}"
        text = as_text(
            freeze("da", "update", "development", [new_passage("told", "lead", "da", said)])
        )
        for piece in ("89 40 20 11", "1. september 2026", "kl. 9.30"):
            assert piece in text
        assert text.split() == said.split()


def test_a_page_has_one_h1_and_its_levels_skip_none():
    tree = parsed(as_html(samples.qualifying()))
    levels = [int(e.tag[1]) for e in tree.iter() if e.tag in ("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_rest_is_folded_on_the_page_and_open_on_paper():
    document = samples.qualifying()
    assert as_html(document).count("<details") == 1
    assert "<details" not in as_html(document, paper=True)


def test_nothing_that_was_written_is_markup():
    document = freeze("da", "qualify", "development", [new_passage("told", "quote", "da", EVIL)])
    page = as_html(document)
    assert {element.tag for element in parsed(page).iter()} <= {
        "DOCUMENT_FRAGMENT", "article", "section", "div", "blockquote", "p",
    }  # fmt: skip
    assert EVIL in "".join(parsed(page).itertext())


def test_a_quote_keeps_its_lines():
    poem = new_passage("told", "quote", "da", "Første linje\nAnden linje")
    document = freeze("da", "qualify", "development", [poem])
    assert "Første linje<br>Anden linje" in as_html(document)
    assert "   »Første linje\n   Anden linje«" in as_text(document)


def test_another_language_and_direction_are_said():
    passages = [new_passage("told", "quote", "en", "The lights")]
    passages.append(new_passage("told", "quote", "ar", "الأضواء"))
    page = as_html(freeze("da", "qualify", "development", passages))
    assert '<blockquote class="report-quote" lang="en">' in page
    assert '<blockquote class="report-quote" lang="ar" dir="rtl">' in page


@pytest.mark.parametrize("form", [as_html, as_text])
def test_what_was_erased_says_when(form):
    document = samples.qualifying()
    at = next(at for at, p in enumerate(document.passages) if p.text == samples.QUOTES["da"])
    passages = list(document.passages)
    passages[at] = samples.erased(passages[at], date(2026, 5, 1))
    told = unwrapped(form(replace(document, passages=tuple(passages))))
    assert "Et stykke tekst blev slettet 1. maj 2026." in told
    assert "omvej for at komme hjem" not in told


def test_what_is_answered_is_followed_by_what_it_is_answered_with():
    seen = []

    def form_for(passage):
        seen.append(passage.kind)
        return Markup("<form></form>")

    page = as_html(samples.qualifying(), after=form_for)
    assert seen.count("insight") == 2
    assert page.count("<form></form>") == len(seen)
    assert "Nogen er uenig i dette.</p>\n<form></form>" in page


def test_the_ways_to_answer_follow_the_questions():
    text = as_text(samples.qualifying(), samples.outside())
    assert (
        text.index("Mangler der noget?") < text.index("https://") < text.index("Hvad sker der nu")
    )
    last = as_text(samples.closing(), samples.outside())
    assert last.index("Svarede vi på det, du sagde?") < last.index("https://")


def test_without_a_link_and_a_phone_there_is_no_way_to_answer_to_speak_of():
    bare = samples.outside(link=None, phone=None)
    assert "Sådan svarer du" not in as_text(samples.qualifying(), bare)


def test_a_case_says_that_it_is_no_decision():
    assert "Dette er ikke en afgørelse." in as_text(samples.qualifying(process_kind="case"))


def test_an_empty_report_is_nothing():
    empty = freeze("da", "qualify", "development", [])
    assert words("".join(parsed(as_html(empty)).itertext())) == []
    assert as_text(empty).strip() == ""
