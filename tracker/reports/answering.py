"""The ways to answer that a sending has. They stand outside what is frozen: a link can end."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.reports.document import SECTIONS, Document, Outside
from tracker.reports.words import Words

BEFORE_NEXT = frozenset(SECTIONS[: SECTIONS.index("next")])


@dataclass(frozen=True)
class Way:
    """One way to answer: a sentence, and the address that it speaks of."""

    text: str
    link: str | None = None


def ways(outside: Outside, words: Words, slip: bool = False) -> list[Way]:
    """The ways there are, the easiest first. A slip exists only on paper."""
    found = []
    if outside.in_person:
        found.append(Way(words.say("answer.in_person")))
    if outside.link:
        asks = about_code(outside.code, outside.phone, words)
        link = words.say("answer.link.code" if asks else "answer.link")
        said = [link, asks, words.say("answer.private")]
        found.append(Way(" ".join(filter(None, said)), outside.link))
    if slip and outside.has_slip:
        found.append(Way(words.say("answer.slip")))
    if outside.phone:
        found.append(Way(words.say("answer.phone", phone=outside.phone)))
    return found


def about_code(way: str, phone: str | None, words: Words) -> str:
    """That the link asks for a code, and how it comes; empty when it asks for none."""
    if not way:
        return ""
    if way == "letter":
        return words.say("answer.code.letter")
    return words.say("answer.code.call", phone=phone) if phone else words.say("answer.code.ask")


def stands_after(document: Document) -> str:
    """The section that the ways to answer follow: the last that asks, else the one before "next".

    Empty when the report has nothing in it.
    """
    sections = document.sections()
    asking = [s.name for s in sections if any(p.kind == "question" for p in s.passages)]
    before = [s.name for s in sections if s.name in BEFORE_NEXT]
    return next(reversed(asking or before or [s.name for s in sections]), "")
