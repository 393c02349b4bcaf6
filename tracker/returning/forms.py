"""A frozen report in each of its forms, as bytes: always the same content."""

from __future__ import annotations

from email.policy import SMTP

from tracker.domain.act import Act
from tracker.domain.round import Delivery
from tracker.outbound.composing import mail_host, new_message_id
from tracker.reports.document import Document, Outside
from tracker.reports.freezing import document_of, outside_of
from tracker.reports.mail import Envelope, report
from tracker.reports.page import as_page
from tracker.reports.text import as_text

FORMS = ("html", "pdf", "txt", "eml")


def written(act: Act, delivery: Delivery, form: str, large_print: bool = False) -> bytes:
    """One report: a page, a letter, plain text, or a mail (without To when there is no address).

    Page and letter are in large print for who wishes that, and when it is asked for.
    """
    document = document_of(act.session, delivery)
    outside = outside_of(delivery, act.settings, act.now)
    large_print = large_print or delivery.participant.large_print
    if form == "pdf":
        # It takes a second to import, and the other forms do without.
        from tracker.reports.paper.pdf import as_pdf

        return as_pdf(document, outside, large_print)
    if form == "html":
        return as_page(document, outside, large_print).encode()
    if form == "eml":
        return _mail(act, delivery, document, outside)
    return as_text(document, outside).encode()


def _mail(act: Act, delivery: Delivery, document: Document, outside: Outside) -> bytes:
    process = delivery.round.process
    department = process.department
    envelope = Envelope(
        # Nobody is to mail by mistake what opens only by a second thing.
        to=None if process.asks_code else delivery.participant.email,
        sender_name=outside.sender_name,
        sender_address=department.email or f"no-reply@{mail_host(act.settings)}",
        message_id=new_message_id(act.settings),
        at=act.now,
    )
    return report(envelope, document, outside).as_bytes(policy=SMTP)
