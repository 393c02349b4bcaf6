"""The frozen report: an ordered list of passages whose hash holds also after an erasure.

Every form (web page, letter, plain text, mail) is made from the one `Document`, so that
they cannot drift. What a person may lose or we may revoke (the link, the slip's code, the
address) stands outside it, in `Outside`, and outside the hash.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from tracker.reports.languages import direction, direction_of
from tracker.reports.words import Words, citizen

FORMAT = "v1"

SECTIONS = (
    "opening",
    "told",
    "others",
    "understood",
    "help",
    "answered",
    "used",
    "set_aside",
    "next",
    "rights",
    # The rest of what others told: it is long, and the main thing comes first.
    "others_more",
)

KINDS = frozenset(
    {
        "title",
        "lead",
        "heading",
        "label",
        "short",
        "paragraph",
        "quote",
        "origin",
        "insight",
        "knowledge",
        "change",
        "before",
        "dissent",
        "question",
        "how",
        "resolution",
        "outcome",
        "reason",
        "promise",
        "contact",
        "decision_notice",
        "item",
    }
)

# What says something about the quote or insight that it follows.
FOLLOWERS = frozenset(
    {"origin", "knowledge", "change", "before", "dissent", "resolution", "outcome", "reason"}
)
HEADS = frozenset({"quote", "insight"})
# What a label of the summary on the first page has after it.
LABELLED = frozenset({"quote", "short"})
QUOTES = frozenset({"quote", "before"})
# What the title's detail says of a report to more than one.
SEVERAL = "several"
# What a quote's detail says of words that are not the person's own.
UNQUOTED = frozenset({"observed", "retold"})
# From so many on a report begins with what it holds.
MANY_INSIGHTS = 6
MANY_QUOTES = 12
# More of others' words than this are not printed, but read on the page or asked for.
MOST_ON_PAPER = 60
LEFT_OUT = frozenset({"quote", "insight", "origin"})
# What is read as a list when several of a kind follow each other.
LISTED = frozenset({"item", "promise", "question"})


@dataclass(frozen=True)
class Source:
    """What a passage was made from, or the person it is about: a kind and an id."""

    kind: str
    id: int


@dataclass(frozen=True)
class Passage:
    """Some finished sentences in the reader's language, sealed by a salted hash.

    `detail` refines the kind for those who arrange it: an outcome's use, a resolution's how,
    `also` on the heading of what may be folded. An erased passage has neither text nor salt; one
    that is `hidden` is kept, but its author lets nobody else read it any more.
    """

    section: str
    kind: str
    language: str
    text: str | None
    salt: str
    hash: str
    source: Source | None
    about: Source | None = None
    erased_on: date | None = None
    insight: int | None = None
    detail: str | None = None
    hidden: bool = False

    @property
    def quoted(self) -> bool:
        """Whether it is somebody's own words: what we saw or retold has no quotation marks."""
        return self.kind in QUOTES and self.detail not in UNQUOTED

    def said(self, words: Words) -> str:
        """What the reader gets of it: their words in quotation marks, or that it is gone."""
        if self.text is not None:
            return words.quote(self.text) if self.quoted else self.text
        if self.erased_on is None:
            return words.say("others.hidden")
        return words.say("erased", date=words.date(self.erased_on))

    @property
    def direction(self) -> str:
        """Which way it is read: "ltr" or "rtl"; by its letters, whatever language it is said in."""
        return direction_of(self.text or "") or direction(self.language)

    def verify(self) -> bool:
        """Whether the text is the one that was sealed; of one that is gone there is only a hash."""
        if self.erased_on is not None or self.hidden:
            return self.text is None
        return self.text is not None and self.hash == passage_hash(
            self.salt,
            self.section,
            self.kind,
            self.language,
            self.text,
            self.source,
            self.about,
            self.insight,
            self.detail,
        )


@dataclass(frozen=True)
class Section:
    """The passages of one section, in order."""

    name: str
    passages: tuple[Passage, ...]

    def blocks(self) -> tuple[tuple[Passage, ...], ...]:
        """What is read together: a quote or an insight with all said about it, a list, or a label
        with what it stands before."""
        found: list[list[Passage]] = []
        for passage in self.passages:
            if found and _belongs(passage, found[-1]):
                found[-1].append(passage)
            else:
                found.append([passage])
        return tuple(tuple(block) for block in found)


