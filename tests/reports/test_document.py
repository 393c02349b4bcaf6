"""The hash of a frozen report: it holds through an erasure, and through nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports import samples
from tracker.reports.document import (
    KINDS,
    SECTIONS,
    Document,
    Passage,
    Source,
    freeze,
    new_passage,
    passage_hash,
)

TEXT = st.text(max_size=40)
SOURCES = st.none() | st.builds(Source, TEXT, st.integers(0, 99))
PASSAGES = st.builds(
    new_passage,
    st.sampled_from(SECTIONS),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from(["da", "en"]),
    TEXT,
    SOURCES,
    about=SOURCES,
    insight=st.none() | st.integers(1, 9),
    detail=st.none() | TEXT,
)
DOCUMENTS = st.builds(
    freeze,
    st.sampled_from(["da", "en"]),
    st.sampled_from(["qualify", "closing", "update"]),
    st.sampled_from(["development", "case"]),
    st.lists(PASSAGES, min_size=1, max_size=6),
)
FIELDS = st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT, SOURCES, SOURCES, st.none() | st.integers(0, 9))


def changed(document: Document, at: int, passage: Passage) -> Document:
    passages = list(document.passages)
    passages[at] = passage
    return replace(document, passages=tuple(passages))


@given(FIELDS, FIELDS)
def test_two_passages_have_one_hash_only_when_they_are_the_same(one, other):
    assert (passage_hash(*one) == passage_hash(*other)) == (one == other)


def test_a_letter_that_moves_into_the_next_field_changes_the_hash():
    assert passage_hash("ab", "c", "", "", "") != passage_hash("a", "bc", "", "", "")
    assert passage_hash("", "", "", "", "", Source("a", 1)) != passage_hash(
        "", "", "", "", "", None, Source("a", 1)
    )


@given(DOCUMENTS)
def test_what_was_frozen_verifies(document):
    assert document.verify()


@given(DOCUMENTS, st.data())
def test_a_changed_letter_is_found(document, data):
    at = data.draw(st.integers(0, len(document.passages) - 1))
    passage = document.passages[at]
    assert not changed(document, at, replace(passage, text=f"{passage.text}x")).verify()
    assert not changed(document, at, replace(passage, salt="0" * 32)).verify()
    assert not changed(document, at, replace(passage, detail="another")).verify()


@given(DOCUMENTS, st.data())
def test_a_forged_passage_with_a_hash_of_its_own_is_found(document, data):
    at = data.draw(st.integers(0, len(document.passages) - 1))
    old = document.passages[at]
    assert not changed(document, at, new_passage(old.section, old.kind, "da", "other")).verify()


@given(DOCUMENTS, st.data())
def test_an_erased_passage_leaves_the_report_verifying_and_its_words_nowhere(document, data):
    at = data.draw(st.integers(0, len(document.passages) - 1))
    left = changed(document, at, samples.erased(document.passages[at], date(2026, 5, 1)))
    assert left.verify()
    assert left.hash == document.hash
    assert left.passages[at].text is None
    assert left.passages[at].salt == ""
    assert left.passages[at].about is None


def test_words_that_are_missing_without_an_erasure_are_found():
    document = samples.qualifying()
    assert not changed(document, 0, replace(document.passages[0], text=None)).verify()


def test_an_erased_passage_cannot_get_other_words():
    document = samples.qualifying()
    gone = samples.erased(document.passages[0], date(2026, 5, 1))
    assert not changed(document, 0, replace(gone, text="Noget andet")).verify()


def test_order_language_and_kind_belong_to_the_hash():
    document = samples.qualifying()
    assert not replace(document, passages=document.passages[::-1]).verify()
    assert not replace(document, passages=document.passages[1:]).verify()
    assert not replace(document, language="en").verify()
    assert not replace(document, kind="closing").verify()
    assert not replace(document, process_kind="case").verify()


def test_the_same_words_frozen_twice_have_hashes_that_tell_nothing_of_each_other():
    one, other = samples.qualifying(), samples.qualifying()
    assert [p.text for p in one.passages] == [p.text for p in other.passages]
    assert not {p.hash for p in one.passages} & {p.hash for p in other.passages}


def test_freezing_puts_the_sections_in_the_reports_order():
    passages = [new_passage(section, "paragraph", "da", section) for section in SECTIONS[::-1]]
    sections = freeze("da", "qualify", "development", passages).sections()
    assert tuple(section.name for section in sections) == SECTIONS


def test_what_is_said_about_a_quote_or_an_insight_stays_with_it():
    understood = {s.name: s for s in samples.qualifying().sections()}["understood"]
    assert [[p.kind for p in block] for block in understood.blocks()] == [
        ["heading"],
        ["lead"],
        ["heading"],
        ["insight", "origin", "knowledge", "dissent"],
        ["heading"],
        ["insight", "origin"],
    ]


def test_an_insight_keeps_its_number_wherever_it_stands():
    assert samples.qualifying().numbers() == {7: 1, 8: 2}
    assert samples.closing().numbers() == {7: 1, 8: 2}


def test_a_passage_of_no_known_kind_or_section_is_refused():
    with pytest.raises(ValueError, match="headline"):
        new_passage("told", "headline", "da", "")
    with pytest.raises(ValueError, match="elsewhere"):
        new_passage("elsewhere", "quote", "da", "")
