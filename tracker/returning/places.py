"""Where the pages of giving back are, and the way through the fence to a round."""

from io import SEEK_END
from typing import IO

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from tracker.access import current_actor, current_settings
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process, process_for
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


def units() -> Unit:
    """Units of work of who is signed in."""
    return work.units(db.engine, current_settings(), current_actor())


def as_file(data: IO[bytes], name: str) -> ResponseReturnValue:
    """A PDF to be kept under a name."""
    answer = send_file(data, PDF, as_attachment=True, download_name=name)
    answer.content_length = data.seek(0, SEEK_END)
    data.seek(0)
    return answer
