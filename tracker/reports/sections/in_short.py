"""The report in a few lines, for its first page: what they told, what became of it, what now.

All of it is read off what the report says further on, so that it can say nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """A sentence or two of the summary; `language` when it is another than the report's.

    `of`: the insights of the reader's own that it tells of; None for what was set aside.
    """

    text: str
    source: Source = FIXED
    language: str | None = None
    about: Source | None = None
    of: tuple[int | None, ...] = ()


def in_short(w: Writer, known: Known, reader: Reader) -> None:
    """Written when all else is: a report that is short itself says only what can be done now."""
    if _stands_at_once(w):
        # How a child is spoken with, or somebody in a case, is said in full.
        if not w.manners:
            w.passages = [p for p in w.passages if (p.section, p.kind, p.detail) not in _SPARED]
    else:
        _summary(w, known, reader)
    w.add("label", w.say("short.now"), detail="now")
    _add(w, list(_now(w, known, reader)))


def _summary(w: Writer, known: Known, reader: Reader) -> None:
    """What they told, and what became of it: never words beside what they are no part of."""
    told = [p for p in w.passages if p.section == "told" and p.kind == "quote"]
    behind = _behind(w, known, reader, told)
    news, understood = list(_news(w, behind)), list(_understood(w, behind))
    own = [*(news or understood), *_asides(w, reader)]
    if not own and _all_set_aside(reader):
        own = [_Piece(w.say("short.aside.one"))]
    became = [*own, *_of_others(w)]
    of = [insight for piece in own for insight in piece.of]
    quotes = next((behind[insight] for insight in of if insight in behind), [] if of else told)
    purpose = known.round.purpose
    fits = {"qualify": understood and quotes and not news, "closing": own, "update": became}
    if not fits[purpose]:
        purpose = "nothing"
    w.add("heading", w.say("short.heading"), detail="short")
    _told(w, reader, told, quotes)
    w.add("label", w.say(f"short.became.{purpose}"), detail="became")
    _add(w, became or [_Piece(w.say("short.later" if reader.woven_into else "short.waiting"))])


def _behind(
    w: Writer, known: Known, reader: Reader, told: Sequence[Passage]
) -> dict[int | None, list[Passage]]:
    """Their words that an insight rests on, by insight: none that say another thing than it."""
    said = reader.own.values()
    wordings = {words.id: own.contribution.id for own in said for words in own.wordings}
    found: dict[int | None, list[Passage]] = {}
    for passage in told:
        of = wordings[passage.source.id] if passage.source else None
        for contribution, insight in reader.loop.evidence:
            stance = known.heard.stances.get(contribution, {}).get(insight)
            if contribution == of and stance != "contradicts":
                found.setdefault(insight, []).append(passage)
    set_aside = [p.source for p in w.passages if p.section == "set_aside" and p.kind == "quote"]
    if any(p.source in set_aside for p in told):
        found[None] = [p for p in told if p.source in set_aside]
    return found


def _all_set_aside(reader: Reader) -> bool:
    """Whether nothing else became of all that they told."""
    strands = reader.loop.strands()
    return bool(strands) and all(strand.aside is not None for strand in strands)


def _stands_at_once(w: Writer) -> bool:
    """Whether it is so little that all of it is on the first page anyhow."""
    said = [p for p in w.passages if p.section not in ("help", "next", "rights")]
    came_to_something = w.wrote("understood", "answered", "used", "set_aside")
    return came_to_something and sum(1 + len(p.text or "") // LINE for p in said) <= AT_ONCE


def _told(w: Writer, reader: Reader, told: list[Passage], quotes: list[Passage]) -> None:
    """One of the quotes: their own words first, and of these some that can stand whole."""
    told = [p for p in told if p.detail != "observed"] or told
    said = [p for p in quotes if p.detail != "observed"] or quotes
    if not said:
        return
    own = [p for p in said if p.detail not in UNQUOTED] or said
    chosen = next((p for p in own if p.text and len(p.text) <= LONGEST), own[0])
    w.add("label", _told_label(w, reader, told, chosen), detail="told")
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


def _news(w: Writer, behind: Mapping[int | None, object]) -> Iterator[_Piece]:
    """What became of theirs."""
    own, _ = _whose_outcomes(w)
    changed = [] if own else list(_changed(w, behind))
    yield from _outcomes(w, _quotable_first(own, behind))
    yield from changed
    yield from _withdrawn(w)
    yield from _answers(w, said=bool(changed))


def _quotable_first(
    insights: Iterable[Passage], behind: Mapping[int | None, object]
) -> list[Passage]:
    """Those that have words of the reader's to be told with, before the others."""
    return sorted(insights, key=lambda passage: passage.insight not in behind)


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
    yield _Piece(w.say(intro, n=len(outcomes)), of=tuple(p.insight for p in outcomes))
    uses = Counter(p.detail for p in outcomes)
    for use in ("used", "partly", "not", "undecided"):
        if uses[use]:
            yield _Piece(w.say(f"short.{use}", n=uses[use]))


