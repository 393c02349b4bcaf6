import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker.language.text import BadText, checked_line, checked_text, is_latin, same_text_key

KEPT = [
    "Blåbærgrød på Ærø, Ålborg og Ørsted",
    "a\u030a og \u00e5, e\u0301 og \u00e9",  # NFD and NFC side by side
    "مرحبا بِكُم، ١٢٣",
    "\u200fعربي\u200e 123\u061c",  # marks that Arabic needs
    "می\u200cخواهم",  # Persian's non-joiner
    "👩‍👩‍👧‍👦 ❤️ 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 👍🏽",
    "tab\tlf\ncr\r\nslut ",
    "  mellemrum bliver  ",
    "\ufeffmed mærke",
    "kommune\u00adplan",
    "=1+1; <script>alert(1)</script> 'x'",
    "0",
    "\U0001fae8",  # newer than some Pythons know
]


def refused(value: str, limit: int = 100, check=checked_text) -> tuple[str, dict[str, object]]:
    with pytest.raises(BadText) as caught:
        check(value, limit)
    return caught.value.code, caught.value.values


@pytest.mark.parametrize("value", KEPT)
def test_what_people_write_is_kept_exactly(value):
    assert checked_text(value, 100) == value
    assert checked_text(value, 100).encode() == value.encode()


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "\n\r\n\t",
        "\u00a0\u2003\u3000",
        "\u2028",
        "\u200b",
        "\u2062 \u200b",
        "\u200d\u200c\u2060\ufeff",
        "\u200e\u200f",
        "\u00ad",
        "\u034f",
        "\u2800",
        "\u3164",
        "\ufe0f",
    ],
)
def test_a_text_of_which_nothing_is_seen_is_empty(value):
    assert refused(value) == ("empty", {})


def test_a_text_that_is_too_long_says_by_how_much():
    assert checked_text("å" * 10, 10) == "å" * 10
    assert refused("å" * 13, 10) == ("too_long", {"limit": 10, "over": 3})
    assert refused(" " * 13, 10)[0] == "too_long"


@pytest.mark.parametrize(
    ("value", "code_points", "positions"),
    [
        ("a\x00b", ["U+0000"], [2]),
        ("\x1b[31m", ["U+001B"], [1]),
        ("a\x7f", ["U+007F"], [2]),
        ("\x85", ["U+0085"], [1]),
        ("a\x0bb\x0c", ["U+000B", "U+000C"], [2, 4]),
        ("ja\u202enej", ["U+202E"], [3]),
        ("\u202d\u202a\u202b\u202c", ["U+202D", "U+202A", "U+202B", "U+202C"], [1, 2, 3, 4]),
        ("\u2066\u2067\u2068\u2069", ["U+2066", "U+2067", "U+2068", "U+2069"], [1, 2, 3, 4]),
        ("\ud800", ["U+D800"], [1]),
    ],
)
def test_control_characters_and_turned_directions_are_named(value, code_points, positions):
    code, values = refused(value)
    assert code == "control_characters"
    assert values == {
        "code_points": code_points,
        "positions": positions,
        "count": len(positions),
    }


def test_of_very_many_control_characters_the_first_ten_are_named():
    values = refused("a" + "\x00" * 50)[1]
    assert values["count"] == 50
    assert values["positions"] == list(range(2, 12))
    assert values["code_points"] == ["U+0000"] * 10


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n", "\u2028", "\u2029"])
def test_one_line_has_no_line_break(sign):
    assert refused(f"Mona{sign}Bcc: x@example.dk", check=checked_line) == (
        "line_break",
        {"position": 5},
    )
    assert refused(f"Mona{sign}", check=checked_line)[0] == "line_break"
    assert checked_text(f"Mona{sign}Jensen", 100) == f"Mona{sign}Jensen"


def test_one_line_is_else_checked_as_any_text():
    assert checked_line("Mona\tJensen ", 12) == "Mona\tJensen "
    assert refused("Mona Jensen", 5, checked_line) == ("too_long", {"limit": 5, "over": 6})
    assert refused("\u200b", check=checked_line)[0] == "empty"
    assert refused("\u202e", check=checked_line)[0] == "control_characters"


@settings(deadline=None)
@given(st.text())
def test_a_text_is_kept_as_it_is_or_refused_with_a_reason(value):
    try:
        assert checked_text(value, 50) == value
    except BadText as bad:
        assert bad.code in {"empty", "too_long", "control_characters"}
        assert (bad.code == "too_long") == (len(value) > 50)
    else:
        assert value.strip()
        assert "\x00" not in value


@settings(deadline=None)
@given(st.text())
def test_composed_and_decomposed_spellings_meet(text):
    keys = {same_text_key(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")} | {
        same_text_key(text)
    }
    assert len(keys) == 1
    assert unicodedata.is_normalized("NFC", keys.pop())


@settings(deadline=None)
@given(st.text(alphabet="abÅåéßæÆ ", min_size=1))
def test_capitals_and_small_letters_meet(text):
    assume(text.strip())
    assert same_text_key(text.upper()) == same_text_key(text)


def test_danish_letters_stay_apart():
    assert len({same_text_key(letter) for letter in "aåæøo"}) == 5
    assert same_text_key("\u00c5R") == same_text_key("a\u030ar") == "år"


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Stien er mørk.", True),
        ("Łódź, İzmir", True),
        ("الطريق عند البحيرة مظلم", False),
        ("الطريق عند Søvej مظلم", False),
        ("Mød Layla (ليلى) ved søen", True),
        ("Дорога темна", False),
        ("12 – 14", True),
        ("", True),
    ],
)
def test_what_is_written_in_danish_letters(text: str, latin: bool) -> None:
    assert is_latin(text) is latin
