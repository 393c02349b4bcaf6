"""The step of each strand, from the list of facts up to any number: R1, R11, R13, R16, R17."""

from collections.abc import Mapping
from typing import NamedTuple

from .answers import (
    Answer,
    answers_of,
    concerns_only_withdrawn,
    is_open,
    resolution_of,
)
from .deliveries import Copy, Passage, copies_of
from .events import Book, Event, remembered
from .people import is_excepted
from .strands import Strand, current_versions, roots_of, strands_of, with_predecessors
from .telling import (
    is_answer_by_adding,
    is_told,
    thing_of,
    touched_by,
    ways_past_three,
)

DECISIONS = frozenset({"used", "partly", "not"})


class Need(NamedTuple):
    """R1, step 5: one of these passages, in a told report frozen after a fact."""

    passages: frozenset[Passage]
    since: int

    def is_in(self, copy: Copy) -> bool:
        """R1, R3: the report is late enough and holds it."""
        return copy.frozen.n > self.since and bool(copy.tells & self.passages)

    def is_told_by(self, copy: Copy) -> bool:
        """R2: and it reached them."""
        return self.is_in(copy) and copy.told_from(self.passages) is not None


def steps_of(book: Book, participant: int, n: int) -> Mapping[Strand, int]:
    """R1: each strand of the participant with its step after fact n."""
    return _steps_after(book, participant, book.last_for(participant, n))


@remembered
def _steps_after(book: Book, participant: int, n: int) -> dict[Strand, int]:
    return {
        strand: _step_of(book, participant, strand, n)
        for strand in strands_of(book, participant, n)
    }


def lowest_of(steps: Mapping[Strand, int]) -> int | None:
    """R1: the loop stands where its lowest strand stands; without strands nowhere."""
    return min(steps.values(), default=None)


def _step_of(book: Book, participant: int, strand: Strand, n: int) -> int:
    """R1: the highest step whose condition holds with all below it."""
    if strand.insight is None and strand.aside is None:
        return 0
    conditions = (is_returned, has_passed_three, is_answered, is_closed)
    for step, condition in enumerate(conditions, start=1):
        if not condition(book, participant, strand, n):
            return step
    return 5


@remembered
def is_returned(book: Book, participant: int, strand: Strand, n: int) -> bool:
    """R1 step 2, R3."""
    if is_answer_by_adding(book, participant, strand, n):
        return True
    return is_told(book, participant, thing_of(book, strand, n), n)


def has_passed_three(book: Book, participant: int, strand: Strand, n: int) -> bool:
    """R1 step 3: by themselves, by an add that is their answer (R3), or by a waiver (R13)."""
    return (
        is_answer_by_adding(book, participant, strand, n)
        or any(ways_past_three(book, participant, thing_of(book, strand, n), n))
        or is_decided_first(book, participant, strand, n)
    )


def is_only_silent(book: Book, participant: int, strand: Strand, n: int) -> bool:
    """R7: nothing but silence brought it past 3."""
    ways = ways_past_three(book, participant, thing_of(book, strand, n), n)
    return (
        ways.silent
        and not (ways.answered or ways.present)
        and not is_answer_by_adding(book, participant, strand, n)
        and not is_decided_first(book, participant, strand, n)
    )


@remembered
def is_decided_first(book: Book, participant: int, strand: Strand, n: int) -> bool:
    """R13: a decision with a reason was recorded while exactly this strand was below 3.

    The mark stays when they answer later. Chosen: it goes with the evidence to a successor (R16:
    what passed 3 there has passed 3 here), and ends when the evidence does.
    """
    return strand.insight is not None and any(
        _waives(book, participant, strand, decision, n)
        for decision in book.of(n, "outcome_recorded")
        if decision.data.get("decided_first") and decision.data.get("use") in DECISIONS
    )


def _waives(book: Book, participant: int, strand: Strand, decision: Event, n: int) -> bool:
    assert strand.insight is not None
    if decision.data["insight"] not in with_predecessors(book, strand.insight, n):
        return False
    before = decision.n - 1
    then = strand._replace(insight=decision.data["insight"])
    step = steps_of(book, participant, before).get(then)
    if step is None or step >= 3 or is_excepted(book, participant, before):
        return False
    assert then.insight is not None
    roots = roots_of(book, strand.contribution, then.insight, before)
    return bool(roots & roots_of(book, strand.contribution, strand.insight, n))


