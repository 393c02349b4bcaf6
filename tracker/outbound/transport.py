"""How mails leave: as files in a folder, or by one SMTP server. Nothing else here knows SMTP.

What became of a mail is told by the stage at which it ended: until its last dot is sent no
server has it; from then on only the server's answer tells.
"""

import os
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tracker.settings import MailRoute

PATIENCE_SECONDS = 30
MAILS_A_SECOND = 5
# Some servers close a connection that has brought them many mails.
MAILS_A_CONNECTION = 100
_ANSWER_KEPT = 300

Wait = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it is to leave. A demo's goes nowhere but into a file."""

    message_id: str
    sender: str
    recipient: str = field(repr=False)
    content: bytes = field(repr=False)
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mail; `answer` is the server's own words, without anybody's address."""

    kind: Literal["sent", "later", "refused", "bounced", "unsure"]
    via: str = ""
    answer: str = ""


class OutOfReach(Exception):
    """No mail can leave now; nothing was handed over. The message has nobody's address in it."""


def greeted(route: MailRoute, greeting: str) -> str:
    """What the server of a route answers to who sends nothing. OutOfReach when there is none."""
    return Server(route, greeting, time.sleep).greet()


def without_addresses(text: str) -> str:
    """A server's words, with the addresses that servers like to repeat taken out."""
    line = " ".join(text.split())
    return re.sub(r"[^\s<>]+@[^\s<>]+", "…", line)[:_ANSWER_KEPT]


class Transport:
    """Both ways out; a demo's mails always become files."""

    def __init__(self, route: MailRoute, folder: Path, greeting: str, wait: Wait) -> None:
        self._files = Files(route.folder or folder)
        self._server = None if route.scheme == "file" else Server(route, greeting, wait)

    def ready(self) -> None:
        """Be able to send at once. OutOfReach when the server cannot be had."""
        if self._server is not None:
            self._server.ready()

    def send(self, mail: Mail) -> Result:
        """Hand one mail over. To be called when ready; never raises."""
        if mail.demo or self._server is None:
            return self._files.send(mail)
        return self._server.send(mail)

    def close(self) -> None:
        """Take leave of the server."""
        if self._server is not None:
            self._server.close()


