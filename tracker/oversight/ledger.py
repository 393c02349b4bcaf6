"""The ledger of a loop: every fact of it, narrowed by what is asked, in the order of recording."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, select, union

from tracker.domain.act import Act
from tracker.domain.history import AT_ONCE, Event
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.workdays import COPENHAGEN
from tracker.language.guards import find_contacts
from tracker.oversight.telling import OF_THE_LOOP, READ, WRITTEN, Read, Told, words_of
from tracker.reports import facts
from tracker.reports.words import Words

# Facts on one page.
FACTS = 50

# What a fact is about: the kinds of docs/loop.md, in the order of the work.
_TOPICS: Mapping[str, tuple[str, ...]] = {
    "heard": ("contribution_recorded", "contribution_undone", "contribution_worded"),
    "woven": (
        "evidence_began",
        "evidence_ended",
        "weaving_undone",
        "stance_changed",
        "set_aside",
        "reason_changed",
        "setting_aside_undone",
        "insight_drafted",
        "insight_versioned",
        "insight_succeeded",
        "insight_withdrawn",
    ),
    "given_back": (
        "report_frozen",
        "round_called_back",
        "attempt_claimed",
        "attempt_deferred",
        "attempt_failed",
        "attempt_uncertain",
        "attempt_bounced",
        "attempt_sent",
        "attempt_settled",
        "delivery_stopped",
        "letter_posted",
        "letter_returned",
        "conversation_held",
        "contact_tried",
        "returned_publicly",
        "link_revoked",
        "report_opened",
        "session_held",
    ),
    "answered": ("response_given", "response_sorted"),
    "resolved": ("resolution_recorded",),
    "decided": ("outcome_recorded",),
    "people": ("participant_added", "participant_changed", "participant_undone"),
    "clock": ("notice_counted", "window_ended", "waiting_ended"),
}
# What is about the whole of it, as that it began, was excepted or was signed, and any other kind.
WHOLE = "whole"
TOPICS = (*_TOPICS, WHOLE)
_TOPIC_OF = {kind: topic for topic, kinds in _TOPICS.items() for kind in kinds}

ACTORS = ("citizen", "user", "system")


class Asked(NamedTuple):
    """What the ledger is narrowed to: a topic, who recorded it, the days on which it happened (in
    Copenhagen, both included), and whether the oldest comes first."""

    topic: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None
    oldest: bool = False


def topic_of(kind: str) -> str:
    """What a fact of this kind is about."""
    return _TOPIC_OF.get(kind, WHOLE)


# A process's facts that name nobody and no insight are everybody's: what was promised, what was
# signed, and what everybody may read.
_EVERYBODYS = (
    "process_created",
    "promises_changed",
    "process_closed",
    "page_published",
    "page_taken_down",
)
_everybodys = select(Event.id).where(
    Event.process_id == bindparam("process"),
    Event.everyones,
    Event.kind.in_(_EVERYBODYS),
)
_LEDGER = (
    select(User.name, *READ)
    .outerjoin(User, User.id == Event.actor_id)
    .where(Event.id.in_(union(*OF_THE_LOOP, _everybodys)))
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A participant's facts, as far as they are asked for. How somebody is reached stands in none
    of their words: `instead` does."""

    act: Act
    participant: Participant
    asked: Asked
    instead: str

    def page(self, after: int = 0, limit: int = FACTS) -> tuple[list[Told], bool]:
        """The next facts after a number, with words one may read, and whether there are more."""
        query = _LEDGER.where(*_narrowed(self.asked)).limit(limit + 1)
        if after:
            query = query.where(Event.id > after if self.asked.oldest else Event.id < after)
        query = query.order_by(Event.id if self.asked.oldest else Event.id.desc())
        whose = {"person": self.participant.id, "process": self.participant.process_id}
        rows = [(name, Read(*read)) for name, *read in self.act.session.execute(query, whose)]
        words = words_of(self.act, [event for _, event in rows[:limit]], WRITTEN)
        told = [Told(event, name, self._held_back(words.get(event.id))) for name, event in rows]
        return told[:limit], len(rows) > limit

    def all(self) -> Iterator[Told]:
        """Every fact, read so many at once as a statement takes."""
        after, more = 0, True
        while more:
            found, more = self.page(after, AT_ONCE)
            yield from found
            after = found[-1].event.id if found else 0

    def _held_back(self, text: str | None) -> str | None:
        if not text:
            return None
        who = self.participant
        known = _known_ways(who.email, who.phone, who.address)
        text = known.sub(self.instead, text) if known else text
        for found in reversed(find_contacts(text)):
            text = text[: found.start] + self.instead + text[found.end :]
        return text


def sentence_of(words: Words, event: Read, who: str) -> str:
    """What happened; of a fact that was changed so that it tells nothing any more, just that."""
    try:
        return facts.sentence(words, event.kind, event.data, who)
    except _UNREADABLE:
        return words.say("ledger.unreadable")


def way_of(words: Words, event: Read) -> str:
    """By which way something went, where the fact still says it."""
    try:
        return facts.how(words, event.data)
    except _UNREADABLE:
        return ""


# What comes of telling data that no rule of ours has written.
_UNREADABLE = (LookupError, TypeError, ValueError)


def _known_ways(*ways: str | None) -> re.Pattern[str] | None:
    """What is known of how to reach somebody: of an address each line, and what leads to a door."""
    parts = (part for way in ways if way for part in re.split(r"[\n,;]|\s(?=\d{4}\s)", way))
    # A town alone leads to nobody, and a floor alone stands in many a sentence.
    telling = [part.split() for part in parts if _leads_there(part)]
    if not telling:
        return None
    found = "|".join(r"\s+".join(map(re.escape, part)) for part in telling)
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


def _leads_there(part: str) -> bool:
    return "@" in part or (bool(re.search(r"\d", part)) and len(re.findall(r"\w", part)) > 3)


def _narrowed(asked: Asked) -> Iterator[ColumnElement[bool]]:
    if asked.topic == WHOLE:
        yield Event.kind.not_in(tuple(_TOPIC_OF))
    elif asked.topic:
        yield Event.kind.in_(_TOPICS[asked.topic])
    if asked.by:
        yield Event.actor_kind == asked.by
    if asked.since:
        yield Event.at >= _begin(asked.since)
    if asked.until:
        yield Event.at < _begin(asked.until, 1)


def _begin(day: date, later: int = 0) -> datetime:
    """When a day begins in Copenhagen, or one so many days later; within what a clock can tell."""
    within = min(max(day, date(1800, 1, 1)), date(9000, 1, 1))
    return datetime.combine(within + timedelta(days=later), time(), COPENHAGEN)
