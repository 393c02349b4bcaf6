"""The closing record on paper: for the archive, with the record itself inside it."""

from collections.abc import Callable

from tracker.closing.addendum import addendum, since
from tracker.closing.reading import NAME
from tracker.closing.sums import sums
from tracker.domain.act import Act
from tracker.domain.people import User
from tracker.domain.process import Process, Signature
from tracker.reports.templating import environment
from tracker.reports.words import Words, interface


def closing_pdf(act: Act, process: Process, signature: Signature) -> bytes:
    """What was signed, when and by whom, as PDF/A-3a and PDF/UA-1."""
    # It takes a second to import, and closing without paper does without.
    from tracker.reports.paper.pdf import page_as_archive

    words = interface(process.language)
    called = by_number(words)
    added, more = since(act, signature)
    page = environment.get_template("reports/closing_record.html").render(
        words=words,
        signature=signature,
        # Not who asks for the paper: it may be printed again by another.
        signer=act.session.get_one(User, signature.user_id).name,
        sums=sums(signature.record),
        called=called,
        added=addendum(added, words, called),
        more_added=more,
        demo=process.demo,
    )
    return page_as_archive(page, words.language, NAME, signature.record)


def by_number(words: Words) -> Callable[[int], str]:
    """How somebody is called where no name may stand."""
    return lambda number: words.say("record.participant", number=number)
