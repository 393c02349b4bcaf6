"""Notes between colleagues: for staff within the fence alone, in no report and in no export."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from tracker.domain.act import Act, Actor
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.office import Note
from tracker.domain.participant import Participant
from tracker.domain.people import ROLES, RoleHeld, User
from tracker.domain.policies import (
    LARGEST,
    one_of_process,
    seen_processes,
    seen_responses,
    sees_process,
)
from tracker.domain.process import Process, ProcessMember
from tracker.domain.response import Response

# Notes on one page, and colleagues to choose among.
NOTES = 50
COLLEAGUES = 200

Rows: TypeAlias = Select[*tuple[Any, ...]]


class Noted(NamedTuple):
    """A note as colleagues read it. `who` is the person it is about, when it is about one."""

    id: int
    process: int
    process_title: str
    response: int | None
    text: str
    at: datetime
    by: str | None
    for_id: int | None
    for_name: str | None
    done_at: datetime | None
    who: Named | None


def note(act: Act, response: Response, text: str, for_user: int | None = None) -> Note:
    """Keep a note about an answer, perhaps for a colleague; the text has been checked.

    BadInput when the colleague does not see what it is about.
    """
    if for_user is not None:
        demand_reader(act, response, for_user, "for_user")
    row = Note(
        process_id=response.process_id,
        response_id=response.id,
        participant_id=response.participant_id,
        text=text,
        user_id=act.actor.id,
        for_user_id=for_user,
        at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    return row


def say_done(act: Act, row: Note, done: bool) -> None:
    """Say that what a note asks for is done, or is not after all."""
    row.done_at = (row.done_at or act.now) if done else None


def note_for(act: Act, process: Process, number: int) -> Note:
    """A note of a process the actor sees, about something they may read; else Unseen."""
    row = act.session.get(Note, number) if number <= LARGEST else None
    if row is None or row.process_id != process.id:
        raise Unseen("note", number)
    if row.response_id is not None:
        one_of_process(act, Response, row.response_id, process)
    return row


def notes_for(act: Act) -> list[Noted]:
    """What the actor is asked by colleagues and has not done yet, the oldest first."""
    query = _noted(act).where(
        Note.for_user_id == act.actor.id, Note.done_at.is_(None), seen_processes(act.actor)
    )
    return _read(act, query.order_by(Note.id).limit(NOTES))


def notes_about(act: Act, response: int) -> list[Noted]:
    """The notes about an answer, the newest first."""
    query = _noted(act).where(Note.response_id == response)
    return _read(act, query.order_by(Note.id.desc()).limit(NOTES))


def colleagues_of(act: Act, process: Process) -> Sequence[User]:
    """Those who work in the process's department and see it, by their names."""
    query = select(User).where(User.active, _works_at(process)).order_by(User.name, User.id)
    return act.session.scalars(query.limit(COLLEAGUES)).all()


def demand_reader(act: Act, response: Response, user: int, field: str) -> None:
    """BadInput unless that colleague sees the process, and may read the answer."""
    row = act.session.get(User, user)
    actor = Actor.of(row) if row is not None else None
    if actor is None or not sees_process(act.session, actor, response.process_id):
        raise BadInput(field, "not_a_colleague")
    query = select(Response.id).where(Response.id == response.id, seen_responses(actor))
    if act.session.scalars(query).first() is None:
        raise BadInput(field, "colleague_cannot_read")


def _works_at(process: Process) -> ColumnElement[bool]:
    held = exists().where(
        RoleHeld.user_id == User.id,
        RoleHeld.department_id == process.department_id,
        RoleHeld.role.in_(ROLES),
    )
    if not process.narrowed:
        return held
    member = exists().where(
        ProcessMember.process_id == process.id, ProcessMember.user_id == User.id
    )
    return and_(held, member)


def _noted(act: Act) -> Rows:
    """Notes the actor may read: one about an answer may repeat its words."""
    writer, reader = aliased(User), aliased(User)
    query = (
        select(Note, Process.title, writer.name, reader.name, *NAMED)
        .select_from(Note)
        .join(Process, Process.id == Note.process_id)
        .outerjoin(Response, Response.id == Note.response_id)
        .outerjoin(Participant, Participant.id == Note.participant_id)
        .outerjoin(writer, writer.id == Note.user_id)
        .outerjoin(reader, reader.id == Note.for_user_id)
        .where(or_(Note.response_id.is_(None), seen_responses(act.actor)))
    )
    return with_occasion(query)


def _read(act: Act, query: Rows) -> list[Noted]:
    return [
        Noted(
            row.id,
            row.process_id,
            title,
            row.response_id,
            row.text,
            row.at,
            by,
            row.for_user_id,
            for_name,
            row.done_at,
            Named(*who) if who[0] is not None else None,
        )
        for row, title, by, for_name, *who in act.session.execute(query)
    ]
