"""Adds one fact to what is known of a loop. Each kind of fact in `docs/loop.md` has one function.

A kind without a function changes nothing that a rule can see. What was undone is not added.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from tracker.domain.facts import (
    MOVES_THAT_SUPERSEDE,
    Answer,
    Aside,
    Decision,
    Fact,
    Loop,
    Said,
    Strand,
)
from tracker.domain.reaching import REACHING, prove, session_held
from tracker.domain.steps import Step, by_answer, by_silence, is_open, step_of, steps_of


def apply(loop: Loop, fact: Fact) -> None:
    """Add a fact, then note what later rules ask of the past: closed once, came to a step.

    Many facts move no strand, those of the whole process least of all; then there is nothing to
    note.
    """
    handle = _HANDLERS.get(fact.kind)
    if handle is not None and handle(loop, fact):
        if fact.kind not in _KEEP_STRANDS:
            loop.strands_noted, loop.touched_noted = None, {}
        _note(loop, fact)


def remaining(facts: Iterable[Fact]) -> list[Fact]:
    """The facts without those that were undone before, as if these had never been recorded."""
    found = list(facts)
    undone = {(f.kind, f.data[_UNDOES[f.kind]]): f.n for f in found if f.kind in _UNDOES}
    if not undone:
        return found
    called_back = {
        f.data["delivery"]
        for f in found
        if f.kind == "report_frozen"
        and f.n < undone.get(("round_called_back", f.data["round"]), f.n)
    }
    return [f for f in found if not _is_undone(f, undone, called_back)]


def _is_undone(fact: Fact, undone: dict[tuple[str, int], int], called_back: set[int]) -> bool:
    if fact.data.get("delivery") in called_back:
        return True
    if (_UNDONE_BY_NUMBER.get(fact.kind, ""), fact.n) in undone:
        return True
    if fact.kind == "contribution_recorded":
        return fact.n < undone.get(("contribution_undone", fact.data["contribution"]), fact.n)
    return "participant" in fact.data and fact.n < undone.get(
        ("participant_undone", fact.data["participant"]), fact.n
    )


# What undoes earlier facts, and what of it names them.
_UNDOES = {
    "contribution_undone": "contribution",
    "participant_undone": "participant",
    "round_called_back": "round",
    "setting_aside_undone": "undoes",
    "weaving_undone": "undoes",
}
# What is undone by its number, and by which kind of fact.
_UNDONE_BY_NUMBER = {
    "evidence_began": "weaving_undone",
    "evidence_ended": "weaving_undone",
    "set_aside": "setting_aside_undone",
}


# Of these, a strand remembers when it came to them.
_LEVELS = (Step.QUALIFIED, Step.ANSWERED)


def _note(loop: Loop, fact: Fact) -> None:
    if not loop.deliveries:
        # Nobody has come further than woven, and how far is reckoned when somebody asks.
        loop.steps_noted = None
        return
    before = loop.steps_noted or {}
    # What becomes of an insight moves no strand but its own.
    own = fact.data["insight"] if fact.kind == "outcome_recorded" and before else None
    after = loop.steps_noted = {
        s: step_of(loop, s) if own in (None, s.insight) else before[s] for s in loop.strands()
    }
    if before == after:
        return
    for strand, step in after.items():
        was = before.get(strand, -1)
        for level in _LEVELS:
            if was < level <= step:
                loop.came[strand, level] = fact.at
    already = _given_back(before)
    loop.returned |= dict.fromkeys(_given_back(after) - already, fact.at)
    if after and min(after.values()) == Step.CLOSED:
        loop.was_closed = True


def _given_back(steps: Mapping[Strand, int]) -> set[int]:
    """The contributions of which nothing is below step 2."""
    below = {strand.contribution for strand, step in steps.items() if step < Step.RETURNED}
    return {strand.contribution for strand in steps} - below


def _promises(loop: Loop, fact: Fact) -> bool:
    loop.created = loop.created or fact.at
    loop.days_to_return = fact.data["days_to_return"]
    loop.days_to_answer = fact.data["days_to_answer"]
    loop.days_to_close = fact.data["days_to_close"]
    return False


def _participant_added(loop: Loop, fact: Fact) -> bool:
    loop.who = fact.data["who"]
    loop.public_return = bool(fact.data["public_return"])
    return False


def _participant_changed(loop: Loop, fact: Fact) -> bool:
    loop.public_return = bool(fact.data["public_return"])
    if fact.data["contact"]:
        loop.lapse("no-contact", "other")
    if fact.data["wish"]:
        loop.lapse("asked-not")
    return False


def _contribution_recorded(loop: Loop, fact: Fact) -> bool:
    loop.said[fact.data["contribution"]] = Said(fact.at, fact.recorded, fact.data["response"])
    return True


def _evidence_began(loop: Loop, fact: Fact) -> bool:
    pair = fact.data["contribution"], fact.data["insight"]
    if pair in loop.evidence:
        return False
    if loop.said[pair[0]].response is not None and _has_qualified(loop, pair[1]):
        loop.exempt.add(pair)
    loop.evidence[pair] = fact.n
    loop.asides.pop(pair[0], None)
    return True


def _has_qualified(loop: Loop, insight: int) -> bool:
    """R3: whether the person has already qualified an insight, whatever their own part in it is."""
    known = replace(loop, evidence={}, exempt=set(), strands_noted=None)
    own = [Strand(c, woven_into) for c, woven_into in loop.evidence if woven_into == insight]
    return any(by_answer(known, s) or by_silence(known, s) for s in [Strand(0, insight), *own])


def _evidence_ended(loop: Loop, fact: Fact) -> bool:
    _end_evidence(loop, (fact.data["contribution"], fact.data["insight"]))
    return True


def _end_evidence(loop: Loop, pair: tuple[int, int]) -> None:
    loop.evidence.pop(pair, None)
    loop.exempt.discard(pair)
    loop.waived.discard(pair)


def _set_aside(loop: Loop, fact: Fact) -> bool:
    data = fact.data
    loop.asides[data["contribution"]] = Aside(data["aside"], data["reason"])
    return True


def _reason_changed(loop: Loop, fact: Fact) -> bool:
    aside = loop.asides.get(fact.data["contribution"])
    if aside is not None and aside.id == fact.data["aside"]:
        aside.earlier.add(aside.reason)
        aside.reason = fact.data["reason"]
    return True


def _insight_drafted(loop: Loop, fact: Fact) -> bool:
    insight, key = fact.data["insight"], ("version", fact.data["version"])
    loop.lineage[insight] = frozenset({insight})
    loop.versions[insight] = {key}
    loop.current[insight] = {key}
    return False


def _insight_versioned(loop: Loop, fact: Fact) -> bool:
    insight, key = fact.data["insight"], ("version", fact.data["version"])
    loop.versions[insight].add(key)
    # R15: a correction of the wording alone counts as told wherever the one before it was.
    alike = loop.current[insight] if fact.data["wording_only"] else set()
    loop.current[insight] = alike | {key}
    return loop.has_strand_in(insight)


def _insight_succeeded(loop: Loop, fact: Fact) -> bool:
    """R16: evidence moves and keeps its beginning; what was told and qualified comes along."""
    predecessors: list[int] = fact.data["predecessors"]
    old = {pair: n for pair, n in loop.evidence.items() if pair[1] in predecessors}
    exempt = {c for c, insight in loop.exempt if insight in predecessors}
    waived = {c for c, insight in loop.waived if insight in predecessors}
    for pair in old:
        _end_evidence(loop, pair)
    for successor in fact.data["successors"]:
        insight = successor["insight"]
        loop.lineage[insight] = loop.lineage[insight].union(
            *(loop.lineage[p] for p in predecessors)
        )
        for c in successor["contributions"]:
            began = [n for pair, n in old.items() if pair[0] == c]
            if not began:
                continue
            pair = c, insight
            loop.evidence[pair] = min([*began, loop.evidence.get(pair, fact.n)])
            loop.exempt |= {pair} if c in exempt else set()
            loop.waived |= {pair} if c in waived else set()
    return bool(old) or any(loop.has_strand_in(s["insight"]) for s in fact.data["successors"])


def _insight_withdrawn(loop: Loop, fact: Fact) -> bool:
    """R16: what was theirs in it began so early; what an *add* brought in was told before that."""
    insight = fact.data["insight"]
    began = {pair: n for pair, n in loop.evidence.items() if pair[1] == insight}
    if began:
        loop.withdrawn[insight] = min(0 if pair in loop.exempt else n for pair, n in began.items())
    for pair in began:
        _end_evidence(loop, pair)
    return bool(began)


def _outcome_recorded(loop: Loop, fact: Fact) -> bool:
    data = fact.data
    insight = data["insight"]
    loop.decisions[insight] = Decision(data["outcome"], data["use"], data["expected"])
    if data["decided_first"] and loop.excepted is None:
        loop.waived |= {
            (s.contribution, insight)
            for s, step in steps_of(loop).items()
            if s.insight == insight and step < Step.QUALIFIED
        }
    return loop.has_strand_in(insight)


def _waiting_ended(loop: Loop, fact: Fact) -> bool:
    decision = loop.decisions.get(fact.data["insight"])
    if decision is not None and decision.id == fact.data["outcome"]:
        decision.passed = True
    return False


def _response_given(loop: Loop, fact: Fact) -> bool:
    data = fact.data
    answer = Answer(
        id=data["response"],
        n=fact.n,
        at=fact.at,
        round=data["round"],
        sending=data["sending"],
        chosen=data["move"],
        move=data["move"],
        words=data["words"],
        chosen_about=(data["version"], data["contribution"], data["aside"]),
        insight=data["insight"],
        contribution=data["contribution"],
    )
    _supersede(loop, answer)
    loop.answers[answer.id] = answer
    loop.lapse("no-contact", "other", "asked-not")
    for delivery in loop.deliveries.values():
        if delivery.round == answer.round:
            prove(delivery, fact)
    _withdraw(loop, data["contributions"])
    return True


def _supersede(loop: Loop, later: Answer) -> None:
    """R10: of one person; the move that was chosen decides, whatever it was sorted into."""
    if loop.who != "person" or later.chosen not in MOVES_THAT_SUPERSEDE:
        return
    for earlier in loop.answers.values():
        if (
            earlier.chosen in MOVES_THAT_SUPERSEDE
            and _same_thing(earlier, later)
            and (later.sending is None or earlier.sending != later.sending)
            and is_open(loop, earlier)
        ):
            earlier.superseded = True


def _same_thing(earlier: Answer, later: Answer) -> bool:
    whole_round = later.chosen_about == (None, None, None)
    return earlier.chosen_about == later.chosen_about and (
        not whole_round or earlier.round == later.round
    )


def _withdraw(loop: Loop, contributions: list[int]) -> None:
    """R8: at once, and everywhere."""
    for c in contributions or ():
        if c in loop.said:
            loop.said[c].withdrawn = True
            loop.asides.pop(c, None)
            for pair in [pair for pair in loop.evidence if pair[0] == c]:
                _end_evidence(loop, pair)


def _response_sorted(loop: Loop, fact: Fact) -> bool:
    answer = loop.answers[fact.data["response"]]
    answer.move = fact.data["move"]
    answer.insight = fact.data["insight"]
    answer.contribution = fact.data["contribution"]
    _withdraw(loop, fact.data["contributions"])
    return True


def _resolution_recorded(loop: Loop, fact: Fact) -> bool:
    theirs = [loop.answers[r] for r in fact.data["responses"] if r in loop.answers]
    for answer in theirs:
        answer.resolution, answer.led_to = fact.data["resolution"], fact.data["how"]
    return bool(theirs)


def _loop_excepted(loop: Loop, fact: Fact) -> bool:
    loop.excepted = fact.data["because"]
    return False


def _exception_lifted(loop: Loop, fact: Fact) -> bool:
    loop.excepted = None
    return False


# Each function says whether the fact may move one of their strands.
_HANDLERS: dict[str, Callable[[Loop, Fact], bool]] = REACHING | {
    "process_created": _promises,
    "promises_changed": _promises,
    "insight_drafted": _insight_drafted,
    "insight_versioned": _insight_versioned,
    "insight_succeeded": _insight_succeeded,
    "insight_withdrawn": _insight_withdrawn,
    "outcome_recorded": _outcome_recorded,
    "session_held": session_held,
    "waiting_ended": _waiting_ended,
    "resolution_recorded": _resolution_recorded,
    "participant_added": _participant_added,
    "participant_changed": _participant_changed,
    "contribution_recorded": _contribution_recorded,
    "evidence_began": _evidence_began,
    "evidence_ended": _evidence_ended,
    "set_aside": _set_aside,
    "reason_changed": _reason_changed,
    "response_given": _response_given,
    "response_sorted": _response_sorted,
    "loop_excepted": _loop_excepted,
    "exception_lifted": _exception_lifted,
}

# What may move a strand to another step, and makes none and ends none.
_KEEP_STRANDS = REACHING.keys() | {"insight_versioned", "outcome_recorded", "resolution_recorded"}

KINDS = frozenset(_HANDLERS)
