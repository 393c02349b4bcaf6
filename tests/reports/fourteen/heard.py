"""What a letter says aloud: the text of the tagged PDF in the order of its structure tree."""

import re
import unicodedata
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from tests.printed import heard
from tests.reports.fourteen import Report
from tracker.reports.contents import contents_of
from tracker.reports.paper.drawing import INSTEAD
from tracker.reports.words import Words

# An emoji with what is joined to it, or the square that stands for it where no font has one.
SIGN = re.compile(f"(?:[{INSTEAD}\u2600-\u27bf\U0001f000-\U0001faff][\u200d\ufe0f]*)+")

# Dashes, spaces, places to break a word, and signs that say which way it is read.
UNSEEN = r"[–\s\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]+"


def first_page(pdf: bytes) -> str:
    """What of it stands on the first page: the others are emptied."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    for page in writer.pages[1:]:
        page[NameObject("/Contents")] = writer._add_object(DecodedStreamObject())
    writer.write(emptied := BytesIO())
    return heard(emptied.getvalue())


def written(text: str) -> str:
    """Plain text without what only arranges it: lines below headings, and what begins a list's."""
    lines = (line for line in text.splitlines() if not re.fullmatch("[-=]+", line))
    return "\n".join(line.removeprefix("- ") for line in lines)


def bare(text: str) -> str:
    """Without what is not seen, which paper and plain text put where their lines end, and without
    dashes, which begin what is listed; one sign for all signs."""
    return SIGN.sub(INSTEAD, re.sub(UNSEEN, "", unicodedata.normalize("NFKC", text)))


def on_paper_alone(report: Report) -> dict[str, str]:
    """What a letter has and the plain text has not, by the reason for it."""
    words, outside = report.document.words, report.outside
    sender = ", ".join(outside.sender_address.splitlines())
    return {
        "the window shows where it comes from": words.say("letter.return", address=sender),
        "and to whom it goes": f"{outside.recipient_name}{outside.recipient_address}",
        "only paper has a slip": words.say("answer.slip"),
        **({"and a code to point at": words.say("answer.qr")} if outside.link else {}),
    }


def without_what_is_on_paper_alone(report: Report, told: str) -> str:
    """What is left of a letter is what the plain text says. ValueError when some is missing."""
    left = bare(told)
    for reason, said in on_paper_alone(report).items():
        if bare(said) not in left:
            raise ValueError(f"{reason}: {said}")
        left = left.replace(bare(said), "", 1)
    words = report.document.words
    # A letter of one page reads on after a heading.
    for heading in (p.text or "" for p in report.document.passages if p.kind == "heading"):
        left = left.replace(bare(f"{heading}:"), bare(heading), 1)
    left = _without_pages(_squares_not_explained(left, words), report, words)
    return _slip_cut_off(left, report, words)


def _without_pages(left: str, report: Report, words: Words) -> str:
    """Only paper has pages: what a long letter holds is listed there with the page of each."""
    page = re.escape(bare(words.say("contents.page", page="PAGE"))).replace("PAGE", r"\d+")
    for entry in contents_of(report.document):
        left, found = re.subn(f"({re.escape(bare(entry.text))}){page}", r"\1", left, count=1)
        if not found:
            raise ValueError(f"{entry.text} has no page")
    return left


def _squares_not_explained(left: str, words: Words) -> str:
    """A machine without a font for a sign says on paper what the square means."""
    return left.replace(bare(words.say("letter.undrawn", sign=INSTEAD)), "", 1)


def _slip_cut_off(left: str, report: Report, words: Words) -> str:
    """The slip is a sheet of its own: what it asks is looked at where the slip is."""
    end = bare(f"{words.say('letter.bye')}{report.outside.sender_name}")
    letter, _, slip = left.partition(end)
    if not slip.startswith(bare(words.say("slip.heading"))):
        raise ValueError(f"no slip follows {end}")
    return letter + end
