"""The letter: accessible by the real validator's word, and sealed."""

import io
import re
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.factories import a_round, a_version
from tests.printed import fonts_of, heard, pages, text_of
from tests.reports import samples
from tests.reports.scenes import a_scene, composed, given
from tests.verapdf import verdicts
from tracker.domain.act import Act
from tracker.reports.document import Source, freeze, new_passage
from tracker.reports.paper.pdf import Letter, as_pdf, fetcher, missing_fonts, slip
from tracker.reports.words import citizen


@pytest.fixture(scope="module")
def normal() -> bytes:
    return as_pdf(samples.qualifying(), samples.outside())


@pytest.mark.verapdf
# The layout engine leaves the archive's colour profile open.
@pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014.icc:ResourceWarning")
def test_every_kind_of_letter_is_accessible(tmp_path: Path, normal: bytes):
    made = {
        "normal": normal,
        "large": as_pdf(samples.qualifying(), samples.outside(), large_print=True),
        "case": as_pdf(samples.qualifying("en", "case"), samples.outside(link=None)),
        "closing": as_pdf(samples.closing(), samples.outside()),
        "bare": as_pdf(samples.only_set_aside(), samples.outside(slip_code=None, phone=None)),
        "archive": as_pdf(samples.closing(), samples.outside(), archive=True),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    asked = {tmp_path / f"{name}.pdf": "3a" if name == "archive" else "ua1" for name in made}
    assert verdicts(asked) == dict.fromkeys(asked, "compliant")


def test_it_is_read_aloud_in_the_order_it_is_read(normal: bytes):
    told = re.sub(r"\s+", " ", heard(normal))
    expected = [
        "Søvej 3",
        "Har vi forstået dig?",
        "Det fortalte du os",
        "mørkt ved søen om vinteren",
        "Det fortalte andre",
        "1. Stien ved søen",
        "Nogen er uenig",
        "Det handler også om",
        "Hjælp os videre",
        "Sådan svarer du",
        "Hvad sker der nu?",
        "Dine rettigheder",
        "Svarseddel",
        "Send sedlen til",
    ]
    places = [told.find(words) for words in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_the_code_has_words_for_those_who_do_not_see_it(normal: bytes):
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", normal, re.DOTALL)
    # What ends a line before the end may be the stream's own last sign.
    objects = b"".join(zlib.decompressobj().decompress(stream) for stream in streams)
    words = "QR-kode, der åbner din egen side".encode("utf-16-be").hex().encode()
    assert b"/Alt <feff" + words in objects


# What some C5 window shows of the sheet, however it lies in the envelope (mm from left and top),
# and what it always shows of the lines of an address.
ANY_WINDOW = (1, 43.5, 126, 102)
LAST_LINE = 79
LONG = "Beskæftigelsesforvaltningens Ungeindsats, Team for Uddannelsesvejledning og Mentorer"
STREETS = "c/o Kristoffer Abildgaard\nVestre Strandpromenade 144 B, 3. tv.\n8240 Risskov"
ADDRESSES = {
    "usual": ("Karen Møller", "Søvej 3, 2. tv.\n8220 Brabrand", {}),
    "long": (f"Karen Elisabeth {LONG}", f"{STREETS}\nDanmark", {"sender_name": LONG}),
    "invented": (LONG, STREETS, {"demo": True}),
}


def words_on_first_page(data: bytes) -> list[tuple[float, float, float, float, str]]:
    """Each word and where it stands: left, top, right, bottom in millimetres."""
    found = text_of(data, "-bbox", "-l", "1")
    sides = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>'
    return [
        (*(float(side) * 25.4 / 72 for side in four), word)
        for *four, word in re.findall(sides, found)
    ]


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_however_the_sheet_lies_the_window_shows_the_address_alone(name: str, large: bool):
    who, where, more = ADDRESSES[name]
    outside = samples.outside(recipient_name=who, recipient_address=where, **more)
    made = as_pdf(samples.qualifying(), outside, large_print=large)
    left, top, right, bottom = ANY_WINDOW
    shown = [
        word
        for x, y, to_x, to_y, word in words_on_first_page(made)
        if x < right and to_x > left and y < bottom and to_y > top
    ]
    returned = "Retur: Karen Blixens Boulevard 7, 8220 Brabrand"
    assert " ".join(shown) == " ".join(f"{returned} {who} {where}".split())
    inside = [each for each in words_on_first_page(made) if each[4] in where.split()]
    # A word's box is as high as its line.
    assert max(to_y for *_, to_y, _ in inside[: len(where.split())]) <= LAST_LINE + 1
    assert max(to_x for _, _, to_x, _, _ in inside[: len(where.split())]) <= 103


def test_four_lines_of_an_address_are_always_seen(normal: bytes):
    lines = ("Søvej", "8220", "Brabrand")
    tops = [y for _, y, _, _, word in words_on_first_page(normal) if word in lines]
    assert min(tops) >= 57.5


def test_an_address_that_is_larger_than_the_window_is_known():
    where = "\n".join(f"Linje {number}" for number in range(7))
    letter = Letter(samples.qualifying(), samples.outside(recipient_address=where))
    assert letter.window is None
    assert Letter(samples.qualifying(), samples.outside()).window == "usual"


def test_the_sheet_is_marked_where_it_is_folded_on_the_first_page_alone(normal: bytes):
    def dark(page: str, top: int) -> bool:
        """Whether anything is drawn at the left edge, a millimetre from there."""
        strip = ("-r", "254", "-x", "40", "-y", str(top * 10), "-W", "80", "-H", "10")
        grey = subprocess.run(
            ["pdftoppm", "-gray", "-f", page, "-l", page, *strip, "-"],
            input=normal, capture_output=True, check=True,
        )  # fmt: skip
        return min(grey.stdout[-800:]) < 200

    assert [top for top in range(30, 280) if dark("1", top)] == [148]
    assert not dark("2", 148)


def heights(data: bytes) -> dict[str, float]:
    """How high the words of the first page are, in points."""
    found = text_of(data, "-bbox", "-l", "1")
    boxes = re.findall(r'yMin="([\d.]+)".*yMax="([\d.]+)">(.*)</word>', found)
    return {word: float(bottom) - float(top) for top, bottom, word in boxes}


def test_large_print_has_letters_of_18_points_and_the_same_window(normal: bytes):
    made = as_pdf(samples.qualifying(), samples.outside(), large_print=True)
    small, large = heights(normal), heights(made)
    assert large["Søvej"] == pytest.approx(small["Søvej"], abs=0.1)
    assert large["handler"] == pytest.approx(small["handler"] * 18 / 11.5, rel=0.02)


def test_the_slip_is_a_sheet_of_its_own(normal: bytes):
    found = pages(normal)
    at = next(at for at, page in enumerate(found) if "Svarseddel" in page)
    assert at % 2 == 0
    assert "K7M-4QX" in found[at]
    assert "K7M-4QX" not in "".join(found[:at])


def test_without_a_code_there_is_no_slip():
    made = as_pdf(samples.only_set_aside(), samples.outside(slip_code=None))
    assert "Svarseddel" not in "".join(pages(made))


def test_one_that_can_be_sent_to_nobody_is_none():
    made = pages(as_pdf(samples.only_set_aside(), samples.outside(sender_address="")))
    assert "svarseddel" not in "".join(made).lower()


def test_each_sheet_of_a_slip_has_its_number():
    document = samples.qualifying()
    insight = next(p for p in document.passages if p.kind == "insight")
    many = [
        replace(insight, text=f"Det er indsigt {n}.", insight=n + 100, source=Source("version", n))
        for n in range(9)
    ]
    long = freeze("da", "qualify", "development", [*document.passages, *many])
    found = pages(as_pdf(long, samples.outside()))
    at = next(at for at, page in enumerate(found) if "Svarseddel" in page)
    sheets = [page for page in found[at:] if page.strip()]
    assert len(sheets) > 1
    assert [page.count("K7M-4QX") for page in sheets] == [1] * len(sheets)


def test_it_asks_what_the_round_asks_of_those_who_were_told_something_new(act: Act):
    scene = a_scene(act)
    given(act, scene.round(), scene.karen)
    a_version(act, scene.insight, "Stien ved søen er for mørk om vinteren.")
    round_ = a_round(
        act, scene.process, "update", [scene.insight], questions=["Hvor mangler lyset?"]
    )
    asked = slip(composed(act, round_, scene.karen), citizen("da"))
    assert [(each.text, bool(each.boxes)) for each in asked] == [
        ("1. Stien ved søen er for mørk om vinteren.", True), ("Hvor mangler lyset?", False),
    ]  # fmt: skip


def test_the_slip_asks_what_the_report_asks():
    danish = citizen("da")
    qualify = slip(samples.qualifying(), danish)
    assert [asked.text[:2] for asked in qualify] == ["1.", "2."]
    assert qualify[0].boxes[0] == "Ja, sådan er det"
    last = slip(samples.closing(), danish)
    assert [asked.boxes for asked in last] == [("Det er i orden", "Jeg er uenig"), ("Ja", "Nej")]


def test_a_letter_has_our_own_letters_and_no_others(normal: bytes):
    assert missing_fonts() == []
    fonts = fonts_of(normal)
    assert fonts
    assert all("IBM-Plex-Sans" in font for font in fonts)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://localhost/x",
        "https://example.dk/x.png",
        "ftp://example.dk/x",
        "asset:../css/report.css",
        "asset:/etc/passwd",
        "asset:",
        "/etc/passwd",
    ],
)
def test_a_letter_reaches_no_file_and_no_network(url):
    with pytest.raises(ValueError):
        fetcher().fetch(url)


