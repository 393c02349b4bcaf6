"""Where somebody lives is caught, as Danes write it; what only looks so is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.language.guards import find_addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hun bor på Nørregade 12.", "Nørregade 12"),
        ("Hun bor på Nørregade 12, 2. tv, 8000 Aarhus C.", "Nørregade 12, 2. tv, 8000 Aarhus C"),
        ("Skolegade 2, st.\n0999 Egeby", "Skolegade 2, st.\n0999 Egeby"),
        ("Ved Skolegade 2", "Skolegade 2"),
        ("Hans Jensens Vej 4B er mørk.", "Hans Jensens Vej 4B"),
        ("Vester Allé 3", "Vester Allé 3"),
        ("H.C. Andersens Boulevard 3 a", "H.C. Andersens Boulevard 3"),
        ("på Torvet 5", "Torvet 5"),
        ("Elmevænget 40 i går", "Elmevænget 40"),
        ("i 8000 Aarhus C i dag", "8000 Aarhus C"),
        ("DK-2000 Frederiksberg", "DK-2000 Frederiksberg"),
    ],
)
def test_an_address_is_found_whole(text: str, found: str) -> None:
    assert [one.text for one in find_addresses(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Randersvej er farlig.",
        "På Skolevej 12 børn leger.",
        "Skolevej 3. oktober",
        "Strandvejen 12.30",
        "I 2024 Anna kom",
        "Klasse 3 og rute 12",
        "Alle 12 kom, mange 5 gange",
        "Vi gik 3 km ad vejen 2 gange",
        "",
    ],
)
def test_what_is_no_address_is_left_alone(text: str) -> None:
    assert find_addresses(text) == []


@settings(deadline=None)
@given(st.text(alphabet="Ax vejgad0123,. \nø", max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    for one in find_addresses(text):
        assert text[one.start : one.end] == one.text
