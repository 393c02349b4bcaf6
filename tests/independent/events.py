"""The list of facts, and ways to ask it: nothing here remembers more than what was asked.

What was undone is not in the list at all, nor what undid it; so that no question, of whatever
number, can come upon it.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

UNDOING = frozenset(
    {
        "contribution_undone",
        "participant_undone",
        "round_called_back",
        "setting_aside_undone",
        "weaving_undone",
    }
)


class Event(NamedTuple):
    """One recorded fact; `n` is its place in the order of recording."""

    n: int
    kind: str
    at: datetime
    recorded: datetime
    data: Mapping[str, Any]


def without_undone(events: Sequence[Event]) -> tuple[Event, ...]:
    """Undone: the facts that remain for the rules to read."""
    undoing = [event for event in events if event.kind in UNDOING]
    undone = {event.n for event in undoing}
    for undo in undoing:
        undone |= {event.n for event in events if _undoes(undo, event)}
        undone |= _numbers_of_deliveries(undo, events)
    return tuple(event for event in events if event.n not in undone)


def _undoes(undo: Event, event: Event) -> bool:
    """Undone: what a fact takes out of those before it."""
    if event.n > undo.n:
        return False
    if undo.kind == "contribution_undone":
        said = event.data.get("contribution")
        return event.kind == "contribution_recorded" and said == undo.data["contribution"]
    if undo.kind == "weaving_undone":
        weaving = event.kind in {"evidence_began", "evidence_ended"}
        return weaving and event.n == undo.data["undoes"]
    if undo.kind == "setting_aside_undone":
        return event.kind == "set_aside" and bool(event.n == undo.data["undoes"])
    if undo.kind == "participant_undone":
        return bool(event.data.get("participant") == undo.data["participant"])
    return event.kind == "report_frozen" and event.data.get("round") == undo.data["round"]


def _numbers_of_deliveries(undo: Event, events: Sequence[Event]) -> set[int]:
    """Undone: with a round's reports, every fact that names one of these deliveries."""
    if undo.kind != "round_called_back":
        return set()
    back = {event.data["delivery"] for event in events if _undoes(undo, event)}
    return {event.n for event in events if event.data.get("delivery") in back}


class Book:
    """All facts of one process. Every question names the number up to which it is asked."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = without_undone(events)
        self.answers: dict[Any, Any] = {}
        self._found: dict[Any, tuple[list[Event], list[int]]] = {}

    def of(self, n: int, *kinds: str, **fields: Any) -> list[Event]:
        """The facts of these kinds with these values, up to and including number n."""
        key = (kinds, tuple(fields.items()))
        if key not in self._found:
            facts = [
                event
                for event in self.events
                if event.kind in kinds and all(event.data.get(k) == v for k, v in fields.items())
            ]
            self._found[key] = (facts, [event.n for event in facts])
        facts, numbers = self._found[key]
        return facts[: bisect_right(numbers, n)]

    def numbers_for(self, participant: int, n: int) -> list[int]:
        """The numbers, up to n, after which this participant's loop may stand otherwise.

        A fact that names another participant is that participant's, and none of theirs.
        """
        key = ("numbers", participant)
        if key not in self.answers:
            self.answers[key] = [
                event.n
                for event in self.events
                if event.data.get("participant") in (None, participant)
            ]
        numbers: list[int] = self.answers[key]
        return numbers[: bisect_right(numbers, n)]

    def last_for(self, participant: int, n: int) -> int:
        """The last of those numbers: between it and n nothing changed for the participant."""
        numbers = self.numbers_for(participant, n)
        return numbers[-1] if numbers else -1


def remembered(question: Callable[Concatenate[Book, P], T]) -> Callable[Concatenate[Book, P], T]:
    """A question to a book is answered once; the same question gets the same answer."""

    @wraps(question)
    def ask(book: Book, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (question, args, tuple(kwargs.items()))
        if key not in book.answers:
            book.answers[key] = question(book, *args, **kwargs)
        answer: T = book.answers[key]
        return answer

    return ask


def present_people(session: Event) -> set[int]:
    """R4, R19: those recorded as present; a group is present however few of it came."""
    return {person for person, _count in session.data.get("present") or ()}
