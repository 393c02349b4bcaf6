"""What a file is called, and what its columns are taken for."""

import pytest

from tracker.listening.remembering import Mapped, columns_kept, guessed, mapped_in, name_kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\anna\\svar.csv", "svar.csv"),
        ("../../svar.csv", "svar.csv"),
        ("svar\0\n.csv", "svar.csv"),
        ("/", ""),
        ("x" * 200, "x" * 200),
        ("x" * 400, f"{'x' * 179}…{'x' * 20}"),
    ],
)
def test_a_name_is_without_folders_and_at_most_200_letters(given: str, kept: str) -> None:
    assert name_kept(given) == kept


def test_of_two_columns_that_could_be_a_field_the_first_is() -> None:
    assert guessed(["Mail", "E-mail", "Noget", "Tekst"]).fields == {"email": 0, "text": 3}


@pytest.mark.parametrize(
    ("fields", "told_apart", "known_by"),
    [
        ({"text": 0, "name": 1, "email": 2, "participant": 3}, "best", "participant"),
        ({"text": 0, "name": 1, "email": 2}, "best", "email"),
        ({"text": 0, "name": 1, "phone": 2}, "best", "phone"),
        ({"text": 0, "name": 1}, "best", "name"),
        ({"text": 0}, "best", "nobody"),
        ({"text": 0, "name": 1, "email": 2}, "name", "name"),
        ({"text": 0, "name": 1}, "nobody", "nobody"),
    ],
)
def test_the_best_is_what_tells_people_apart(
    fields: dict[str, int], told_apart: str, known_by: str
) -> None:
    assert Mapped(fields, told_apart).known_by == known_by


def test_an_id_is_not_read_where_people_are_known_otherwise() -> None:
    mapped = Mapped({"text": 0, "participant": 1, "name": 2}, "name")
    assert mapped.places == {"text": 0, "name": 2}


def test_what_is_kept_is_read_again() -> None:
    mapped = Mapped({"text": 1}, "nobody")
    assert mapped_in(columns_kept(["a", "b"], mapped.fields, mapped.told_apart)) == mapped
