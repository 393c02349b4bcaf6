"""The report as an accessible letter (PDF/UA-1), alone or as a part of a file of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import Message
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.request import BaseHandler, Request
from urllib.response import addinfourl

import segno
from weasyprint import CSS, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from tracker.reports.answering import ways
from tracker.reports.apart import set_apart
from tracker.reports.document import Document, Outside, Passage, freeze
from tracker.reports.html import as_html
from tracker.reports.languages import INTERFACE
from tracker.reports.paper import reading_order
from tracker.reports.paper.binding import Part, part_of
from tracker.reports.paper.drawing import INSTEAD, Drawn, without
from tracker.reports.paper.parsed import parsed
from tracker.reports.paper.poster import ALONE, Poster, as_poster
from tracker.reports.paper.window import has_room_beside, size_for
from tracker.reports.templating import environment
from tracker.reports.words import Words, citizen

STATIC = Path(__file__).resolve().parents[3] / "static"
FONTS = STATIC / "vendor" / "fonts"
STYLE = STATIC / "css" / "report-paper.css"
FONT_FILES = frozenset(
    {
        *(f"IBMPlexSans-{cut}.ttf" for cut in ("Regular", "Italic", "Medium", "SemiBold", "Bold")),
        *(f"IBMPlexSansArabic-{cut}.ttf" for cut in ("Regular", "SemiBold")),
    }
)

ACCESSIBLE = "pdf/ua-1"
ARCHIVE = "pdf/a-3a"
ACCESSIBLE_TOO = Path(__file__).with_name("pdf_ua.xml")

# The id of the letter's last line.
BYE = "bye"
# More letters than these never have room on one page; whether fewer do is seen when laid out.
ONE_PAGE = 1800

# The moves that a slip offers for an insight, in the order of the citizen's page.
SLIP_MOVES = ("recognise", "nuance", "correct", "add", "disagree")

reading_order.keep()


# The layout engine's fonts are shared by the process and cannot be used by two at once.
_press = Lock()


class OwnFonts(BaseHandler):
    """Answers `asset:NAME` with one of our fonts."""

    def asset_open(self, request: Request) -> addinfourl:
        """The font's bytes; ValueError for a name that is none of ours."""
        name = request.full_url.partition(":")[2]
        if name not in FONT_FILES:
            raise ValueError("no such asset")
        kind = Message()
        kind["Content-Type"] = "font/ttf"
        return addinfourl((FONTS / name).open("rb"), kind, request.full_url, 200)


@cache
def fetcher() -> Any:
    """Lets a letter have our own fonts and what it carries itself: no network and no files."""
    own = URLFetcher(allowed_protocols=("data", "asset"), allow_redirects=False)
    own.add_handler(OwnFonts())
    return own


@dataclass(frozen=True)
class Letter:
    """One letter among many."""

    document: Document
    outside: Outside
    large_print: bool = False

    @property
    def window(self) -> str | None:
        """How large the address stands in the envelope's window; None when it does not fit it."""
        return size_for(self.outside.recipient_name, self.outside.recipient_address)


@dataclass(frozen=True)
class Asked:
    """What one line of the slip asks about, and the boxes to tick; `remark`: it asks nothing."""

    text: str
    boxes: tuple[str, ...]
    language: str
    direction: str
    remark: bool = False


def as_pdf(
    document: Document, outside: Outside, large_print: bool = False, archive: bool = False
) -> bytes:
    """One letter, tagged for screen readers; `archive` makes PDF/A-3a for the records system."""
    made = laid_out(Letter(document, outside, large_print))
    return _written(made, ARCHIVE if archive else ACCESSIBLE)


def laid_out(letter: Letter) -> Any:
    """A letter's pages as the layout engine holds them. One that is short is one page."""
    if _may_be_one_page(letter):
        made = _laid_out(letter, one_page=True)
        if BYE in made.pages[0].anchors:
            return made
    return _laid_out(letter)


def _laid_out(letter: Letter, one_page: bool = False) -> Any:
    lacking = _drawn().lacking(page := _page(letter, one_page=one_page))
    if lacking:
        page = without(_page(letter, INSTEAD, one_page), lacking)
    return _rendered(page, citizen(letter.document.language))


