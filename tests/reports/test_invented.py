"""That a demo is invented is said in every form of its reports, and never in another's."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from tests.printed import text_of
from tests.reports import samples
from tests.reports.scenes import a_scene
from tests.reports.test_mail import ENVELOPE, LINK, both
from tracker.domain.act import Act
from tracker.reports.document import Document, Outside
from tracker.reports.freezing import document_of, freeze_reports, outside_of
from tracker.reports.mail import notice, reminder, report
from tracker.reports.page import as_page
from tracker.reports.paper.pdf import as_pdf
from tracker.reports.text import as_text
from tracker.reports.words import citizen

Form = Callable[[Document, Outside], str]


def printed(document: Document, outside: Outside) -> str:
    """The letter's text."""
    return text_of(as_pdf(document, outside))


def mailed(document: Document, outside: Outside) -> str:
    plain, page = both(report(ENVELOPE, document, outside))
    said = citizen(document.language).say("invented")
    assert (said in one_line(plain)) == (said in one_line(page))
    return plain


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("form", [as_text, as_page, printed, mailed])
def test_every_form_of_a_report_says_it_once_before_the_report(form: Form, language: str) -> None:
    document, said = samples.qualifying(language), citizen(language).say("invented")
    invented = one_line(form(document, samples.outside(demo=True)))
    assert invented.count(said) == 1
    assert invented.index(said) < invented.rindex(document.title())
    assert said not in one_line(form(document, samples.outside()))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("write", [notice, reminder])
def test_what_only_points_somewhere_says_it_too(
    write: Callable[..., EmailMessage], language: str
) -> None:
    said = citizen(language).say("invented")
    for text in both(write(ENVELOPE, language, "qualify", LINK, demo=True)):
        assert said in text
    for text in both(write(ENVELOPE, language, "qualify", LINK)):
        assert said not in text


@pytest.mark.parametrize("demo", [True, False])
def test_it_follows_the_process_and_stands_outside_what_is_frozen(act: Act, demo: bool) -> None:
    scene = a_scene(act)
    (delivery,) = freeze_reports(act, scene.round(), [scene.karen], {})
    before = document_of(act.session, delivery)
    scene.process.demo = demo
    act.session.flush()
    assert outside_of(delivery, act.settings, act.now).demo == demo
    after = document_of(act.session, delivery)
    assert (after.hash, after.verify()) == (before.hash, True)
    assert citizen("da").say("invented") not in as_text(after)
