"""How far a strand has come: the conditions of the steps, each read off what was recorded.

The numbers are those of the rules in `docs/loop.md`.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import TypeAlias

from tracker.domain.facts import Answer, Delivery, Key, Loop, Strand


class Step(IntEnum):
    """R1: the six steps, in their order."""

    HEARD = 0
    WOVEN = 1
    RETURNED = 2
    QUALIFIED = 3
    ANSWERED = 4
    CLOSED = 5


def steps_of(loop: Loop) -> dict[Strand, int]:
    """The steps of all strands, in their order."""
    if loop.steps_noted is None:
        loop.steps_noted = {strand: step_of(loop, strand) for strand in loop.strands()}
    return loop.steps_noted


def step_of(loop: Loop, strand: Strand) -> int:
    """R1: the highest step whose conditions, and all below, hold for the strand."""
    if not _woven(strand):
        return Step.HEARD
    told = tellings(loop, strand)
    exempt = (strand.contribution, strand.insight) in loop.exempt
    if not (exempt or told):
        return Step.WOVEN
    if not (
        exempt
        or by_waiver(loop, strand)
        or _by_answer(loop, strand, told)
        or _by_silence(strand, told)
    ):
        return Step.RETURNED
    if not _answered(loop, strand):
        return Step.QUALIFIED
    return Step.ANSWERED if missing(loop, strand) else Step.CLOSED


def _woven(strand: Strand) -> bool:
    return strand.insight is not None or strand.aside is not None


def counting(loop: Loop, strand: Strand) -> list[Delivery]:
    """R3: the reports that count for a strand, those frozen after it came to be."""
    since = loop.since(strand)
    return [delivery for delivery in loop.deliveries.values() if delivery.n > since]


# By which delivery, which passage, and since when, in the order of recording.
Telling: TypeAlias = tuple[Delivery, Key, int]


def tellings(loop: Loop, strand: Strand) -> list[Telling]:
    """R2: each time what the strand became was told."""
    keys = loop.keys(strand)
    return [
        (delivery, key, delivery.told_since(key))
        for delivery in counting(loop, strand)
        for key in delivery.told & keys
    ]


def can_qualify(strand: Strand, delivery: Delivery) -> bool:
    """R1, step 3: a setting aside may be answered in any round, an insight in a qualify round."""
    return strand.aside is not None or delivery.purpose == "qualify"


def by_waiver(loop: Loop, strand: Strand) -> bool:
    """R13: decided before it was qualified, with a reason."""
    return (strand.contribution, strand.insight) in loop.waived


def by_answer(loop: Loop, strand: Strand) -> bool:
    """R1, step 3: answered with or after the telling, or present where it was discussed."""
    exempt = (strand.contribution, strand.insight) in loop.exempt
    return exempt or _by_answer(loop, strand, tellings(loop, strand))


def _by_answer(loop: Loop, strand: Strand, told: Iterable[Telling]) -> bool:
    first: int | None = None
    for delivery, key, since in told:
        if key in delivery.shown:
            return True
        if can_qualify(strand, delivery):
            first = since if first is None else min(first, since)
    return first is not None and _has_answered(loop, strand, first)


def _has_answered(loop: Loop, strand: Strand, first: int) -> bool:
    keys = loop.keys(strand) if loop.attended else frozenset()
    present = any([n >= first and shown & keys for n, shown in loop.attended])
    return present or any(
        answer.n >= first and _answers(loop, answer, strand) for answer in loop.answers.values()
    )


def by_silence(loop: Loop, strand: Strand) -> bool:
    """R7: the window alone for a setting aside, otherwise a reminder that arrived in time too."""
    return _by_silence(strand, tellings(loop, strand))


def rests_on_silence(loop: Loop, strand: Strand) -> bool:
    """R7: whether it is past step 3 by silence and by nothing else."""
    return not by_waiver(loop, strand) and by_silence(loop, strand) and not by_answer(loop, strand)


def _by_silence(strand: Strand, told: Iterable[Telling]) -> bool:
    return any(
        [
            (delivery.over if strand.aside is not None else delivery.silent)
            for delivery, _, _ in told
            if can_qualify(strand, delivery)
        ]
    )


def _answers(loop: Loop, answer: Answer, strand: Strand) -> bool:
    """Whether an answer is about the strand, or about a round whose report holds it (R8)."""
    if answer.move == "withdraw":
        return False
    if answer.whole_round:
        return any(_holds(loop, delivery, strand) for delivery in _of_round(loop, answer.round))
    return _is_about(loop, answer, strand)


def _holds(loop: Loop, delivery: Delivery, strand: Strand) -> bool:
    return delivery.n > loop.since(strand) and bool(delivery.tells & loop.ever(strand))


def _of_round(loop: Loop, round_id: int) -> Iterator[Delivery]:
    return (delivery for delivery in loop.deliveries.values() if delivery.round == round_id)


def unanswered(loop: Loop, delivery: Delivery) -> bool:
    """Whether anything that a delivery holds has had no answer in its round, strand by strand."""
    answers = [a for a in loop.answers.values() if a.round == delivery.round]
    return any(
        _woven(strand)
        and _holds(loop, delivery, strand)
        and not any(_answers(loop, answer, strand) for answer in answers)
        for strand in loop.strands()
    )


def _is_about(loop: Loop, answer: Answer, strand: Strand) -> bool:
    if answer.insight is not None:
        return strand.insight is not None and loop.related(answer.insight, strand.insight)
    return answer.contribution == strand.contribution


def is_open(loop: Loop, answer: Answer) -> bool:
    """R9: whether a response still waits for a resolution."""
    if answer.resolution is not None or answer.superseded:
        return False
    if answer.move in {"withdraw", "no-thanks"}:
        return False
    if answer.contribution is not None and loop.said[answer.contribution].withdrawn:
        return False
    return answer.words or answer.move in {"nuance", "correct", "add", "disagree"}


def touching(loop: Loop, strand: Strand) -> list[Answer]:
    """R11: the responses that touch a strand."""
    return [answer for answer in loop.answers.values() if strand in touched(loop, answer)]


def touched(loop: Loop, answer: Answer) -> list[Strand]:
    """R11: the strands a response touches; all of them when it names none."""
    if answer.id not in loop.touched_noted:
        strands = loop.strands()
        named = [s for s in strands if _names(loop, answer, s)]
        loop.touched_noted[answer.id] = named or strands
    return loop.touched_noted[answer.id]


def _names(loop: Loop, answer: Answer, strand: Strand) -> bool:
    if answer.whole_round:
        return _was_told_by(loop, answer.round, strand)
    return _is_about(loop, answer, strand)


def _was_told_by(loop: Loop, round_id: int, strand: Strand) -> bool:
    """Whether the report that was answered told it; also what R3 counts as told there."""
    if not _woven(strand):
        return False
    since = 0 if (strand.contribution, strand.insight) in loop.exempt else loop.since(strand)
    return any(d.n > since and d.tells & loop.ever(strand) for d in _of_round(loop, round_id))


def _answered(loop: Loop, strand: Strand) -> bool:
    if any(is_open(loop, answer) for answer in touching(loop, strand)):
        return False
    if strand.insight is None:
        return True
    decision = loop.decisions.get(strand.insight)
    return decision is not None and decision.use != "undecided"


def missing(loop: Loop, strand: Strand) -> list[frozenset[Key]]:
    """R1, step 5, and R16: what the person must still be told; each any one of some passages."""
    told = [delivery.told for delivery in counting(loop, strand)]
    wanted = [*_to_tell(loop, strand), *_resolutions(loop, strand)]
    lacking = [keys for keys in wanted if all([keys.isdisjoint(each) for each in told])]
    return lacking + [frozenset({("withdrawal", insight)}) for insight in _owing(loop)]


def _owing(loop: Loop) -> list[int]:
    """R16: the withdrawn insights that they were told of while woven in, and not yet why."""
    found = []
    for insight, since in sorted(loop.withdrawn.items()):
        told = _told_keys(d for d in loop.deliveries.values() if d.n > since)
        if told & loop.versions_of(insight) and ("withdrawal", insight) not in told:
            found.append(insight)
    return found


def _told_keys(deliveries: Iterable[Delivery]) -> set[Key]:
    return set().union(*(delivery.told for delivery in deliveries))


def _to_tell(loop: Loop, strand: Strand) -> list[frozenset[Key]]:
    if strand.insight is None:
        return [frozenset(loop.keys(strand))]
    decision = loop.decisions[strand.insight]
    return [frozenset(loop.current[strand.insight]), frozenset({("outcome", decision.id)})]


def _resolutions(loop: Loop, strand: Strand) -> list[frozenset[Key]]:
    present = {a.resolution for a in touching(loop, strand)} - {None}
    return [frozenset({("resolution", r)}) for r in sorted(r for r in present if r is not None)]
