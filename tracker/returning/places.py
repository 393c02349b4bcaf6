"""Where the pages of giving back are, and the way through the fence to a round."""

from io import SEEK_END
from typing import IO, Any, NamedTuple

from flask import Blueprint, current_app, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import current_actor, current_settings
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.round import Round
from tracker.extensions import db
from tracker.outbound import work
from tracker.outbound.work import Unit

PDF = "application/pdf"

blueprint = Blueprint("returning", __name__)


def round_for(act: Act, number: int, round_number: int) -> Round:
    """The round of that process, or Unseen."""
    process = process_for(act, number)
    return one_of_process(act, Round, round_number, process)


def person_of(act: Act, round_: Round, person: int) -> Participant:
    """Somebody of the round's process, or Unseen."""
    return one_of_process(act, Participant, person, round_.process)


class SenderLacks(NamedTuple):
    """That a department has no postal address; `way`: where the actor can write it, if they may."""

    department: str
    way: str


def sender_lacks(act: Act, round_: Round) -> SenderLacks | None:
    """What stops an answer to a letter from coming back; None when nothing does."""
    department = round_.process.department
    if department.address.strip():
        return None
    endpoint = "accounts.administration.department"
    may = (department.id, "administrator") in act.actor.roles
    there = may and endpoint in current_app.view_functions
    return SenderLacks(department.name, url_for(endpoint, number=department.id) if there else "")


def page_of(endpoint: str, process: Process, **parts: Any) -> str:
    """The address of another room's page of a process; nothing where there is no such page."""
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, number=process.id, **parts)


def units() -> Unit:
    """Units of work of who is signed in."""
    return work.units(db.engine, current_settings(), current_actor())


def as_file(data: IO[bytes], name: str) -> ResponseReturnValue:
    """A PDF to be kept under a name."""
    answer = send_file(data, PDF, as_attachment=True, download_name=name)
    answer.content_length = data.seek(0, SEEK_END)
    data.seek(0)
    return answer
