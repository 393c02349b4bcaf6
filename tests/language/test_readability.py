"""LIX against counts made by hand. Long words are listed; sentences are marked by |."""

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

# (language, text, words, sentences, long words, LIX); LIX is words a sentence + long words in 100
BY_HAND = {
    # Vi holdt et møde i går (6) | Der kom mange naboer (4). Long: none.
    "plain": ("da", "Vi holdt et møde i går. Der kom mange naboer.", 10, 2, 0, 5),
    # Borgerne ønsker bl.a. flere bænke, f.eks. ved Åen (8) | Det koster ca. 500 kr. pr. stk. (7)
    # Long: Borgerne.
    "abbreviations": (
        "da",
        "Borgerne ønsker bl.a. flere bænke, f.eks. ved Åen. Det koster ca. 500 kr. pr. stk.",
        15,
        2,
        1,
        7.5 + 6.6667,
    ),
    # Even before a capital: Vi spurgte bl.a. Mona, dvs. formanden, jf. Lov nr. 5 (10)
    # Long: spurgte, formanden.
    "abbreviations before capitals": (
        "da",
        "Vi spurgte bl.a. Mona, dvs. formanden, jf. Lov nr. 5.",
        10,
        1,
        2,
        10 + 20,
    ),
    # Bænken koster 900 kr. (4) | Den står ved søen (4). Long: none (koster and Bænken have 6).
    "a unit before a capital": ("da", "Bænken koster 900 kr. Den står ved søen.", 8, 2, 0, 4),
    # Vi så naboer, børn m.fl. (5) | Alle var glade, trætte osv. (5) | De gik hjem m.m. (4)
    "closed lists before capitals": (
        "da",
        "Vi så naboer, børn m.fl. Alle var glade, trætte osv. De gik hjem m.m.",
        14,
        3,
        0,
        4.6667,
    ),
    # Det koster 900 kr. at bygge, og naboer m.fl. har sagt ja mv. i dag (15)
    "units and closed lists within a sentence": (
        "da",
        "Det koster 900 kr. at bygge, og naboer m.fl. har sagt ja mv. i dag.",
        15,
        1,
        0,
        15,
    ),
    # Mødet er den 3. oktober på 2. sal (8) | Det næste er d. 12. november 2025 kl. 19.30 (9)
    # Long: oktober, november.
    "ordinals and dates": (
        "da",
        "Mødet er den 3. oktober på 2. sal. Det næste er d. 12. november 2025 kl. 19.30.",
        17,
        2,
        2,
        8.5 + 11.7647,
    ),
    # Den 1. Maj og den 2. og 3. juni er fri (11) | Vi ses i 2026 (4) | Det bliver godt (3)
    "an ordinal before a capital month, a year before a sentence": (
        "da",
        "Den 1. Maj og den 2. og 3. juni er fri. Vi ses i 2026. Det bliver godt.",
        18,
        3,
        0,
        6,
    ),
    # Bygningen er 12,5 m høj og koster 1.250.000 kr. i alt (11) | Det er 3.5 gange så meget (6)
    # Long: Bygningen. A number has no letters, however long it is.
    "decimals": (
        "da",
        "Bygningen er 12,5 m høj og koster 1.250.000 kr. i alt. Det er 3.5 gange så meget.",
        17,
        2,
        1,
        8.5 + 5.8824,
    ),
    # Det vil vi (3) | flere bænke (2) | mere lys om aftenen (4) | en sti (2). Long: aftenen.
    "a list": (
        "da",
        "Det vil vi:\n- flere bænke\n- mere lys om aftenen\n- en sti",
        11,
        4,
        1,
        2.75 + 9.0909,
    ),
    # 1 Mød op (3) | 2 Sig din mening (4) | 3 Gå hjem (3). A marker is a number, so a word.
    "a numbered list": ("da", "1. Mød op\n2. Sig din mening.\n3. Gå hjem", 10, 3, 0, 3.3333),
    # Om parken (2) | Parken er for alle i byen (6) | Den er åben (3)
    "a heading and two paragraphs": (
        "da",
        "Om parken\n\nParken er for alle\ni byen.\n\nDen er åben",
        11,
        3,
        0,
        3.6667,
    ),
    # Hvad siger I (3) | Kom og hør (3) | Ja (1) | Det gør vi (3)
    "other signs": ("da", "Hvad siger I? Kom og hør! Ja… Det gør vi.", 10, 4, 0, 2.5),
    # Hun sagde Jeg er træt (5) | Lad os gå (3) | Så gik vi (3)
    "sentences within quotes": (
        "da",
        "Hun sagde: »Jeg er træt. Lad os gå.« Så gik vi.",
        11,
        3,
        0,
        3.6667,
    ),
    # Kommunalbestyrelsen har besluttet at iværksætte en omfattende undersøgelse af
    # trafiksikkerheden omkring samtlige folkeskoler (9 + 4)
    # Long: Kommunalbestyrelsen besluttet iværksætte omfattende undersøgelse trafiksikkerheden
    # omkring samtlige folkeskoler.
    "an office's sentence": (
        "da",
        "Kommunalbestyrelsen har besluttet at iværksætte en omfattende undersøgelse af "
        "trafiksikkerheden omkring samtlige folkeskoler.",
        13,
        1,
        9,
        13 + 69.2308,
    ),
    # Mr. Smith met Mrs. Jones at 5 p.m. (8) | They spoke of e.g. Paris, etc. (6) | It was late (3)
    "english abbreviations": (
        "en",
        "Mr. Smith met Mrs. Jones at 5 p.m. They spoke of e.g. Paris, etc. It was late.",
        17,
        3,
        0,
        5.6667,
    ),
    # It isn't the well-known No. 5 bus (7) | It costs approx. 3.50 pounds (5) | No (1) |
    # It is free (3). Long: well-known (9 letters).
    "english words with signs": (
        "en",
        "It isn't the well-known No. 5 bus. It costs approx. 3.50 pounds. No. It is free.",
        16,
        4,
        1,
        4 + 6.25,
    ),
    # The council listened (3) | Neighbours want benches, lighting and a playground (7)
    # Long: council listened Neighbours benches lighting playground.
    "english long words": (
        "en",
        "The council listened. Neighbours want benches, lighting and a playground.",
        10,
        2,
        6,
        5 + 60,
    ),
    # Der er så mørkt ved søen om vinteren (8) | Jeg går en omvej for at komme hjem (8)
    # Long: vinteren.
    "a citizen's own words": (
        "da",
        "Der er så mørkt ved søen om vinteren. Jeg går en omvej for at komme hjem.",
        16,
        2,
        1,
        8 + 6.25,
    ),
    # Vil du ringe til os (5) | Nummeret er 89 40 20 11 og vi er her mandag til torsdag (13)
    # Long: Nummeret, torsdag (7); mandag has 6.
    "a telephone number": (
        "da",
        "Vil du ringe til os? Nummeret er 89 40 20 11, og vi er her mandag til torsdag.",
        18,
        2,
        2,
        9 + 11.1111,
    ),
    # Kommunens trafiksikkerhedsudvalg behandler borgerforslaget til efteråret (6)
    # Long: all but til.
    "compounds": (
        "da",
        "Kommunens trafiksikkerhedsudvalg behandler borgerforslaget til efteråret.",
        6,
        1,
        5,
        6 + 83.3333,
    ),
    # E-mailen kom fra cyklist og fodgængerrådet (6) | Svar ja og eller nej (5)
    # Long: E-mailen (7), cyklist, fodgængerrådet. A slash parts words, an inner hyphen does not.
    "hyphens and slashes": (
        "da",
        "E-mailen kom fra cyklist- og fodgængerrådet. Svar ja og/eller nej.",
        11,
        2,
        3,
        5.5 + 27.2727,
    ),
    # H.C Andersen boede aldrig her (5) | Det gjorde B.S Ingemann heller ikke (6)
    # Long: Andersen, Ingemann.
    "initials": (
        "da",
        "H.C. Andersen boede aldrig her. Det gjorde B.S. Ingemann heller ikke.",
        11,
        2,
        2,
        5.5 + 18.1818,
    ),
    # Mødet begynder kl 19.30 og koster 25,50 kr pr person (10) | Husk kaffe (2). Long: begynder.
    "a time and an amount": (
        "da",
        "Mødet begynder kl. 19.30 og koster 25,50 kr. pr. person. Husk kaffe!",
        12,
        2,
        1,
        6 + 8.3333,
    ),
    # Vi spurgte jer om tre ting lys bænke og ro (10): a colon ends none. Long: spurgte.
    "a colon": (
        "da",
        "Vi spurgte jer om tre ting: lys, bænke og ro.",
        10,
        1,
        1,
        10 + 10,
    ),
    # Stien den ved åen er lukket (6) | Den åbner igen i uge 14 (6)
    "brackets": (
        "da",
        "Stien (den ved åen) er lukket. Den åbner igen i uge 14.",
        12,
        2,
        0,
        6,
    ),
    # Efter servicelovens 83 kan du få hjælp til mad (9): a sign is no word. Long: servicelovens.
    "a law": (
        "da",
        "Efter servicelovens § 83 kan du få hjælp til mad.",
        9,
        1,
        1,
        9 + 11.1111,
    ),
    # Your words are part of it (6) | We changed the text because of what you said (9)
    # Long: changed, because.
    "english plain words": (
        "en",
        "Your words are part of it. We changed the text because of what you said.",
        15,
        2,
        2,
        7.5 + 13.3333,
    ),
    # We meet on 3 October at 7.30 p.m in the old hall (12) | Bring a friend (3). Long: October.
    "english times and dates": (
        "en",
        "We meet on 3 October at 7.30 p.m. in the old hall. Bring a friend.",
        15,
        2,
        1,
        7.5 + 6.6667,
    ),
    # You can (2) | call us (2) | write a letter (3) | come on Monday (3)
    "an english list": (
        "en",
        "You can:\n- call us\n- write a letter\n- come on Monday",
        10,
        4,
        0,
        2.5,
    ),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_the_counts_and_the_lix_are_those_made_by_hand(case):
    language, text, n_words, n_sentences, n_long, by_hand = BY_HAND[case]
    measured = measure(text, language)
    assert (measured.words, measured.sentences, measured.long_words) == (
        n_words,
        n_sentences,
        n_long,
    )
    assert measured.lix == pytest.approx(by_hand, abs=0.0001)


def test_thirty_texts_were_counted():
    assert len(BY_HAND) >= 30


def test_an_office_is_harder_to_read_than_a_neighbour():
    assert measure(BY_HAND["an office's sentence"][1], "da").band == "very hard"
    assert measure(BY_HAND["a citizen's own words"][1], "da").band == "very easy"


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
