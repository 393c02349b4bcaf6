"""The words that came and went between two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.language.difference import Piece, differences

TEXTS = st.text(alphabet="ab \n", max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_it_to_the_letter(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(p.text for p in pieces if p.kind != "removed") == after
    assert "".join(p.text for p in pieces if p.kind != "added") == before


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Der er mørkt.", "Der er mørkt.", [Piece("same", "Der er mørkt.")]),
        (
            "Der er mørkt.",
            "Der er lyst.",
            [
                Piece("same", "Der er "),
                Piece("removed", "mørkt"),
                Piece("added", "lyst"),
                Piece("same", "."),
            ],
        ),
        (
            "Stien er mørk.",
            "Stien er mørk om vinteren.",
            [
                Piece("same", "Stien er mørk"),
                Piece("added", " om vinteren"),
                Piece("same", "."),
            ],
        ),
        (
            "De ældre bliver hjemme nu.",
            "Mange unge bliver inde nu.",
            [
                Piece("removed", "De ældre"),
                Piece("added", "Mange unge"),
                Piece("same", " bliver "),
                Piece("removed", "hjemme"),
                Piece("added", "inde"),
                Piece("same", " nu."),
            ],
        ),
        (
            "Stien er mørk.",
            "Stien er mørk. Også om dagen.",
            [Piece("same", "Stien er mørk."), Piece("added", " Også om dagen.")],
        ),
    ],
)
def test_only_what_is_another_stands_out(before: str, after: str, pieces: list[Piece]) -> None:
    assert differences(before, after) == pieces
