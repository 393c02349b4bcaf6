"""The list of facts, and ways to ask it: nothing here remembers more than what was asked."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Event(NamedTuple):
    """One recorded fact; `n` is its place in the order of recording."""

    n: int
    kind: str
    at: datetime
    recorded: datetime
    data: Mapping[str, Any]


class Book:
    """All facts of one process. Every question names the number up to which it is asked."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = tuple(events)
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
