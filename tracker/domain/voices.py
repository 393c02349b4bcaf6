"""How many voices stand behind something (R19): each person once, however much they said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

# A count below five could single a person out once it leaves the process.
FEW = 5


@dataclass(frozen=True, slots=True)
class Voices:
    """People, and groups with their sizes; a member and her group are one voice."""

    people: int
    groups: tuple[int, ...]

    @property
    def count(self) -> int:
        """All voices: a group is one, whatever its size."""
        return self.people + len(self.groups)


def voices_of(
    participants: Iterable[tuple[int, str, int]], members: Collection[tuple[int, int]]
) -> Voices:
    """The voices of participants, each given as (id, kind, size); members as (person, group).

    The unknown of an occasion are one voice together, as nobody knows how many they were.
    """
    found = {number: (kind, size) for number, kind, size in participants}
    groups = {number for number, (kind, _) in found.items() if kind == "group"}
    told_by_group = {person for person, group in members if group in groups}
    people = [n for n, (kind, _) in found.items() if kind != "group" and n not in told_by_group]
    return Voices(len(people), tuple(found[number][1] for number in sorted(groups)))
