"""LIX: its bands and its bounds, and what a word and a sentence is."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.language.readability import (
    Readability,
    band,
    count_together,
    lix,
    measure,
    sentences,
    words,
)


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (0, "very easy"),
        (24, "very easy"),
        (24.0001, "easy"),
        (34, "easy"),
        (34.04, "medium"),
        (44, "medium"),
        (44.001, "hard"),
        (54, "hard"),
        (54.001, "very hard"),
        (200, "very hard"),
    ],
)
def test_the_band_goes_by_the_unrounded_lix(score, name):
    assert band(score) == name


@pytest.mark.parametrize("text", ["", " \n\t", "...", "— ! ?", "😀", "\u200b"])
def test_a_text_without_words_reads_very_easily(text):
    assert measure(text, "da") == Readability(0.0, "very easy", 0, 0, 0, ())
    assert lix(0, 0, 0) == 0


def test_only_danish_and_english_are_measured():
    with pytest.raises(ValueError, match="'de'"):
        measure("Guten Tag", "de")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hej med dig", ["Hej", "med", "dig"]),
        ("f.eks. 12,5 kl. 10:30 det's e-mail", ["f.eks", "12,5", "kl", "10:30", "det's", "e-mail"]),
        ("'citat' -streg- slut.", ["citat", "streg", "slut"]),
        ("a_b / c--d", ["a", "b", "c", "d"]),
        ("don’t 2025-2026", ["don’t", "2025-2026"]),
        ("Århus A\u030arhus", ["Århus", "A\u030arhus"]),
        ("مرحبا بِكُم", ["مرحبا", "بِكُم"]),
        ("kommune\u00adplan 😀 §5", ["kommune\u00adplan", "5"]),
        ("", []),
    ],
)
def test_a_word_is_a_run_of_letters_or_digits_with_inner_signs(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "n_long"),
    [
        ("seksse", 0),
        ("syvsyvs", 1),
        ("1234567", 0),
        ("e-mails", 0),
        ("e-mailen", 1),
        ("aa.bb.cc", 0),
        ("a\u030ada\u030adab", 0),  # eight signs, six letters
    ],
)
def test_a_long_word_has_more_than_six_letters(text, n_long):
    assert measure(text, "da").long_words == n_long


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", ["H.C. Andersen og Peter A. Hansen kom.", "Vi tog plan B.", "Det gik."]),
        ("da", ["Der kom kun to.", "Så gik han ned.", "Det kan man."]),
        ("da", ["Vi mødes kl. 10.", "Det er tidligt."]),
        ("da", ["Fra 3.-5. juni og den 7. og 8. juli har vi lukket.", "Også kl. 8."]),
        ("da", ["F.eks. Mona.", "Ca. 5 kom."]),
        ("da", ["Se sagsnr. 24/17 og stk. 2, afsnit 3.", "Så ved du mere."]),
        ("da", ["jeg er glad.", "du er glad.", "vi er glade"]),
        ("da", ["Ja... det tror jeg.", "Nå…", "Måske."]),
        ("da", ['"Kom nu!" råbte han.', '"Nej."', "»Jo.« sagde hun."]),
        ("da", ["(Det er sandt.", "Ja.)", "Naboer (børn m.fl.) Mona også."]),
        ("da", ["Vi vil to ting: 1. Mere lys.", "2. Flere træer."]),
        ("da", ["Se aarhus.dk.", "Skriv til os@aarhus.dk."]),
        ("da", ["Det er 25 m.", "Her er 3 stk.", "Til dig."]),
        ("da", ["Hun er ph.d. og cand.mag. fra Aarhus.", "Han er cand.jur.", "Det er jeg ikke."]),
        ("en", ["J. K. Rowling lives on St. Mary's Road.", "Did you know?", "I did."]),
        ("en", ["See fig. 3 and vol. 2, e.g. Smith et al. 2010.", "Dr. Who said no.", "So?"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(language, expected):
    assert sentences(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Wrapped by a program: the next word never had room.
        (
            "Vi talte med mange naboer i\nAarhus, og de var glade for\nparken",
            ["Vi talte med mange naboer i\nAarhus, og de var glade for\nparken"],
        ),
        # Broken on purpose: the next word had room.
        ("Om parken\nParken er åben for alle", ["Om parken", "Parken er åben for alle"]),
        ("# Om alle parker\nParken er åben", ["# Om alle parker", "Parken er åben"]),
        ("Kære Mona,\nTak for dit gode brev", ["Kære Mona,\nTak for dit gode brev"]),
        ("Vi ses den\n3. oktober", ["Vi ses den\n3. oktober"]),
        ("Vi køber\n1. brød\n2. mælk", ["Vi køber", "1. brød", "2. mælk"]),
        ("a) brød\r\nb) mælk\r\n\r\nc) ost", ["a) brød", "b) mælk", "c) ost"]),
        ("• Brød\n• Mælk og\n  ost\nSå går vi", ["• Brød", "• Mælk og\n  ost", "Så går vi"]),
        ("Brød\n---\nmælk\n \nost", ["Brød", "mælk", "ost"]),
    ],
)
def test_a_line_break_ends_a_sentence_only_where_somebody_meant_it_to(text, expected):
    assert sentences(text, "da") == expected


TEXTS = st.text() | st.text(alphabet="abÅ 1.!?\n\r-:(»«\"'…\u00e5\u030a😀kr", max_size=80)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["da", "en"]))
@example("\ud800. A", "da")
@example("1.", "da")
@example('. "', "da")
def test_any_text_can_be_measured_and_every_word_is_in_one_sentence(text, language):
    measured = measure(text, language)
    told_apart = sentences(text, language)
    assert measured.words == len(words(text))
    assert measured.sentences == len(told_apart)
    assert [w for one in told_apart for w in words(one)] == words(text)
    assert all(one.strip() == one and one in text for one in told_apart)
    assert (measured.lix == 0) == (measured.words == 0)


PASSAGES = st.lists(st.text(st.sampled_from("ab A1.,!?\n- »«)(…:")), max_size=4)


@given(PASSAGES, st.sampled_from(["da", "en"]))
def test_passages_counted_one_by_one_give_what_they_give_together(texts, language):
    together = measure("\n\n".join(texts), language)
    counts = together.words, together.sentences, together.long_words
    assert count_together(texts, language) == counts
