"""What the participants answered: R8, R9, R10, R12 and R24."""

from datetime import datetime
from typing import NamedTuple

from .events import Book, Event, remembered
from .people import is_one_person

# R9, R24: these are open whether or not they have words.
ASKING = frozenset({"nuance", "correct", "add", "disagree"})
# R10: only these supersede, and only these are superseded.
SUPERSEDING = frozenset({"recognise", "nuance", "correct", "disagree"})


class Answer(NamedTuple):
    """A response as it now counts: as given, or as a caseworker sorted it (R8)."""

    n: int
    response: int
    at: datetime
    chosen: str
    move: str
    words: bool
    round: int | None
    sending: int | None
    insight: int | None
    version: int | None
    contribution: int | None
    aside: int | None
    withdraws: tuple[int, ...]

    def is_about_round(self) -> bool:
        """R8: about nothing narrower than the whole round."""
        return self.insight is None and self.contribution is None

    def thing(self) -> tuple[int | None, ...]:
        """R10: exactly what it is about; the round only when it is about nothing narrower."""
        whole = self.round if self.is_about_round() else None
        return (self.insight, self.version, self.contribution, self.aside, whole)


@remembered
def answers_of(book: Book, participant: int, n: int) -> tuple[Answer, ...]:
    """All that the participant answered up to n."""
    given = book.of(n, "response_given", participant=participant)
    return tuple(_as_it_counts(book, fact, n) for fact in given)


def _as_it_counts(book: Book, given: Event, n: int) -> Answer:
    """R8: a sorting replaces the move and what it is about, never who, when and where."""
    response = given.data["response"]
    counts = [given, *book.of(n, "response_sorted", response=response)][-1].data
    version = counts.get("version")
    return Answer(
        n=given.n,
        response=response,
        at=given.at,
        chosen=_plain(given.data.get("move")),
        move=_plain(counts.get("move")),
        words=bool(given.data.get("words")),
        round=given.data.get("round"),
        sending=given.data.get("sending"),
        insight=counts.get("insight") or insight_of_version(book, version),
        version=version,
        contribution=counts.get("contribution"),
        aside=counts.get("aside"),
        withdraws=tuple(counts.get("contributions") or ()),
    )


def _plain(move: object) -> str:
    return str(move).replace("-", "_").replace(" ", "_")


@remembered
def insight_of_version(book: Book, version: int | None) -> int | None:
    """Which insight a version is a version of."""
    if version is None:
        return None
    last = book.events[-1].n
    made = book.of(last, "insight_drafted", "insight_versioned", version=version)
    return made[0].data["insight"] if made else None


@remembered
def withdrawn_of(book: Book, participant: int, n: int) -> frozenset[int]:
    """R8: the contributions that their participant took out.

    Chosen: a *said* sorted as *withdraw*, and later sorted as something else, withdraws nothing.
    """
    answers = answers_of(book, participant, n)
    return frozenset(c for a in answers if a.move == "withdraw" for c in a.withdraws)


@remembered
def resolution_of(book: Book, response: int, n: int) -> int | None:
    """R12: the present resolution of a response; a later one replaces an earlier."""
    found = None
    for fact in book.of(n, "resolution_recorded"):
        if response in (fact.data.get("responses") or ()):
            found = fact.data["resolution"]
    return found


def concerns_only_withdrawn(book: Book, participant: int, answer: Answer, n: int) -> bool:
    """R11, last sentence: it is done, and nothing of it is left to be told."""
    named = answer.withdraws if answer.move == "withdraw" else (answer.contribution,)
    gone = withdrawn_of(book, participant, n)
    return bool(named) and answer.insight is None and gone.issuperset(named)


def asks_for_resolution(answer: Answer) -> bool:
    """R9: of a kind that is open until resolved.

    A *no thanks* is done when recorded, as the text says of it and not of its words. A withdrawal
    with words is done, for it is about nothing but what was withdrawn (R11).
    """
    return answer.move in ASKING or (answer.words and answer.move != "no_thanks")


@remembered
def is_open(book: Book, participant: int, response: int, n: int) -> bool:
    """R9: it asks for a resolution, has none, and is neither superseded nor about nothing."""
    answer = answer_at(book, participant, response, n)
    return (
        asks_for_resolution(answer)
        and resolution_of(book, response, n) is None
        and not concerns_only_withdrawn(book, participant, answer, n)
        and not is_superseded(book, participant, response, n)
    )


def answer_at(book: Book, participant: int, response: int, n: int) -> Answer:
    """The response as it counted at n."""
    return next(a for a in answers_of(book, participant, n) if a.response == response)


@remembered
def is_superseded(book: Book, participant: int, response: int, n: int) -> bool:
    """R10: a later answer took its place while it was still open; then it stays superseded.

    The move that the citizen chose decides on both sides. Chosen: answers without a sending
    are each a sending of their own; what both are about is read when the later one came.
    """
    earlier = answer_at(book, participant, response, n)
    if earlier.chosen not in SUPERSEDING or not is_one_person(book, participant, n):
        return False
    return any(
        _supersedes(book, participant, later, earlier)
        for later in answers_of(book, participant, n)
        if later.n > earlier.n and later.chosen in SUPERSEDING
    )


def _supersedes(book: Book, participant: int, later: Answer, earlier: Answer) -> bool:
    if earlier.sending is not None and earlier.sending == later.sending:
        return False
    old = answer_at(book, participant, earlier.response, later.n)
    new = answer_at(book, participant, later.response, later.n)
    return old.thing() == new.thing() and is_open(book, participant, earlier.response, later.n - 1)
