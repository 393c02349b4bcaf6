"""Mails to citizens. Subject, notice and reminder name no theme, no case and nobody's words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from tracker.reports.answering import about_code, ways
from tracker.reports.document import Document, Outside
from tracker.reports.html import as_html
from tracker.reports.templating import environment
from tracker.reports.text import as_text
from tracker.reports.words import Words, citizen

# Controls, ends of lines and paragraphs, and what is no character at all.
BREAKING = frozenset({"Cc", "Zl", "Zp", "Cs"})


@dataclass(frozen=True)
class Envelope:
    """From whom and to whom one message goes, and the id by which it is known from then on."""

    to: str | None
    sender_name: str
    sender_address: str
    message_id: str
    at: datetime
    reply_to: str | None = None


def notice(
    envelope: Envelope,
    language: str,
    purpose: str,
    link: str,
    phone: str | None = None,
    until: date | None = None,
    *,
    code: str = "",
    demo: bool = False,
    several: bool = False,
) -> EmailMessage:
    """Says only that there is something to see, and where. ValueError without an address.

    `code`: how the code that the link asks for comes; see `Outside`. `several`: it is to a group.
    """
    words = citizen(language).to(several)
    return _pointing("notice", envelope, words, purpose, link, phone, until, code, demo)


def notice_text(outside: Outside, words: Words, purpose: str, until: date) -> tuple[str, str]:
    """The notice's subject and its plain text, as somebody is to read them before it is sent."""
    values = {
        "words": words,
        "purpose": purpose,
        "link": outside.link,
        "phone": outside.phone,
        "until": until,
        "asks": about_code(outside.code, outside.phone, words),
        "sender_name": outside.sender_name,
        "demo": outside.demo,
    }
    subject = _written("notice", "subject.txt", values).strip()
    return subject, _written("notice", "body.txt", values).strip()


def reminder(
    envelope: Envelope,
    language: str,
    purpose: str,
    link: str,
    phone: str | None = None,
    until: date | None = None,
    *,
    code: str = "",
    demo: bool = False,
    several: bool = False,
) -> EmailMessage:
    """Says once more that there is something to see. ValueError without an address."""
    words = citizen(language).to(several)
    return _pointing("reminder", envelope, words, purpose, link, phone, until, code, demo)


def report(
    envelope: Envelope, document: Document, outside: Outside, reminding: bool = False
) -> EmailMessage:
    """Carries the report itself. Without an address it has no To, and can only be kept."""
    words = document.words
    found = ways(outside, words)
    answering = environment.get_template("reports/answering.html").make_module(
        {"words": words, "ways": found, "qr": None}
    )
    values = {
        "words": words,
        "document": document,
        "outside": outside,
        "reminding": reminding,
        "text": as_text(document, outside),
        "report": as_html(document, paper=True, answering=answering.__html__()),
    }
    return message("report", envelope, document.language, values)


def _pointing(
    name: str,
    envelope: Envelope,
    words: Words,
    purpose: str,
    link: str,
    phone: str | None,
    until: date | None,
    code: str,
    demo: bool,
) -> EmailMessage:
    if not envelope.to:
        raise ValueError("a mail that only points somewhere needs an address")
    values = {
        "words": words,
        "purpose": purpose,
        "link": link,
        "phone": phone,
        "until": until,
        "asks": about_code(code, phone, words),
        "demo": demo,
        "sender_name": envelope.sender_name,
    }
    return message(name, envelope, words.language, values)


def message(name: str, envelope: Envelope, language: str, values: dict[str, Any]) -> EmailMessage:
    """The mail that the templates of that name arrange, as text and as a page."""
    mail = EmailMessage(policy=SMTP)
    headers = {
        "Subject": _written(name, "subject.txt", values).strip(),
        "From": _mailbox(envelope.sender_address, envelope.sender_name),
        "To": _mailbox(envelope.to) if envelope.to else None,
        "Reply-To": _mailbox(envelope.reply_to) if envelope.reply_to else None,
        "Date": format_datetime(envelope.at),
        "Message-ID": _one_line(envelope.message_id),
        # Keeps absence notes from being answered to us for each report.
        "Auto-Submitted": "auto-generated",
    }
    for header, value in headers.items():
        if value:
            mail[header] = value
    mail.set_content(_written(name, "body.txt", values), cte="quoted-printable")
    mail.add_alternative(
        _written(name, "body.html", values), subtype="html", cte="quoted-printable"
    )
    mail["Content-Language"] = language
    return mail


def _written(name: str, part: str, values: dict[str, Any]) -> str:
    return environment.get_template(f"mail/{name}/{part}").render(values)


def _mailbox(address: str, name: str = "") -> Address:
    return Address(display_name=_one_line(name), addr_spec=_one_line(address))


def _one_line(value: str) -> str:
    """The value; ValueError when it could begin a header of its own."""
    if any(unicodedata.category(character) in BREAKING for character in value):
        raise ValueError("a mail's header is one line, without control characters")
    return value
