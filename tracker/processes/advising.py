"""What can be said of a text that a citizen will read, while somebody writes it."""

from typing import Any

from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.interface import say
from tracker.language.findings import Finding, findings
from tracker.language.guards import Kind
from tracker.language.readability import LEAST_WORDS, NONE, band, count, lix
from tracker.language.sentences import LANGUAGES as MEASURED
from tracker.language.text import is_latin
from tracker.reports.guarding import guard_of
from tracker.reports.languages import INTERFACE
from tracker.reports.words import interface

# What can be written instead, in the text's own language, whatever its writer's is.
_PUT: dict[Kind, str] = {
    "cpr": "advising.put.cpr",
    "email": "advising.put.email",
    "phone": "advising.put.phone",
    "address": "advising.put.address",
    "name": "advising.put.name",
    "name_of": "advising.put.name_of",
}


def advised(act: Act, process: Process, text: str, language: str) -> dict[str, Any]:
    """How the text reads, and each place to look at, as browsers count (in UTF-16 units).

    {"lix", "band", "reads": a sentence, "findings": [{"kind", "start", "end", "text",
    "instead": [best first], "says": a sentence}]}; `lix` and `band` are None below 50 words, and in
    a language that is not measured.
    """
    # Of other letters than the language's own it is only said what others must not see.
    own = is_latin(text) and language in MEASURED
    counted = count(text, language) if own else NONE
    enough, score = counted.words >= LEAST_WORDS, lix(*counted)
    called = band(score).replace(" ", "_")
    put = dict.fromkeys(_PUT, "")
    if language in INTERFACE:
        put = {kind: interface(language).say(key) for kind, key in _PUT.items()}
    guard = guard_of(act.session, process)
    found = findings(text, language, guard.names, put, guard.telephone, guard.staff)
    return {
        "lix": round(score) if enough else None,
        "band": called if enough else None,
        "reads": _reads(score, called) if enough else "",
        "findings": [_as_data(one, text) for one in found if own or one.kind in _PUT],
    }


def _reads(score: float, called: str) -> str:
    return say("advice.lix", lix=round(score), band=say(f"advice.band.{called}"))


def _as_data(one: Finding, text: str) -> dict[str, Any]:
    start = _units(text[: one.start])
    return {
        "kind": one.kind,
        "start": start,
        "end": start + _units(one.text),
        "text": one.text,
        "instead": one.instead,
        "says": _says(one),
    }


def _says(one: Finding) -> str:
    if not one.hint:
        return say(f"advising.{one.kind}")
    way = "as_verb" if one.hint.startswith("at ") else "otherwise"
    return say(f"advising.{way}", words=one.hint)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
