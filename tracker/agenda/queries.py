"""Whose calendar an address opens, and what stands in it."""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain import agenda
from tracker.domain.act import Act, Actor
from tracker.domain.agenda import Entry
from tracker.domain.errors import Unseen
from tracker.domain.office import Agenda
from tracker.domain.people import User
from tracker.domain.sessions_ahead import InCalendar, in_calendar


class Opened(NamedTuple):
    """A calendar that its address has opened: in which language it is read, and what is in it."""

    language: str
    entries: list[Entry]
    sessions: list[InCalendar]


def calendar_behind(act: Act, hashed: str) -> Opened:
    """The calendar behind an address, as of `act.now`; Unseen when there is none.

    Whose it is sees what they see at this moment: somebody who works here no more sees nothing.
    """
    query = (
        select(User, Agenda.whose)
        .join(Agenda, Agenda.user_id == User.id)
        .where(Agenda.token_hash == hashed, User.active)
    )
    row = act.session.execute(query).first()
    actor = Actor.of(row[0]) if row is not None else None
    if row is None or actor is None or not actor.roles:
        raise Unseen("calendar", "")
    user, whose = row
    theirs = replace(act, actor=actor)
    return Opened(user.language, agenda.entries(theirs, whose), in_calendar(theirs, whose))
