import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.language.officialese import LISTS, advice, suggestions

TWENTY_FIVE = " ".join(["ord"] * 25)


def places(text: str, language: str = "da") -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.text, one.suggestion) for one in advice(text, language)]


@pytest.mark.parametrize(("language", "at_least"), [("da", 120), ("en", 40)])
def test_the_lists_are_long_enough_and_well_formed(language, at_least):
    lines = (LISTS / f"officialese.{language}.txt").read_text(encoding="utf-8").splitlines()
    entries = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(entry) == 2 and all(map(str.strip, entry)) for entry in entries)
    assert len(entries) >= at_least
    # Each once, small, in single spaces.
    assert len(suggestions(language)) == len(entries)
    for office, plain in entries:
        assert re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)*", office), office
        assert office == office.lower()
        assert plain.strip() == plain != office


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_entry_is_found_in_a_sentence(language):
    for office, plain in suggestions(language).items():
        (found,) = [one for one in advice(f"Og {office}.", language) if one.kind == "officialese"]
        assert (found.text, found.suggestion) == (office, plain)


@pytest.mark.parametrize(
    ("text", "office", "plain"),
    [
        ("Vedrørende din sag", "Vedrørende", "om"),
        ("det er SÅFREMT du vil", "SÅFREMT", "hvis"),
        ("sa\u030afremt du vil", "sa\u030afremt", "hvis"),
        ("Vi gør det med\nhenblik på at", "med\nhenblik på", "for at"),
        ("Vi har iværksat det", "iværksat", "begyndt, sat i gang"),
        ("det sker i henhold til loven", "i henhold til", "efter"),
    ],
)
def test_officialese_is_found_however_it_is_written(text, office, plain):
    assert places(text) == [("officialese", office, plain)]


@pytest.mark.parametrize(
    "text", ["Nysamtids", "samtale", "såfremt-klausul", "idetal", "Vi hjælper"]
)
def test_a_part_of_a_word_is_not_officialese(text):
    assert places(text) == []


def test_a_language_has_its_own_list():
    assert places("pursuant to", "en") == [("officialese", "pursuant to", "under, by")]
    assert places("pursuant to", "da") == places("såfremt", "en") == []


def test_a_sentence_of_more_than_25_words_is_long():
    assert places(f"{TWENTY_FIVE}.") == []
    long = f"{TWENTY_FIVE} ord."
    assert places(f"Kort. {long} Kort.".replace(" ord.", " Ord.")) == [
        ("long_sentence", long.replace(" ord.", " Ord."), None)
    ]


def test_a_word_of_more_than_15_letters_is_long():
    # 15 and 16 letters.
    assert places("abcdefghijklmno") == []
    assert places("abcdefghijklmnop") == [("long_word", "abcdefghijklmnop", None)]
    assert places("abcdefgh-ijklmnop") == [("long_word", "abcdefgh-ijklmnop", None)]
    assert places("www.aarhuskommune.dk borger@aarhuskommune.dk 1234567890123456") == []


def test_the_advice_comes_in_the_order_of_the_text():
    text = f"Samtlige {TWENTY_FIVE}. Brugerinddragelsen vedrørende det."
    assert [(one.kind, one.start) for one in advice(text, "da")] == [
        ("long_sentence", 0),
        ("officialese", 0),
        ("long_word", 110),
        ("officialese", 129),
    ]


@settings(deadline=None)
@given(st.text() | st.text(alphabet="idet samt\n.åa\u030a"), st.sampled_from(["da", "en"]))
def test_every_advice_points_at_its_own_text(text, language):
    for one in advice(text, language):
        assert text[one.start : one.end] == one.text != ""
        assert (one.suggestion is not None) == (one.kind == "officialese")
