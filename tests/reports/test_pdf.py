"""The letter: accessible by the real validator's word, and sealed."""

import io
import re
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.reports import samples
from tests.verapdf import verdicts
from tracker.reports.document import Source, freeze, new_passage
from tracker.reports.pdf import as_pdf, fetcher, missing_fonts, slip
from tracker.reports.words import citizen


def run(program: str, *arguments: str, data: bytes) -> str:
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def pages(data: bytes) -> list[str]:
    return run("pdftotext", "-", "-", data=data).split("\f")[:-1]


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
    told = re.findall(r'"(.*)"', run("pdfinfo", "-struct-text", "-", data=normal))
    heard = re.sub(r"\s+", " ", " ".join(told))
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
    places = [heard.find(words) for words in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_the_code_has_words_for_those_who_do_not_see_it(normal: bytes):
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", normal, re.DOTALL)
    objects = b"".join(zlib.decompress(stream) for stream in streams)
    words = "QR-kode, der åbner din egen side".encode("utf-16-be").hex().encode()
    assert b"/Alt <feff" + words in objects


def test_the_address_stands_in_the_window_and_only_addresses_do(normal: bytes):
    # A C5 window shows 20 to 125 mm from the left and 44 to 79 mm from the top.
    window = ("-r", "254", "-x", "200", "-y", "440", "-W", "1050", "-H", "350")
    shown = run("pdftotext", "-l", "1", *window, "-", "-", data=normal).split("\n")
    assert [line for line in shown if line.strip("\f")] == [
        "Retur: Karen Blixens Boulevard 7, 8220 Brabrand",
        "Karen Møller",
        "Søvej 3, 2. tv.",
        "8220 Brabrand",
    ]


def heights(data: bytes) -> dict[str, float]:
    """How high the words of the first page are, in points."""
    found = run("pdftotext", "-bbox", "-l", "1", "-", "-", data=data)
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


def test_the_slip_asks_what_the_report_asks():
    danish = citizen("da")
    qualify = slip(samples.qualifying(), danish)
    assert [asked.text[:2] for asked in qualify] == ["1.", "2."]
    assert qualify[0].boxes[0] == "Ja, sådan er det"
    last = slip(samples.closing(), danish)
    assert [asked.boxes for asked in last] == [("Det er i orden", "Jeg er uenig"), ("Ja", "Nej")]


def test_a_letter_has_our_own_letters_and_no_others(normal: bytes):
    assert missing_fonts() == []
    fonts = run("pdffonts", "-", data=normal).splitlines()[2:]
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
