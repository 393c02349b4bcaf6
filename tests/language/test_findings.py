"""What to look at while one writes: what others must not see first, and what can stand there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.language.findings import findings
from tracker.language.guards import Kind

PUT: dict[Kind, str] = {
    "cpr": "et CPR-nummer",
    "email": "en mailadresse",
    "phone": "et telefonnummer",
    "address": "en adresse i området",
    "name": "en borger; en nabo",
    "name_of": "en borgers; en nabos",
}
NAMES = ["Mona Jensen", "Bo Nørre"]


def found(text: str, reachable: str = "") -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (one.kind, one.text, one.instead) for one in findings(text, "da", NAMES, PUT, reachable)
    ]


def test_what_others_must_not_see_comes_first_and_then_what_can_be_put_plainly() -> None:
    text = (
        "Samtlige hørte om brugerinddragelsesprocesser. Mona ringede på 20 30 40 50 vedrørende det."
    )
    assert [kind for kind, _, _ in found(text)] == [
        *("name", "phone"),
        *("officialese", "officialese", "long_word"),
    ]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Mona kom.", ("En borger", "En nabo")),
        ("Det var Mona.", ("en borger", "en nabo")),
        ("Det var Monas hund.", ("en borgers", "en nabos")),
        ("Samtlige kom.", ("Alle",)),
        ("Det vil afstedkomme uro.", ("føre til", "give")),
        ("Pågældende kom.", ("Han", "Hun", "Den")),
        ("Nørregade 12 er mørk.", ("En adresse i området",)),
        ("Hun har 010203-1234.", ("et CPR-nummer",)),
        ("Skriv til a@b.dk", ("en mailadresse",)),
    ],
)
def test_what_is_put_there_begins_as_the_sentence_does(text: str, instead: tuple[str, ...]) -> None:
    assert [one[2] for one in found(text)] == [instead]


def test_a_place_is_told_once_by_all_of_it() -> None:
    assert [(kind, text) for kind, text, _ in found("Bo Nørres Vej 4")] == [
        ("address", "Bo Nørres Vej 4")
    ]
    assert [kind for kind, _, _ in found("Skriv til brugerinddragelse@x.dk")] == ["email"]


def test_our_own_telephone_may_be_told() -> None:
    assert found("Ring på 89 40 20 00.", reachable="8940 2000") == []
    assert [one[0] for one in found("Ring på 89 40 20 01.", reachable="8940 2000")] == ["phone"]


@settings(deadline=None)
@given(st.text() | st.text(alphabet="MonaB samtlige.\nå\u030a0123-"))
def test_every_finding_points_at_its_own_text(text: str) -> None:
    for one in findings(text, "da", NAMES, PUT):
        assert text[one.start : one.end] == one.text != ""
        assert len(one.instead) <= 3