def _may_be_one_page(letter: Letter) -> bool:
    document, outside = letter.document, letter.outside
    if letter.large_print or not document.stands_at_once:
        return False
    if sum(len(passage.text or "") for passage in document.passages) > ONE_PAGE:
        return False
    words = document.words
    return has_room_beside(outside.sender_name, ways(outside, words, slip=True), words.direction)


def part(some: Sequence[tuple[Letter, Any]]) -> Part:
    """Letters and their pages, for a file of many more.

    Each counts its own pages and begins on a new sheet, so that a printer that prints on both
    sides never puts one person's words on the back of another's.
    """
    return _taken([(letter.document.language, made) for letter, made in some])


def page_part(page: str, language: str) -> Part:
    """Another page of ours on sheets of its own, for such a file."""
    return _taken([(language, _drawable(page, None))])


def _taken(some: Sequence[tuple[str, Any]]) -> Part:
    pages, letters = [], []
    for language, made in some:
        own = list(made.pages)
        if len(own) % 2:
            own += _blank(language).pages
        pages += own
        letters.append((language, len(own)))
    taken: list[Part] = []
    with _press:
        some[0][1].copy(pages).write_pdf(
            pdf_variant=ACCESSIBLE,
            pdf_tags=True,
            finisher=lambda _, file: taken.append(part_of(file, letters)),
        )
    return taken[0]


def warm() -> None:
    """Read fonts and styles, and whatever else the first letter would wait for."""
    for language in INTERFACE:
        _style(language)
        _blank(language)
    as_pdf(freeze("da", "update", "development", ()), Outside(date(2000, 1, 1), "", link="."))


def page_as_pdf(page: str, language: str, numbered: bool = True) -> bytes:
    """Another page of ours, such as a closing record, in the letters' style and as accessible."""
    words = citizen(language) if numbered else None
    return _written(_drawable(page, words), ACCESSIBLE)


def poster_as_pdf(poster: Poster) -> bytes:
    """A poster on as many sheets of A3 as it takes, numbered when there are several."""
    words = citizen(poster.language)
    qr = _qr(poster.link) if poster.link else None

    def made(look: str) -> Any:
        return _drawable(as_poster(poster, qr, look), words)

    # The largest that fits one sheet; else all the sheets that it takes.
    for look in ALONE:
        one = made(look)
        if len(one.pages) == 1:
            return _written(one, ACCESSIBLE)
    return _written(made(""), ACCESSIBLE)


def page_as_archive(page: str, language: str, name: str, carried: str) -> bytes:
    """Such a page for the records system: PDF/A-3a and PDF/UA-1 at once, with a file inside it."""
    made = _drawable(page, citizen(language))
    made.metadata.attachments = [
        Attachment(string=carried, name=name, relationship="Source", url_fetcher=fetcher())
    ]
    described = made.metadata.generate_rdf_metadata
    # The layout engine writes one standard's mark; the archive's allows another that is declared.
    made.metadata.generate_rdf_metadata = lambda *said: described(*said).replace(
        b"</rdf:RDF>", ACCESSIBLE_TOO.read_bytes() + b"</rdf:RDF>"
    )
    return _written(made, ARCHIVE)


def missing_fonts() -> list[str]:
    """The font files that the set-up should have put in place and did not."""
    return sorted(name for name in FONT_FILES if not (FONTS / name).is_file())


def margins(language: str) -> str:
    """What stands in the margins: the page's number, and on an empty one that it is empty."""
    words = citizen(language)
    count = words.say("letter.page", page='" counter(page) "', pages='" counter(pages) "')
    alone = words.say("letter.page", page=1, pages=1)
    page = words.say("contents.page", page='" target-counter(attr(data-to), page) "')
    return f"""
        .contents li::after {{ content: " – {page}" }}
        @page {{ @bottom-right {{ content: "{count}" }} }}
        @page one-page {{ @bottom-right {{ content: "{alone}" }} }}
        @page :blank {{ @top-center {{ content: "{words.say("letter.blank")}" }} }}
    """


