"""LIX against counts made by hand. Long words are listed; sentences are marked by |."""

import pytest

from tracker.language.readability import measure

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
