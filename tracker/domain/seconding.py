"""When one manager answers for an exception alone, and when a second one has to agree (R18)."""

from collections.abc import Sequence

from tracker.domain.facts import Fact
from tracker.domain.loop import fold, standing_of


def left_alone(share: int | None, loops: int, excepted: int) -> int | None:
    """How many more loops of a process one manager excepts alone; None: as many as they say.

    `share` is the department's, in percent (1-100; None: it asks nobody); `loops` are the
    process's, those that ended left out, and `excepted` how many of them are excepted already.
    """
    return None if share is None else max(share * loops // 100 - excepted, 0)


def needs_second(share: int | None, loops: int, excepted: int, more: int) -> bool:
    """Whether to except so many more together takes a second manager's yes."""
    left = left_alone(share, loops, excepted)
    return left is not None and more > left


def still_stands(facts: Sequence[Fact], participant: int, asked: int, because: str) -> bool:
    """Whether an exception would be in force, had it been made when the event `asked` asked for it.

    What ends an exception (R18) ends the asking for it too.
    """
    made = [
        fact._replace(kind="loop_excepted", data={"because": because}) if fact.n == asked else fact
        for fact in facts
    ]
    standing = standing_of(fold(made, participant))
    return standing is not None and standing.state == "excepted"