def slip(document: Document, words: Words) -> list[Asked]:
    """What the slip asks about: what is still being understood, settings aside, and questions."""
    numbers = document.numbers()
    found: dict[str, Asked] = {}
    for passage in document.passages:
        asked = _asked(passage, document.kind, numbers, words)
        if asked:
            found.setdefault(asked.text, asked)
    return list(found.values())


def _asked(passage: Passage, purpose: str, numbers: dict[int, int], words: Words) -> Asked | None:
    if passage.text is None:
        return None
    if passage.kind == "insight" and purpose != "closing" and passage.insight in numbers:
        moves = tuple(words.say(f"move.{move}") for move in SLIP_MOVES)
        said = f"{numbers[passage.insight]}. {passage.text}"
        return Asked(said, moves, passage.language, passage.direction)
    if passage.kind == "quote" and passage.section == "set_aside":
        boxes = (words.say("slip.agree_set_aside"), words.say("move.disagree"))
        said = words.quote(passage.text) if passage.quoted else passage.text
        asked = f"{words.say('slip.set_aside')}: {words.apart(said)}"
        return Asked(asked, boxes, words.language, words.direction)
    if passage.kind == "question" and passage.detail == "last":
        boxes = (words.say("yes"), words.say("no"))
        return Asked(passage.text, boxes, passage.language, passage.direction)
    if passage.detail == "unasked":
        return Asked(passage.text, (), passage.language, passage.direction, remark=True)
    if passage.kind == "question" and passage.source and passage.source.kind == "question":
        return Asked(passage.text, (), passage.language, passage.direction)
    return None


def _page(letter: Letter, instead: str = "", one_page: bool = False) -> str:
    """The letter, and what it means where a sign stands instead of one that cannot be drawn.

    `one_page`: it stands closer, and the ways to answer stand beside its address.
    """
    document, outside = letter.document, letter.outside
    words = document.words
    answering = environment.get_template("reports/answering.html").make_module(
        {
            "words": words,
            "ways": ways(outside, words, slip=True),
            "qr": _qr(outside.link) if outside.link else None,
            "dashes": True,
        }
    )
    page = environment.get_template("reports/letter.html").make_module(
        {
            "document": document,
            "outside": outside,
            "words": words,
            "instead": instead,
            "large_print": letter.large_print,
            "window": letter.window,
            "one_page": one_page,
            "report": as_html(
                document,
                paper=True,
                dashes=not one_page,
                runs_on=one_page,
                answering=answering.__html__(),
            ),
            "asked": slip(document, words),
        }
    )
    return str(set_apart(page.__html__(), document.language, document.foreign))


@cache
def _blank(language: str) -> Any:
    """The back of a last sheet, the same for all letters."""
    page = environment.get_template("reports/blank.html").render(words=citizen(language))
    return _rendered(page, None)


def _drawable(page: str, words: Words | None) -> Any:
    """A page that is no letter, with signs instead of those that cannot be drawn."""
    return _rendered(without(page, _drawn().lacking(page)), words)


def _rendered(page: str, words: Words | None) -> Any:
    with _press:
        style = _style(words.language if words else None)
        return parsed(page, fetcher()).render(
            font_config=_fonts(), stylesheets=[style], pdf_tags=True
        )


def _written(made: Any, variant: str) -> bytes:
    with _press:
        pdf: bytes = made.write_pdf(pdf_variant=variant, pdf_tags=True)
    return pdf


@cache
def _drawn() -> Drawn:
    """What can be drawn on this machine, as far as it was asked."""
    return Drawn(lambda page: _written(_rendered(page, None), ACCESSIBLE))


@cache
def _fonts() -> FontConfiguration:
    """One for the process: each new one keeps its memory for good."""
    return FontConfiguration()


@cache
def _style(language: str | None) -> CSS:
    """What a page looks like, and in which language its margins speak, if they do.

    One for each, and not one for the margins: each element is held against every sheet.
    """
    said = STYLE.read_text("utf-8") + (margins(language) if language else "")
    return CSS(string=said, font_config=_fonts(), url_fetcher=fetcher())


def _qr(link: str) -> str:
    """The link as a one-bit image that stands in the page itself."""
    return segno.make(link, error="m", micro=False).png_data_uri(scale=4, border=4)
