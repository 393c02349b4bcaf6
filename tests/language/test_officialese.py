import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.language.officialese import (
    LISTS,
    advice,
    alternatives,
    bad_lines,
    suggestions,
    use_lists_in,
)

TWENTY_FIVE = " ".join(["ord"] * 25)


def places(text: str, language: str = "da") -> list[tuple[str, str, str | None]]:
    return [(one.kind, one.text, one.suggestion) for one in advice(text, language)]


@pytest.mark.parametrize(("language", "at_least"), [("da", 250), ("en", 60)])
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
        ("Vi gør det med\nhenblik på at", "med\nhenblik på at", "for at"),
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


@pytest.mark.parametrize(
    ("suggestion", "ways"),
    [
        ("alle", ["alle"]),
        ("føre til, give", ["føre til", "give"]),
        ("skrev, nævnte; nævnt", ["skrev", "nævnte", "nævnt"]),
        ("det, vi har nævnt", ["det, vi har nævnt"]),
        ("den, der er med, deltager", ["den, der er med", "deltager"]),
        ("han, hun, den, det", ["han", "hun", "den", "det"]),
        # A remark is nothing that can stand there.
        ("holdes, eller: vi holder", ["holdes"]),
        ("now, or leave it out", ["now"]),
    ],
)
def test_a_suggestion_says_what_can_stand_in_the_words_place(suggestion, ways):
    assert alternatives(suggestion) == ways


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_suggestion_has_something_that_can_stand_there(language):
    assert all(alternatives(plain) for plain in suggestions(language).values())


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """An office's list, in use for one test."""
    yield tmp_path / "officialese.da.txt"
    use_lists_in(tmp_path / "none")


def test_an_office_adds_its_own_words_which_decide(own):
    own.write_text("\ufeff# vores\n\nkloakering\tkloak\nsamtlige\thver og en\n", "utf-8")
    use_lists_in(own.parent)
    assert places("Samtlige får kloakering, såfremt") == [
        ("officialese", "Samtlige", "hver og en"),
        ("officialese", "kloakering", "kloak"),
        ("officialese", "såfremt", "hvis"),
    ]
    assert bad_lines(own.parent) == []


def test_a_bad_line_is_named_and_left_out(own):
    own.write_text("matrikel\nkloakering\tkloak\n\tx\na\tb\tc\n", "utf-8")
    use_lists_in(own.parent)
    assert places("matrikel, kloakering, a") == [("officialese", "kloakering", "kloak")]
    assert bad_lines(own.parent) == [
        "officialese.da.txt, line 1: 'matrikel'",
        "officialese.da.txt, line 3: '\\tx'",
        "officialese.da.txt, line 4: 'a\\tb\\tc'",
    ]


def test_a_list_that_is_not_utf_8_is_named_and_left_out(own):
    own.write_bytes("såfremt\thvis nu".encode("latin-1"))
    use_lists_in(own.parent)
    assert places("såfremt") == [("officialese", "såfremt", "hvis")]
    assert bad_lines(own.parent) == ["officialese.da.txt is not UTF-8 text (at byte 2)"]
