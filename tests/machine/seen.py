"""What a run has seen: each has to come often enough, or the run has shown nothing of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tracker.domain.next_action import ACTIONS
from tracker.domain.steps import Step

OFTEN = 20
MARKS = ("no_answer", "unopened", "decided_first", "stale", "waiting_until")
STATES = ("open", "closed", "excepted", "ended")
RULES = Path(__file__).resolve().parents[2] / "docs/loop.md"


def kinds_told() -> set[str]:
    """The kinds of facts that the project's rules list."""
    table = RULES.read_text().split("\n## The facts\n")[1].split("\n## ")[0]
    first = (line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    return {kind for cell in first for kind in re.findall(r"`(\w+)`", cell)}


def wanted() -> set[str]:
    """All that a run has to see."""
    return {
        *(f"step {step:d}" for step in Step),
        "step None",
        *(f"action {action}" for action in ACTIONS),
        *(f"mark {mark}" for mark in MARKS),
        *(f"state {state}" for state in STATES),
        *(f"fact {kind}" for kind in kinds_told()),
    }


class Seen:
    """Counts loops that have come to stand otherwise, facts recorded, and refusals."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def facts(self, kinds: Iterable[str]) -> None:
        self.counts.update(f"fact {kind}" for kind in kinds)

    def refusal(self, code: str) -> None:
        self.counts[f"refused {code}"] += 1

    def loops(self, before: dict[int, dict[str, Any]], after: dict[int, dict[str, Any]]) -> None:
        """A loop counts once for each move that made it stand otherwise than before."""
        for participant, loop in after.items():
            if before.get(participant) != loop:
                self.counts.update(_said_of(loop))

    def seldom(self) -> list[str]:
        """What was seen too seldom, and how often."""
        return [f"{w}: {self.counts[w]}" for w in sorted(wanted()) if self.counts[w] < OFTEN]


def _said_of(loop: dict[str, Any]) -> Iterator[str]:
    yield f"step {loop['step']}"
    yield f"action {loop['action']}"
    yield f"state {loop['state']}"
    yield from (f"mark {mark}" for mark in MARKS if loop[mark])
