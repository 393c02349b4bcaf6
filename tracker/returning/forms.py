"""A frozen report in each of its forms, as bytes: always the same content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from email.policy import SMTP
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.round import Delivery
from tracker.outbound.composing import mail_host, new_message_id
from tracker.reports.document import Document, Outside
from tracker.reports.freezing import document_of, documents_of, outside_of
from tracker.reports.mail import Envelope, report
from tracker.reports.page import as_page
from tracker.reports.text import as_text

if TYPE_CHECKING:
    from tracker.reports.pdf import Letter

FORMS = ("html", "pdf", "txt", "eml")
# A file of many letters is kept on disk when it is larger.
IN_MEMORY = 16_000_000
READ_TOGETHER = 64


def written(act: Act, delivery: Delivery, form: str, large_print: bool = False) -> bytes:
    """One report: a page, a letter, plain text, or a mail (without To when there is no address)."""
    document = document_of(act.session, delivery)
    outside = outside_of(delivery, act.settings, act.now)
    if form == "pdf":
        # It takes a second to import, and the other forms do without.
        from tracker.reports.pdf import as_pdf

        return as_pdf(document, outside, large_print)
    if form == "html":
        return as_page(document, outside, large_print).encode()
    if form == "eml":
        return _mail(act, delivery, document, outside)
    return as_text(document, outside).encode()


def printed(
    act: Act, deliveries: Sequence[Delivery], told: Callable[[int], object] = lambda _: None
) -> IO[bytes]:
    """Letters in one file, in the order of the deliveries; `told` hears of how many more.

    The file is to be read from its beginning, and is gone when it is closed. Protected addresses
    are printed: who asks has left those out that were not confirmed. RuleBroken when there are no
    letters; Unprintable, with a note of the delivery, when one cannot be made.
    """
    from tracker.reports.press import Unprintable, letters

    if not deliveries:
        raise RuleBroken("no_letters")
    file = SpooledTemporaryFile(IN_MEMORY, dir=str(act.settings.instance))
    try:
        letters(_letters(act, deliveries), file, told)
    except BaseException as error:
        file.close()
        if isinstance(error, Unprintable):
            error.add_note(f"delivery {deliveries[error.number - 1].id}")
        raise
    file.seek(0)
    return file


def _letters(act: Act, deliveries: Sequence[Delivery]) -> Iterator[Letter]:
    """What stands in the letters, read as they are made: all at once would be much to hold."""
    from tracker.reports.pdf import Letter

    for at in range(0, len(deliveries), READ_TOGETHER):
        some = deliveries[at : at + READ_TOGETHER]
        documents = documents_of(act.session, some)
        for delivery in some:
            outside = outside_of(delivery, act.settings, act.now, protected=True)
            yield Letter(documents[delivery.id], outside)


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
