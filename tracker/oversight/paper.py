"""The closing record on paper."""

from tracker.domain.act import Act
from tracker.domain.people import User
from tracker.domain.process import Process, Signature
from tracker.oversight.sums import sums
from tracker.reports.templating import environment
from tracker.reports.words import interface


def closing_pdf(act: Act, process: Process, signature: Signature) -> bytes:
    """What was signed, when and by whom, as an accessible PDF."""
    # It takes a second to import, and closing without paper does without.
    from tracker.reports.pdf import page_as_pdf

    words = interface(process.language)
    page = environment.get_template("reports/closing_record.html").render(
        words=words,
        signature=signature,
        # Not who asks for the paper: it may be printed again by another.
        signer=act.session.get_one(User, signature.user_id).name,
        sums=sums(signature.record),
        demo=process.demo,
    )
    return page_as_pdf(page, words.language)
