"""The guided tour of the demo: eight stops for each of three people, each a page of the demo."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.demo import family_words, hall_words, paths_words
from tracker.demo.services import JENS, METTE, Colleague
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.process import Process, Signature
from tracker.domain.round import Delivery, Round

# In this order they are offered; the citizen signs in nowhere.
WHO: dict[str, Colleague | None] = {"citizen": None, "caseworker": METTE, "manager": JENS}

Parts = Callable[[Session], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the demo: its endpoint, and what stands in its address."""

    endpoint: str
    parts: Parts = lambda session: {}


@dataclass(frozen=True, slots=True)
class Stop:
    """Where somebody is on a tour: whose it is, and the number of the stop, from 1."""

    who: str
    number: int

    @property
    def last(self) -> int:
        return len(PLACES[self.who])

    def __str__(self) -> str:
        return f"{self.who}-{self.number}"

    @classmethod
    def read(cls, text: object) -> "Stop | None":
        """The stop that is written so; None when there is none."""
        who, _, number = str(text).partition("-")
        return cls.of(who, int(number)) if number.isdecimal() else None

    @classmethod
    def of(cls, who: str, number: int) -> "Stop | None":
        return cls(who, number) if 1 <= number <= len(PLACES.get(who, ())) else None


def place_of(stop: Stop) -> Place:
    return PLACES[stop.who][stop.number - 1]


def _process(title: str, **more: Any) -> Parts:
    def parts(session: Session) -> dict[str, Any]:
        return {"number": _number(session, title), **more}

    return parts


def _number(session: Session, title: str) -> int:
    query = select(Process.id).where(Process.title == title, Process.demo)
    return session.scalars(query.order_by(Process.id)).first() or 0


def _person(name: str) -> Parts:
    def parts(session: Session) -> dict[str, Any]:
        hall = _number(session, HALL)
        query = select(Participant.id).where(
            Participant.process_id == hall, Participant.name == name
        )
        return {"number": hall, "person": session.scalars(query).first() or 0}

    return parts


def _traffic(session: Session) -> dict[str, Any]:
    hall = _number(session, HALL)
    query = (
        select(Insight.id)
        .join(InsightVersion)
        .where(Insight.process_id == hall, InsightVersion.text == hall_words.INSIGHTS["traffic"])
    )
    return {"number": hall, "insight": session.scalars(query).first() or 0}


def _first_circle(session: Session) -> dict[str, Any]:
    """The round in which all went wrong that can: the one with the most people."""
    hall = _number(session, HALL)
    query = (
        select(Round.id)
        .join(Delivery, Delivery.round_id == Round.id)
        .where(Round.process_id == hall)
        .group_by(Round.id)
        .order_by(func.count().desc(), Round.id)
    )
    return {"number": hall, "round_number": session.scalars(query).first() or 0}


def _record(session: Session) -> dict[str, Any]:
    paths = _number(session, paths_words.TITLE)
    query = select(func.min(Signature.id)).where(Signature.process_id == paths)
    return {"number": paths, "signature": session.scalars(query).one() or 0}


def _page(number: int) -> Place:
    return Place("citizen.read", lambda session: {"at": number})


HALL = hall_words.TITLE
STALE = hall_words.ACCESS["grethe"]["name"]

PLACES: Mapping[str, tuple[Place, ...]] = {
    "citizen": (
        Place("citizen.letter"),
        _page(1),
        _page(2),
        _page(3),
        _page(4),
        _page(5),
        Place("citizen.received"),
        Place("accounts.privacy_notice"),
    ),
    "caseworker": (
        Place("oversight.my_work"),
        Place("processes.show", _process(HALL)),
        Place("weaving.weave", _process(HALL)),
        Place("weaving.insight", _traffic),
        Place("returning.plan", _process(HALL)),
        Place("returning.round_", _first_circle),
        Place("qualifying.responses", _process(HALL)),
        Place("processes.show", _process(family_words.TITLE)),
    ),
    "manager": (
        Place("oversight.dashboard"),
        Place("oversight.loops", lambda session: {"when": "late"}),
        Place("oversight.loop", _person(STALE)),
        Place("oversight.ledger", _person(STALE)),
        Place("oversight.exceptions", _process(HALL)),
        Place("qualifying.promises", _process(HALL)),
        Place("processes.show", _process(paths_words.TITLE)),
        Place("closing.record", _record),
    ),
}
