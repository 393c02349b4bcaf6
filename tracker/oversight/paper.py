"""The closing record on paper."""

from tracker.domain.act import Act
from tracker.domain.process import Process, Signature
from tracker.oversight.record import figures
from tracker.reports.templating import environment
from tracker.reports.words import interface


def closing_pdf(act: Act, process: Process, signature: Signature) -> bytes:
    """What was signed, when and by whom, as an accessible PDF."""
    # It takes a second to import, and closing without paper does without.
    from tracker.reports.pdf import page_as_pdf

    words = interface(process.language)
    page = environment.get_template("reports/closing_record.html").render(
        words=words,
        process=process,
        signature=signature,
        signer=act.actor.name,
        figures=figures(signature.record),
    )
    return page_as_pdf(page, words.language)
