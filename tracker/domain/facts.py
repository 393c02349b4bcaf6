"""What the facts of one loop add up to, before any rule asks for its step.

`docs/loop.md` lists the kinds of facts. `Loop` is the running sum; `apply` adds one fact.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeAlias

Key: TypeAlias = tuple[str, int]

REMINDER_AHEAD = timedelta(days=5)
MOVES_THAT_SUPERSEDE = frozenset({"recognise", "nuance", "correct", "disagree"})


class Fact(NamedTuple):
    """One event as the rules read it; `n` is the order of recording."""

    n: int
    kind: str
    at: datetime
    recorded: datetime
    data: Mapping[str, Any]


class Strand(NamedTuple):
    """One contribution and one thing it became; neither insight nor aside: nothing yet."""

    contribution: int
    insight: int | None = None
    aside: int | None = None


@dataclass(slots=True)
class Said:
    """A contribution, as far as the rules see it."""

    at: datetime
    recorded: datetime
    response: int | None
    withdrawn: bool = False

    def received(self, created: datetime | None) -> datetime:
        """R22: when it was received; recorded, where that was before there was a process."""
        too_old = created is not None and self.at < created
        return self.recorded if too_old else self.at


@dataclass(slots=True)
class Aside:
    id: int
    reason: int
    earlier: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Decision:
    id: int
    use: str
    expected: date | None
    passed: bool = False


@dataclass(slots=True)
class Attempt:
    """One try to reach somebody. `state` is claimed, sent, failed, uncertain, waiting or tried."""

    message: str
    state: str
    at: datetime
    n: int
    via: str = ""
    reminder: bool = False

    @property
    def stands(self) -> bool:
        return self.state == "sent" and self.via != "file"


@dataclass(slots=True)
class Delivery:
    """One participant's copy of a round, and what became of it (R4 to R7)."""

    id: int
    n: int
    round: int
    purpose: str
    days: int
    channel: str
    mail: str | None
    tells: frozenset[Key]
    attempts: dict[int, Attempt] = field(default_factory=dict)
    proofs: list[datetime] = field(default_factory=list)
    shown: dict[Key, int] = field(default_factory=dict)
    shown_at: datetime | None = None
    stopped: bool = False
    counted: datetime | None = None
    ended: datetime | None = None
    # What follows from these, reckoned by `settle`: since when it has reached them, without a
    # break; the instant its window ends, moved when the reminder went late (R7); whether that is
    # past; and whether nothing but silence came of it.
    reached_since: int | None = None
    window_end: datetime | None = None
    over: bool = False
    silent: bool = False

    def settle(self, n: int) -> bool:
        """Reckon what follows from a fact about it (R4 to R7), and whether anything changed that
        the step of a strand is read from."""
        before = self.reached_since, self.over, self.silent
        self.window_end = self._window_end()
        self.over = self._is_past(self.ended)
        if not self.reached:
            self.reached_since = None
        elif self.reached_since is None:
            self.reached_since = n
        self.silent = self._silent()
        return before != (self.reached_since, self.over, self.silent)

    def _window_end(self) -> datetime | None:
        start, reminders = self.window_start, self.reminders
        if start is None:
            return None
        end = start + timedelta(days=self.days)
        return max(end, reminders[0] + REMINDER_AHEAD) if reminders else end

    def _is_past(self, moment: datetime | None) -> bool:
        return moment is not None and self.window_end is not None and moment >= self.window_end

    def _silent(self) -> bool:
        """R7 for an insight: reminded (the window's end heeds when), nothing in doubt, and over.

        A public return is recorded only for those who were promised one: no reminder is needed.
        """
        return self.over and not self.trouble and (self._public or bool(self.reminders))

    @property
    def _public(self) -> bool:
        return any(a.message == "public" for a in self.attempts.values())

    def carries(self, attempt: Attempt) -> bool:
        """Whether the attempt itself brings the report, and not just word of it."""
        return attempt.stands and (
            attempt.message in {"letter", "call", "public"}
            or (self.mail == "report" and attempt.message in {"report", "reminder"})
        )

    @property
    def only_counted(self) -> bool:
        """Reached by notice and reminder alone: nobody opened it, or was there to see it (R5)."""
        if self.shown_at is not None:
            return False
        return self.reached and not self.proofs and not self._carried

    @property
    def reached(self) -> bool:
        return bool(self.proofs) or self._carried or self._notice_counts

    @property
    def _carried(self) -> bool:
        return any(map(self.carries, self.attempts.values()))

    @property
    def _notice_counts(self) -> bool:
        """Counted when the window that stands now was over, by messages that still stand (R5).

        While something else had reached them, the window's end alone was recorded.
        """
        return (self._is_past(self.counted) or self.over) and self.notice_may_count

    @property
    def notice_may_count(self) -> bool:
        """Notice and reminder both accepted, and neither came back (R5)."""
        if self.mail != "notice":
            return False
        stand = [a.reminder for a in self.attempts.values() if a.stands]
        return True in stand and False in stand

    @property
    def told(self) -> frozenset[Key]:
        """The passages that are told."""
        return self.tells if self.reached_since is not None else self.tells & self.shown.keys()

    def told_since(self, key: Key) -> int:
        """Since when (order of recording) a passage is told that is."""
        since = [n for n in (self.reached_since, self.shown.get(key)) if n is not None]
        return min(since)

    @property
    def uncertain(self) -> bool:
        return any(a.state == "uncertain" for a in self.attempts.values())

    @property
    def trouble(self) -> bool:
        """An attempt failed, bounced, came back or is uncertain: nobody can be called silent."""
        return any(a.state in {"failed", "uncertain"} for a in self.attempts.values())

    @property
    def reminders(self) -> list[datetime]:
        """When reminders that still stand reached or notified; for calls, when they were tried."""
        given = [a for a in self.attempts.values() if a.reminder]
        by_voice = self.channel in {"phone", "in_person"} or (bool(given) and self._spoken_with)
        return sorted([a.at for a in given if a.stands or (by_voice and a.state == "tried")])

    @property
    def _spoken_with(self) -> bool:
        return any(a.message == "call" and a.stands for a in self.attempts.values())

    @property
    def window_start(self) -> datetime | None:
        moments = self.proofs + [a.at for a in self.attempts.values() if a.stands]
        if self.shown_at is not None:
            moments.append(self.shown_at)
        return min(moments, default=None)

    @property
    def hindered(self) -> bool:
        """Nobody can just wait for it: a person has to do something to reach them (R21)."""
        if self.reached:
            return self.over
        final = [a for a in self.attempts.values() if a.state in {"sent", "failed"}]
        return (
            self.stopped
            or self.channel != "email"
            or self.over
            or (bool(final) and max(final, key=lambda a: a.n).state == "failed")
        )


