"""A day, a time or a telephone number stands on one line."""

import random
import re

import pytest
from markupsafe import Markup, escape

from tracker.reports.templating import breakable, prose

# What is kept together, as one would say it; the filter says it so that it is found fast.
PLAINLY = re.compile(
    r"((?<!\w)\d{1,2}\.? (?:maj|May|oktober|October)(?: \d{4})?(?!\w)"
    r"|(?<!\w)kl\. \d{1,2}(?:[.:]\d\d)?(?!\w)"
    r"|(?<![\w+])\+?\d{2,4}(?: \d{2,4}){1,4}(?!\w))"
)
PIECES = (
    *("3", "12", "2025", "4567", "3. maj", "May ", "oktober", "kl.", "kl. 9", "k", "+45", "+"),
    *("89 40 20 11", " ", " ", " ", ".", ":", ";", "#", "&", "<", '"', "'", "\n", "\r\n"),
    *("a", "æ", "x" * 61),
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Vi svarer dig senest 3. oktober 2025.", ["3. oktober 2025"]),
        ("We answer by 3 October 2025, or 13 May.", ["3 October 2025", "13 May"]),
        ("Gemt 1. maj 2026 kl. 9.05. Ikke sendt.", ["1. maj 2026", "kl. 9.05"]),
        ("Ring til os på 89 40 20 11. Så hjælper vi.", ["89 40 20 11"]),
        ("Ring på +45 8940 2011, mandag 9-15", ["+45 8940 2011"]),
        ("Du har 21 dage. Bus 18 kører kl. 8 og 9 hver dag i 2025.", ["kl. 8"]),
        ("3. oktobers sidste dag, A12 34 og 12 345678", []),
    ],
)
def test_what_is_one_thing_is_kept_together(text: str, kept: list[str]) -> None:
    shown = prose(text)
    assert re.findall('<span class="together">([^<]*)</span>', shown) == kept
    assert shown.striptags() == text


def test_nothing_in_it_is_markup() -> None:
    assert prose('<b>3. maj</b> & "89 40 20 11"') == (
        '&lt;b&gt;<span class="together">3. maj</span>&lt;/b&gt; '
        '&amp; &#34;<span class="together">89 40 20 11</span>&#34;'
    )


def test_it_is_found_fast_where_it_is_found_plainly() -> None:
    chance = random.Random(4)
    for _ in range(5_000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        lines = (breakable(line.rstrip("\r")) for line in text.split("\n"))
        assert prose(text) == Markup("<br>").join(map(plainly, lines)), repr(text)


def plainly(line: str) -> Markup:
    pieces = enumerate(PLAINLY.split(line))
    kept = Markup('<span class="together">{}</span>')
    return Markup().join(kept.format(each) if at % 2 else escape(each) for at, each in pieces)
