"""One short quote is a letter of one page, and a slip."""

import re
from dataclasses import replace

import pytest

from tests.factories import a_contribution, an_approved_language
from tests.printed import text_of
from tests.reports import samples
from tests.reports.fourteen.heard import first_page
from tests.reports.scenes import a_scene, given
from tests.reports.test_pdf import ANY_WINDOW, words_on_first_page
from tracker.domain.act import Act
from tracker.reports.document import Document, Outside
from tracker.reports.html import as_html
from tracker.reports.paper.pdf import as_pdf

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


def runs(report: Document) -> list[str]:
    """What is one paragraph each, without what marks it."""
    made = as_html(report, paper=True, runs_on=True)
    return [re.sub("<.*?>", "", run) for run in re.findall('<p class="report-run">(.*)</p>', made)]


def test_all_of_it_is_on_one_page_and_the_slip_on_a_sheet_of_its_own(act: Act) -> None:
    letter, back, slip, _ = pages(as_pdf(short(act), outside(slip_code="K7M-4QX")))
    assert missing(letter, "Der er så mørkt ved søen.", "1. Stien ved søen er for mørk.") == []
    assert missing(letter, "Lyset om søen.", "Mangler der noget?", *WAYS) == []
    assert missing(letter, "Hvad sker der nu?", "Dine rettigheder", "Datatilsynet.") == []
    assert missing(letter, "Venlig hilsen Teknik og Miljø", "Side 1 af 1") == []
    assert back == "Denne side er tom."
    assert slip.startswith("Svarseddel") and "Side" not in slip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_in_other_languages_too(act: Act, language: str) -> None:
    an_approved_language(act)
    scene = a_scene(act, can_influence="Lyset om søen.")
    scene.karen.language = language
    report = scene.report()
    assert report.language == language
    assert first_page(as_pdf(report, outside())).rstrip().endswith("Teknik og Miljø")


def test_a_quote_of_three_lines_is_one_page_too(act: Act) -> None:
    report = short(act)
    long = "Der er så mørkt ved søen, at jeg går en omvej om aftenen. " * 4
    said = (replace(p, text=long) if p.kind == "quote" else p for p in report.passages)
    assert "Side 1 af 1" in pages(as_pdf(replace(report, passages=tuple(said)), outside()))[0]


def test_what_it_can_do_without_is_left_out(act: Act) -> None:
    scene = a_scene(act)
    spared = ["Her er dine ord, sådan som vi har dem.", "Vi kan tage fejl.", "Svarer du for sent"]
    assert missing(pages(as_pdf(scene.report(), outside()))[0], *spared) == spared


def test_what_is_said_of_one_thing_is_one_paragraph(act: Act) -> None:
    """For whoever hears it read out, and for a line that has room for two sentences."""
    _, addressed, told, _, understood, asked, ahead, rights = runs(short(act))
    assert addressed.endswith("og du kan stadig rette os. Det handler om Stien om søen.")
    assert told.endswith("Brabrand. Det står ord for ord.")
    assert understood.endswith("Det kan laves om. Her er dine ord med:")
    assert "Lyset om søen. Det kan vi ikke lave om på: Stiens forløb." in asked
    assert "Passer det, vi har skrevet? Mangler der noget? Du bestemmer selv" in asked
    assert "Spørg os: Ring til" in ahead and rights.startswith("Det er dine ord. ")


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


def test_what_we_saw_ourselves_does_not_run_on_from_what_was_told(act: Act) -> None:
    scene = a_scene(act)
    a_contribution(act, scene.karen, "Tre gik udenom vandpytten.", how="observed")
    _, _, _, told, seen, *_ = runs(scene.report())
    assert told.endswith("Det står ord for ord.")
    assert seen.startswith("Det så vi: ")


def test_whom_it_is_to_stands_alone(act: Act) -> None:
    scene = a_scene(act)
    scene.karen.represented, scene.karen.guardian = True, "Peter Møller"
    greeted, represented, *_ = runs(scene.report())
    assert greeted == "Kære Karen Møller" and "Peter Møller" in represented


def test_a_question_and_the_next_heading_are_two_lines(act: Act) -> None:
    scene = a_scene(act)
    given(act, scene.round(), scene.karen)
    closing = runs(scene.report("closing"))
    assert any(run.endswith("Svarede vi på det, du sagde?") for run in closing)
    assert any(run.startswith("Spørg os: Ring til") for run in closing)


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


@pytest.mark.parametrize("times", [5, 8], ids=["as is seen when it is laid out", "as is plain"])
def test_one_that_runs_over_is_a_letter_as_any_other(act: Act, times: int) -> None:
    """Nothing is laid over anything else."""
    long = "Lyset om søen, alt efter hvor mange penge og hvor megen tid der er. " * times
    made = " ".join(pages(as_pdf(short(act, can_influence=long), outside())))
    assert "Side 1 af 1" not in made
    assert 0 < made.index("Mangler der noget?") < made.index(WAYS[0])


def test_in_large_print_they_stand_in_their_order(act: Act) -> None:
    made = pages(as_pdf(short(act), outside(), large_print=True))
    assert missing(made[0], WAYS[0]) == WAYS[:1]
