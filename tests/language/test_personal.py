"""Words that tell of health, ethnicity or faith are found, and roles are not taken for them."""

import unicodedata

import pytest

from tracker.language.personal import tells_personal


@pytest.mark.parametrize(
    "text",
    [
        "muslim, har kræft", "Muslimsk", "KRÆFTPATIENT", "dement", "mor, kurder", "har ADHD",
        "ADHD-ramt", "nabo/jøde", "wheelchair user", "Syrian", "kronisk syg",
        unicodedata.normalize("NFD", "døv"), unicodedata.normalize("NFD", "jøde"),
        unicodedata.normalize("NFD", "palæstinenser"),
    ],
)  # fmt: skip
def test_what_tells_of_health_ethnicity_or_faith_is_found(text: str) -> None:
    assert tells_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "pårørende", "cyklist", "nabo", "sygeplejerske", "demenskoordinator", "patientvejleder",
        "præst", "tolk", "kirkegænger", "bruger af værestedet", "far til to", "handicaphjælper",
        "butiksejer", "kristendomslærer", "caregiver", "frivillig i Kræftens Bekæmpelse",
    ],
)  # fmt: skip
def test_a_role_is_not_taken_for_that(text: str) -> None:
    assert not tells_personal(text)
