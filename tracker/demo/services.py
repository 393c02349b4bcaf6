"""Fills an empty database with the demo. All people and texts are invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tracker.accounts.passwords import hashed
from tracker.accounts.services import add_user
from tracker.demo import family, family_words, hall, paths, paths_words
from tracker.demo.stage import Staff
from tracker.domain.act import Act, Actor
from tracker.domain.errors import RuleBroken
from tracker.domain.people import Department, User
from tracker.domain.process import Process
from tracker.domain.projection import DeliveryStanding
from tracker.domain.round import Delivery, Round
from tracker.reports.freezing import outside_of
from tracker.settings import Settings

OUTDOORS, FAMILIES = paths_words.DEPARTMENT, family_words.DEPARTMENT
# What all of them sign in with: it opens invented texts alone.
OPENS_ALL = "stier-og-lys-i-elmeparken"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody invented who works there, in one department or in both."""

    email: str
    name: str
    role: str
    departments: tuple[str, ...] = (OUTDOORS, FAMILIES)


METTE = Colleague("mette@egeby.example", "Mette Holm", "caseworker")
JENS = Colleague("jens@egeby.example", "Jens Lund", "manager")
STAFF = (
    METTE,
    JENS,
    # Some exceptions take a second manager's yes.
    Colleague("lis@egeby.example", "Lis Brandt", "manager", (OUTDOORS,)),
    Colleague("admin@egeby.example", "Amina Rask", "administrator"),
)


def fill(engine: Engine, settings: Settings) -> bool:
    """Tell the demo, unless something is there already; whether it was told."""
    with Session(engine, expire_on_commit=False) as session:
        if not is_empty(session):
            return False
        now = datetime.now(UTC).replace(microsecond=0)
        begins = now - timedelta(days=120)
        users = _colleagues(Act(session, Actor("system"), begins, settings))
        staff = Staff(Actor.of(users[METTE.email]), Actor.of(users[JENS.email]))
        _addresses(session)
        acting = _acting(session, settings, now)
        for story in (paths, family, hall):
            story.tell(acting, staff)
        session.commit()
    return True


def is_told(session: Session) -> bool:
    """Whether the demo is what this database holds: its process, and those who work with it."""
    emails = [each.email for each in STAFF]
    there = session.scalars(select(User.email).where(User.email.in_(emails))).all()
    process = session.scalars(select(Process.id).where(Process.demo).limit(1)).first()
    return process is not None and set(there) == set(emails)


def open_letter(session: Session, settings: Settings, now: datetime) -> tuple[str, str] | None:
    """Somebody invented who can still answer, and the address of their letter, which asks none."""
    query = (
        select(Delivery)
        .join(DeliveryStanding, DeliveryStanding.delivery_id == Delivery.id)
        .join(Delivery.round)
        .join(Round.process)
        .where(Process.demo, DeliveryStanding.window_ends > now)
        .order_by(DeliveryStanding.window_ends.desc(), Delivery.id)
    )
    for delivery in session.scalars(query):
        outside = outside_of(delivery, settings, now)
        if outside.link and not outside.code:
            return delivery.participant.name, outside.link
    return None


def demand_empty(session: Session) -> None:
    """RuleBroken when the database holds a process or a user: the demo is not for among them."""
    if not is_empty(session):
        raise RuleBroken("demo_needs_empty")


def is_empty(session: Session) -> bool:
    """Whether nobody has begun anything here."""
    process = session.scalars(select(Process.id).limit(1)).first()
    user = session.scalars(select(User.id).limit(1)).first()
    return process is None and user is None


def _colleagues(act: Act) -> dict[str, User]:
    users = {
        each.email: add_user(act, each.email, each.name, each.role, department)
        for each in STAFF
        for department in each.departments
    }
    # One password for all, and so hashed once: it takes long, and is meant to.
    password = hashed(OPENS_ALL)
    for user in users.values():
        user.password = password
    act.session.flush()
    return users


def _addresses(session: Session) -> None:
    for department in session.scalars(select(Department)):
        department.address = "Rådhusstræde 1\n0999 Egeby"
        department.phone = "00 00 00 00"
        department.email = "borger@egeby.example"


def _acting(session: Session, settings: Settings, now: datetime) -> Callable[[Actor, float], Act]:
    """Acts of somebody so many days ago."""

    def acting(actor: Actor, days_ago: float) -> Act:
        return Act(session, actor, now - timedelta(days=days_ago), settings)

    return acting
