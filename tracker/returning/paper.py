"""A report in the form it will have: word of it in a mail and a page, a letter, or to be told."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from markupsafe import Markup

from tracker.domain.act import Act
from tracker.domain.round import Round
from tracker.domain.workdays import local_date
from tracker.reports.answering import Way, ways
from tracker.reports.document import Document, Outside
from tracker.reports.html import as_html
from tracker.reports.mail import notice_text
from tracker.reports.templating import environment
from tracker.returning.previewing import Preview, outside

# Below the page's own title, and that of the person.
LEVEL = 3
# In these the report is said, and the answer is heard: nobody can be told a link.
BY_VOICE = frozenset({"phone", "in_person"})


class Paper(NamedTuple):
    """What somebody is to get: first a notice, where there is one, then the report."""

    subject: str
    notice: str
    report: Markup


def shown_as(act: Act, round_: Round, preview: Preview) -> Paper:
    """A report that may be read, as it will come. ValueError for one that may not."""
    if preview.document is None:
        raise ValueError("what was confided to others is not shown")
    around = outside(act, round_, preview)
    subject = notice = ""
    if preview.channel == "email" and round_.process.mailed == "notice":
        until = local_date(act.now + timedelta(days=round_.days))
        subject, notice = notice_text(around, preview.document.words, round_.purpose, until)
    return Paper(subject, notice, as_read(preview.document, around, preview.channel))


def as_read(document: Document, around: Outside, channel: str) -> Markup:
    """The report's content on a page of ours, with its ways to answer, and nothing folded."""
    words = document.words
    if channel in BY_VOICE:
        around = replace(around, link=None)
    found = ways(around, words, slip=channel == "letter")
    template = environment.get_template("reports/answering.html")
    # The link opens the report as the citizen: it is for nobody else, and on no page of ours.
    without = [Way(way.text) for way in found]
    answering = template.make_module({"words": words, "ways": without, "qr": None})
    return as_html(document, answering=answering.__html__(), unfolded=True, top=LEVEL)