@dataclass(frozen=True)
class Document:
    """One report as it was frozen. `kind` is the round's purpose, `process_kind` the process's."""

    language: str
    kind: str
    process_kind: str
    passages: tuple[Passage, ...]
    hash: str

    @property
    def direction(self) -> str:
        """Which way it is read: "ltr" or "rtl"."""
        return direction(self.language)

    @property
    def foreign(self) -> str:
        """The other language that some of it is in; "" when there is none."""
        return next((p.language for p in self.passages if p.language != self.language), "")

    def verify(self) -> bool:
        """Whether every passage and the whole are what was frozen, erasures aside."""
        whole = content_hash(self.passages, self.language, self.kind, self.process_kind)
        return self.hash == whole and all(passage.verify() for passage in self.passages)

    def sections(self) -> tuple[Section, ...]:
        """The sections that have something in them, in the report's order."""
        return tuple(
            Section(name, tuple(passages))
            for name, passages in groupby(self.passages, key=lambda passage: passage.section)
        )

    def in_short(self, *details: str) -> tuple[Passage, ...]:
        """Of the summary for the first page each label with what follows it: what they `told`, what
        `became` of it, what can be done `now`."""
        blocks = (block for section in self.sections() for block in section.blocks())
        shown = (b for b in blocks if b[0].kind == "label" and b[0].detail in details)
        return tuple(passage for block in shown for passage in block)

    @property
    def words(self) -> Words:
        """The catalogue that speaks to its reader as it does: to one, or to several."""
        title = next((p for p in self.passages if p.kind == "title"), None)
        return citizen(self.language).to(title is not None and title.detail == SEVERAL)

    def title(self) -> str:
        """The report's title; empty when it has none or it was erased."""
        return next((p.text or "" for p in self.passages if p.kind == "title"), "")

    @property
    def yours(self) -> frozenset[int | None]:
        """The insights, by their ids, that the reader's words are part of."""
        return frozenset(passage.insight for passage in told_as_yours(self.passages))

    @property
    def stands_at_once(self) -> bool:
        """Whether it is so short that its summary says only what can be done now."""
        return bool(self.in_short("now")) and not self.in_short("became")

    @property
    def is_long(self) -> bool:
        """Whether it takes a list of contents to find one's way in it."""
        quotes = sum(passage.kind == "quote" for passage in self.passages)
        return len(self.numbers()) > MANY_INSIGHTS or quotes > MANY_QUOTES

    def printed(self) -> Document:
        """The document for paper and mail: without the most of others' words where it is long."""
        more = [p for p in self.passages if p.section == "others_more"]
        if sum(passage.kind == "quote" for passage in more) <= MOST_ON_PAPER:
            return self
        left_out = set(map(id, (p for p in more if p.kind in LEFT_OUT or p.detail == "else")))
        return replace(self, passages=tuple(p for p in self.passages if id(p) not in left_out))

    def numbers(self) -> dict[int, int]:
        """The number each insight has in this report, by its id: on page, slip and phone alike."""
        ids = dict.fromkeys(p.insight for p in self.passages if p.insight and p.kind == "insight")
        return {insight: number for number, insight in enumerate(ids, start=1) if insight}


@dataclass(frozen=True)
class Outside:
    """What belongs to one sending and is not frozen: who, where from, how to answer.

    Of a `demo` every form says that it is invented.
    """

    date: date
    sender_name: str
    sender_address: str = ""
    recipient_name: str = ""
    recipient_address: str = ""
    link: str | None = None
    # How the code that the link asks for comes: by `letter` or by a `call`; empty: it asks none.
    code: str = ""
    slip_code: str | None = None
    phone: str | None = None
    # Somebody sits there and tells it: to them it can be said at once.
    in_person: bool = False
    demo: bool = False

    @property
    def has_slip(self) -> bool:
        """Whether a letter has a slip: one that can be sent to nobody is none."""
        return bool(self.slip_code and self.sender_address)


def passage_hash(
    salt: str,
    section: str,
    kind: str,
    language: str,
    text: str,
    source: Source | None = None,
    about: Source | None = None,
    insight: int | None = None,
    detail: str | None = None,
) -> str:
    """Sha256 over all that the reader gets, each field with its length before it."""
    fields = [salt, section, kind, language, text, *_named(source), *_named(about)]
    fields += ["" if insight is None else str(insight), "" if detail is None else f"={detail}"]
    return _sealed(f"{FORMAT} passage", fields)


def content_hash(passages: Iterable[Passage], language: str, kind: str, process_kind: str) -> str:
    """The whole report's hash, with the version of the format it was made by."""
    hashes = (passage.hash for passage in passages)
    return f"{FORMAT}:{_sealed(f'{FORMAT} report', [language, kind, process_kind, *hashes])}"


def new_passage(
    section: str,
    kind: str,
    language: str,
    text: str,
    source: Source | None = None,
    *,
    about: Source | None = None,
    insight: int | None = None,
    detail: str | None = None,
) -> Passage:
    """A passage with a salt of its own, sealed."""
    if section not in SECTIONS or kind not in KINDS:
        raise ValueError(f"no passage is a {kind!r} in {section!r}")
    salt = secrets.token_hex(16)
    sealed = passage_hash(salt, section, kind, language, text, source, about, insight, detail)
    return Passage(
        section, kind, language, text, salt, sealed, source, about, None, insight, detail
    )


def freeze(language: str, kind: str, process_kind: str, passages: Iterable[Passage]) -> Document:
    """The passages in the report's order of sections, as one sealed document."""
    ordered = tuple(sorted(passages, key=lambda passage: SECTIONS.index(passage.section)))
    sealed = content_hash(ordered, language, kind, process_kind)
    return Document(language, kind, process_kind, ordered, sealed)


def told_as_yours(passages: Iterable[Passage]) -> list[Passage]:
    """The insights that stand under the heading of what the reader's own words are part of."""
    found, yours = [], False
    for passage in passages:
        if passage.kind == "heading":
            yours = passage.detail == "yours"
        elif yours and passage.kind == "insight":
            found.append(passage)
    return found


def hidden(passage: Passage) -> Passage:
    """The same passage as somebody sees it who may read its words no more; the hash stays."""
    return replace(passage, text=None, salt="", about=None, hidden=True)


def _belongs(passage: Passage, block: list[Passage]) -> bool:
    head = block[0]
    if head.kind == "label":
        return passage.kind in LABELLED
    if head.kind not in HEADS:
        return head.kind == passage.kind and head.kind in LISTED
    same = passage.insight is not None and passage.insight == head.insight
    return (same and passage.kind != "insight") or passage.kind in FOLLOWERS


def _named(source: Source | None) -> Iterator[str]:
    yield from ("", "") if source is None else (source.kind, str(source.id))


def _sealed(purpose: str, fields: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for field in (purpose, *fields):
        data = field.encode()
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
