"""The report in a few lines, for its first page: what they told, what became of it, what now.

All of it is read off what the report says further on, so that it can say nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.reports.document import UNQUOTED, Passage, Source, told_as_yours
from tracker.reports.known import Known, Reader
from tracker.reports.shortening import LONGEST, first_words
from tracker.reports.writing import FIXED, Writer

# What stands on the first page by itself need not be said twice: so many lines of so many letters.
AT_ONCE = 17
LINE = 80
# So many things are named; of more it is said how many.
NAMED = 2

# Who changed an insight; and that it says another thing than when they were last told.
_WHOSE = frozenset({"yours", "both", "others", "withdrew", "ours"})
_CHANGED = frozenset({"before", "successor"}) | _WHOSE
_KEPT = ("dissent", "declined")
# What a short report can do without, so that all that matters has room on its first page.
_SPARED = frozenset(
    {
        ("told", "lead", None),
        ("help", "lead", None),
        ("help", "how", "late"),
        ("next", "paragraph", "late"),
        ("next", "paragraph", "your_turn"),
    }
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or two of the summary; `language` when it is another than the report's."""

    text: str
    source: Source = FIXED
    language: str | None = None
    about: Source | None = None


def in_short(w: Writer, known: Known, reader: Reader) -> None:
    """Written when all else is: a report that is short itself says only what can be done now."""
    if _stands_at_once(w):
        # How a child is spoken with, or somebody in a case, is said in full.
        if not w.manners:
            w.passages = [p for p in w.passages if (p.section, p.kind, p.detail) not in _SPARED]
    else:
        _summary(w, known, reader)
    w.add("label", w.say("short.now"), detail="now")
    _add(w, list(_now(w, known)))


def _summary(w: Writer, known: Known, reader: Reader) -> None:
    """What they told, and what became of it."""
    told = [p for p in w.passages if p.section == "told" and p.kind == "quote"]
    news, understood = list(_news(w)), list(_understood(w))
    became = [*(news or understood), *_of_others(w), *_asides(w)]
    purpose = known.round.purpose
    if not became or (purpose == "qualify" and (news or not understood)):
        purpose = "nothing"
    w.add("heading", w.say("short.heading"), detail="short")
    _told(w, reader, told)
    w.add("label", w.say(f"short.became.{purpose}"), detail="became")
    _add(w, became or [_Piece(w.say("short.later" if reader.woven_into else "short.waiting"))])


