"""Somebody who adds up, subtracts and compares all that is published, to single people out.

What is known is a list of lines, each a sum of counts that lies between two bounds; from them
follows, by reasoning about bounds alone, between which numbers each count must lie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from tracker.domain.published import AMONG, MEDIAN, RETURNED, STAGES, STEP

# More people than any process has.
MANY = 10_000
FEW = range(1, STEP)
# What everybody knows adds up: who contributed, and who of them was given it back.
SUMS = {"contributed": STAGES, "returned": RETURNED}
COUNTS = (*STAGES, *AMONG, *SUMS)


class Count(NamedTuple):
    """A true number that nobody outside is told."""

    process: int
    week: int
    name: str


class Line(NamedTuple):
    """That these counts, less those, are together at least `low` and at most `high`."""

    plus: tuple[Count, ...]
    minus: tuple[Count, ...]
    low: int
    high: int


@dataclass
class Attacker:
    lines: list[Line] = field(default_factory=list)
    least: dict[Count, int] = field(default_factory=dict)
    most: dict[Count, int] = field(default_factory=dict)

    def meets(self, process: int, week: int) -> None:
        """Hears that there is such a process, and knows what its counts have to do with another."""
        counts = {name: Count(process, week, name) for name in COUNTS}
        for count in counts.values():
            self.least[count], self.most[count] = 0, MANY
        for whole, parts in SUMS.items():
            self.learns([counts[part] for part in parts], 0, 0, [counts[whole]])
        for name in AMONG:
            self.learns([counts["contributed"]], 0, MANY, [counts[name]])

    def learns(
        self, plus: Iterable[Count], low: int, high: int = MANY, minus: Iterable[Count] = ()
    ) -> None:
        self.lines.append(Line(tuple(plus), tuple(minus), low, high))

    def knows(self, process: int, week: int, true: Mapping[str, int]) -> None:
        """Is at home there, and sees it exactly."""
        for name in (*STAGES, *AMONG):
            self.learns([Count(process, week, name)], true[name], true[name])

    def reads_cells(self, process: int, week: int, cells: Mapping[str, int]) -> None:
        """Reads what is said of one process, and knows by which rule it is said."""
        everybody = sum(cells.get(stage, 0) for stage in STAGES)
        for name in (*STAGES, *AMONG):
            value = cells.get(name, 0)
            capped = name in AMONG and value == everybody
            most = MANY if capped else value + STEP - 1
            self.learns([Count(process, week, name)], value, most)
        if MEDIAN in cells:
            self.learns([Count(process, week, "returned")], STEP)

    def thinks(self) -> None:
        """Narrow the bounds of every count until no line narrows any further."""
        changed = True
        while changed:
            changed = any([self._reason(line) for line in self.lines])

    def _reason(self, line: Line) -> bool:
        low = sum(self.least[c] for c in line.plus) - sum(self.most[c] for c in line.minus)
        high = sum(self.most[c] for c in line.plus) - sum(self.least[c] for c in line.minus)
        changed = False
        for count in line.plus:
            # What is left for this one, when the others are as many or as few as they can be.
            least = line.low - (high - self.most[count])
            changed |= self._narrow(count, least, line.high - (low - self.least[count]))
        for count in line.minus:
            least = (low + self.most[count]) - line.high
            changed |= self._narrow(count, least, (high + self.least[count]) - line.low)
        return changed

    def _narrow(self, count: Count, least: int, most: int) -> bool:
        before = self.least[count], self.most[count]
        self.least[count] = max(before[0], least)
        self.most[count] = min(before[1], most)
        assert self.least[count] <= self.most[count], f"{count}: what is published is not true"
        return before != (self.least[count], self.most[count])

    def singled_out(self, home: int | None = None) -> list[str]:
        """What can only be one to four people: counts, and how they changed between weeks."""
        self.thinks()
        found = [
            f"{count}: {self.least[count]} to {self.most[count]}"
            for count in self.least
            if count.process != home and _is_few(self.least[count], self.most[count])
        ]
        weeks = sorted({count.week for count in self.least})
        for process, name in sorted({(c.process, c.name) for c in self.least}):
            for before, after in pairwise(weeks):
                then, now = Count(process, before, name), Count(process, after, name)
                if process == home or then not in self.least or now not in self.least:
                    continue
                low, high = self.least[now] - self.most[then], self.most[now] - self.least[then]
                if _is_few(low, high) or _is_few(-high, -low):
                    found.append(f"{name} of {process} from {before} to {after}: {low} to {high}")
        return found


def _is_few(least: int, most: int) -> bool:
    return FEW.start <= least <= most < FEW.stop


Worlds: TypeAlias = Mapping[tuple[int, int], Mapping[str, int]]
