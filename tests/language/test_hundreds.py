"""A hundred sentences as an office writes them, and a hundred as one says them; twice.

They were written by somebody who had not seen the list. The list was mended after the first
hundreds, and is held against the second as they came.
"""

from pathlib import Path

import pytest

from tracker.language.officialese import advice

SENTENCES = Path(__file__).with_name("sentences")
# Of a hundred, so many are to be found; of the plain ones none.
FOUND = 90


def sentences(name: str) -> list[str]:
    found = (SENTENCES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert len(found) == len(set(found)) == 100
    return found


def officialese(sentence: str) -> list[str]:
    return [one.text for one in advice(sentence, "da") if one.kind == "officialese"]


@pytest.mark.parametrize("which", ["first", "second"])
def test_nine_of_ten_are_found(which: str) -> None:
    missed = [one for one in sentences(f"{which}_office") if not officialese(one)]
    assert len(missed) <= 100 - FOUND, missed


@pytest.mark.parametrize("which", ["first", "second"])
def test_what_is_plain_is_left_alone(which: str) -> None:
    touched = {one: found for one in sentences(f"{which}_plain") if (found := officialese(one))}
    assert touched == {}
