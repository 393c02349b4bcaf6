"""What to look at in a text while it is written, and what can be put in each place.

What others must not see comes first, then the office's words and those that are not known,
then what is long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.language.fitting import fits
from tracker.language.guards import (
    Found,
    Kind,
    find_addresses,
    find_contacts,
    find_cpr,
    find_names,
)
from tracker.language.officialese import Advice, advice, alternatives
from tracker.language.sentences import LANGUAGES, sentence_spans
from tracker.language.spelling import meant, misspelt_spans

# What was meant is found for so many new words at a time: it takes a while.
AT_ONCE = 3
# What decides what can stand there is so near, in characters.
NEAR = 80
# More to choose from than these nobody reads.
ALTERNATIVES = 3


@dataclass(frozen=True)
class Finding:
    """One place in a text, text[start:end], and what can stand there; the best first.

    `hint`: what to say it with where nothing can stand there as the sentence is.
    """

    kind: str
    text: str
    start: int
    end: int
    instead: tuple[str, ...]
    hint: str = ""


def findings(
    text: str,
    language: str,
    names: Iterable[str],
    put: Mapping[Kind, str],
    reachable: str = "",
    staff: Iterable[str] = (),
) -> list[Finding]:
    """What to look at. Of a language that has no lists it is what others must not see.

    `put` says for each kind of guard what can be written instead, as the lists say it; the others
    are as `private` has them.
    """
    hidden = private(text, names, reachable, staff)
    if language not in LANGUAGES:
        return [_finding(one, put[one.kind], begins=False) for one in hidden]
    begins = {start for start, _ in sentence_spans(text, language)}
    heavy = [
        _plainer(one, text, language)
        for one in advice(text, language)
        if not any(_within(one, other) for other in hidden)
    ]
    words = [one for one in heavy if one.kind == "officialese"]
    misspelt = _misspelt(text, language, [*hidden, *words])
    return [
        *(_finding(one, put[one.kind], one.start in begins) for one in hidden),
        *sorted([*words, *misspelt], key=lambda one: one.start),
        *(one for one in heavy if one.kind != "officialese"),
    ]


def _misspelt(text: str, language: str, told: Sequence[Found | Finding]) -> Iterator[Finding]:
    """The words that are not known, but those of which something is told already."""
    before = meant.cache_info().misses
    for start, end in misspelt_spans(text, language):
        if any(other.start < end and start < other.end for other in told):
            continue
        there_is_time = meant.cache_info().misses - before < AT_ONCE
        instead = meant(text[start:end]) if there_is_time else ()
        yield Finding("spelling", text[start:end], start, end, instead)


def private(
    text: str, names: Iterable[str], reachable: str = "", staff: Iterable[str] = ()
) -> list[Found]:
    """CPR numbers, contacts, addresses and names; of those that overlap the first and longest.

    `names` are whom it must not name. What stands in `reachable`, our own telephone, may be told,
    and so may the whole names of `staff`, though somebody who takes part has a part of one.
    """
    ours = [one for one in find_names(text, staff) if " " in one.text]
    found = [
        *find_cpr(text),
        *find_contacts(text),
        *find_addresses(text),
        *(one for one in find_names(text, names) if not _is_part(one, ours)),
    ]
    end, first = 0, list[Found]()
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end and _bare(one.text) not in _bare(reachable):
            end = one.end
            first.append(one)
    return first


def _is_part(one: Found, wholes: Iterable[Found]) -> bool:
    return any(
        each.start <= one.start and one.end <= each.end and len(one.text) < len(each.text)
        for each in wholes
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _within(one: Advice, other: Found) -> bool:
    return other.start <= one.start and one.end <= other.end


def _finding(one: Found, instead: str, begins: bool) -> Finding:
    ways = _begun(alternatives(instead)[:ALTERNATIVES], begins)
    return Finding(one.kind, one.text, one.start, one.end, ways)


def _plainer(one: Advice, text: str, language: str) -> Finding:
    """Only what reads well in the place is to be put there; else it is said what to say it with."""
    ways = alternatives(one.suggestion or "")
    before, after = text[max(0, one.start - NEAR) : one.start], text[one.end : one.end + NEAR]
    fitting = [way for way in ways if fits(one.text, way, before, after, language)]
    hint = "" if fitting else ", ".join(ways[:ALTERNATIVES])
    put = _begun(fitting[:ALTERNATIVES], one.text[0].isupper())
    return Finding(one.kind, one.text, one.start, one.end, put, hint)


def _begun(ways: Sequence[str], begins: bool) -> tuple[str, ...]:
    return tuple(way[:1].upper() + way[1:] if begins else way for way in ways)
