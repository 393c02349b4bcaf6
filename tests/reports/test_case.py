"""A case is spoken of as one speaks with somebody about their own life, and it is no decision."""

import re
from datetime import date

import pytest

from tests.reports.scenes import a_bit_of_everything, a_scene, freeze, lines
from tests.reports.test_words import lix, placeholders
from tracker.domain.act import Act
from tracker.reports.document import Document
from tracker.reports.freezing import document_of, outside_of
from tracker.reports.languages import LANGUAGES
from tracker.reports.text import as_text
from tracker.reports.words import citizen

MANY = re.compile(r"\b(borger|deltager|andre|citizen|participant|others)", re.IGNORECASE)
# Below this nobody can tell one from another.
EASY = 20
UNSPOKEN = {"title", "heading", "quote", "contact", "origin"}


def reports(act: Act, language: str, child: bool = False) -> dict[str, Document]:
    until = date(2030, 3, 1) if child else None
    found = a_bit_of_everything(act, language, "case", child_until=until)
    return {purpose: document_of(act.session, one) for purpose, one in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_otherwise_in_a_case_has_the_same_places_to_fill(language: str) -> None:
    sentences = citizen(language).sentences
    own = [msgid for msgid in sentences if msgid.endswith((".case", ".child"))]
    assert len(own) > 30
    for msgid in own:
        usual = sentences[msgid.rpartition(".")[0]]
        assert placeholders(sentences[msgid]) == placeholders(usual), msgid
        # Another language may say both alike.
        assert language != "da" or sentences[msgid] != usual


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_case_reads_as_easily_and_speaks_of_nobody_else(act: Act, language: str) -> None:
    for purpose, document in reports(act, language).items():
        spoken = [p for p in document.passages if p.kind not in UNSPOKEN and p.text]
        assert lix(" ".join(p.text or "" for p in spoken)) <= 35, purpose
        fixed = [p.text for p in document.passages if p.source and p.source.kind == "fixed"]
        assert not [text for text in fixed if MANY.search(text or "")]


def test_a_case_speaks_as_in_a_conversation_and_all_else_as_before(act: Act) -> None:
    case, usual = a_scene(act, "case").report(), a_scene(act).report()
    (told,) = lines(case, "opening", "lead")
    assert told.startswith("Tak, fordi du har talt med os.")
    assert lines(case, "help", "heading") == ["Hvad siger du til det?"]
    assert lines(usual, "help", "heading") == ["Hjælp os videre"]
    companion = citizen("da").say("rights.companion")
    assert companion in lines(case, "rights") and companion not in lines(usual, "rights")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_child_is_spoken_with_in_even_simpler_sentences(act: Act, language: str) -> None:
    grown, child = reports(act, language), reports(act, language, child=True)
    for purpose in grown:
        easy, usual = (
            lix(" ".join(p.text or "" for p in document.passages if p.kind not in UNSPOKEN))
            for document in (child[purpose], grown[purpose])
        )
        assert easy <= max(usual, EASY) and easy <= 25, purpose
    notices = [p.text or "" for d in child.values() for p in d.passages if "notice" in p.kind]
    begin = {"da": "Dette er ikke en afgørelse.", "en": "This is not a decision."}[language]
    assert len(notices) == len(child) and all(text.startswith(begin) for text in notices)


def test_who_has_turned_15_is_spoken_with_as_all_others(act: Act) -> None:
    scene = a_scene(act)
    usual = lines(scene.report(), "opening", "lead")
    scene.karen.child_until = date(2030, 3, 1)
    assert lines(scene.report(), "opening", "lead") != usual
    scene.karen.child_until = date(2020, 3, 1)
    assert lines(scene.report(), "opening", "lead") == usual


def test_every_report_of_a_case_says_that_it_is_no_decision_and_what_that_means(act: Act) -> None:
    for document in reports(act, "da").values():
        (notice,) = [p for p in document.passages if p.kind == "decision_notice"]
        assert (notice.text or "").startswith("Dette er ikke en afgørelse.")
        assert "Det betyder, at vi ikke bestemmer noget" in (notice.text or "")
        assert "hvordan du klager" in (notice.text or "")


@pytest.mark.parametrize("kind", ["development", "case"])
def test_a_child_is_thanked_for_what_it_told_and_asked_in_its_own_time(act: Act, kind: str) -> None:
    scene = a_scene(act, kind)
    scene.karen.child_until = date(2030, 3, 1)
    (delivery,) = freeze(scene, channel="in_person")
    document = document_of(act.session, delivery)
    opening = lines(document, "opening")
    assert any(text.startswith("Tak for det, du fortalte os.") for text in opening)
    assert "Du behøver ikke svare i dag." in opening
    text = as_text(document, outside_of(delivery, act.settings, act.now))
    assert "Svar gerne inden" not in text
    assert "Sådan svarer du\n\n- Sig det til os nu eller en anden dag.\n- Ring til" in text
