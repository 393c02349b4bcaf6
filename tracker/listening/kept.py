"""What the log keeps from one entry to the next, in the user's own session: occasion and person."""

from typing import Any

from flask import session

from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.policies import LARGEST
from tracker.domain.process import Encounter, Process
from tracker.listening.occasions import occasion_of

_KEY = "log"
# A cookie is small: the processes somebody wrote in last.
_PROCESSES = 5


def keep(process: Process, encounter: Encounter | None, participant: Participant) -> None:
    """Keep these for the next entry in the process."""
    kept: dict[str, Any] = session.get(_KEY) or {}
    others = [(name, each) for name, each in kept.items() if name != str(process.id)]
    mine = [encounter.id if encounter else None, participant.id]
    session[_KEY] = dict([*others[-_PROCESSES + 1 :], (str(process.id), mine)])


def forget_person(process: int, person: int) -> None:
    """Keep somebody no longer, who was taken back."""
    kept: dict[str, Any] = session.get(_KEY) or {}
    mine = kept.get(str(process))
    if mine and mine[1] == person:
        session[_KEY] = kept | {str(process): [mine[0], None]}


def kept_in(act: Act, process: Process) -> tuple[Encounter | None, Participant | None]:
    """What was kept, where it still is there."""
    occasion, person = (session.get(_KEY) or {}).get(str(process.id)) or (None, None)
    found = None
    if isinstance(person, int) and 0 < person <= LARGEST:
        found = act.session.get(Participant, person)
    if found is not None and found.process_id != process.id:
        found = None
    return occasion_of(act, process, occasion), found
