"""What citizens said is found by its words, in Danish, the newest first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import a_participant, a_process, a_unit, some_settings
from tracker.domain import search
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.hearing import hear, take_out, word_again
from tracker.domain.participant import Participant
from tracker.domain.tables import metadata


@pytest.fixture
def act(tmp_path: Path) -> Iterator[Act]:
    with a_unit(some_settings(tmp_path)) as act:
        yield act


@pytest.fixture
def anna(act: Act) -> Participant:
    return a_participant(act, a_process(act))


def found(act: Act, anna: Participant, asked: str) -> list[int]:
    query, number = search.searching(act.session, select(Contribution.id), anna.process_id, asked)
    return list(act.session.scalars(query.order_by(number.desc())))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Stien er mørk", "stien"),
        ("Bussen kører for sjældent", "busser"),
        ("Det var et godt år", "år"),
        ("Ældre på plejehjemmet", "ÆLDRE plejehjem"),
        ("A\u030aen er dyb", "åen"),
        ("Der mangler belysning", "bely"),
        ("Der mangler belysning ved stien", "stien mangler"),
    ],
)
def test_words_are_found_by_their_stems(act: Act, anna: Participant, said: str, asked: str) -> None:
    heard = hear(act, anna, said)
    assert found(act, anna, asked) == [heard.id]


@pytest.mark.parametrize(
    "asked", ["ar", "vinter", "", "  ", '"', "* OR year", "NEAR(", "år vinter"]
)
def test_other_words_find_nothing(act: Act, anna: Participant, asked: str) -> None:
    hear(act, anna, "Det var et godt år")
    assert found(act, anna, asked) == []


def test_the_newest_comes_first_and_another_process_never(act: Act, anna: Participant) -> None:
    first, second = (hear(act, anna, f"Lyset nr. {number}") for number in (1, 2))
    hear(act, a_participant(act, a_process(act)), "Lyset hos de andre")
    assert found(act, anna, "lys") == [second.id, first.id]


def test_corrected_words_are_found_and_withdrawn_ones_no_more(act: Act, anna: Participant) -> None:
    heard = hear(act, anna, "Lygten ved nummer 8")
    word_again(act, heard, "corrected", "Lampen ved nummer 9")
    assert found(act, anna, "lampe 9") == [heard.id]
    take_out(act, [heard], heard.event_id)
    assert found(act, anna, "lampe") == []


def test_making_the_tables_again_leaves_the_index(act: Act, anna: Participant) -> None:
    heard = hear(act, anna, "Stien er mørk")
    act.session.commit()
    metadata.create_all(act.session.get_bind())
    assert found(act, anna, "sti") == [heard.id]