def _named(w: Writer, outcome: Passage) -> Iterator[_Piece]:
    insight = next(p for p in w.passages if p.kind == "insight" and p.insight == outcome.insight)
    quoted = w.words.quote(first_words(insight.text or ""))
    yield _Piece(quoted, _shortly(insight), insight.language, of=(insight.insight,))
    yield from _untranslated(w, insight)
    yield _Piece(outcome.text or "")


def _changed(w: Writer, behind: Mapping[int | None, object]) -> Iterator[_Piece]:
    """What is understood otherwise than when they were last told, and who saw to it."""
    changes = [p for p in w.passages if p.kind == "change"]
    only_worded = {p.insight for p in changes if p.detail == "wording"}
    theirs = {p.insight: p for p in told_as_yours(w.passages) if p.insight not in only_worded}
    changed = [p for p in changes if p.detail in _CHANGED and p.insight in theirs]
    if not changed:
        return
    insight = _quotable_first(changed, behind)[0].insight
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


def _understood(w: Writer, behind: Mapping[int | None, object]) -> Iterator[_Piece]:
    yours = _quotable_first(told_as_yours(w.passages), behind)
    if yours:
        yield from _shown(w, yours[0])
    if len(yours) > 1:
        yield _Piece(w.say("short.understood.more", n=len(yours)))


def _asides(w: Writer, reader: Reader) -> Iterator[_Piece]:
    reasons = [p for p in w.passages if p.section == "set_aside" and p.kind == "reason"]
    if not reasons:
        return
    if not _all_set_aside(reader):
        yield _Piece(w.say("short.aside.some"))
    elif len(reasons) > 1:
        yield _Piece(w.say("short.aside"), of=(None,))
    else:
        yield _Piece(w.say("short.aside.one"), of=(None,))
        reason = first_words(reasons[0].text or "")
        yield _Piece(reason, Source("shortly", 0), about=reasons[0].about)


def _shown(w: Writer, insight: Passage) -> Iterator[_Piece]:
    text = first_words(insight.text or "")
    yield _Piece(text, _shortly(insight), insight.language, of=(insight.insight,))
    yield from _untranslated(w, insight)


def _untranslated(w: Writer, insight: Passage) -> Iterator[_Piece]:
    if insight.language != w.words.language:
        yield _Piece(w.say("understood.untranslated"))


def _shortly(insight: Passage) -> Source:
    """What is said of an insight here tells nothing that is not told where it stands whole."""
    return Source("shortly", insight.source.id if insight.source else 0)


def _now(w: Writer, known: Known, reader: Reader) -> Iterator[_Piece]:
    """What can be done, until when, and by which number."""
    purpose, phone = known.round.purpose, known.process.phone.strip()
    about = purpose
    if purpose != "closing" and not _came_of_theirs(w):
        about = "aside" if w.wrote("set_aside") or _all_set_aside(reader) else "words"
    yield _Piece(w.say(f"short.now.{about}"))
    # Nobody counts the days with a child.
    child = "child" in w.manners
    yield _Piece(w.say("help.late") if child else w.say("short.days", days=known.round.days))
    yield _Piece(w.say("short.phone", phone=phone) if phone else w.say("short.below"))


def _came_of_theirs(w: Writer) -> bool:
    """Whether there is something that we may have understood, or answered, in another way than
    they meant it."""
    return bool(told_as_yours(w.passages)) or w.wrote("answered") or any(_withdrawn(w))


def _add(w: Writer, pieces: list[_Piece]) -> None:
    for piece in pieces:
        w.add("short", piece.text, piece.source, about=piece.about, language=piece.language)
