"""Checking one process: its kept rows beside its facts, and the chain of the facts themselves."""

from time import perf_counter
from typing import NamedTuple

from sqlalchemy import func, select

from tracker.domain.act import Act
from tracker.domain.differences import Difference, found
from tracker.domain.history import Event, EventAbout
from tracker.domain.named import Named, named
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow

# From so many facts on it takes as long as one notices.
MANY = 20_000
# Of each kind of finding so many are named; a page is read by people.
SHOWN = 100


class Broken(NamedTuple):
    """A fact that is not as it was recorded, and the first participant whom it names."""

    number: int
    participant: int | None


class Checked(NamedTuple):
    """What was checked and found. `differences` is None when the facts that were changed cannot be
    read as facts any more; of each finding the first `SHOWN` are named, all are counted."""

    loops: int
    facts: int
    seconds: float
    broken: list[Broken]
    broken_count: int
    differences: list[Difference] | None
    difference_count: int

    @property
    def agrees(self) -> bool:
        return not self.broken and self.differences == []


def facts_in(act: Act, process: Process) -> int:
    """How many facts are recorded of a process."""
    query = select(func.count()).select_from(Event).where(Event.process_id == process.id)
    return act.session.scalar(query) or 0


def checked(act: Act, process: Process) -> Checked:
    """Follow the chain, and reckon every loop of the process anew. It reads all there is of it."""
    begun = perf_counter()
    broken, differences = found(act.session, process.id)
    query = select(func.count()).select_from(LoopRow).where(LoopRow.process_id == process.id)
    loops, facts = act.session.scalar(query) or 0, facts_in(act, process)
    whose = _whose(act, broken[:SHOWN])
    return Checked(
        loops,
        facts,
        perf_counter() - begun,
        [Broken(number, whose.get(number)) for number in broken[:SHOWN]],
        len(broken),
        None if differences is None else differences[:SHOWN],
        len(differences or ()),
    )


def people_of(act: Act, process: Process, seen: Checked) -> dict[int, Named]:
    """Those of the process whom the findings name: a changed row can name anybody's number."""
    numbers = {each.participant for each in (*seen.broken, *(seen.differences or ()))}
    query = select(Participant.id).where(
        Participant.process_id == process.id, Participant.id.in_(numbers - {None})
    )
    return named(act.session, set(act.session.scalars(query)))


def _whose(act: Act, events: list[int]) -> dict[int, int | None]:
    query = (
        select(EventAbout.event_id, func.min(EventAbout.participant_id))
        .where(EventAbout.event_id.in_(events))
        .group_by(EventAbout.event_id)
    )
    return {event: participant for event, participant in act.session.execute(query)}
