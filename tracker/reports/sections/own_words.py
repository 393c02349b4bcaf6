"""What the reader told us: their words in use, and those we set aside, with the reason."""

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from tracker.domain.contribution import ContributionWording
from tracker.domain.facts import Aside
from tracker.domain.workdays import local_date
from tracker.reports.document import Source
from tracker.reports.known import Known, Own, Reader
from tracker.reports.writing import Writer

Shown: TypeAlias = tuple[Own, ContributionWording]
# From so many on they stand by occasions.
MANY = 6


def told(w: Writer, known: Known, reader: Reader) -> None:
    """Their own words, in present wording, with when and where; what we saw stands apart."""
    w.begin("told")
    shown = [(own, known.words_of(reader, own)) for own in reader.own.values()]
    said = [(o, words) for o, words in shown if words and o.contribution.how != "observed"]
    seen = [(o, words) for o, words in shown if words and o.contribution.how == "observed"]
    if said:
        w.add("heading", w.say("told.heading"))
        many = len(said) > MANY
        w.add("lead", w.say("told.lead.many" if many else "told.lead"))
        (_by_occasion if many else _each)(w, known, reader, said)
    if seen:
        w.add("heading", w.say("told.heading.observed"))
        w.add("lead", w.say("told.lead.observed"), detail="observed")
        _each(w, known, reader, seen)
    if said or seen:
        w.add("how", w.say("told.how"))


def set_aside(w: Writer, known: Known, reader: Reader) -> None:
    """What was set aside, with the present reason: what they were not told; at the end all."""
    w.begin("set_aside")
    asides = [
        (reader.own[contribution], aside)
        for contribution, aside in sorted(reader.loop.asides.items())
        if contribution in reader.own
        and (known.round.purpose == "closing" or ("reason", aside.reason) not in reader.told)
    ]
    if not asides:
        return
    w.add("heading", w.say("set_aside.heading"))
    w.add("lead", w.say("set_aside.lead"))
    for own, aside in asides:
        _one_set_aside(w, known, reader, own, aside)
    w.add("how", w.say("set_aside.answer"))


def _one_set_aside(w: Writer, known: Known, reader: Reader, own: Own, aside: Aside) -> None:
    words = known.words_of(reader, own)
    if words is None:
        w.add("paragraph", w.say("set_aside.unshown"), about=w.me)
    else:
        _quote(w, own, words)
    reason = reader.reasons[aside.reason]
    earlier = [r.id for r in reader.reasons.values() if r.setting_aside_id == aside.id]
    changed = any(("reason", r) in reader.told for r in earlier if r < reason.id)
    w.add(
        "reason",
        w.say("set_aside.reason_changed" if changed else "set_aside.reason", reason=reason.text),
        Source("reason", reason.id),
        about=w.me,
    )


def _each(w: Writer, known: Known, reader: Reader, shown: Sequence[Shown]) -> None:
    for own, words in shown:
        _quote(w, own, words)
        w.add("origin", _origin(w, reader, own), about=w.me)
        kept = _kept(w, own, words)
        if kept:
            w.add("origin", kept)
        _shared(w, known, reader, own, words)


def _by_occasion(w: Writer, known: Known, reader: Reader, shown: Sequence[Shown]) -> None:
    """When and where once for all that was said there; only what is no word for word says so."""
    for origin, some in groupby(shown, key=lambda each: _origin(w, reader, each[0])):
        w.add("heading", origin.removesuffix("."), about=w.me, detail="occasion")
        for own, words in some:
            _quote(w, own, words)
            if words.kind != "recorded" or own.contribution.how != "verbatim":
                w.add("origin", _kept(w, own, words))
            _shared(w, known, reader, own, words)


def _quote(w: Writer, own: Own, words: ContributionWording) -> None:
    w.add("quote", words.text, Source("wording", words.id), about=w.me, detail=own.detail(words))


def _shared(w: Writer, known: Known, reader: Reader, own: Own, words: ContributionWording) -> None:
    """Whoever is quoted to others reads how."""
    shared = None if reader.public else known.shared_of(reader, own)
    if shared is None:
        return
    same = shared.text.strip() == words.text.strip()
    said = w.say("told.shared.same" if same else "told.shared", text=w.words.quote(shared.text))
    w.add("origin", said, Source("wording", shared.id), about=w.me, detail="shared")


def _origin(w: Writer, reader: Reader, own: Own) -> str:
    encounter = own.encounter
    if encounter is not None:
        day = w.words.date(local_date(encounter.held_at))
        if encounter.place:
            return w.say(
                "told.origin.place", date=day, encounter=encounter.title, place=encounter.place
            )
        return w.say("told.origin", date=day, encounter=encounter.title)
    day = w.words.date(local_date(own.contribution.received_at))
    said = reader.loop.said.get(own.contribution.id)
    answered = said is not None and said.response is not None
    return w.say("told.origin.answer" if answered else "told.origin.date", date=day)


def _kept(w: Writer, own: Own, words: ContributionWording) -> str:
    if words.kind == "corrected":
        return w.say("told.corrected")
    if words.kind == "shareable":
        return w.say("told.kept.shareable")
    how = own.contribution.how
    return "" if how == "observed" else w.say(f"told.kept.{how}")