@dataclass(slots=True)
class Answer:
    """A response; what a caseworker's sorting says has replaced `move` and its subject."""

    id: int
    n: int
    at: datetime
    round: int
    sending: int | None
    chosen: str
    move: str
    words: bool
    chosen_about: tuple[int | None, ...]
    insight: int | None
    contribution: int | None
    resolution: int | None = None
    # How that one settled it.
    led_to: str = ""
    superseded: bool = False

    @property
    def whole_round(self) -> bool:
        return self.insight is None and self.contribution is None


@dataclass(slots=True)
class Loop:
    """Everything the facts say about one participant's loop, so far."""

    participant: int
    created: datetime | None = None
    days_to_return: int = 21
    days_to_answer: int = 14
    days_to_close: int = 21
    who: str = "person"
    public_return: bool = False
    said: dict[int, Said] = field(default_factory=dict)
    evidence: dict[tuple[int, int], int] = field(default_factory=dict)
    asides: dict[int, Aside] = field(default_factory=dict)
    lineage: dict[int, frozenset[int]] = field(default_factory=dict)
    versions: dict[int, set[Key]] = field(default_factory=dict)
    current: dict[int, set[Key]] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)
    deliveries: dict[int, Delivery] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    # The sessions they were at: by which fact, and what was shown there.
    attended: list[tuple[int, frozenset[Key]]] = field(default_factory=list)
    exempt: set[tuple[int, int]] = field(default_factory=set)
    waived: set[tuple[int, int]] = field(default_factory=set)
    withdrawn: dict[int, int] = field(default_factory=dict)
    excepted: str | None = None
    was_closed: bool = False
    # As they are since the last fact that may have moved one; None: nobody has asked yet.
    strands_noted: list[Strand] | None = None
    # By response (R11).
    touched_noted: dict[int, list[Strand]] = field(default_factory=dict)
    steps_noted: dict[Strand, int] | None = None
    came: dict[tuple[Strand, int], datetime] = field(default_factory=dict)
    # When all that a contribution became had been given back, without a break since.
    returned: dict[int, datetime] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        return bool(self.said) and all(s.withdrawn for s in self.said.values())

    def received(self, contribution: int) -> datetime:
        """R22: when a contribution was received."""
        return self.said[contribution].received(self.created)

    def lapse(self, *reasons: str) -> None:
        """R18: the exception ends when what it rested on does."""
        if self.excepted in reasons:
            self.excepted = None

    def has_strand_in(self, insight: int) -> bool:
        return any(woven_into == insight for _, woven_into in self.evidence)

    def strands(self) -> list[Strand]:
        """R1, in the order of contribution, insight, setting aside."""
        if self.strands_noted is None:
            self.strands_noted = self._strands()
        return self.strands_noted

    def _strands(self) -> list[Strand]:
        found: list[Strand] = []
        by_contribution: dict[int, list[int]] = {}
        for c, insight in self.evidence:
            by_contribution.setdefault(c, []).append(insight)
        for c in sorted(c for c, said in self.said.items() if not said.withdrawn):
            insights = sorted(by_contribution.get(c, ()))
            if insights:
                found.extend(Strand(c, insight) for insight in insights)
            elif c in self.asides:
                found.append(Strand(c, None, self.asides[c].id))
            else:
                found.append(Strand(c))
        return found

    def since(self, strand: Strand) -> int:
        """R3: the fact by which the contribution became evidence; 0 where it is none."""
        if strand.insight is None:
            return 0
        return self.evidence.get((strand.contribution, strand.insight), 0)

    def versions_of(self, insight: int) -> Set[Key]:
        """Every version of the insight and of what it came from."""
        lineage = self.lineage[insight]
        if len(lineage) == 1:
            return self.versions[insight]
        return set().union(*(self.versions[ancestor] for ancestor in lineage))

    def keys(self, strand: Strand) -> Set[Key]:
        """The passages that tell what the strand became (R1, step 2)."""
        if strand.insight is not None:
            return self.versions_of(strand.insight)
        return {("reason", self.asides[strand.contribution].reason)}

    def ever(self, strand: Strand) -> Set[Key]:
        """Those, and the ones that told it before its present reason."""
        aside = self.asides[strand.contribution] if strand.insight is None else None
        return self.keys(strand) | {("reason", r) for r in (aside.earlier if aside else ())}

    def related(self, one: int, other: int) -> bool:
        return one in self.lineage.get(other, ()) or other in self.lineage.get(one, ())
