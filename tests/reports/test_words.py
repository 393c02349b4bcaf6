"""The citizens' catalogue: complete in both languages, plain, and singling nobody out."""

import re
from datetime import date
from string import Formatter

import pytest

from tests.reports import samples
from tracker.reports.words import LANGUAGES, citizen

# What an office says and nobody else does.
OFFICIALESE = re.compile(
    r"\b(vedrørende|i henhold til|såfremt|hvorvidt|bemærk venligst|pursuant|regarding|hereby)\b",
    re.IGNORECASE,
)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def lix(text: str) -> float:
    words = re.findall(r"[^\W_]+(?:[.,:'-][^\W_]+)*", text)
    sentences = max(1, len(re.findall(r"[.!?](?=\s|$)", text)))
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def test_both_catalogues_have_the_same_sentences_with_the_same_places_to_fill():
    danish, english = (citizen(language).sentences for language in LANGUAGES)
    assert list(danish) == list(english)
    assert {k: placeholders(v) for k, v in danish.items()} == {
        k: placeholders(v) for k, v in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_officialese(language):
    for msgid, sentence in citizen(language).sentences.items():
        assert sentence.strip() == sentence != "", msgid
        assert not OFFICIALESE.search(sentence), msgid


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [samples.qualifying, samples.closing, samples.only_set_aside])
def test_a_report_with_its_fixed_sentences_reads_easily(make, language):
    running = {"title", "heading", "quote", "contact", "origin"}
    passages = make(language).passages
    text = " ".join(p.text for p in passages if p.kind not in running and p.text)
    assert lix(text) <= 35


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fixed_sentences_together_read_easily(language):
    sentences = citizen(language).sentences.values()
    assert lix(" ".join(s for s in sentences if s.endswith((".", "?")))) <= 35


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_few_people_are_never_counted(number):
    assert citizen("da").people(number) == "nogle få stemmer"
    assert citizen("da").count(number) == "nogle få"
    assert citizen("en").people(number) == "a few voices"


def test_from_five_people_are_counted():
    assert citizen("da").people(5) == "5 stemmer"
    assert citizen("en").count(24) == "24"


def test_lists_dates_and_quotes_are_the_languages_own():
    danish, english = citizen("da"), citizen("en")
    assert danish.join(["A", "B", "C"]) == "A, B og C"
    assert english.join(["A", "B"]) == "A and B"
    assert danish.date(date(2026, 5, 1)) == "1. maj 2026"
    assert english.date(date(2026, 5, 1)) == "1 May 2026"
    assert danish.quote("Ja") == "»Ja«"


def test_what_a_citizen_wrote_is_never_taken_for_a_place_to_fill():
    assert citizen("da").say("outcome.reason", reason="{0} {name} %s") == "Derfor: {0} {name} %s"


def test_a_value_that_is_missing_is_an_error_and_no_hole():
    with pytest.raises(KeyError):
        citizen("da").say("outcome.reason")
    with pytest.raises(KeyError):
        citizen("da").say("no.such.sentence")


def test_other_languages_have_no_reports():
    with pytest.raises(ValueError, match="sv"):
        citizen("sv")
