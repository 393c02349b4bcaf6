"""The interface's words, in the language of whoever reads the page."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_datetime
from flask import Flask, g, request, session, url_for
from jinja2 import StrictUndefined
from markupsafe import escape

from tracker import sessions
from tracker.domain.errors import Refused
from tracker.domain.workdays import COPENHAGEN
from tracker.reports.languages import INTERFACE
from tracker.reports.languages import language as language_of
from tracker.reports.templating import prose
from tracker.reports.words import Words, interface

NAMES = {"da": "Dansk", "en": "English"}
# Read without signing in, by caches and calendars: nothing is remembered of who asks.
COOKIELESS = ("/open/", "/calendar/")
STATIC = Path(__file__).resolve().parents[1] / "static"


def speak(app: Flask) -> None:
    """Let the templates of an application say words, and readers choose their language."""
    app.before_request(_choose_language)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(prose=prose, day=day, moment=moment)
    app.jinja_env.globals.update(
        say=say,
        url_for=address,
        asset=asset,
        current_language=current_language,
        language_links=language_links,
        undo_offered=_undo_offered,
        warned=_warned,
    )


def say(key: str, /, **values: Any) -> str:
    """The sentence in the reader's language; KeyError when it, or one of its values, is missing.

    With `n` = 1 the sentence `key.one` is said instead, where there is one.
    """
    # A page says hundreds of sentences.
    words: Words = g.get("words") or current_words()
    if values and values.get("n") == 1 and f"{key}.one" in words.sentences:
        key = f"{key}.one"
    return words.say(key, **values)


class Saying:
    """A sentence that is said when it is shown: a form is declared before there is a reader."""

    def __init__(self, key: str, /, **values: Any) -> None:
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, **self.values)

    def __html__(self) -> str:
        return str(escape(str(self)))


def current_words() -> Words:
    """The catalogue in the reader's language; found once in a request."""
    words: Words | None = g.get("words")
    if words is None:
        words = g.words = interface(_chosen_language())
    return words


def current_language() -> str:
    """What the reader chose on this visit, else their own setting, else Danish."""
    return current_words().language


def _chosen_language() -> str:
    chosen = session.get("language")
    if chosen in INTERFACE:
        return str(chosen)
    user = sessions.current_user()
    return user.language if user is not None and user.language in INTERFACE else "da"


def read_in(language: str) -> None:
    """Speak this language from now on, on this visit."""
    session["language"] = language
    g.pop("words", None)


def language_links() -> list[tuple[str, str, str]]:
    """This page in each language: code, the language's own name, address.

    The address names no path, as a page that says no must not tell one from another.
    """
    rule = request.url_rule
    here = "" if rule is None or "GET" in (rule.methods or ()) else "/"
    asked = {} if g.get("says_no") else request.args.to_dict(flat=False)
    return [
        (code, NAMES[code], f"{here}?{urlencode(asked | {'lang': [code]}, doseq=True)}")
        for code in INTERFACE
    ]


def day(when: date | datetime) -> str:
    """The day as it is read aloud; a moment's day in Copenhagen."""
    if isinstance(when, datetime):
        when = when.astimezone(COPENHAGEN).date()
    return current_words().date(when)


def refusal(refused: Refused) -> str:
    """Why something is refused, with its days as they are read aloud."""
    values = {n: day(v) if isinstance(v, date) else v for n, v in refused.values.items()}
    return say(f"refused.{refused.code}", **values)


def moment(when: datetime) -> str:
    """The day and the time of day in Copenhagen."""
    here = when.astimezone(COPENHAGEN)
    return _moment(here.replace(tzinfo=None), current_language())


@lru_cache(maxsize=4096)
def _moment(here: datetime, language: str) -> str:
    pattern = {"da": "d. MMMM y 'kl.' HH.mm", "en": "d MMMM y 'at' HH:mm"}[language]
    return format_datetime(here, pattern, locale=language_of(language).locale)


def address(endpoint: str, /, **values: Any) -> str:
    """`url_for`, as templates call it: a long page names the same addresses again and again.

    The rooms' own are kept; never a citizen's, which holds the secret of their link.
    """
    if endpoint.startswith((".", "citizen.")) or "_external" in values:
        return url_for(endpoint, **values)
    try:
        return _found_once(request.script_root, endpoint, tuple(values.items()))
    except TypeError:
        # A list of values cannot be looked up.
        return url_for(endpoint, **values)


@lru_cache(maxsize=16_384, typed=True)
def _found_once(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


def asset(name: str) -> str:
    """The address of a file below static/, another one when its content is another."""
    if "assets" not in g:
        g.assets = {}
    known: dict[str, str] = g.assets
    if name not in known:
        known[name] = _address(name, (STATIC / name).stat().st_mtime_ns, request.script_root)
    return known[name]


@cache
def _address(name: str, _changed: int, _root: str) -> str:
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return url_for("static", filename=name, v=mark)


def speak_here(language: str) -> None:
    """Speak this language in this answer alone, unless its address asks for one; by no cookie."""
    if "words" not in g:
        g.words = interface(language)


def _choose_language() -> None:
    chosen = request.args.get("lang")
    if chosen not in INTERFACE:
        return
    if request.path.startswith(COOKIELESS):
        speak_here(chosen)
    else:
        read_in(chosen)


def offer_undo(words: str, address: str, **values: str | int) -> None:
    """Say on the next page what was done, with a button that undoes it by this POST."""
    session["undo"] = {"words": words, "address": address, "fields": values}


def warn(words: str, address: str, way: str) -> None:
    """Say on the next page what to look at again, with a link to where it is."""
    session["warned"] = {"words": words, "address": address, "way": way}


def _warned() -> dict[str, Any] | None:
    warning: dict[str, Any] | None = session.pop("warned", None)
    return warning


def _undo_offered() -> dict[str, Any] | None:
    offered: dict[str, Any] | None = session.pop("undo", None)
    return offered
