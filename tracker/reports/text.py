"""The report as plain text: for mail, for reading aloud, and for those who want no more."""

from __future__ import annotations

import textwrap

from tracker.reports.answering import stands_after, ways
from tracker.reports.contents import Entry, contents_of
from tracker.reports.document import HEADS, LISTED, Document, Outside, Passage, Section
from tracker.reports.templating import held
from tracker.reports.words import Words

WIDTH = 72
# Where a line may not end: no sign that anybody may write, and none that a line ends at.
HELD = "\x00"


def as_text(document: Document, outside: Outside | None = None) -> str:
    """The whole report, at most 72 columns wide but for links."""
    words = document.words
    document = document.printed()
    numbers, contents = document.numbers(), contents_of(document)
    pieces = [_head(outside, words)] if outside else []
    answering = stands_after(document)
    for section in document.sections():
        pieces += _section(section, numbers, words)
        if contents and section.name == "opening":
            pieces += _contents(contents, words)
        if outside and section.name == answering:
            pieces += _answering(outside, words)
    if outside:
        pieces.append(f"{words.say('letter.bye')}\n{outside.sender_name}")
    return "\n\n".join(pieces) + "\n"


def _head(outside: Outside, words: Words) -> str:
    head = f"{outside.sender_name}\n{words.date(outside.date)}"
    return f"{head}\n\n{_wrapped(words.say('invented'))}" if outside.demo else head


def _section(section: Section, numbers: dict[int, int], words: Words) -> list[str]:
    pieces: list[str] = []
    for block in section.blocks():
        first = not pieces
        if block[0].kind == "label":
            pieces.append(_wrapped(" ".join(_in_line(passage, words) for passage in block)))
        elif block[0].kind == "heading":
            pieces.append(_heading(block[0].said(words), "-" if first else ""))
        else:
            nested = block[0].kind in HEADS
            pieces.append("\n".join(_lines(passage, nested, numbers, words) for passage in block))
    return pieces


def _lines(passage: Passage, nested: bool, numbers: dict[int, int], words: Words) -> str:
    text = passage.said(words)
    if passage.kind == "title":
        return _heading(text, "=")
    if passage.kind == "insight" and passage.insight in numbers:
        return _wrapped(text, f"{numbers[passage.insight]}. ", "   ")
    if nested:
        return _wrapped(text, "   ", "   ")
    if passage.kind in LISTED:
        return _wrapped(text, "- ", "  ")
    return _wrapped(text)


def _contents(contents: list[Entry], words: Words) -> list[str]:
    lines = [_wrapped(entry.text, "- ", "  ") for entry in contents]
    return [words.say("contents.heading"), "\n".join(lines)]


def _answering(outside: Outside, words: Words) -> list[str]:
    found = ways(outside, words)
    if not found:
        return []
    lines = [
        _wrapped(way.text, "- ", "  ") + (f"\n\n  {way.link}\n" if way.link else "")
        for way in found
    ]
    return [_heading(words.say("answer.heading"), ""), "\n".join(lines).rstrip()]


def _in_line(passage: Passage, words: Words) -> str:
    """Within a line what runs the other way stands apart."""
    text = passage.said(words)
    return words.apart(text) if passage.direction != words.direction else text


def _heading(text: str, line: str) -> str:
    wrapped = _wrapped(text)
    return f"{wrapped}\n{line * max(map(len, wrapped.splitlines()))}" if line else wrapped


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Each of the text's own lines filled by itself, so that a poem stays one."""
    filled: list[str] = []
    for line in held(text, HELD).splitlines() or [""]:
        filled += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=rest if filled else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return "\n".join(filled).replace(HELD, " ")
