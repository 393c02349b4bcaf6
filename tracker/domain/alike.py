"""Loops that were walked alike: what follows from their facts differs in whose it is alone.

A meeting's people were woven and written to in one go, and silent until one day. Where nobody
answered, the same facts in the same order give the same standing, under other numbers; so the
function that says how far a loop has come adds them up once for all of them. Each said what they
said at a time of their own: until something is given back, no rule reads a time but as when a
contribution was received, and that is said of each again.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from typing import Any, NamedTuple, TypeAlias

from tracker.domain.facts import Fact, Said

# What is one person's own, by the name that facts give its number.
_OWN = frozenset({"participant", "contribution", "aside", "reason", "delivery", "attempt"})
# Who answered, or was there, has a way of their own; what was undone names facts by their numbers.
_COMMON_WAY = frozenset(
    {
        "participant_added",
        "participant_changed",
        "contribution_recorded",
        "evidence_began",
        "evidence_ended",
        "set_aside",
        "reason_changed",
        "report_frozen",
        "attempt_claimed",
        "attempt_sent",
        "letter_posted",
        "conversation_held",
        "contact_tried",
        "notice_counted",
        "window_ended",
    }
)

# By the name that facts give them, the numbers of things that are somebody's own.
Own: TypeAlias = Mapping[str, Collection[int]]


class Walked(NamedTuple):
    """How somebody walked. `walk` is equal for those who walked alike."""

    # Others' facts by their numbers, and among them theirs, with what is their own counted.
    walk: tuple[Any, ...]
    # What is their own, in the order of its coming up.
    own: Own
    # Their contributions, in the order of recording.
    heard: list[Said]


def named_by_all(facts: Iterable[Fact]) -> frozenset[int]:
    """The contributions that facts of the whole process name: each has become something else."""
    return frozenset(
        contribution
        for fact in facts
        if fact.kind == "insight_succeeded"
        for successor in fact.data["successors"]
        for contribution in successor["contributions"]
    )


def walk_of(facts: Iterable[Fact], named: Set[int]) -> Walked | None:
    """How somebody walked; None for whoever has a way of their own. `named` is what `named_by_all`
    found."""
    own: dict[str, dict[int, int]] = {name: {} for name in _OWN}
    walk: list[Any] = []
    heard = []
    given_back = False
    for n, kind, at, recorded, data in facts:
        # A session names those who were there, and is in the facts of nobody else.
        if "participant" not in data and kind != "session_held":
            walk.append(n)
            continue
        if kind not in _COMMON_WAY:
            return None
        if kind == "contribution_recorded":
            heard.append(Said(at, recorded, data["response"]))
        given_back = given_back or kind == "report_frozen"
        when = (at, recorded) if given_back else None
        walk.append((kind, when, *data, *_counted(own, data)))
    return Walked(tuple(walk), own, heard) if named.isdisjoint(own["contribution"]) else None


def _counted(own: dict[str, dict[int, int]], data: Mapping[str, Any]) -> list[Any]:
    """What a fact says, each thing of their own as which that was: the first, the second …"""
    return [
        own[name].setdefault(value, len(own[name]))
        if name in own
        else _counted_passages(own, value)
        if name == "tells"
        else value
        for name, value in data.items()
    ]


def _counted_passages(
    own: dict[str, dict[int, int]], tells: Iterable[tuple[str, int]]
) -> tuple[Any, ...]:
    return tuple(
        [
            (kind, own[kind].setdefault(number, len(own[kind])) if kind in own else number)
            for kind, number in tells
        ]
    )


# The columns of a row that say whose it is, by what they number.
_COLUMNS = {
    "participant_id": "participant",
    "contribution_id": "contribution",
    "setting_aside_id": "aside",
    "delivery_id": "delivery",
}
Becomes: TypeAlias = Mapping[str, Mapping[int, int]]


def becoming(first: Own, theirs: Own) -> Becomes:
    """By column, what the numbers of the first who walked so become for another."""
    return {
        column: dict(zip(first[name], theirs[name], strict=True))
        for column, name in _COLUMNS.items()
    }


def as_theirs(rows: Iterable[Mapping[str, Any]], becomes: Becomes) -> list[dict[str, Any]]:
    """The rows of the first who walked so, as they are for another."""
    found = []
    for row in rows:
        own = dict(row)
        for column, numbers in becomes.items():
            if own.get(column) is not None:
                own[column] = numbers[own[column]]
        found.append(own)
    return found
