"""Fourteen reports: how they read, look and sound, and what one knows at first sight."""

from collections.abc import Callable, Iterator
from difflib import unified_diff
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.factories import a_unit, some_settings
from tests.printed import heard
from tests.reports.fourteen import FOURTEEN, SNAPSHOTS, Report, fourteen, places, walked
from tests.reports.fourteen.heard import (
    bare,
    first_page,
    without_what_is_on_paper_alone,
    written,
)
from tests.verapdf import verdicts
from tests.web.browser import overflows
from tracker.domain.act import Act
from tracker.domain.round import Delivery
from tracker.language.readability import measure
from tracker.reports.answering import ways
from tracker.reports.document import Document
from tracker.reports.freezing import documents_of
from tracker.reports.page import as_page
from tracker.reports.paper.pdf import as_pdf
from tracker.returning.checks import TARGET_LIX, is_running, lix_of

NAMES = list(FOURTEEN)
Letters = Callable[[str], bytes]
# What somebody who has never seen the product finds on the first page, and on the first screen:
# what they told, what became of it, and what they can do now.
FIRST_SIGHT = {
    "one_quote": (
        "»Jeg tør ikke lade min datter cykle alene. Bilerne holder helt inde på cykelstien.«",
        "1. Børn cykler ikke selv i skole, for bilerne holder på cykelstien.",
        "Sig, om vi har forstået dig rigtigt, og om der mangler noget. Svar gerne inden 21 dage",
    ),
    "sixty": (
        "Du fortalte os 60 ting. Her er en af dem: »I dag kom de kvart i elleve. Jeg sad",
        "Dine ord er med i 20 ting, som vi tror, vi har forstået.",
        "Sig, om vi har forstået dig rigtigt, og om der mangler noget. Svar gerne inden 21 dage",
    ),
    "every_move": (
        "»Omklædningen er for åben. Min mor på 78 vil ikke klæde om, når alle kan se ind.«",
        "2 af dem gør vi noget ved. 1 gør vi noget ved, men ikke alt. 1 gør vi ikke noget ved.",
        "Sig, om vi svarede på det, du sagde. Svar gerne inden 14 dage",
    ),
    "set_aside_only": (
        "»Isboden skulle tage at sælge kaffe. Så blev vi siddende.«",
        "Kommunen ejer ikke isboden. Vi har givet dit ønske videre til hende, der ejer den.",
        "Sig til, hvis du er uenig. Svar gerne inden 14 dage",
    ),
    "corrected_twice": (
        "»Bussen kører for sjældent. Jeg måtte gå fra kor før tid.«",
        "Nu skriver vi: Bus 16 kører for sjældent efter klokken otte på hverdage.",
        "Sig, om vi har forstået dig rigtigt, eller om du er uenig. Svar gerne inden 14 dage",
    ),
    "group": (
        "I fortalte os 3 ting. Her er en af dem: »Vi vil have sol på ryggen og ikke bag os.«",
        "Bænkene står forkert. Man sidder i skygge og blæst.",
        "Sig, om vi har forstået jer rigtigt, og om der mangler noget. Svar gerne inden 21 dage",
    ),
    "case": (
        "»Jeg lukker ikke op, når jeg ikke ved, hvem det er.«",
        "Du vil vide dagen før, hvem der kommer.",
        "Sig, om vi har forstået dig rigtigt, og om der mangler noget. Svar gerne inden 21 dage",
    ),
    "child": (
        "»Jeg kan ikke høre, hvad jeg tænker, når de råber.«",
        "»Der er for meget larm i timerne.« Det gør vi noget ved.",
        "Sig, om vi har forstået dig rigtigt. Du må gerne være uenig. Du behøver ikke svare i dag",
    ),
    "large_print": (
        "»Jeg kan ikke læse jeres breve. Bogstaverne er for små.«",
        "»Breve med små bogstaver bliver ikke læst.« Det gør vi noget ved.",
        "Sig, om vi svarede på det, du sagde. Svar gerne inden 14 dage",
    ),
    "arabic": (
        "ابنتي تترجم لي عند الطبيب. عمرها تسع سنوات.",
        "لا ينبغي للأطفال أن يترجموا لآبائهم. كلماتك جزء من شيئين نظن أننا فهمناهما.",
        "يسعدنا أن نعرف منك إن كنا قد فهمناك جيدًا",
    ),
    "english": (
        "“My first letter from the city was four pages. I was afraid to open it.”",
        "“The first letter makes people afraid.” We are doing something about this.",
        "Tell us if we answered what you said. Please answer within 14 days",
    ),
    "no_insight_yet": (
        "»Jeg kommer der hver dag og læser avis. Det er ikke for avisens skyld.«",
        "Vi har dine ord, som du sagde dem. Vi er ikke færdige med at forstå dem.",
        "Sig, om dine ord står rigtigt, og om der mangler noget. Svar gerne inden 21 dage",
    ),
    "long_words": (
        "»Klubben er fed 🎸🔥 men den lukker kl. 21 😭😭«",
        "Klubben lukker for tidligt i weekenden.",
        "Sig, om vi har forstået dig rigtigt, og om der mangler noget. Svar gerne inden 21 dage",
    ),
    "withdrawn_neighbour": (
        "»Lastbilerne vækker mig klokken fem. Så sover jeg ikke mere.«",
        "1. Det er lastbiler tidligt om morgenen, der larmer mest.",
        "Sig, om vi har forstået dig rigtigt, eller om du er uenig. Svar gerne inden 14 dage",
    ),
}
# What stands on a screen without scrolling.
ON_SCREEN = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let seen = "";
    while (walker.nextNode()) {
        range.selectNodeContents(walker.currentNode);
        const {width, bottom} = range.getBoundingClientRect();
        if (width && bottom <= innerHeight) seen += " " + walker.currentNode.data;
    }
    return seen;
}"""


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    with a_unit(some_settings(tmp_path_factory.mktemp("fourteen"))) as act:
        return fourteen(act)


@pytest.fixture(scope="session")
def letters(reports: dict[str, Report]) -> Letters:
    """Each made when somebody looks at it first."""

    @cache
    def letter(name: str) -> bytes:
        report = reports[name]
        return as_pdf(report.document, report.outside, report.large_print)

    return letter


@pytest.fixture
def screens(browser: Browser, reports: dict[str, Report]) -> Iterator[Callable[[str, int], Page]]:
    """A report's own page in a window of that width; one window for all."""
    page = browser.new_page()

    def show(name: str, width: int) -> Page:
        report = reports[name]
        page.set_viewport_size({"width": width, "height": 900})
        page.set_content(as_page(report.document, report.outside, report.large_print))
        return page

    yield show
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_as_it_did_when_somebody_last_read_it(reports: dict[str, Report], name: str):
    kept = (SNAPSHOTS / f"{name}.txt").read_text().splitlines()
    diff = unified_diff(kept, reports[name].text.splitlines(), "kept", "now", lineterm="")
    assert "\n".join(diff) == "", "read it, then: python -m tests.reports.fourteen"


