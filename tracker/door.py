"""What stands before the application: whose host it is, and whether a request may write."""

import re
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, abort, request

from tracker.configuration import LARGEST_TEXT
from tracker.domain.database import reading
from tracker.headers import HEADERS
from tracker.settings import Settings, is_loopback

_HOST = re.compile(r"(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.I | re.ASCII)
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_FOREIGN = b"400 Bad Request: this host is not served here.\n"


def guard(app: Flask, settings: Settings) -> None:
    """Refuse forged hosts and text that is not UTF-8; let a request that reads wait for nobody."""
    own = urlsplit(settings.base_url).hostname or ""
    inner = app.wsgi_app

    def door(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not _serves(environ.get("HTTP_HOST", ""), own):
            kind = ("Content-Type", "text/plain; charset=utf-8")
            start_response("400 Bad Request", [kind, *HEADERS.items()])
            return [_FOREIGN]
        with reading() if environ["REQUEST_METHOD"] in _READS else nullcontext():
            return inner(environ, start_response)

    # Flask's own way to put something before an application.
    vars(app)["wsgi_app"] = door
    app.before_request(_refuse_bad_text)


def _serves(given: str, own: str) -> bool:
    match = _HOST.fullmatch(given)
    if match is None:
        return False
    host = match["host"].strip("[]").lower()
    return host == own or is_loopback(host)


def _refuse_bad_text() -> None:
    """400 for what is not UTF-8, which would else be read with letters replaced."""
    path: str = request.environ.get("PATH_INFO", "")
    texts = [path.encode("latin-1"), unquote_to_bytes(request.query_string)]
    if request.mimetype == "application/x-www-form-urlencoded":
        if (request.content_length or 0) > LARGEST_TEXT:
            abort(413)
        texts.append(unquote_to_bytes(request.get_data(cache=True)))
    elif request.mimetype == "multipart/form-data":
        # Between files the bytes cannot be told apart; the mark of a replaced letter can.
        values = (value for _, value in request.form.items(multi=True))
        if any("\N{REPLACEMENT CHARACTER}" in value for value in values):
            abort(400)
    for text in texts:
        try:
            text.decode("utf-8")
        except UnicodeDecodeError:
            abort(400)
