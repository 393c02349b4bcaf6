"""What a closing record adds up to. All of it is read off the record: what was signed, alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from tracker.closing.sealing import FORMAT, content_of
from tracker.domain.round import CHANNELS
from tracker.domain.sums import Row
from tracker.domain.workdays import local_date

HEARD = ("persons", "groups", "in_groups", "unknown", "told", "set_aside", "withdrawn")
HOWS = ("changed", "added", "dissent", "declined", "answered", "none")
MARKS = ("no_answer", "unopened", "decided_first")
# What brings a report to somebody, the surest first.
REACHING = (
    "report_opened",
    "conversation_held",
    "session_held",
    "letter_posted",
    "returned_publicly",
    "notice_counted",
    "attempt_sent",
    "answered",
    "attempt_settled",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One round: how many it reached by each channel, and how many by none."""

    purpose: str
    on: date | None
    reached: Mapping[str, int]
    not_reached: int


@dataclass(frozen=True, slots=True)
class Thought:
    """One insight as it stood: its last words, what came of it, and corrections of the wording."""

    text: str
    ending: str | None
    outcome: Row | None
    worded: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Walked:
    """One loop: what was given back when and how, what they answered and what that led to."""

    number: int
    state: str
    because: str | None
    told: tuple[tuple[str, date | None, str], ...]
    answers: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """A record as a person reads it. `none` among the responses: those that asked for nothing."""

    content: Mapping[str, Any]
    heard: Mapping[str, int]
    loops: Mapping[str, int]
    marks: Mapping[str, int]
    told: tuple[Told, ...]
    channels: tuple[str, ...]
    insights: tuple[Thought, ...]
    responses: Mapping[str, int]
    people: tuple[Walked, ...]

    @property
    def living(self) -> tuple[Thought, ...]:
        """The insights that stood at the end."""
        return tuple(thought for thought in self.insights if thought.ending is None)

    @property
    def ended(self) -> tuple[Thought, ...]:
        """Those that were merged, split or taken back."""
        return tuple(thought for thought in self.insights if thought.ending is not None)

    def day(self, moment: str) -> date:
        """The day of one of the record's moments or days, in Denmark."""
        return date.fromisoformat(moment) if len(moment) == 10 else _day(moment)


def sums(record: str) -> Sums:
    """What a record says, added up; closed, excepted and ended each apart."""
    content = content_of(record)
    loops: list[Row] = content["loops"]
    states = Counter(loop["state"] for loop in loops)
    heard = content.get("people", {}) | content.get("contributions", {})
    told = tuple(_told(content))
    hows = Counter(response["how"] or "none" for response in content["responses"])
    return Sums(
        content,
        {what: heard[what] for what in HEARD if what in heard},
        {"loops": len(loops)} | {state: states[state] for state in ("closed", "excepted", "ended")},
        {mark: sum(bool(loop[mark]) for loop in loops) for mark in MARKS},
        told,
        tuple(c for c in CHANNELS if any(c in round_.reached for round_ in told)),
        tuple(_thoughts(content["insights"])),
        {how: hows[how] for how in HOWS},
        tuple(_walked(content)),
    )


def _walked(content: Mapping[str, Any]) -> Iterable[Walked]:
    """Each person by their number. Records of the second format did not say how it went."""
    if content["format"] < FORMAT:
        return
    answered = {(r["participant"], r["round"]): r["at"] for r in reversed(content["responses"])}
    told: dict[int, list[tuple[str, date | None, str]]] = defaultdict(list)
    for delivery in content["deliveries"]:
        happened = {kind: at for kind, at in reversed(delivery["happened"])}
        at = answered.get((delivery["participant"], delivery["round"]))
        if at:
            # Who answers a report has it, whatever is known of the way.
            happened["answered"] = at
        way = next((kind for kind in REACHING if kind in happened), "")
        reached = delivery["state"] == "reached" and way
        on = _day(happened[way]) if reached else None
        told[delivery["participant"]].append((delivery["purpose"], on, way if reached else ""))
    answers: dict[int, list[Row]] = defaultdict(list)
    for response in content["responses"]:
        answers[response["participant"]].append(response)
    for loop in content["loops"]:
        number = loop["loop"]
        yield Walked(
            number, loop["state"], loop["because"], tuple(told[number]), tuple(answers[number])
        )


def _told(content: Mapping[str, Any]) -> Iterable[Told]:
    """Each round in its order; one that is not dated had reports all the same."""
    dated = {round_["round"]: round_["at"] for round_ in content.get("rounds", ())}
    rounds: dict[int, list[Row]] = {}
    for delivery in content["deliveries"]:
        rounds.setdefault(delivery["round"], []).append(delivery)
    for number, deliveries in sorted(rounds.items()):
        reached = Counter(d["channel"] for d in deliveries if d["state"] == "reached")
        at = dated.get(number)
        yield Told(
            deliveries[0]["purpose"],
            _day(at) if at else None,
            reached,
            len(deliveries) - reached.total(),
        )


def _thoughts(rows: Iterable[Row]) -> Iterable[Thought]:
    by_insight: dict[int, list[Row]] = {}
    for row in rows:
        by_insight.setdefault(row["insight"], []).append(row)
    for versions in by_insight.values():
        pairs = pairwise(versions)
        worded = tuple((a["text"], b["text"]) for a, b in pairs if b["wording_only"])
        last = versions[-1]
        yield Thought(last["text"], last["ending"], last["outcome"], worded)


def _day(moment: str) -> date:
    return local_date(datetime.fromisoformat(moment))