class Files:
    """Mails as files, each named by its Message-ID: whole, or not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: Mail) -> Result:
        name = mail.message_id.strip("<>")
        kept, new = self._folder / f"{name}.eml", self._folder / f".{name}.new"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Addresses and links stand in it: for this user's eyes alone.
            handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(mail.content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(kept)
        except OSError as error:
            new.unlink(missing_ok=True)
            return Result("later", answer=error.strerror or "")
        self._sync()
        return Result("sent", via="demo" if mail.demo else "file")

    def _sync(self) -> None:
        """The name lasts too, should the power fail."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class Server:
    """One connection to an SMTP server, opened when needed and used again."""

    def __init__(self, route: MailRoute, greeting: str, wait: Wait) -> None:
        self._route = route
        self._greeting = greeting
        self._wait = wait
        self._smtp: smtplib.SMTP | None = None
        self._sent = 0
        self._next = 0.0

    def ready(self) -> None:
        """Wait for the next mail's turn, and have a connection that lives."""
        self._pace()
        if self._smtp is not None and self._sent < MAILS_A_CONNECTION and self._lives(self._smtp):
            return
        self.close()
        self._smtp = self._connected()
        self._sent = 0

    def greet(self) -> str:
        """Come as far as a mail would, and send none; the answer. OutOfReach when it has none."""
        smtp = self._connected()
        try:
            return _answer(*smtp.noop())
        except OSError as error:
            raise OutOfReach(_said(error)) from error
        finally:
            smtp.close()

    def _pace(self) -> None:
        if self._route.loopback:
            return
        now = time.monotonic()
        if self._next > now:
            self._wait(self._next - now)
        self._next = max(self._next, now) + 1 / MAILS_A_SECOND

    @staticmethod
    def _lives(smtp: smtplib.SMTP) -> bool:
        """Whether the server still answers, and has forgotten the mail before."""
        try:
            return smtp.rset()[0] == 250
        except OSError:
            return False

    def _connected(self) -> smtplib.SMTP:
        smtp = None
        try:
            smtp = self._opened()
            if smtp.sock is not None:
                # The last dot goes apart, and would wait for the rest to be acknowledged.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            smtp.ehlo_or_helo_if_needed()
            if self._route.starttls:
                # Refuses when the server offers none: STARTTLS or nothing.
                smtp.starttls(context=_tls())
                smtp.ehlo()
            if self._route.user:
                smtp.login(self._route.user, self._route.password)
        except (OSError, ValueError) as error:
            if smtp is not None:
                smtp.close()
            raise OutOfReach(_said(error)) from error
        return smtp

    def _opened(self) -> smtplib.SMTP:
        route, greeting = self._route, self._greeting
        if route.scheme == "smtps":
            return smtplib.SMTP_SSL(
                route.host, route.port, greeting, timeout=PATIENCE_SECONDS, context=_tls()
            )
        return smtplib.SMTP(route.host, route.port, greeting, timeout=PATIENCE_SECONDS)

    def send(self, mail: Mail) -> Result:
        smtp = self._smtp
        if smtp is None:
            return Result("later", answer="not connected")
        self._sent += 1
        try:
            recipient = _in_ascii(mail.recipient)
        except ValueError:
            return Result("bounced", answer="no address that SMTP can say")
        try:
            refused = _offered(smtp, mail.sender, recipient)
            if refused is not None:
                return refused
            smtp.send(_as_data(mail.content))
        except ValueError as error:
            return Result("refused", answer=type(error).__name__)
        except OSError as error:
            self.close()
            return Result("later", answer=_said(error))
        return self._ended(smtp)

    def _ended(self, smtp: smtplib.SMTP) -> Result:
        """Send the last dot. From here on the server may have the mail."""
        try:
            smtp.send(b".\r\n")
            code, words = smtp.getreply()
        except OSError as error:
            self.close()
            return Result("unsure", answer=_said(error))
        if 200 <= code < 300:
            return Result("sent", via="smtp", answer=_answer(code, words))
        return _refusal(code, words, "refused")

    def close(self) -> None:
        """Say goodbye, to a server that may be gone."""
        if self._smtp is None:
            return
        try:
            self._smtp.quit()
        except OSError:
            self._smtp.close()
        self._smtp = None


def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _offered(smtp: smtplib.SMTP, sender: str, recipient: str) -> Result | None:
    """Name sender and recipient and ask to send; the refusal, if there is one."""
    code, words = smtp.mail(sender)
    if not 200 <= code < 300:
        return _refusal(code, words, "refused")
    code, words = smtp.rcpt(recipient)
    if not 200 <= code < 300:
        return _refusal(code, words, "bounced")
    code, words = smtp.docmd("DATA")
    return None if code == 354 else _refusal(code, words, "refused")


def _in_ascii(address: str) -> str:
    """The address with its host as the name service knows it; ValueError for another mailbox."""
    mailbox, _, host = address.rpartition("@")
    return f"{mailbox.encode('ascii').decode()}@{host.encode('idna').decode()}"


def _as_data(content: bytes) -> bytes:
    """Lines as SMTP has them: a dot that begins one is doubled, and the last one ends."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _refusal(code: int, words: bytes, hard: Literal["refused", "bounced"]) -> Result:
    return Result(hard if 500 <= code < 600 else "later", answer=_answer(code, words))


def _answer(code: int, words: bytes) -> str:
    return without_addresses(f"{code} {words.decode('utf-8', 'replace')}")


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return _answer(error.smtp_code, words if isinstance(words, bytes) else words.encode())
    return without_addresses(f"{type(error).__name__}: {error}")