def test_a_letter_gets_our_fonts_and_what_it_carries():
    assert fetcher().fetch("asset:IBMPlexSans-Regular.ttf").read()[:4] == b"\x00\x01\x00\x00"
    assert fetcher().fetch("data:text/plain,ja").read() == b"ja"


def test_what_was_written_brings_nothing_into_the_letter(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("kanariefugl")
    evil = (
        f'<img src="{secret.as_uri()}"><link rel="attachment" href="{secret.as_uri()}">'
        f"<style>@import '{secret.as_uri()}'</style>"
    )
    passages = [
        new_passage("opening", "title", "da", f"</title>{evil}"),
        new_passage("told", "quote", "da", evil, Source("contribution", 1)),
    ]
    made = as_pdf(
        freeze("da", "qualify", "development", passages),
        samples.outside(recipient_name=evil, sender_name=evil, sender_address=evil),
    )
    assert b"kanariefugl" not in made
    assert b"EmbeddedFile" not in made
    assert "<img" in "".join(pages(made))


def test_a_word_of_ten_thousand_letters_is_laid_out():
    passages = [new_passage("told", "quote", "da", "a" * 10_000)]
    made = as_pdf(freeze("da", "qualify", "development", passages), samples.outside())
    assert io.BytesIO(made).read(5) == b"%PDF-"
