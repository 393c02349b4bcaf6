"""One participant's copy of a round, and what shows that it reached them: R4 to R7."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from .events import Book, Event, present_people, remembered
from .people import is_promised_public_return

Passage = tuple[str, int]
FIVE_DAYS = timedelta(days=5)
TALKS = frozenset({"phone", "in_person"})

MAILS = (
    "attempt_claimed",
    "attempt_deferred",
    "attempt_sent",
    "attempt_failed",
    "attempt_uncertain",
    "attempt_bounced",
    "attempt_settled",
)
BY_HAND = (
    "letter_posted",
    "letter_returned",
    "conversation_held",
    "contact_tried",
    "returned_publicly",
)
TROUBLES = frozenset({"attempt_failed", "attempt_uncertain", "attempt_bounced", "letter_returned"})


class Copy(NamedTuple):
    """What the facts up to some number say of one delivery."""

    frozen: Event
    tells: frozenset[Passage]
    reached: int | None  # the first standing fact by which the whole report reached them
    shown: tuple[tuple[int, frozenset[Passage]], ...]  # each session, and what it showed
    end: datetime | None
    is_over: bool
    is_reminded: bool
    is_public: bool
    is_unopened: bool
    troubles: frozenset[str]
    is_last_trouble: bool  # what ended last of all that was tried ended in trouble
    is_stopped: bool

    def told_from(self, passages: Iterable[Passage]) -> int | None:
        """R2: since which number one of these passages has been told by this report."""
        wanted = self.tells.intersection(passages)
        if not wanted:
            return None
        numbers = [n for n, shown in self.shown if shown & wanted]
        if self.reached is not None:
            numbers.append(self.reached)
        return min(numbers, default=None)

    def shown_from(self, passages: Iterable[Passage]) -> int | None:
        """R1, R4: since which number one of these has been told by a session."""
        wanted = self.tells.intersection(passages)
        return min((n for n, shown in self.shown if shown & wanted), default=None)

    def is_silent(self, for_setting_aside: bool) -> bool:
        """R7: the window is over, a reminder stands, and no attempt came to grief.

        Any reminder is at least five days before the end, because it moves the end (see `_end`).
        """
        if for_setting_aside or self.is_public:
            return self.is_over
        return self.is_over and self.is_reminded and not self.troubles


def copies_of(book: Book, participant: int, n: int) -> list[Copy]:
    """Every frozen report of the participant, in the order of freezing."""
    frozen = book.of(n, "report_frozen", participant=participant)
    return [_copy_at(book, fact.data["delivery"], _last_fact(book, fact, n)) for fact in frozen]


def _last_fact(book: Book, frozen: Event, n: int) -> int:
    """The last number up to n at which something happened to this delivery."""
    facts = _facts_about(book, frozen.data["delivery"])
    return max((fact.n for fact in facts if fact.n <= n), default=frozen.n)


@remembered
def _facts_about(book: Book, delivery: int) -> list[Event]:
    """All facts after the freezing that name the delivery, or are its round's and its person's."""
    frozen = _frozen(book, delivery)
    return [f for f in book.events if f.n > frozen.n and _is_about(f, frozen)]


def _frozen(book: Book, delivery: int) -> Event:
    return book.of(book.events[-1].n, "report_frozen", delivery=delivery)[0]


def _is_about(fact: Event, frozen: Event) -> bool:
    if fact.data.get("delivery") == frozen.data["delivery"]:
        return True
    if fact.data.get("round") is None or fact.data.get("round") != frozen.data.get("round"):
        return False
    participant = frozen.data["participant"]
    if fact.kind == "session_held":
        return participant in present_people(fact)
    return fact.kind == "response_given" and fact.data.get("participant") == participant


@remembered
def _copy_at(book: Book, delivery: int, n: int) -> Copy:
    frozen = _frozen(book, delivery)
    facts = [fact for fact in _facts_about(book, delivery) if fact.n <= n]
    attempts = _attempts_as_they_stand(facts)
    whole = [f for f in facts if _proves(f)] + [
        a for a in attempts if _attempt_reaches(book, a, frozen)
    ]
    sessions = [fact for fact in facts if fact.kind == "session_held"]
    notifying = [a for a in attempts if _is_accepted(a)]
    reminders = [a for a in attempts if _is_standing_reminder(book, a, frozen, attempts)]
    end = _end(frozen, [*whole, *sessions, *notifying], reminders)
    over_since = _over_since(facts, end, "window_ended")
    counted = _counted_since(facts, attempts, end) if frozen.data.get("mail") else None
    numbers = [fact.n for fact in whole] + ([] if counted is None else [counted])
    return Copy(
        frozen=frozen,
        tells=frozenset((kind, ident) for kind, ident in frozen.data.get("tells") or ()),
        reached=min(numbers, default=None),
        shown=tuple((s.n, _shown_in(s)) for s in sessions),
        end=end,
        is_over=over_since is not None,
        is_reminded=bool(reminders),
        is_public=any(a.kind == "returned_publicly" for a in whole),
        is_unopened=counted is not None and not whole and not sessions,
        troubles=frozenset(a.kind for a in attempts if a.kind in TROUBLES),
        is_last_trouble=_is_last_trouble(book, attempts, frozen),
        is_stopped=any(fact.kind == "delivery_stopped" for fact in facts),
    )


def _is_last_trouble(book: Book, attempts: list[Event], frozen: Event) -> bool:
    """R21. Chosen: of several attempts the one that came to an end last says how it stands."""
    ended = [
        a
        for a in attempts
        if a.kind in TROUBLES
        or a.kind == "attempt_sent"
        or _is_accepted(a)
        or _attempt_reaches(book, a, frozen)
    ]
    return bool(ended) and max(ended, key=lambda a: a.n).kind in TROUBLES


def _shown_in(session: Event) -> frozenset[Passage]:
    """R4: a session tells what it showed and no more.

    Chosen: of what it showed, that which stands in the person's report (R2: nowhere else).
    """
    return frozenset(("version", version) for version in session.data.get("versions") or ())


def _attempts_as_they_stand(facts: list[Event]) -> list[Event]:
    """R4: of each attempt the latest fact, so that a bounce takes back what that message gave."""
    latest: dict[object, Event] = {}
    for fact in facts:
        if fact.kind in MAILS or fact.kind in BY_HAND:
            latest[fact.data.get("attempt") or f"fact {fact.n}"] = fact
    return list(latest.values())


def _proves(fact: Event) -> bool:
    """R4: the citizen's own opening, and any answer to the round, a withdrawal too."""
    return fact.kind in ("report_opened", "response_given")


