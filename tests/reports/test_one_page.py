"""One short quote is a letter of one page: on its back stand what happens now, and the rights."""

import pytest

from tests.printed import text_of
from tests.reports import samples
from tests.reports.scenes import a_scene
from tests.reports.test_pdf import ANY_WINDOW, words_on_first_page
from tracker.domain.act import Act
from tracker.reports.document import Document, Outside
from tracker.reports.pdf import as_pdf

LINK = "https://viden.example.dk/r/5VJq0b3pV1mJmOqk1n0S8wS2Jc7T0u0b3k9x2mQ4r7s"
WAYS = ["Sådan svarer du", "Sæt kryds på svarsedlen", "Ring til os på 87 13 00 00."]


def outside(**more: object) -> Outside:
    said = {"sender_name": "Teknik og Miljø", "link": LINK, "phone": "87 13 00 00"}
    return samples.outside(**{**said, **more})


def pages(data: bytes) -> list[str]:
    return [" ".join(page.split()) for page in text_of(data, "-raw").split("\f")]


def short(act: Act, **columns: str) -> Document:
    told = {"can_influence": "Lyset om søen.", "cannot_influence": "Stiens forløb."}
    scene = a_scene(act, **{**told, **columns})
    return scene.report()


def missing(page: str, *said: str) -> list[str]:
    return [each for each in said if each not in page]


def test_all_that_is_told_and_asked_is_on_its_front(act: Act) -> None:
    first, second, *_ = pages(as_pdf(short(act), outside()))
    assert missing(first, "Der er så mørkt ved søen.", "1. Stien ved søen er for mørk.") == []
    assert missing(first, "Lyset om søen.", "Mangler der noget?", *WAYS) == []
    assert "Dine rettigheder" in second
    assert missing(second, *WAYS) == WAYS


def test_what_it_can_do_without_is_left_out(act: Act) -> None:
    scene = a_scene(act)
    spared = ["Her er dine ord, sådan som vi har dem.", "Vi kan tage fejl."]
    assert missing(pages(as_pdf(scene.report(), outside()))[0], *spared) == spared


def test_the_ways_to_answer_stand_where_no_window_shows_them(act: Act) -> None:
    made = as_pdf(short(act), outside(recipient_name="Karen", recipient_address="Søvej 3"))
    left, top, right, bottom = ANY_WINDOW
    words = words_on_first_page(made)
    shown = [
        word
        for x, y, to_x, to_y, word in words
        if x < right and to_x > left and y < bottom and to_y > top
    ]
    assert " ".join(shown).endswith("Karen Søvej 3") and "Ring" not in shown
    (ring,) = [y for x, y, _, _, word in words if word == "Ring" and x > right]
    (title,) = [y for _, y, _, _, word in words if word == "Har"]
    assert 44 < ring < title


@pytest.mark.parametrize(
    "said",
    [
        {"sender_name": "Beskæftigelsesforvaltningens Ungeindsats, Team for Vejledning"},
        {"code": "call"},
        {"link": f"{LINK}{'x' * 60}"},
    ],
    ids=["a long sender", "a code", "a long address"],
)
def test_where_they_have_no_room_beside_it_they_stand_below(act: Act, said: dict[str, str]) -> None:
    first, second, *_ = pages(as_pdf(short(act), outside(**said)))
    assert missing(first, WAYS[0]) == WAYS[:1] and missing(second, WAYS[0]) == []


def test_one_that_runs_over_has_them_after_what_is_asked(act: Act) -> None:
    """Nothing is laid over anything else."""
    long = "Lyset om søen, alt efter hvor mange penge og hvor megen tid der er. " * 8
    made = " ".join(pages(as_pdf(short(act, can_influence=long), outside())))
    assert 0 < made.index("Mangler der noget?") < made.index(WAYS[0])


def test_in_large_print_they_stand_in_their_order(act: Act) -> None:
    made = pages(as_pdf(short(act), outside(), large_print=True))
    assert missing(made[0], WAYS[0]) == WAYS[:1]
