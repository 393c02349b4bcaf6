"""Signs that no font has: a letter shows a lozenge, says so, and stays accessible."""

import pytest

from tests.printed import fonts_of, text_of
from tests.reports import samples
from tracker.reports.document import freeze, new_passage
from tracker.reports.paper.drawing import INSTEAD, Drawn, without
from tracker.reports.paper.pdf import as_pdf

# Nobody's: it stands for no letter, and no font has it.
NOBODYS = "\U000f0000"


def made(text: str, language: str = "da") -> bytes:
    passages = [new_passage("told", "quote", language, text)]
    return as_pdf(freeze(language, "qualify", "development", passages), samples.outside())


def letter(text: str) -> str:
    return text_of(made(text))


@pytest.mark.parametrize("language", ["da", "ar"])
def test_what_stands_instead_is_drawn_by_our_own_fonts(language: str):
    """A machine may have no others."""
    fonts = fonts_of(made(f"{NOBODYS} – tak.", language))
    assert fonts and all("IBM-Plex-Sans" in font for font in fonts)


def test_what_no_font_has_is_a_lozenge_and_the_letter_says_what_it_means():
    text = letter(f"Det er godt {NOBODYS}{NOBODYS} – tak.")
    assert f"Det er godt {INSTEAD} – tak." in text
    assert f"Hvor der står {INSTEAD}, er der et tegn" in text
    assert NOBODYS not in text


def test_a_letter_in_which_all_is_drawn_says_nothing_of_it():
    text = letter("Blåbærgrød, “café” – og Łódź …")
    assert "Blåbærgrød, “café” – og Łódź …" in text
    assert INSTEAD not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a😀b", "a◊b"),
        ("😀😀 😀", "◊ ◊"),
        ("👩\u200d👩\u200d👧!", "◊!"),
        ("👍\U0001f3fd", "◊"),
        ("❤\ufe0f", "❤\ufe0f"),
    ],
)
def test_one_sign_stands_for_all_that_makes_up_a_sign(text: str, shown: str):
    assert without(text, {"😀", "👩", "👧", "👍"}) == shown


def test_where_all_is_drawn_nothing_is_changed():
    assert without("a😀]b", set()) == "a😀]b"


def test_each_character_is_asked_of_once():
    asked: list[str] = []
    drawn = Drawn(asked.append)
    assert drawn.lacking("Blåbærgrød") == set()
    assert asked == []
    for _ in range(2):
        assert drawn.lacking("日 日 \u200b") == set()
    assert len(asked) == 1
