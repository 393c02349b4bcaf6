"""The one fence: who may see a process and what is in it, and who may do what there.

Pages and commands fetch through it alike. What is behind it does not exist: `Unseen`.
"""

from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from tracker.domain.act import Act, Actor
from tracker.domain.contribution import Contribution, ContributionReader, SettingAside
from tracker.domain.errors import NotAllowed, Unseen
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.people import ROLES
from tracker.domain.planned import PlannedSession
from tracker.domain.process import Process, ProcessMember, Signature
from tracker.domain.response import Response, ResponseContribution, ResponseSorting
from tracker.domain.round import Delivery, Round

Row = TypeVar("Row", Contribution, Insight, Participant, PlannedSession, Response, Round, Signature)

# The largest number of a row on every database.
LARGEST = 2**31 - 1

# Who signs, and says that a loop cannot be walked, answers for it by name.
SIGNING = frozenset({"manager"})


# Each page asks it several times of the same actor; what is made of it never changes.
@lru_cache(maxsize=1024)
def seen_processes(actor: Actor) -> ColumnElement[bool]:
    """The processes of an actor's departments, but those narrowed to people they are not among."""
    if actor.kind == "system":
        return true()
    departments = {department for department, role in actor.roles if role in ROLES}
    if not departments:
        return false()
    member = exists().where(
        ProcessMember.process_id == Process.id, ProcessMember.user_id == actor.id
    )
    return and_(Process.department_id.in_(departments), or_(~Process.narrowed, member))


@lru_cache(maxsize=1024)
def seen_contributions(actor: Actor) -> ColumnElement[bool]:
    """Those of a process one sees that are not confidential, or that one is a reader of."""
    if actor.kind == "system":
        return true()
    reader = exists().where(
        ContributionReader.contribution_id == Contribution.id,
        ContributionReader.user_id == actor.id,
    )
    return or_(~Contribution.confidential, reader)


@lru_cache(maxsize=1024)
def seen_responses(actor: Actor) -> ColumnElement[bool]:
    """All but those about a contribution that one may not read: they may repeat its words."""
    if actor.kind == "system":
        return true()
    sorted_so = exists().where(
        ResponseSorting.response_id == Response.id, _about_unseen(actor, ResponseSorting)
    )
    return ~or_(_about_unseen(actor, Response), sorted_so.correlate(Response))


def _about_unseen(actor: Actor, table: type[Response | ResponseSorting]) -> ColumnElement[bool]:
    aside = select(SettingAside.contribution_id).where(SettingAside.id == table.setting_aside_id)
    about = func.coalesce(table.contribution_id, aside.correlate(table).scalar_subquery())
    unseen = exists().where(Contribution.id == about, ~seen_contributions(actor))
    return unseen.correlate(table)


def taken_back() -> ColumnElement[bool]:
    """The responses that repeat what their author has withdrawn: nobody is shown that any more."""
    made = select(ResponseContribution.contribution_id).where(
        ResponseContribution.response_id == Response.id
    )
    repeated = exists().where(
        or_(
            Contribution.id == Response.contribution_id,
            Contribution.id.in_(made.correlate(Response)),
        ),
        Contribution.withdrawn_event_id.is_not(None),
    )
    return repeated.correlate(Response)


def seen_reports(actor: Actor) -> ColumnElement[bool]:
    """All but those of people who had confided something to others: it stands in them."""
    confided = exists().where(
        Contribution.participant_id == Delivery.participant_id,
        Contribution.event_id < Delivery.event_id,
        ~seen_contributions(actor),
    )
    return ~confided


def process_for(act: Act, number: int) -> Process:
    """The process, or Unseen."""
    if number > LARGEST:
        raise Unseen("process", number)
    query = select(Process).where(Process.id == number, seen_processes(act.actor))
    process = act.session.scalars(query).first()
    if process is None:
        known = act.session.get(Process, number) is not None
        raise Unseen("process", number, exists=known)
    return process


def one_of_process(act: Act, kind: type[Row], number: int, process: Process | None = None) -> Row:
    """A row of a process the actor sees (of `process`, when one is named), or Unseen."""
    row = act.session.get(kind, number) if number <= LARGEST else None
    name = kind.__tablename__
    if row is None:
        raise Unseen(name, number)
    if process is None or row.process_id != process.id:
        if not sees_process(act.session, act.actor, row.process_id):
            raise Unseen(name, number, exists=True)
        if process is not None:
            raise Unseen(name, number)
    if isinstance(row, Contribution | Response) and not _reads(act, row):
        raise Unseen(name, number, exists=True)
    return row


def delivery_for(act: Act, number: int) -> Delivery:
    """The delivery, or Unseen."""
    delivery = act.session.get(Delivery, number) if number <= LARGEST else None
    if delivery is None:
        raise Unseen("delivery", number)
    if not sees_process(act.session, act.actor, delivery.round.process_id):
        raise Unseen("delivery", number, exists=True)
    return delivery


def demand_report(act: Act, delivery: Delivery) -> None:
    """Unseen when in a report within the fence stands what was confided to others."""
    query = select(Delivery.id).where(Delivery.id == delivery.id, seen_reports(act.actor))
    if act.session.scalars(query).first() is None:
        raise Unseen("delivery", delivery.id, exists=True)


def sees_process(session: Session, actor: Actor, number: int) -> bool:
    """Whether the process is within the actor's fence."""
    query = select(Process.id).where(Process.id == number, seen_processes(actor))
    return session.scalars(query).first() is not None


def demand_manager(act: Act, process: Process) -> None:
    """NotAllowed unless the actor is a manager of the process's department, by name."""
    if not may_close(act.actor, process):
        raise NotAllowed("manager_only")


def may_close(actor: Actor, process: Process) -> bool:
    """Whether the actor signs for the process. Whether it can be closed its facts alone say."""
    return any((process.department_id, role) in actor.roles for role in SIGNING)


def demand_person(act: Act) -> None:
    """NotAllowed unless somebody answers for it by name."""
    if act.actor.kind != "user":
        raise NotAllowed("person_only")


def demand_administrator(act: Act, department: int | None) -> None:
    """NotAllowed unless the actor administers the department (the system does)."""
    if act.actor.kind == "system":
        return
    if department is None or (department, "administrator") not in act.actor.roles:
        raise NotAllowed("administrator_only")


def _reads(act: Act, row: Contribution | Response) -> bool:
    if isinstance(row, Contribution):
        query: Any = select(Contribution.id).where(seen_contributions(act.actor))
        query = query.where(Contribution.id == row.id)
    else:
        query = select(Response.id).where(Response.id == row.id, seen_responses(act.actor))
    return act.session.scalars(query).first() is not None
