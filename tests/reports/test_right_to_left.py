"""A report that is read from the right: in Arabic, with Danish words in it, in each form."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from markupsafe import Markup

from tests.factories import (
    NOW,
    a_contribution,
    a_unit,
    an_approved_language,
    some_settings,
    woven,
)
from tests.printed import fonts_of, heard, text_of
from tests.reports import samples
from tests.reports.scenes import a_scene
from tests.verapdf import verdicts
from tracker.reports.apart import set_apart
from tracker.reports.document import Document, Outside
from tracker.reports.html import as_html
from tracker.reports.languages import APART, APART_NO_MORE
from tracker.reports.mail import Envelope, notice, report
from tracker.reports.page import as_page
from tracker.reports.paper import press
from tracker.reports.paper.code_letter import CodeLetter
from tracker.reports.paper.code_letter import as_pdf as as_code_letters
from tracker.reports.paper.pdf import Letter, as_pdf
from tracker.reports.text import as_text

NAME = "كريم الحسن"
OWN = "الطريق عند البحيرة مظلم جدًا."


@pytest.fixture(scope="module")
def arabic() -> Iterator[Document]:
    """Karim's: one thing he said in Arabic, one in Danish, and an insight in Danish."""
    with TemporaryDirectory() as folder, a_unit(some_settings(Path(folder))) as act:
        scene = a_scene(
            act,
            contact_name="Jens Holm",
            contact_phone="+45 87 13 00 00",
            contact_hours="Kl. 9-15.",
        )
        an_approved_language(act)
        scene.karen.name, scene.karen.language = NAME, "ar"
        woven(act, a_contribution(act, scene.karen, OWN), scene.insight)
        yield scene.report()


def test_what_nobody_approved_is_said_to_nobody(tmp_path: Path) -> None:
    """The report is in the language of the process instead."""
    with a_unit(some_settings(tmp_path / "instance")) as act:
        scene = a_scene(act)
        scene.karen.language = "ar"
        assert (scene.report().language, scene.report().title()) == ("da", "Har vi forstået dig?")
        approval = an_approved_language(act)
        assert scene.report().language == "ar"
        approval.taken_back_at = act.now
        assert scene.report().language == "da"


def outside(**changes: str | None) -> Outside:
    return samples.outside(recipient_name=NAME, **changes)


@pytest.fixture(scope="module")
def letter(arabic: Document) -> bytes:
    return as_pdf(arabic, outside())


def shown(text: str) -> str:
    """The letters and signs that are seen, without what parts them."""
    return re.sub(rf"[\s{APART}{APART_NO_MORE}]", "", text)


