"""What the contributions became: R1, and of R3, R15 and R16 what concerns evidence."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from .answers import withdrawn_of
from .events import Book, Event, remembered


class Strand(NamedTuple):
    """R1: one contribution and one thing that it became, or nothing yet."""

    contribution: int
    insight: int | None
    aside: int | None


class Root(NamedTuple):
    """R3: the weaving that a strand's evidence goes back to."""

    n: int
    insight: int


@remembered
def contributions_of(book: Book, participant: int, n: int) -> tuple[int, ...]:
    """All contributions of a participant, the withdrawn too, in order of their ids."""
    facts = book.of(n, "contribution_recorded", participant=participant)
    return tuple(sorted({fact.data["contribution"] for fact in facts}))


@remembered
def strands_of(book: Book, participant: int, n: int) -> tuple[Strand, ...]:
    """R1: the strands of all that is not withdrawn, by contribution and then insight."""
    gone = withdrawn_of(book, participant, n)
    return tuple(
        strand
        for contribution in contributions_of(book, participant, n)
        if contribution not in gone
        for strand in _strands_from(book, contribution, n)
    )


def _strands_from(book: Book, contribution: int, n: int) -> list[Strand]:
    """R1. Chosen: what is evidence of a living insight is not also a strand set aside."""
    insights = [i for i in insights_of(book, contribution, n) if is_living(book, i, n)]
    if insights:
        return [Strand(contribution, insight, None) for insight in sorted(insights)]
    return [Strand(contribution, None, aside_of(book, contribution, n))]


@remembered
def insights_of(book: Book, contribution: int, n: int) -> frozenset[int]:
    """The insights that the contribution is evidence for."""
    woven = {
        fact.data["insight"] for fact in book.of(n, "evidence_began", contribution=contribution)
    }
    moved = {
        insight
        for fact in book.of(n, "insight_succeeded")
        for insight, contributions in successors_in(fact).items()
        if contribution in contributions
    }
    return frozenset(i for i in woven | moved if roots_of(book, contribution, i, n))


@remembered
def is_living(book: Book, insight: int, n: int) -> bool:
    """R1, R16: neither withdrawn nor gone into a successor."""
    if book.of(n, "insight_withdrawn", insight=insight):
        return False
    return not any(insight in predecessors_in(f) for f in book.of(n, "insight_succeeded"))


@remembered
def aside_of(book: Book, contribution: int, n: int) -> int | None:
    """R1: its setting aside; weaving it ended every earlier one for good."""
    facts = book.of(n, "set_aside", contribution=contribution)
    if not facts:
        return None
    woven = [fact.n for fact in book.of(n, "evidence_began", contribution=contribution)]
    woven += [
        fact.n
        for fact in book.of(n, "insight_succeeded")
        if any(contribution in named for named in successors_in(fact).values())
    ]
    if any(number > facts[-1].n for number in woven):
        return None
    return int(facts[-1].data["aside"])


@remembered
def reason_of(book: Book, aside: int, n: int) -> int:
    """R1: the version of the reason that counts at n."""
    return int(book.of(n, "set_aside", "reason_changed", aside=aside)[-1].data["reason"])


@remembered
def reasons_of(book: Book, aside: int, n: int) -> frozenset[int]:
    """Every version that the reason of a setting aside has had."""
    return frozenset(
        fact.data["reason"] for fact in book.of(n, "set_aside", "reason_changed", aside=aside)
    )


@remembered
def roots_of(book: Book, contribution: int, insight: int, n: int) -> frozenset[Root]:
    """R3, R16: the weavings that make it evidence now; none when it is no evidence.

    The present spell counts, and what moved from a predecessor goes back to the weaving there.
    """
    fields = {"contribution": contribution, "insight": insight}
    successions = book.of(n, "insight_succeeded")
    ends = [fact.n for fact in book.of(n, "evidence_ended", **fields)]
    ends += [fact.n for fact in successions if insight in predecessors_in(fact)]
    since = max(ends, default=-1)
    woven = [fact.n for fact in book.of(n, "evidence_began", **fields) if fact.n > since]
    roots = {Root(number, insight) for number in woven[:1]}
    for fact in successions:
        if fact.n > since and contribution in successors_in(fact).get(insight, ()):
            roots |= _moved(book, contribution, fact) or {Root(fact.n, insight)}
    return frozenset(roots)


def _moved(book: Book, contribution: int, fact: Event) -> set[Root]:
    before = fact.n - 1
    return {
        root
        for predecessor in predecessors_in(fact)
        for root in roots_of(book, contribution, predecessor, before)
    }


def became_evidence(book: Book, strand: Strand, n: int) -> int:
    """R3: reports frozen after this number count. Chosen: of several weavings the first.

    A setting aside has no such limit: its present reason cannot have been told before it was.
    """
    if strand.insight is None:
        return -1
    roots = roots_of(book, strand.contribution, strand.insight, n)
    return min(root.n for root in roots)


def predecessors_in(fact: Event) -> set[int]:
    """R16: the insights that a merge or split ended."""
    return {_insight(named) for named in fact.data.get("predecessors") or ()}


def successors_in(fact: Event) -> dict[int, frozenset[int]]:
    """R16: the insights it made, each with the contributions that are now its evidence."""
    return {
        _insight(named): frozenset(named.get("contributions") or ())
        for named in fact.data.get("successors") or ()
    }


def _insight(named: Mapping[str, Any] | int) -> int:
    return named if isinstance(named, int) else int(named["insight"])


@remembered
def with_predecessors(book: Book, insight: int, n: int) -> frozenset[int]:
    """R16: the insight and all that it succeeded: their versions are its earlier versions."""
    found = {insight}
    for fact in reversed(book.of(n, "insight_succeeded")):
        if found & successors_in(fact).keys():
            found |= predecessors_in(fact)
    return frozenset(found)


@remembered
def versions_of(book: Book, insight: int, n: int) -> frozenset[int]:
    """R1, R16: every version of the insight and of its predecessors."""
    return frozenset(
        fact.data["version"]
        for member in with_predecessors(book, insight, n)
        for fact in book.of(n, "insight_drafted", "insight_versioned", insight=member)
    )


@remembered
def current_versions(book: Book, insight: int, n: int) -> frozenset[int]:
    """R15: the current version, and those from which only the wording differs."""
    same: set[int] = set()
    for fact in reversed(book.of(n, "insight_drafted", "insight_versioned", insight=insight)):
        same.add(fact.data["version"])
        if not fact.data.get("wording_only"):
            break
    return frozenset(same)
