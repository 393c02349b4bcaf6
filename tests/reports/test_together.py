"""A day, a time or a telephone number stands on one line."""

import re

import pytest

from tracker.reports.templating import prose


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
