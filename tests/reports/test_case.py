"""A case is spoken of as one speaks with somebody about their own life, and it is no decision."""

import re

import pytest

from tests.reports.scenes import a_bit_of_everything, a_scene, lines
from tests.reports.test_words import lix, placeholders
from tracker.domain.act import Act
from tracker.reports.document import Document
from tracker.reports.freezing import document_of
from tracker.reports.languages import LANGUAGES
from tracker.reports.words import citizen

MANY = re.compile(r"\b(borger|deltager|andre|citizen|participant|others)", re.IGNORECASE)
UNSPOKEN = {"title", "heading", "quote", "contact", "origin"}


def reports(act: Act, language: str) -> dict[str, Document]:
    found = a_bit_of_everything(act, language, "case")
    return {purpose: document_of(act.session, one) for purpose, one in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_otherwise_in_a_case_has_the_same_places_to_fill(language: str) -> None:
    sentences = citizen(language).sentences
    own = [msgid for msgid in sentences if msgid.endswith(".case")]
    assert len(own) > 10
    for msgid in own:
        usual = sentences[msgid.removesuffix(".case")]
        assert placeholders(sentences[msgid]) == placeholders(usual), msgid
        assert sentences[msgid] != usual


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
    assert lines(case, "help", "heading") == ["Hvad siger du?"]
    assert lines(usual, "help", "heading") == ["Hjælp os videre"]
    companion = citizen("da").say("rights.companion")
    assert companion in lines(case, "rights") and companion not in lines(usual, "rights")


def test_every_report_of_a_case_says_that_it_is_no_decision_and_what_that_means(act: Act) -> None:
    for document in reports(act, "da").values():
        (notice,) = [p for p in document.passages if p.kind == "decision_notice"]
        assert (notice.text or "").startswith("Dette er ikke en afgørelse.")
        assert "hvordan du klager" in (notice.text or "")