def _is_accepted(attempt: Event) -> bool:
    """R4: accepted by the receiving server, or settled as sent; a file accepts nothing."""
    if attempt.kind == "attempt_settled":
        return bool(attempt.data.get("sent"))
    return attempt.kind == "attempt_sent" and attempt.data.get("via") != "file"


def _is_reminder(attempt: Event) -> bool:
    return attempt.data.get("message") == "reminder" or bool(attempt.data.get("reminder"))


def _carries_report(attempt: Event, frozen: Event) -> bool:
    """R4, R5: a bare notice carries nothing; a reminder carries what the delivery's mail says."""
    return frozen.data.get("mail") == "report" and attempt.data.get("message") != "notice"


def _attempt_reaches(book: Book, attempt: Event, frozen: Event) -> bool:
    """R4: what reached the person. A letter or call that was a reminder reached as well."""
    if attempt.kind in ("letter_posted", "conversation_held"):
        return True
    if attempt.kind == "returned_publicly":
        return is_promised_public_return(book, frozen.data["participant"], attempt.n)
    return _is_accepted(attempt) and _carries_report(attempt, frozen)


def _is_standing_reminder(book: Book, attempt: Event, frozen: Event, attempts: list[Event]) -> bool:
    """R7: a reminder that reached or notified.

    A mail written to a file notifies nobody (R4). Chosen: a call that nobody took counts when
    the delivery's channel is a talk, or a talk has told them.
    """
    if not _is_reminder(attempt):
        return False
    if attempt.kind == "contact_tried":
        talked = any(other.kind == "conversation_held" for other in attempts)
        return talked or frozen.data.get("channel") in TALKS
    return _is_accepted(attempt) or _attempt_reaches(book, attempt, frozen)


def _end(frozen: Event, starts: list[Event], reminders: list[Event]) -> datetime | None:
    """R6, R7: the days run from what first reached or notified, by what still stands.

    The end is never less than five days after the first reminder. When it happened counts,
    and a day is 24 hours.
    """
    if not starts:
        return None
    end = min(fact.at for fact in starts) + timedelta(days=int(frozen.data.get("days") or 0))
    if reminders:
        end = max(end, min(fact.at for fact in reminders) + FIVE_DAYS)
    return end


def _over_since(facts: list[Event], end: datetime | None, *kinds: str) -> int | None:
    """R6, R20: the first fact that says that this end has passed.

    Chosen: an end that has passed says the same of every earlier end, not of a later one.
    """
    if end is None:
        return None
    past = [f.n for f in facts if f.kind in kinds and (f.data.get("end") or f.at) >= end]
    return min(past, default=None)


def _counted_since(facts: list[Event], attempts: list[Event], end: datetime | None) -> int | None:
    """R5: notice and reminder were both accepted and the window is over.

    The fact that it counts is recorded just before the end of the window; either shows it.
    """
    accepted = [a for a in attempts if _is_accepted(a)]
    notices = [a for a in accepted if not _is_reminder(a)]
    if not notices or len(notices) == len(accepted):
        return None
    return _over_since(facts, end, "notice_counted", "window_ended")
