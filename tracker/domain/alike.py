"""Loops that were walked alike: what follows from their facts differs in whose it is alone.

A meeting's people were heard on one evening, woven and written to in one go, and silent until one
day. Where nobody answered, the same facts in the same order give the same standing, under other
numbers; so the function that says how far a loop has come is asked once for all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from tracker.domain.facts import Fact

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

Own: TypeAlias = tuple[str, int]
# Their own facts with their own things counted instead of numbered, and each fact's place among
# everyone's; equal for those who walked alike.
Walk: TypeAlias = tuple[tuple[Any, ...], ...]


def named_by_all(facts: Iterable[Fact]) -> set[Own]:
    """What the facts of the whole process name of one person's own."""
    found: set[Own] = set()
    for fact in facts:
        if fact.kind == "session_held":
            found |= {("participant", participant) for participant, _ in fact.data["present"]}
        elif fact.kind == "insight_succeeded":
            for successor in fact.data["successors"]:
                found |= {("contribution", c) for c in successor["contributions"]}
    return found


def walk_of(facts: Sequence[Fact], named: set[Own]) -> tuple[Walk, list[Own]] | None:
    """How somebody walked, and what is their own in the order of its coming up; None for whoever
    has a way of their own. `named` is what `named_by_all` found."""
    own: dict[Own, int] = {}
    walk = []
    for place, fact in enumerate(facts):
        if "participant" not in fact.data:
            continue
        if fact.kind not in _COMMON_WAY:
            return None
        said = [_counted(own, name, value) for name, value in fact.data.items()]
        walk.append((place, fact.kind, fact.at, fact.recorded, *said))
    return (tuple(walk), list(own)) if named.isdisjoint(own) else None


def _counted(own: dict[Own, int], name: str, value: Any) -> Any:
    """A value, or for what is their own which of it that was: the first, the second …"""
    if name in _OWN:
        return own.setdefault((name, value), len(own))
    if name == "tells":
        return tuple([(kind, _counted(own, kind, number)) for kind, number in value])
    return value


# The columns of a row that say whose it is, by what they number.
_COLUMNS = {
    "participant_id": "participant",
    "contribution_id": "contribution",
    "setting_aside_id": "aside",
    "delivery_id": "delivery",
}


def as_theirs(
    rows: Iterable[Mapping[str, Any]], first: Sequence[Own], theirs: Sequence[Own]
) -> list[dict[str, Any]]:
    """The rows of the first who walked so, as they are for another."""
    becomes = {own: number for own, (_, number) in zip(first, theirs, strict=True)}
    return [
        {
            **row,
            **{
                column: becomes[what, row[column]]
                for column, what in _COLUMNS.items()
                if row.get(column) is not None
            },
        }
        for row in rows
    ]
