"""Sending what waits: claim one mail and commit, send it, mark it and commit."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Protocol, TypeAlias

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.domain import published
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.database import reading
from tracker.outbound import clock, digests, outbox
from tracker.outbound.claims import Claimant
from tracker.outbound.composing import mail_host
from tracker.outbound.outbox import Taken
from tracker.outbound.transport import OutOfReach, Result, Transport, Wait
from tracker.settings import Settings

Unit: TypeAlias = Callable[[], AbstractContextManager[Act]]

log = logging.getLogger("tracker.outbound")


class Box(Protocol):
    """Where mails wait to leave, each a row."""

    def next_moment(self, session: Session) -> datetime | None: ...
    def take(self, act: Act, claimant: Claimant) -> Taken | None: ...
    def mark(self, act: Act, number: int, result: Result, /) -> None: ...
    def postpone(self, act: Act, answer: str) -> int: ...
    def doubt_abandoned(self, act: Act, claimant: Claimant) -> int: ...


# What citizens wait for goes first.
BOXES: tuple[Box, ...] = (outbox, digests)
# So long a result is held on to while the database cannot take it.
MARK_FOR_SECONDS = 60
DUE_AT_ONCE = 200


def units(engine: Engine, settings: Settings, actor: Actor = SYSTEM) -> Unit:
    """Units of the system's work, or of another's, each with its own session and one commit."""

    @contextmanager
    def unit() -> Iterator[Act]:
        with Session(engine, expire_on_commit=False) as session:
            yield Act(session, actor, datetime.now(UTC), settings)
            session.commit()

    return unit


def transport_of(settings: Settings, wait: Wait) -> Transport:
    """The way out of an instance; a demo's mails become files in its outbox, whatever the way."""
    return Transport(settings.mail, settings.instance / "outbox", mail_host(settings), wait)


class Sender:
    """The one who sends: a thread of its own, one mail in hand, one connection."""

    def __init__(
        self, unit: Unit, settings: Settings, stopping: threading.Event | None = None
    ) -> None:
        self._unit = unit
        self._stopping = stopping or threading.Event()
        self._claimant = Claimant.this_process()
        self._transport = transport_of(settings, self._stopping.wait)

    def doubt_abandoned(self) -> int:
        """Make uncertain what processes that are no more had in hand; returns how many."""
        with self._unit() as act:
            count = sum(box.doubt_abandoned(act, self._claimant) for box in BOXES)
        if count:
            log.warning("%d mails were in hand when a worker ended: uncertain", count)
        return count

    def send_waiting(self) -> datetime | None:
        """Send until nothing is due or it is time to stop; says when the next mail may go."""
        self.doubt_abandoned()
        try:
            while not self._stopping.is_set():
                moment = self._next_moment()
                if moment is None or moment > datetime.now(UTC):
                    return moment
                self._send_one()
            return None
        finally:
            self._transport.close()

    def _next_moment(self) -> datetime | None:
        with reading(), self._unit() as act:
            moments = [box.next_moment(act.session) for box in BOXES]
            return min((moment for moment in moments if moment is not None), default=None)

    def _send_one(self) -> None:
        # The server comes first: a mail that is claimed is one that is about to be sent.
        try:
            self._transport.ready()
        except OutOfReach as error:
            with self._unit() as act:
                for box in BOXES:
                    box.postpone(act, str(error))
            log.warning("the mail server is out of reach: %s", error)
            return
        if self._stopping.is_set():
            return
        for box in BOXES:
            with self._unit() as act:
                taken = box.take(act, self._claimant)
            if taken is not None:
                self._send_taken(box, taken)
                return

    def _send_taken(self, box: Box, taken: Taken) -> None:
        if taken.mail is None:
            log.info("%s: not sent: %s", taken, taken.reason)
            return
        result = self._transport.send(taken.mail)
        self._mark(box, taken, result)
        said = result.answer.partition(" ")[0].rstrip(":")
        log.info("%s: %s %s", taken, result.kind, said or result.via)

    def _mark(self, box: Box, taken: Taken, result: Result) -> None:
        """Keep what became of a mail, also when the database is away for a moment."""
        deadline = time.monotonic() + MARK_FOR_SECONDS
        while True:
            try:
                with self._unit() as act:
                    box.mark(act, taken.attempt, result)
                return
            except DBAPIError:
                if time.monotonic() >= deadline:
                    raise
                self._stopping.wait(1)


def run_due(unit: Unit) -> clock.Counts:
    """Record all that the clock has brought about, in units short enough for others to write."""
    total = clock.Counts()
    while True:
        with unit() as act:
            counts = clock.due(act, DUE_AT_ONCE)
        if not any(counts):
            break
        total = total.plus(counts)
    publish_week(unit)
    return total


def publish_week(unit: Unit) -> None:
    """Count what is said of this week outside the fence, unless that was done."""
    # Others write while it counts.
    with reading(), unit() as act:
        counted = published.count(act)
    if counted is not None:
        with unit() as act:
            published.keep(act, counted)