@remembered
def touching(book: Book, participant: int, strand: Strand, n: int) -> tuple[Answer, ...]:
    """R11: the responses that touch a strand.

    What touches none of the person's strands touches all; what is about nothing but a withdrawn
    contribution is done, and touches none.
    """
    return tuple(
        answer
        for answer in answers_of(book, participant, n)
        if strand in _touched(book, participant, answer, n)
        and not concerns_only_withdrawn(book, participant, answer, n)
    )


@remembered
def _touched(book: Book, participant: int, answer: Answer, n: int) -> frozenset[Strand]:
    every = strands_of(book, participant, n)
    named = [strand for strand in every if touched_by(book, participant, answer, strand, n)]
    return frozenset(named or every)


def open_answers(book: Book, participant: int, strand: Strand, n: int) -> list[Answer]:
    """R9, R11: the open responses that touch a strand."""
    return [
        answer
        for answer in touching(book, participant, strand, n)
        if is_open(book, participant, answer.response, n)
    ]


def outcome_of(book: Book, insight: int, n: int) -> Event | None:
    """R14, R16: the present outcome of the insight itself; none is inherited."""
    found = book.of(n, "outcome_recorded", insight=insight)
    return found[-1] if found else None


def is_undecided(outcome: Event) -> bool:
    """R14."""
    return outcome.data.get("use") not in DECISIONS


def is_answered(book: Book, participant: int, strand: Strand, n: int) -> bool:
    """R1 step 4: nothing open touches it, and an insight has a decision."""
    if open_answers(book, participant, strand, n):
        return False
    if strand.insight is None:
        return True
    outcome = outcome_of(book, strand.insight, n)
    return outcome is not None and not is_undecided(outcome)


def is_closed(book: Book, participant: int, strand: Strand, n: int) -> bool:
    """R1 step 5."""
    return not missing(book, participant, strand, n)


def missing(book: Book, participant: int, strand: Strand, n: int) -> list[Need]:
    """R1 step 5, R16: what no told report has told yet."""
    copies = copies_of(book, participant, n)
    return [
        need
        for need in _needs(book, participant, strand, n)
        if not any(need.is_told_by(copy) for copy in copies)
    ]


def _needs(book: Book, participant: int, strand: Strand, n: int) -> list[Need]:
    since = thing_of(book, strand, n).since
    needs = [_need("resolution", r, since) for r in _resolutions(book, participant, strand, n)]
    needs += owed_reasons(book, participant, n)
    if strand.insight is None:
        return [Need(thing_of(book, strand, n).passages, since), *needs]
    versions = current_versions(book, strand.insight, n)
    needs.append(Need(frozenset(("version", v) for v in versions), since))
    outcome = outcome_of(book, strand.insight, n)
    return needs if outcome is None else [*needs, need_of_outcome(outcome, since)]


def need_of_outcome(outcome: Event, since: int) -> Need:
    """R1, R14: the outcome itself, in a report that counts."""
    return _need("outcome", outcome.data["outcome"], since)


def _need(kind: str, ident: int, since: int) -> Need:
    return Need(frozenset({(kind, ident)}), since)


def _resolutions(book: Book, participant: int, strand: Strand, n: int) -> set[int]:
    """R1, R12: the present resolution of every response that touches it."""
    found = {resolution_of(book, a.response, n) for a in touching(book, participant, strand, n)}
    return {resolution for resolution in found if resolution is not None}


@remembered
def owed_reasons(book: Book, participant: int, n: int) -> list[Need]:
    """R16: the reason why an insight was withdrawn, to those who had a strand in it, told.

    Chosen: the strand is that of the moment of the withdrawal; whether it was told is read
    now, as always (R2). It stays owed when they take their contribution out.
    """
    return [
        _need("withdrawal", fact.data["insight"], fact.n)
        for fact in book.of(n, "insight_withdrawn")
        if any(
            strand.insight == fact.data["insight"]
            and _was_told(book, participant, strand, fact.n - 1, n)
            for strand in strands_of(book, participant, fact.n - 1)
        )
    ]


def _was_told(book: Book, participant: int, strand: Strand, then: int, n: int) -> bool:
    """R16: it, as it was then, has been told by what stands now."""
    if is_answer_by_adding(book, participant, strand, then):
        return True
    return is_told(book, participant, thing_of(book, strand, then), n)


@remembered
def was_closed_before(book: Book, participant: int, n: int) -> bool:
    """R17: the loop was at 5 after some earlier fact."""
    return any(
        lowest_of(steps_of(book, participant, earlier)) == 5
        for earlier in book.numbers_for(participant, n)
        if earlier < n
    )