@pytest.mark.verapdf
def test_its_letters_are_accessible(tmp_path: Path, arabic: Document, letter: bytes) -> None:
    batch = BytesIO()
    press.letters([Letter(arabic, outside()), Letter(samples.closing(), outside())], batch)
    made = {
        "letter": letter,
        "large": as_pdf(arabic, outside(), large_print=True),
        "batch": batch.getvalue(),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    asked = {tmp_path / f"{name}.pdf": "ua1" for name in made}
    assert verdicts(asked) == dict.fromkeys(asked, "compliant")


def test_its_letter_is_read_aloud_as_it_is_read(arabic: Document, letter: bytes) -> None:
    """Each passage from its first letter to its last, the Danish in the Arabic too."""
    told = shown(heard(letter))
    place = 0
    for passage in arabic.passages:
        place = told.find(shown(passage.text or ""), place)
        assert place >= 0, passage.text


def test_what_is_taken_out_of_its_letter_can_be_read(letter: bytes) -> None:
    text = text_of(letter)
    for words in (NAME, "كريم", "حقوقك", "Stien ved søen er for mørk.", "+45 87 13 00 00"):
        assert words in text


def test_its_letter_has_our_own_letters_and_no_others(letter: bytes) -> None:
    fonts = fonts_of(letter)
    assert any("IBM-Plex-Sans-Arabic" in font for font in fonts)
    assert all("IBM-Plex-Sans" in font for font in fonts)


def test_the_post_reads_the_window_from_the_left(letter: bytes) -> None:
    window = ("-r", "254", "-x", "200", "-y", "440", "-W", "1050", "-H", "350")
    lines = text_of(letter, "-l", "1", *window).splitlines()
    read = [re.sub(r"[\u202a-\u202e\f]", "", line) for line in lines]
    assert [line for line in read if line] == [
        "Retur: Karen Blixens Boulevard 7, 8220 Brabrand",
        NAME,
        "Søvej 3, 2. tv.",
        "8220 Brabrand",
    ]


def test_its_page_says_what_is_read_which_way(arabic: Document) -> None:
    for page in (as_html(arabic), as_page(arabic, outside())):
        assert ' lang="ar" dir="rtl"' in page
        assert re.search(r'<p class="report-insight" lang="da" dir="ltr">.*Stien ved søen', page)
        assert f'<blockquote class="report-quote"><p>«<span dir="rtl">{OWN}</span>»' in page
        assert '<blockquote class="report-quote" lang="da" dir="ltr">' in page
        assert '<span lang="da" dir="ltr">Jens Holm</span>' in page
        assert '<span dir="ltr"><span class="together">+45 87 13 00 00</span></span>' in page
        assert APART not in page


def test_its_mails_say_it_too(arabic: Document) -> None:
    envelope = Envelope("k@example.dk", "Natur og Vej", "natur@example.dk", "<1@example.dk>", NOW)
    carried = report(envelope, arabic, outside())
    pointing = notice(envelope, "ar", "qualify", "https://viden.example.dk/r/x", "87 13 00 00")
    for mail in (carried, pointing):
        assert mail["Content-Language"] == "ar"
        html = mail.get_body(("html",)).get_content()
        assert '<html lang="ar" dir="rtl">' in html
        assert '<body lang="ar" dir="rtl"' in html
        assert 'dir="ltr">https://viden.example.dk/r/' in html
    assert pointing["Subject"] == "رسالة لك من البلدية"


def test_its_text_holds_apart_what_runs_the_other_way(arabic: Document) -> None:
    text = as_text(arabic, outside())
    assert f"«{APART}{OWN}{APART_NO_MORE}»" in text
    assert f"{APART}+45 87 13 00 00{APART_NO_MORE}" in text


def test_a_danish_report_has_no_signs_that_are_not_seen() -> None:
    assert APART not in as_text(samples.qualifying(), outside())
    assert "<span dir" not in as_page(samples.qualifying(), outside())


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("A", "A"),
        (f"أ {APART}b{APART_NO_MORE}.", 'أ <span lang="da" dir="ltr">b</span>.'),
        (f"أ {APART}12{APART_NO_MORE}.", 'أ <span dir="ltr">12</span>.'),
        (
            f"{APART}أ {APART}b{APART_NO_MORE}{APART_NO_MORE}",
            '<span dir="rtl">أ <span lang="da" dir="ltr">b</span></span>',
        ),
        (f"a{APART_NO_MORE}b{APART}c", "abc"),
    ],
)
def test_signs_become_elements(text: str, page: str) -> None:
    assert set_apart(Markup.escape(text), "ar", "da") == page


def test_a_number_to_call_is_read_from_the_left_in_a_letter_with_a_code():
    letter = CodeLetter(
        language="ar",
        code="1234 5678",
        date=date(2026, 4, 1),
        sender_name="Aarhus Kommune",
        sender_address="",
        recipient_name="Amal",
        recipient_address="Søvej 3\n8220 Brabrand",
        phone="87 13 45 69",
    )
    told = text_of(as_code_letters([letter]), "-bbox")
    found = re.findall(r'xMin="([\d.]+)"[^>]*>(87|13|45|69)<', told)
    assert [
        piece for _, piece in sorted(found, key=lambda each: float(each[0]))
    ] == letter.phone.split()
