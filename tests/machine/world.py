"""What an example starts from, and how its moves choose."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.machine.ground import Ground
from tests.machine.player import REFUSALS, Copy, Player

T = TypeVar("T")
# Each move has its own, so that a move left out leaves the others as they were.
CHANCES = st.integers(0, 2**32 - 1).map(Random)
PEOPLE = ("email", "email", "letter", "phone", "in_person", "none", "group", "unknown", "unknown")
MOST_PEOPLE, MOST_SAID, MOST_INSIGHTS = 4, 9, 6


@dataclass(frozen=True, slots=True)
class Move:
    """Something that may happen: how likely it is, and whether there is anything to do it with."""

    deed: Callable[[Any, "Choose"], None]
    weight: int
    possible: Callable[[Any], object]


def move(weight: int = 1, given: Callable[[Any], object] = bool) -> Callable[[Any], Move]:
    """A move of the machine. `given` is asked of the player whether it can be made at all."""
    return lambda deed: Move(deed, weight, given)


class Choose:
    """One choice after another, all as likely as they stand: rare things have to happen too."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def one(self, things: Iterable[T]) -> T | None:
        """One of some things; None where there is none."""
        listed = list(things)
        return self._chance.choice(listed) if listed else None

    def of(self, *things: T) -> T:
        return self._chance.choice(things)

    def some(self, things: Iterable[T], least: int = 0) -> list[T]:
        """Some of the things in their order."""
        listed = list(things)
        if len(listed) <= least:
            return listed
        chosen = self._chance.sample(range(len(listed)), self._chance.randint(least, len(listed)))
        return [listed[i] for i in sorted(chosen)]

    def maybe(self) -> bool:
        return self._chance.random() < 0.5


class World(RuleBasedStateMachine):
    """An office and a few people who have told something, in a process with or without promises."""

    t: Player

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground
        members = [getattr(type(self), name) for name in sorted(dir(type(self)))]
        self.moves = [found for found in members if isinstance(found, Move)]

    @initialize(chance=CHANCES)
    def begins(self, chance: Random) -> None:
        choose = Choose(chance)
        self.t = self.ground.new_player(
            mail=choose.of("notice", "notice", "report"), public_return=choose.of(True, True, False)
        )
        self.joins_as("email")
        for _ in range(choose.of(1, 2)):
            self.joins_as(choose.of(*PEOPLE))
        self.weaves_all("I1", choose.some(self.t.contributions, least=1))

    @rule(chance=CHANCES)
    def something_happens(self, chance: Random) -> None:
        """One of the moves that can be made now; what the office refuses ends it, no more."""
        choose = Choose(chance)
        able = [move for move in self.moves if move.possible(self.t)]
        chosen = choose.of(*(i for i, move in enumerate(able) for _ in range(move.weight)))
        note(able[chosen].deed.__name__)
        try:
            able[chosen].deed(self, choose)
        except REFUSALS:
            pass
        self.t.holds_against_the_check()

    def teardown(self) -> None:
        """The sums are kept from move to move: what went wrong in one is there at the end."""
        if hasattr(self, "t"):
            self.t.adds_up()

    def joins_as(self, kind: str) -> None:
        """Somebody who takes part, and what they tell us."""
        t = self.t
        who = f"P{len(t.participants) + 1}"
        if kind == "unknown":
            t.nobody_knows(who, f"Værksted {who}")
        elif kind == "group":
            t.joins(who, "letter", size=24)
        else:
            t.joins(who, kind)
        t.says(who)

    def weaves_all(self, insight: str, contributions: Sequence[str]) -> None:
        for contribution in contributions:
            self.t.weaves(contribution, insight)

    # What a move is about

    def somebody(self, choose: Choose) -> str:
        return choose.of(*self.t.participants)

    def an_insight(self, choose: Choose) -> str:
        """One there is, the living ones first, or a new one."""
        living = self.t.living()
        new = [f"I{len(self.t.insights) + 1}"] if len(self.t.insights) < MOST_INSIGHTS else []
        return choose.of(*living, *new, *(i for i in self.t.insights if i not in living))

    def a_copy(self, choose: Choose, *channels: str) -> Copy | None:
        """A frozen report; of a channel, where one is named."""
        copies = (c for c in self.t.copies() if not channels or c.channel in channels)
        return choose.one(copies)

    def own(self, who: str) -> list[str]:
        return [c for c, owner in self.t.owners.items() if owner == who]