def test_what_is_kept_is_what_is_made():
    assert sorted(path.stem for path in SNAPSHOTS.iterdir()) == sorted(NAMES)


@pytest.mark.verapdf
def test_each_letter_is_accessible(letters: Letters, tmp_path: Path):
    files = {tmp_path / f"{name}.pdf": letters(name) for name in NAMES}
    for file, data in files.items():
        file.write_bytes(data)
    assert verdicts(dict.fromkeys(files, "ua1")) == dict.fromkeys(files, "compliant")


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_reader_hears_what_the_plain_text_says(
    reports: dict[str, Report], letters: Letters, name: str
):
    report = reports[name]
    said = without_what_is_on_paper_alone(report, heard(letters(name)))
    assert said == bare(written(report.text))


@pytest.mark.parametrize("name", ["one_quote", "set_aside_only", "withdrawn_neighbour"])
def test_a_short_one_is_one_page_and_a_slip(
    reports: dict[str, Report], letters: Letters, name: str
):
    assert len(PdfReader(BytesIO(letters(name))).pages) == 3
    assert first_page(letters(name)).rstrip().endswith(reports[name].outside.sender_name)


@pytest.mark.parametrize("name", NAMES)
def test_at_first_sight_one_knows_what_one_told_what_it_became_and_what_one_can_do(
    letters: Letters, name: str
):
    page = bare(first_page(letters(name)))
    assert [said for said in FIRST_SIGHT[name] if bare(said) not in page] == []


def test_so_one_does_on_the_first_screen_and_axe_finds_nothing(
    screens: Callable[[str, int], Page], axe: Callable[[Page], list[str]]
):
    for name in NAMES:
        page = screens(name, 1280)
        seen = bare(page.evaluate(ON_SCREEN))
        assert [said for said in FIRST_SIGHT[name] if bare(said) not in seen] == [], name
        assert axe(page) == [], name
        assert overflows(screens(name, 320)) == [], name


# LIX says nothing of Arabic.
@pytest.mark.parametrize("name", [name for name in NAMES if name != "arabic"])
def test_its_texts_read_easily(reports: dict[str, Report], name: str):
    report = reports[name]
    assert lix_of(report.document) <= TARGET_LIX
    words = report.document.words
    around = [way.text for way in ways(report.outside, words, slip=True)]
    around += [words.say(said) for said in ("answer.qr", "slip.lead", "slip.no_name")]
    assert fixed_lix(report.document, *around) <= TARGET_LIX


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", ["development", "case"])
def test_the_fixed_texts_read_easily_whatever_is_told_and_why(act: Act, kind: str, language: str):
    for tell in (walked.every_move, walked.corrected_twice, places.set_aside_only):
        tell(act, kind, language)
    made = documents_of(act.session, act.session.query(Delivery).all()).values()
    theirs = [document for document in made if document.language == language]
    assert {document.kind for document in theirs} == {"qualify", "update", "closing"}
    assert [document.title() for document in theirs if fixed_lix(document) > TARGET_LIX] == []


def fixed_lix(document: Document, *around: str) -> float:
    """LIX over what the product itself says in a report, with what was filled in, and around it."""
    ours = [
        p.text
        for p in document.passages
        if is_running(p) and p.text and p.source and p.source.kind == "fixed"
    ]
    return measure("\n\n".join([*ours, *around]), document.language).lix
