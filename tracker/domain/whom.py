"""Whom somebody means who writes a name or a number: one of the process, or somebody new."""

import re
from collections.abc import Sequence

from sqlalchemy import func, or_, select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput
from tracker.domain.hearing import unknown_of
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.policies import LARGEST
from tracker.domain.process import Encounter, Process

# Names that the field of a page suggests; every other name is found as well.
SUGGESTED = 200
# People of one name, and groups, to choose among.
NAMESAKES = 20
GROUPS = 100

# Those whom nobody knows, as people write it in either language, and as the page suggests it.
UNKNOWN = frozenset({"ukendt", "ukendt fra anledningen", "unknown", "unknown from the occasion"})
_NUMBERED = re.compile(r"(?:(?P<name>.*\S)\s*)?\((?P<number>\d{1,10})\)$")
_NUMBER = re.compile(r"#?(?P<number>\d{1,10})$")


def person_meant(
    act: Act, process: Process, said: str, encounter: Encounter | None, which: str = ""
) -> Participant | None:
    """Who is meant by a name, a number or both; None: somebody new.

    `which` tells people of one name apart: a number, or "new". BadInput when several can be
    meant, or none by that number.
    """
    said = " ".join(said.split())
    if said.casefold() in UNKNOWN:
        if encounter is None:
            raise BadInput("who", "unknown_needs_occasion")
        return unknown_of(act, encounter)
    if numbered := _numbered(said):
        name = numbered.groupdict().get("name") or ""
        return _by_number(act, process, said, int(numbered["number"]), name)
    same = namesakes(act, process, said)
    if which == "new":
        return None
    if which.isdigit() and int(which) in {who.id for who in same}:
        return act.session.get_one(Participant, int(which))
    if len(same) > 1:
        raise BadInput("who", "several_of_that_name", name=said, count=len(same))
    return act.session.get_one(Participant, same[0].id) if same else None


def namesakes(act: Act, process: Process, said: str) -> list[Named]:
    """Those of the process who are called so, in whatever case it is written."""
    said = " ".join(said.split())
    if not said or _numbered(said):
        return []
    written = {said, said.lower(), said.upper(), said.title(), said.capitalize()}
    alike = or_(Participant.name.in_(written), func.lower(Participant.name) == said.lower())
    query = with_occasion(select(*NAMED)).where(Participant.process_id == process.id, alike)
    rows = act.session.execute(query.order_by(Participant.id).limit(NAMESAKES))
    return [Named(*row) for row in rows]


def suggested(act: Act, process: Process) -> list[Named]:
    """Those of the process who came last, whose names a page suggests."""
    query = (
        with_occasion(select(*NAMED))
        .where(Participant.process_id == process.id, Participant.kind != "unknown")
        .order_by(Participant.id.desc())
        .limit(SUGGESTED)
    )
    return [Named(*row) for row in act.session.execute(query)]


def groups_of(act: Act, process: Process) -> list[Named]:
    """The groups of a process that a person can be one of."""
    query = (
        with_occasion(select(*NAMED))
        .where(Participant.process_id == process.id, Participant.kind == "group")
        .order_by(Participant.id.desc())
        .limit(GROUPS)
    )
    return [Named(*row) for row in act.session.execute(query)]


def groups_named(act: Act, process: Process, numbers: Sequence[int]) -> list[Participant]:
    """The groups of the process that have these numbers."""
    query = select(Participant).where(
        Participant.process_id == process.id,
        Participant.kind == "group",
        Participant.id.in_(numbers),
    )
    return list(act.session.scalars(query))


def _numbered(said: str) -> re.Match[str] | None:
    """Somebody's number is meant, and not whoever is called so."""
    return _NUMBERED.match(said) or _NUMBER.match(said)


def _by_number(act: Act, process: Process, said: str, number: int, name: str) -> Participant:
    found = act.session.get(Participant, number) if number <= LARGEST else None
    if found is None or found.process_id != process.id:
        raise BadInput("who", "nobody_of_that_number", who=said)
    # What pages call somebody without a name is no name.
    if name and found.name and " ".join(found.name.split()).casefold() != name.casefold():
        raise BadInput("who", "number_is_anothers", number=number, name=found.name)
    return found
