"""Danish words that nobody knows are found, and no others: no names, signs or long compounds."""

import re
from pathlib import Path

import pytest

from tracker.language import spelling
from tracker.language.findings import AT_ONCE, findings
from tracker.language.spelling import meant, misspelt_spans
from tracker.reports.words import citizen


def misspelt(text: str, language: str = "da") -> list[str]:
    return [text[start:end] for start, end in misspelt_spans(text, language)]


@pytest.mark.parametrize(
    ("word", "likely"),
    [
        ("forsjellige", "forskellige"),
        ("komunen", "kommunen"),
        ("boernene", "børnene"),
        ("idag", "i dag"),
        ("ihvertfald", "i hvert fald"),
    ],
)
def test_a_misspelt_word_is_found_with_what_was_meant(word: str, likely: str) -> None:
    assert misspelt(f"Det er {word}, siger vi.") == [word]
    assert meant(word)[0] == likely
    assert len(meant(word)) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "Borgerinddragelsesprocessen og cykelstiplaceringen i lektiecaféen.",
        "Det sagde Xqzel til Jjorg Bbenssen.",
        "Ring kl. 12 jf. § 4 ang. nr. 3 til B2B og 4g",
        "Læs på www.xqz.dk",
        "DKFDS og NGO'er",
        "",
    ],
)
def test_names_signs_and_compounds_are_left_alone(text: str) -> None:
    assert misspelt(text) == []


def test_what_citizens_are_told_is_spelt_right() -> None:
    whole = "\n".join(citizen("da").sentences.values())
    assert misspelt(re.sub(r"\{\w*\}", "B2", whole)) == []


def test_only_danish_is_spelt_here() -> None:
    assert misspelt("Thiss is wrongg", "en") == []


def test_without_a_dictionary_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(spelling, "DICTIONARY", tmp_path)
    assert misspelt("forsjellige") == []


def test_what_was_meant_is_found_for_a_few_new_words_at_a_time() -> None:
    text = "ommraade vejjen skkolen cyklstien legeplassen"
    first = [one.instead for one in findings(text, "da", [], {})]
    assert [bool(ways) for ways in first] == [True] * AT_ONCE + [False] * (5 - AT_ONCE)
    assert all(one.instead for one in findings(text, "da", [], {}))


def test_a_word_of_the_office_is_told_as_that_alone() -> None:
    assert [one.kind for one in findings("Vi vil konstatere det", "da", [], {})] == ["officialese"]
