"""What a mail says, and to whom: written at the last moment, from what was frozen."""

import ipaddress
import secrets
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

from tracker.domain.act import Act
from tracker.domain.facts import REMINDER_AHEAD
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Attempt
from tracker.domain.workdays import local_date
from tracker.outbound.transport import Mail
from tracker.reports import mail as mails
from tracker.reports.document import Outside
from tracker.reports.freezing import document_of, outside_of
from tracker.reports.mail import Envelope
from tracker.settings import Settings


def new_message_id(settings: Settings) -> str:
    """A Message-ID that says nothing but which instance the mail comes from."""
    return f"<{secrets.token_hex(16)}@{mail_host(settings)}>"


def mail_host(settings: Settings) -> str:
    """The base address's host, as it is written after the @ and in a greeting."""
    host = urlsplit(settings.base_url).hostname or "localhost"
    try:
        version = ipaddress.ip_address(host).version
    except ValueError:
        return host
    return f"[IPv6:{host}]" if version == 6 else f"[{host}]"


def compose(act: Act, attempt: Attempt) -> Mail:
    """The mail of an attempt. ValueError when it cannot be written."""
    delivery = attempt.delivery
    email = delivery.participant.email
    if not email or not attempt.message_id:
        raise ValueError("the participant has no address, or the mail no id")
    outside = outside_of(delivery, act.settings, act.now)
    sender = sender_of(act, attempt)
    envelope = Envelope(
        to=email,
        sender_name=outside.sender_name,
        sender_address=sender,
        message_id=attempt.message_id,
        at=act.now,
    )
    message = _written(act, attempt, envelope, outside)
    return Mail(
        message_id=attempt.message_id,
        sender=sender,
        recipient=email,
        content=message.as_bytes(policy=SMTP),
        demo=delivery.round.process.demo,
    )


def sender_of(act: Act, attempt: Attempt) -> str:
    """The department's address, to which answers and bounces go."""
    return attempt.delivery.round.process.department.email or no_reply(act.settings)


def no_reply(settings: Settings) -> str:
    """The sender of what nobody is to answer."""
    host = mail_host(settings)
    return f"no-reply@{'localhost' if host.startswith('[') else host}"


def _written(act: Act, attempt: Attempt, envelope: Envelope, outside: Outside) -> EmailMessage:
    delivery = attempt.delivery
    if delivery.mail == "report":
        document = document_of(act.session, delivery)
        return mails.report(envelope, document, outside, reminding=attempt.reminder)
    if not outside.link:
        raise ValueError("a notice without a link says nothing")
    write = mails.reminder if attempt.reminder else mails.notice
    return write(
        envelope,
        delivery.language,
        delivery.round.purpose,
        outside.link,
        outside.phone,
        _answer_by(act, attempt),
        code=outside.code,
        demo=outside.demo,
        several=delivery.participant.several,
    )


def _answer_by(act: Act, attempt: Attempt) -> date:
    """The last day to answer: the window begins with this mail, or is what it reminds of (R6)."""
    ends: datetime | None = None
    if attempt.reminder:
        standing = act.session.get(DeliveryStanding, attempt.delivery_id)
        ends = standing.window_ends if standing else None
        return local_date(max(ends or act.now, act.now + REMINDER_AHEAD))
    return local_date(act.now + timedelta(days=attempt.delivery.round.days))
