"""Every form that a report has, as text in which canaries can be looked for."""

import re
import zlib
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from sqlalchemy.orm import Session

from tests.leaks.rounds import Copy, Rounds
from tests.printed import run, text_of
from tracker.domain.act import SYSTEM, Act
from tracker.domain.round import Delivery
from tracker.reports.freezing import document_of, outside_of
from tracker.reports.html import as_html
from tracker.reports.page import as_page
from tracker.reports.text import as_text
from tracker.returning.forms import written


@dataclass(frozen=True)
class Shown:
    """One form of one person's report. `more`: what may stand in this form besides."""

    copy: Copy
    form: str
    text: str
    more: frozenset[str] = frozenset()
    whole: bool = True


def in_words(act: Act, copy: Copy) -> list[Shown]:
    """As page, fragment, plain text and mail."""
    delivery = act.session.get_one(Delivery, copy.id)
    document = document_of(act.session, delivery)
    outside = outside_of(delivery, act.settings, act.now)
    parts = parts_of(written(act, delivery, "eml"))
    to = frozenset({copy.person.email})
    around = frozenset({copy.person.name}) | _address(copy)
    return [
        Shown(copy, "fragment", str(as_html(document))),
        Shown(copy, "page", as_page(document, outside)),
        Shown(copy, "text", as_text(document, outside)),
        Shown(copy, "sending", repr(outside), around, whole=False),
        Shown(copy, "mail's head", parts.pop("head"), to, whole=False),
        *(Shown(copy, f"mail's {part}", text) for part, text in parts.items()),
    ]


def parts_of(mail: bytes) -> dict[str, str]:
    """A mail's head and each of its bodies, as who receives it sees them."""
    message = message_from_bytes(mail, policy=default)
    assert isinstance(message, EmailMessage)
    found = {"head": "\n".join(f"{name}: {value}" for name, value in message.items())}
    for part in message.walk():
        if not part.is_multipart():
            found[part.get_content_subtype()] = part.get_content()
            found["head"] += "".join(f"\n{n}: {v}" for n, v in part.items())
    return found


def on_paper(act: Act, copy: Copy) -> list[Shown]:
    """As a letter, and in large print."""
    delivery = act.session.get_one(Delivery, copy.id)
    found = []
    for large in (False, True):
        pdf = written(act, delivery, "pdf", large_print=large)
        form = "large letter" if large else "letter"
        more = frozenset({copy.person.name}) | _address(copy)
        found.append(Shown(copy, form, text_of(pdf), more))
        found.append(Shown(copy, f"{form}'s insides", insides_of(pdf), more, whole=False))
    return found


def _address(copy: Copy) -> frozenset[str]:
    """It stands in the window of a letter to one whose address is not protected."""
    shown = copy.channel == "letter" and not copy.person.plan.protected
    return frozenset({copy.person.address} if shown else ())


def insides_of(pdf: bytes) -> str:
    """All of a PDF that is not its pages' text: what programs and readers aloud are told."""
    told = [run("pdfinfo", *ask, "-", data=pdf) for ask in (("-meta",), ("-struct-text",), ())]
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    raw = pdf + b"".join(map(_inflated, streams))
    hexed = b"".join(bytes.fromhex(h.decode()) for h in re.findall(rb"<((?:[0-9a-f]{2})+)>", raw))
    wide = hexed.replace(b"\0", b"")
    return "\n".join([*told, raw.decode("latin-1"), wide.decode("latin-1")])


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def looking(world: Rounds) -> Act:
    """An act that only looks; its session is to be closed."""
    return Act(Session(world.engine), SYSTEM, world.now, world.settings)
