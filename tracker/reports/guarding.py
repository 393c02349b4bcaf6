"""Whom and what a process's texts must not tell: the same while one writes, saved, and sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.language.findings import private
from tracker.language.guards import Found


@dataclass(frozen=True, slots=True)
class Guard:
    """The names of those who take part; our own telephone and staff, who may be told."""

    names: Sequence[str]
    telephone: str
    staff: Sequence[str]

    def found(self, text: str, reader: str = "") -> list[Found]:
        """What others must not see, in the text's order; a reader may be called by their name."""
        names = [name for name in self.names if name != reader] if reader else self.names
        return private(text, names, self.telephone, self.staff)

    def words(self, text: str, reader: str = "") -> list[tuple[str, str]]:
        """The same by kind and words, each once."""
        return list(dict.fromkeys((one.kind, one.text) for one in self.found(text, reader)))


def guard_of(session: Session, process: Process) -> Guard:
    """The guard of a process; a group's name names nobody."""
    query = select(Participant.name).where(
        Participant.process_id == process.id, Participant.kind == "person", Participant.name != ""
    )
    responsible = process.responsible.name if process.responsible else ""
    staff = [name for name in (process.contact_name, responsible) if name]
    return Guard(list(session.scalars(query)), process.phone, staff)
