"""What to look at in a text while it is written, and what can be put in each place.

What others must not see comes first, then the office's words, then what is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.language.guards import (
    Found,
    Kind,
    find_addresses,
    find_contacts,
    find_cpr,
    find_names,
)
from tracker.language.officialese import Advice, advice, alternatives
from tracker.language.sentences import sentence_spans

# More to choose from than these nobody reads.
ALTERNATIVES = 3


@dataclass(frozen=True)
class Finding:
    """One place in a text, text[start:end], and what can stand there; the best first."""

    kind: str
    text: str
    start: int
    end: int
    instead: tuple[str, ...]


def findings(
    text: str, language: str, names: Iterable[str], put: Mapping[Kind, str], reachable: str = ""
) -> list[Finding]:
    """What to look at; ValueError for a language that has no lists.

    `names` are whom it must not name. `put` says for each kind of guard what can be written
    instead, as the lists say it. What stands in `reachable`, our own telephone, may be told.
    """
    begins = {start for start, _ in sentence_spans(text, language)}
    hidden = [one for one in _private(text, names) if _bare(one.text) not in _bare(reachable)]
    heavy = [
        _finding(one, one.suggestion or "", one.text[0].isupper())
        for one in advice(text, language)
        if not any(_within(one, other) for other in hidden)
    ]
    return [
        *(_finding(one, put[one.kind], one.start in begins) for one in hidden),
        *sorted(heavy, key=lambda one: not one.instead),
    ]


def _private(text: str, names: Iterable[str]) -> Iterator[Found]:
    """CPR numbers, contacts, addresses and names; of those that overlap the first and longest."""
    found = [
        *find_cpr(text),
        *find_contacts(text),
        *find_addresses(text),
        *find_names(text, names),
    ]
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            end = one.end
            yield one


def _bare(text: str) -> str:
    return "".join(text.split())


def _within(one: Advice, other: Found) -> bool:
    return other.start <= one.start and one.end <= other.end


def _finding(one: Found | Advice, instead: str, begins: bool) -> Finding:
    ways = alternatives(instead)[:ALTERNATIVES] if instead else []
    if begins:
        ways = [way[:1].upper() + way[1:] for way in ways]
    return Finding(one.kind, one.text, one.start, one.end, tuple(ways))
