"""Real servers to send to, which can be told to answer badly."""

import socket
import socketserver
import threading
from collections.abc import Awaitable, Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Sink:
    """Keeps what it was given. `on` says what it answers at a stage: words, or a deed of its own.

    A stage is MAIL, RCPT, DATA, or RCPT with an address after it.
    """

    def __init__(self, **server: object) -> None:
        self.on: dict[str, str | Callable[[], Awaitable[str]]] = {}
        self.mails: list[EmailMessage] = []
        self.asked: list[str] = []
        self.port = free_port()
        self._controller = Controller(
            _Handler(self),
            hostname="127.0.0.1",
            port=self.port,
            server_hostname="sink.example.dk",
            **server,
        )

    def __enter__(self) -> "Sink":
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


class _Handler:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    async def _answer(self, *stages: str) -> str:
        self._sink.asked.append(stages[0])
        answer = next((self._sink.on[s] for s in stages if s in self._sink.on), "250 OK")
        return answer if isinstance(answer, str) else await answer()

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return await self._answer("RSET")

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        envelope.mail_from = address
        return await self._answer("MAIL")

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        answer = await self._answer(f"RCPT {address}", "RCPT")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:
        self._sink.mails.append(message_from_bytes(envelope.content, policy=default))
        return await self._answer("DATA")


class Rude:
    """A server that goes silent, or goes away, at a word; `<dot>` is the end of a mail."""

    def __init__(self, at: str, then: str = "hang", offers: str = "") -> None:
        self.at, self.then, self.offers = at, then, offers
        self.done = threading.Event()

    def __enter__(self) -> "Rude":
        rude = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                rude.talk(self.rfile, self.wfile)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.done.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._server.server_address[1]}?tls=none"

    def talk(self, heard, said) -> None:
        if self._ends("greeting"):
            return
        said.write(b"220 rude\r\n")
        for line in heard:
            word = line.decode().split(None, 1)[0].upper()
            if self._ends(word):
                return
            said.write(self._answer(word))
            if word == "DATA" and self._hears_no_mail(heard):
                return

    def _hears_no_mail(self, heard) -> bool:
        """Whether it ends before it has heard the mail whole, or with that."""
        if self._ends("354"):
            return True
        for text in heard:
            if text == b".\r\n":
                break
        return self._ends("<dot>")

    def _answer(self, word: str) -> bytes:
        if word == "EHLO":
            return f"250-rude\r\n{self.offers}250 HELP\r\n".encode()
        return b"354 go on\r\n" if word == "DATA" else b"250 yes\r\n"

    def _ends(self, word: str) -> bool:
        if word != self.at:
            return False
        if self.then == "hang":
            self.done.wait(30)
        return True
