"""The citizens' catalogue: complete in each language, plain, and singling nobody out."""

import re
import shutil
from datetime import date
from string import Formatter

import pytest

from tests.reports import samples
from tracker.language.sentences import LANGUAGES as MEASURED
from tracker.reports import languages, words
from tracker.reports.languages import (
    APART,
    APART_NO_MORE,
    LANGUAGES,
    direction,
    direction_of,
    language,
)
from tracker.reports.words import citizen

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


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_catalogues_have_the_same_sentences_with_the_same_places_to_fill(code):
    danish, other = citizen("da").sentences, citizen(code).sentences
    assert danish.keys() == other.keys()
    assert {k: placeholders(v) for k, v in danish.items()} == {
        k: placeholders(v) for k, v in other.items()
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_form_of_a_sentence_is_there_and_fills_in_nothing_else(code):
    words = citizen(code)
    for msgid, forms in words.forms.items():
        assert {words.form_for(number) for number in range(1_000)} == set(range(len(forms)))
        for form in forms:
            assert form.strip() == form != "", msgid
            assert placeholders(form) <= placeholders(words.sentences[msgid]), msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_officialese(language):
    for msgid, sentence in citizen(language).sentences.items():
        assert sentence.strip() == sentence != "", msgid
        assert not OFFICIALESE.search(sentence), msgid


@pytest.mark.parametrize("language", MEASURED)
@pytest.mark.parametrize("make", [samples.qualifying, samples.closing, samples.only_set_aside])
def test_a_report_with_its_fixed_sentences_reads_easily(make, language):
    running = {"title", "heading", "quote", "contact", "origin"}
    passages = make(language).passages
    text = " ".join(p.text for p in passages if p.kind not in running and p.text)
    assert lix(text) <= 35


@pytest.mark.parametrize("language", MEASURED)
def test_the_fixed_sentences_together_read_easily(language):
    sentences = citizen(language).sentences.values()
    assert lix(" ".join(s for s in sentences if s.endswith((".", "?")))) <= 35


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_few_people_are_never_counted(number):
    assert citizen("da").voices("others.voices", number) == "Nogle få har fortalt os noget."
    assert citizen("en").voices("others.voices", number) == "A few have told us things."


@pytest.mark.parametrize(("number", "said"), [(5, 5), (9, 5), (10, 10), (24, 20)])
def test_voices_are_told_by_fives(number, said):
    danish = citizen("da")
    assert danish.voices("others.voices", number) == f"Mindst {said} har fortalt os noget."
    behind = danish.voices("understood.voices", number)
    assert behind == f"Det bygger på, hvad mindst {said} har fortalt."


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_of_hearing_voices_or_of_votes(language):
    said = " ".join(citizen(language).sentences.values())
    assert not re.search(r"\bstemmer?\b|\bvoices?\b|صوات|\bصوت", said)


def test_lists_dates_and_quotes_are_the_languages_own():
    danish, english = citizen("da"), citizen("en")
    assert danish.join(["A", "B", "C"]) == "A, B og C"
    assert english.join(["A", "B"]) == "A and B"
    assert danish.date(date(2026, 5, 1)) == "1. maj 2026"
    assert english.date(date(2026, 5, 1)) == "1 May 2026"
    assert danish.quote("Ja") == "»Ja«"


def test_what_a_citizen_wrote_is_never_taken_for_a_place_to_fill():
    assert (
        citizen("da").say("outcome.reason", reason="{0} {name} %s")
        == "Her er grunden: {0} {name} %s"
    )


def test_a_value_that_is_missing_is_an_error_and_no_hole():
    with pytest.raises(KeyError):
        citizen("da").say("outcome.reason")
    with pytest.raises(KeyError):
        citizen("da").say("no.such.sentence")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (1, "يوم واحد"),
        (2, "يومين"),
        (3, "3 أيام"),
        (10, "10 أيام"),
        (11, "11 يومًا"),
        (14, "14 يومًا"),
        (100, "100 يوم"),
        (103, "103 أيام"),
    ],
)
def test_a_number_has_the_form_of_the_word_that_the_language_gives_it(days, said):
    assert f"خلال {said}" in citizen("ar").say("short.days", days=days)


def test_what_is_filled_in_stands_apart_where_letters_run_the_other_way():
    arabic, danish = citizen("ar"), citizen("da")
    assert (
        arabic.say("outcome.reason", reason="Loven.")
        == f"وهذا هو السبب: {APART}Loven.{APART_NO_MORE}"
    )
    assert arabic.apart("A\nB") == f"{APART}A{APART_NO_MORE}\n{APART}B{APART_NO_MORE}"
    assert danish.say("outcome.reason", reason="Loven.") == "Her er grunden: Loven."
    assert danish.apart("Loven.") == "Loven."


def test_an_arabic_day_has_the_figures_of_everything_else_that_the_reader_gets():
    assert citizen("ar").date(date(2026, 5, 1)) == "1 مايو 2026"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_cannot_be_measured_has_no_long_sentences(code):
    for msgid, sentence in citizen(code).sentences.items():
        for part in re.split(r"[.!?؟](?:\s|$)", sentence):
            assert len(part.split()) <= 20, msgid


def test_the_products_own_languages_come_first():
    assert LANGUAGES[:2] == ("da", "en")
    assert "ar" in LANGUAGES


def test_one_file_is_all_that_a_language_takes(tmp_path, monkeypatch):
    arabic = citizen("ar")
    for code, of in (("da", "da"), ("en", "en"), ("ckb", "ar")):
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        shutil.copy(languages.TRANSLATIONS / of / "LC_MESSAGES" / "citizen.po", folder)
    monkeypatch.setattr(languages, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(words, "TRANSLATIONS", tmp_path)
    assert languages.found() == ("da", "en", "ckb")
    monkeypatch.setattr(words, "LANGUAGES", languages.found())
    citizen.cache_clear()
    sorani = citizen("ckb")
    citizen.cache_clear()
    assert (sorani.direction, language("ckb").called("da")) == ("rtl", "sorani")
    assert sorani.sentences == arabic.sentences
    assert sorani.say("short.days", days=3) == arabic.say("short.days", days=3)
    assert sorani.date(date(2026, 5, 1)).endswith("2026")


def test_a_language_says_itself_how_it_is_read_and_what_it_is_called():
    assert [direction(code) for code in ("da", "en", "ar")] == ["ltr", "ltr", "rtl"]
    assert language("ar").name == "العربية"
    assert language("ar").called("da") == "arabisk"
    with pytest.raises(ValueError, match="zz"):
        language("zz")


def test_a_text_is_read_by_its_first_letter():
    assert direction_of("12: stien") == "ltr"
    assert direction_of("«الطريق» Sti") == "rtl"
    assert direction_of("87 13 00 00") == ""
    assert direction_of(f"{APART}Loven.{APART_NO_MORE} السبب") == "rtl"


def test_other_languages_have_no_reports():
    with pytest.raises(ValueError, match="sv"):
        citizen("sv")


@pytest.mark.parametrize("said", ["move.no-thanks.hint", "received.no_thanks", "mail.stop"])
@pytest.mark.parametrize(
    ("language", "only"), [("da", "det her brev"), ("en", "this letter"), ("ar", "بهذه الرسالة")]
)
def test_no_thanks_ends_the_reminders_of_a_letter_and_promises_no_more(language, only, said):
    assert only in citizen(language).say(said)