def _stands_at_once(w: Writer) -> bool:
    """Whether it is so little that all of it is on the first page anyhow."""
    said = [p for p in w.passages if p.section not in ("help", "next", "rights")]
    came_to_something = w.wrote("understood", "answered", "used", "set_aside")
    return came_to_something and sum(1 + len(p.text or "") // LINE for p in said) <= AT_ONCE


def _told(w: Writer, reader: Reader, told: list[Passage]) -> None:
    """Their own words: one that can stand whole before one that must be cut."""
    said = [p for p in told if p.detail != "observed"] or told
    if not said:
        return
    own = [p for p in said if p.detail not in UNQUOTED] or said
    chosen = next((p for p in own if p.text and len(p.text) <= LONGEST), own[0])
    w.add("label", _told_label(w, reader, said, chosen), detail="told")
    w.add(
        "quote",
        first_words(chosen.text or ""),
        chosen.source or FIXED,
        about=chosen.about,
        detail=chosen.detail,
    )


def _told_label(w: Writer, reader: Reader, said: list[Passage], chosen: Passage) -> str:
    if chosen.detail == "observed":
        return w.say("short.observed")
    if chosen.detail == "retold" and len(said) == 1:
        return w.say("short.retold")
    if reader.public:
        return w.say("short.told.public")
    if len(said) == 1:
        return w.say("short.told")
    return w.say("short.told.many", n=len(said))


def _news(w: Writer) -> Iterator[_Piece]:
    """What became of theirs."""
    own, _ = _whose_outcomes(w)
    changed = [] if own else list(_changed(w))
    yield from _outcomes(w, own)
    yield from changed
    yield from _withdrawn(w)
    yield from _answers(w, said=bool(changed))


def _of_others(w: Writer) -> Iterator[_Piece]:
    """What became of others', where nothing of the reader's own has come to an end."""
    own, outcomes = _whose_outcomes(w)
    if own:
        return
    if 0 < len(outcomes) <= NAMED:
        yield _Piece(w.say("short.others"))
    yield from _outcomes(w, outcomes, "short.outcomes.others")


def _whose_outcomes(w: Writer) -> tuple[list[Passage], list[Passage]]:
    """The outcomes of what is the reader's own, and those of all else."""
    theirs = {p.insight for p in told_as_yours(w.passages)}
    outcomes = [p for p in w.passages if p.kind == "outcome"]
    own = [p for p in outcomes if p.insight in theirs]
    return own, [p for p in outcomes if p.insight not in theirs]


def _answers(w: Writer, said: bool) -> Iterator[_Piece]:
    """What their answers led to, and when those that wait are answered; `said`: what changed is."""
    how = {p.detail for p in w.passages if p.kind == "resolution"}
    if "changed" in how and not said:
        yield _Piece(w.say("short.answer.changed"))
    if "added" in how:
        yield _Piece(w.say("short.answer.added"))
    yield from (_Piece(w.say(f"short.answer.{kept}")) for kept in _KEPT if kept in how)
    if how == {"answered"}:
        yield _Piece(w.say("short.answer.answered"))
    for passage in w.passages:
        if passage.section == "next" and passage.detail == "waiting" and passage.text:
            yield _Piece(passage.text, about=passage.about)


def _outcomes(
    w: Writer, outcomes: Sequence[Passage], intro: str = "short.outcomes"
) -> Iterator[_Piece]:
    """What insights were used for: each where they are few, else how many of each kind."""
    if len(outcomes) <= NAMED:
        for outcome in outcomes:
            yield from _named(w, outcome)
        return
    yield _Piece(w.say(intro, n=len(outcomes)))
    uses = Counter(p.detail for p in outcomes)
    for use in ("used", "partly", "not", "undecided"):
        if uses[use]:
            yield _Piece(w.say(f"short.{use}", n=uses[use]))


def _named(w: Writer, outcome: Passage) -> Iterator[_Piece]:
    insight = next(p for p in w.passages if p.kind == "insight" and p.insight == outcome.insight)
    quoted = w.words.quote(first_words(insight.text or ""))
    yield _Piece(quoted, _shortly(insight), insight.language)
    yield from _untranslated(w, insight)
    yield _Piece(outcome.text or "")


def _changed(w: Writer) -> Iterator[_Piece]:
    """What is understood otherwise than when they were last told, and who saw to it."""
    changes = [p for p in w.passages if p.kind == "change"]
    only_worded = {p.insight for p in changes if p.detail == "wording"}
    theirs = {p.insight: p for p in told_as_yours(w.passages) if p.insight not in only_worded}
    changed = [p for p in changes if p.detail in _CHANGED and p.insight in theirs]
    if not changed:
        return
    insight = changed[0].insight
    whose = [p for p in changed if p.detail in _WHOSE and p.insight == insight]
    if whose:
        yield _Piece(whose[0].text or "")
    yield _Piece(w.say("short.changed"))
    yield from _shown(w, theirs[insight])


def _withdrawn(w: Writer) -> Iterator[_Piece]:
    gone = [p for p in w.passages if p.source and p.source.kind == "withdrawal"]
    for insight in dict.fromkeys(p.source for p in gone):
        first = next(p for p in gone if p.source == insight)
        yield _Piece(first_words(first.text or ""), _shortly(first))


def _understood(w: Writer) -> Iterator[_Piece]:
    yours = told_as_yours(w.passages)
    if yours:
        yield from _shown(w, yours[0])
    if len(yours) > 1:
        yield _Piece(w.say("short.understood.more", n=len(yours)))


def _asides(w: Writer) -> Iterator[_Piece]:
    reasons = [p for p in w.passages if p.section == "set_aside" and p.kind == "reason"]
    if not reasons:
        return
    if w.wrote("understood", "answered", "used"):
        yield _Piece(w.say("short.aside.some"))
    elif len(reasons) > 1:
        yield _Piece(w.say("short.aside"))
    else:
        yield _Piece(w.say("short.aside.one"))
        reason = first_words(reasons[0].text or "")
        yield _Piece(reason, Source("shortly", 0), about=reasons[0].about)


def _shown(w: Writer, insight: Passage) -> Iterator[_Piece]:
    yield _Piece(first_words(insight.text or ""), _shortly(insight), insight.language)
    yield from _untranslated(w, insight)


def _untranslated(w: Writer, insight: Passage) -> Iterator[_Piece]:
    if insight.language != w.words.language:
        yield _Piece(w.say("understood.untranslated"))


def _shortly(insight: Passage) -> Source:
    """What is said of an insight here tells nothing that is not told where it stands whole."""
    return Source("shortly", insight.source.id if insight.source else 0)


def _now(w: Writer, known: Known) -> Iterator[_Piece]:
    """What can be done, until when, and by which number."""
    purpose, phone = known.round.purpose, known.process.phone.strip()
    about = purpose
    if purpose != "closing" and not w.wrote("understood", "answered", "used"):
        about = "aside" if w.wrote("set_aside") else "words"
    yield _Piece(w.say(f"short.now.{about}"))
    yield _Piece(w.say("short.days", days=known.round.days))
    yield _Piece(w.say("short.phone", phone=phone) if phone else w.say("short.below"))


def _add(w: Writer, pieces: list[_Piece]) -> None:
    for piece in pieces:
        w.add("short", piece.text, piece.source, about=piece.about, language=piece.language)
