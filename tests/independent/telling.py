"""Which reports and answers count for a strand: R2, R3, R11, and the ways past step 3."""

from typing import NamedTuple

from .answers import Answer, answers_of
from .deliveries import Copy, Passage, copies_of
from .events import Book, present_people, remembered
from .strands import (
    Strand,
    became_evidence,
    contributions_of,
    insights_of,
    reason_of,
    reasons_of,
    roots_of,
    versions_of,
    with_predecessors,
)


class Thing(NamedTuple):
    """What can be told in reports frozen after `since`, and what an answer about it names."""

    passages: frozenset[Passage]  # one of these told is the thing told
    kept: frozenset[Passage]  # one of these in a round's report: an answer to the round is about it
    since: int
    insights: frozenset[int]
    contributions: frozenset[int]
    is_aside: bool

    def is_in(self, copy: Copy) -> bool:
        """R3: the report was frozen late enough, and the thing stands in it."""
        return copy.frozen.n > self.since and bool(copy.tells & self.passages)


def _versions(book: Book, insight: int, n: int) -> frozenset[Passage]:
    return frozenset(("version", version) for version in versions_of(book, insight, n))


@remembered
def thing_of(book: Book, strand: Strand, n: int) -> Thing:
    """R1: of an insight any version is told; of a setting aside only its present reason.

    Chosen: the pronoun of step 3 ("it was told") means what step 2 means, so that with a new
    reason the setting aside is told, and passes 3, anew.
    """
    own = frozenset({strand.contribution})
    if strand.insight is not None:
        since = became_evidence(book, strand, n)
        passages = _versions(book, strand.insight, n)
        insights = with_predecessors(book, strand.insight, n)
        return Thing(passages, passages, since, insights, own, False)
    if strand.aside is None:
        return Thing(frozenset(), frozenset(), -1, frozenset(), own, False)
    present = frozenset({("reason", reason_of(book, strand.aside, n))})
    kept = frozenset(("reason", reason) for reason in reasons_of(book, strand.aside, n))
    return Thing(present, kept, -1, frozenset(), own, True)


@remembered
def insight_for(book: Book, participant: int, insight: int, n: int) -> Thing:
    """R3: an insight as its participant knows it, whatever their strands are."""
    passages = _versions(book, insight, n)
    own = frozenset(
        contribution
        for contribution in contributions_of(book, participant, n)
        if insight in insights_of(book, contribution, n)
    )
    return Thing(passages, passages, -1, with_predecessors(book, insight, n), own, False)


def is_told(book: Book, participant: int, thing: Thing, n: int) -> bool:
    """R2: it stood in a frozen report that counts and that reached the participant."""
    return bool(tellings_of(book, participant, thing, n))


def tellings_of(book: Book, participant: int, thing: Thing, n: int) -> list[Copy]:
    """R2, R3: the reports that told it."""
    return [
        copy
        for copy in copies_of(book, participant, n)
        if thing.is_in(copy) and copy.told_from(thing.passages) is not None
    ]


def is_about(book: Book, participant: int, answer: Answer, thing: Thing, n: int) -> bool:
    """R1, R11: the answer is about this insight, this contribution, or a round that told it.

    Chosen: "the whole round" is any round whose report holds it, also a closing round after
    the qualify round; and R3 says which reports hold it.
    """
    if answer.insight is not None:
        return answer.insight in thing.insights
    if answer.contribution is not None:
        return answer.contribution in thing.contributions
    return answer.round is not None and any(
        copy.frozen.data.get("round") == answer.round
        and copy.frozen.n > thing.since
        and bool(copy.tells & thing.kept)
        for copy in copies_of(book, participant, n)
    )


class Ways(NamedTuple):
    """R1: how the participant passed step 3 by themselves."""

    answered: bool
    present: bool
    silent: bool


@remembered
def ways_past_three(book: Book, participant: int, thing: Thing, n: int) -> Ways:
    """R1: told where it can be qualified, and with or after that answered, present or silent."""
    copies = [copy for copy in copies_of(book, participant, n) if thing.is_in(copy)]
    since = min(
        (number for copy in copies if (number := _qualifiable_from(copy, thing)) is not None),
        default=None,
    )
    if since is None:
        return Ways(False, False, False)
    return Ways(
        answered=any(
            answer.n >= since
            and answer.move != "withdraw"  # R8: no answer for other strands
            and is_about(book, participant, answer, thing, n)
            for answer in answers_of(book, participant, n)
        ),
        present=_was_present(book, participant, thing, since, n),
        silent=any(_is_silent(copy, thing) for copy in copies),
    )


def _can_qualify(copy: Copy, thing: Thing) -> bool:
    """R1: a qualify round; for a setting aside any round."""
    return thing.is_aside or copy.frozen.data.get("purpose") == "qualify"


def _qualifiable_from(copy: Copy, thing: Thing) -> int | None:
    """R1: since when it is told in a round that can qualify it, or in a session of any round."""
    if _can_qualify(copy, thing):
        return copy.told_from(thing.passages)
    return copy.shown_from(thing.passages)


def _is_silent(copy: Copy, thing: Thing) -> bool:
    """R7: in a round that told it and can qualify it; judged strand by strand."""
    return (
        _can_qualify(copy, thing)
        and copy.told_from(thing.passages) is not None
        and copy.is_silent(thing.is_aside)
    )


def _was_present(book: Book, participant: int, thing: Thing, since: int, n: int) -> bool:
    """R1: recorded present where it was discussed; what a session showed was discussed there."""
    return any(
        session.n >= since
        and participant in present_people(session)
        and any(("version", v) in thing.passages for v in session.data.get("versions") or ())
        for session in book.of(n, "session_held")
    )


@remembered
def is_answer_by_adding(book: Book, participant: int, strand: Strand, n: int) -> bool:
    """R3: an *add* made the contribution, and its author had qualified where it was woven.

    Chosen: what counts is the author and the insight, whether or not another strand of theirs
    was there; silence qualifies too, a decision that came first (R13) does not.
    """
    if strand.insight is None or not _made_by_add(book, strand.contribution, n):
        return False
    return any(
        any(
            ways_past_three(
                book,
                participant,
                insight_for(book, participant, root.insight, root.n - 1),
                root.n - 1,
            )
        )
        for root in roots_of(book, strand.contribution, strand.insight, n)
    )


def _made_by_add(book: Book, contribution: int, n: int) -> bool:
    facts = book.of(n, "contribution_recorded", contribution=contribution)
    return any(fact.data.get("response") is not None for fact in facts)


@remembered
def touched_by(book: Book, participant: int, answer: Answer, strand: Strand, n: int) -> bool:
    """R11: whether the answer is about this strand.

    Chosen, with story 30: what R3 counts as told there is told there for an answer to the round.
    """
    thing = thing_of(book, strand, n)
    if is_answer_by_adding(book, participant, strand, n):
        thing = thing._replace(since=-1)
    return is_about(book, participant, answer, thing, n)
