"""Where the pages of giving back are, and the way through the fence to a round."""

from flask import Blueprint

from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.round import Round

blueprint = Blueprint("returning", __name__)


def round_for(act: Act, number: int, round_number: int) -> Round:
    """The round of that process, or Unseen."""
    process = process_for(act, number)
    return one_of_process(act, Round, round_number, process)


def person_of(act: Act, round_: Round, person: int) -> Participant:
    """Somebody of the round's process, or Unseen."""
    return one_of_process(act, Participant, person, round_.process)
