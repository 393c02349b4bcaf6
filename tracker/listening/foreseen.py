"""What a file would bring: read, and laid beside what is here. Nothing is written."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.workdays import local_date
from tracker.listening.reading import Table
from tracker.listening.rows import Row, RowError, read_row
from tracker.listening.services import CONTACTS, TOLD_A_CHILD, usual_channel
from tracker.reports.approvals import offered

# By which of its columns a file can say that two rows are one person's. An e-mail address and a
# telephone number are kept encrypted, and so are never made somebody's id.
KNOWN_BY = ("participant", "email", "phone", "name")
NOBODY = "nobody"

_NEEDED = {"email": "email", "letter": "address", "phone": "phone"}


@dataclass(slots=True)
class Imported:
    """What comes of an import."""

    rows: int = 0
    contributions_added: int = 0
    participants_added: int = 0
    unchanged: int = 0
    # Rows with a name or contacts that nobody can be told by: they name no participant.
    nobodys: int = 0
    errors: list[RowError] = field(default_factory=list)


@dataclass(slots=True)
class Foreseen:
    """What a file would bring. `fresh` is by the contributions' references, people are by what
    the file calls them; `known_by` is one of KNOWN_BY, or NOBODY where none is told apart."""

    known_by: str
    result: Imported
    rows: list[Row] = field(default_factory=list)
    fresh: dict[str, Row] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: dict[str, Participant] = field(default_factory=dict)

    @property
    def new_people(self) -> dict[str, dict[str, Any]]:
        """What the file says of those who are not here yet."""
        return {who: said for who, said in self.people.items() if who not in self.known}

    @property
    def lacked(self) -> dict[str, dict[str, Any]]:
        """The contact details of people we know that we lacked; what we have stays as it is."""
        found = {
            who: {
                name: value
                for name, value in self.people[who].items()
                if name in CONTACTS and not getattr(participant, name)
            }
            for who, participant in self.known.items()
        }
        return {who: lacking for who, lacking in found.items() if lacking}

    @property
    def is_nothing(self) -> bool:
        """Whether all that the file says is here already."""
        return not (self.fresh or self.new_people or self.lacked)

    @property
    def reached(self) -> dict[str, int]:
        """How many of the new people would be told each way; "none": no way to reach them."""
        return Counter(_way(said) for said in self.new_people.values())

    @property
    def unnamed(self) -> int:
        """How many new contributions nobody put a name to."""
        return sum(row.participant is None for row in self.fresh.values())


def foresee(
    act: Act,
    process: Process,
    table: Table,
    places: dict[str, int],
    known_by: str = "participant",
) -> Foreseen:
    """Read the table, and find what is new in it; `result.errors` names each row that is wrong."""
    result = Imported(rows=len(table.lines))
    found = Foreseen(known_by, result)
    known = offered(act.session) if "language" in places else ()
    for line in table.lines:
        row, errors = read_row(line, places, table.header, act.now)
        if row is not None:
            found.rows.append(row)
            errors = _unoffered(row, places, table, known)
        result.errors += errors
    if known_by != "participant":
        _name_participants(found.rows, known_by)
    result.nobodys = sum(row.participant is None and bool(row.person) for row in found.rows)
    named = {name: table.header[at] for name, at in places.items()}
    result.errors += _contradictions(found.rows, named)
    found.fresh = _fresh(found.rows, _known_texts(act, process), named, result)
    _find_people(act, process, found, named)
    if result.errors:
        result.errors.sort(key=lambda error: error.line)
    else:
        result.contributions_added = len(found.fresh)
        result.participants_added = len(found.new_people)
    return found


def _unoffered(
    row: Row, places: dict[str, int], table: Table, known: Sequence[str]
) -> list[RowError]:
    """That nobody can be given a report in the language of a row."""
    said: str | None = row.person.get("language")
    if said is None or said in known:
        return []
    values: dict[str, object] = {"value": said, "known": ", ".join(known)}
    column = table.header[places["language"]]
    return [RowError(row.line, column, said, "not_a_language", values)]


def _name_participants(rows: Iterable[Row], known_by: str) -> None:
    """Say of each row whose it is by another column, which is kept as its first row spells it."""
    spelled: dict[str, str] = {}
    for row in rows:
        said: str = row.person.get(known_by, "")
        row.participant = _plainly(known_by, said)
        if row.participant is not None:
            row.person[known_by] = spelled.setdefault(row.participant, said)


def _plainly(known_by: str, said: str) -> str | None:
    """What two spellings of one address, number or name have in common."""
    if known_by == "phone":
        return re.sub(r"^(\+|00)45(?=\d{8}$)", "", re.sub(r"[^\d+]", "", said)) or None
    return " ".join(said.casefold().split()) or None


def _contradictions(rows: Iterable[Row], named: dict[str, str]) -> list[RowError]:
    """Rows that say of one person what another row says otherwise."""
    errors, said = [], dict[tuple[str, str], Any]()
    for row in rows:
        for name, value in row.person.items() if row.participant else ():
            first = said.setdefault((row.participant or "", name), value)
            if first != value:
                values: dict[str, object] = {"participant": row.participant}
                errors.append(RowError(row.line, named[name], str(value), "said_otherwise", values))
    return errors


def _ref(row: Row) -> str:
    if row.id is not None:
        return row.id
    when = row.date.isoformat() if row.date else ""
    who = row.participant or f"\n{row.encounter or ''}"
    return "sha256:" + sha256(f"{who}\n{when}\n{row.text}".encode()).hexdigest()


def _known_texts(act: Act, process: Process) -> dict[str, str]:
    query = (
        select(Contribution.ref, ContributionWording.text)
        .join(ContributionWording, ContributionWording.contribution_id == Contribution.id)
        .where(Contribution.process_id == process.id, ContributionWording.kind == "recorded")
    )
    return {ref: text for ref, text in act.session.execute(query)}


def _fresh(
    rows: Iterable[Row], known: dict[str, str], named: dict[str, str], result: Imported
) -> dict[str, Row]:
    """The rows that are new, by their reference; the others are counted as unchanged."""
    fresh: dict[str, Row] = {}
    for row in rows:
        ref = _ref(row)
        here = fresh[ref].text if ref in fresh else known.get(ref)
        if here is None:
            fresh[ref] = row
        elif here == row.text:
            result.unchanged += 1
        else:
            values: dict[str, object] = {"id": ref}
            column = named.get("id", "text")
            result.errors.append(RowError(row.line, column, ref, "id_with_other_text", values))
    return fresh


def _find_people(act: Act, process: Process, found: Foreseen, named: dict[str, str]) -> None:
    """Each participant of the file by the file's own name for them, and those who are here."""
    first: dict[str, Row] = {}
    for row in found.rows:
        if row.participant is not None:
            found.people.setdefault(row.participant, {}).update(row.person)
            first.setdefault(row.participant, row)
    today = local_date(act.now)
    for who, here in _here(act, process, found).items():
        found.known[who] = here[0]
        channel = found.people[who].get("channel", "in_person")
        if here[0].is_child(today) and channel not in TOLD_A_CHILD:
            row = next(r for r in found.rows if r.participant == who and r.person.get("channel"))
            child = RowError(row.line, named["channel"], channel, "child_in_person", {})
            found.result.errors.append(child)
        if len(here) > 1:
            column, said = named[found.known_by], first[who].person[found.known_by]
            values: dict[str, object] = {"who": said, "count": len(here)}
            error = RowError(first[who].line, column, said, "who_is_several", values)
            found.result.errors.append(error)


def _here(act: Act, process: Process, found: Foreseen) -> dict[str, list[Participant]]:
    """Those of the file who are here already; by anything but an id there can be several."""
    if not found.people:
        return {}
    column = {
        "participant": Participant.ref,
        "email": Participant.email,
        "phone": Participant.phone,
        "name": Participant.name,
    }[found.known_by]
    query = select(Participant).where(Participant.process_id == process.id, column.is_not(None))
    if found.known_by != "participant":
        query = query.where(Participant.kind == "person")
    here: dict[str, list[Participant]] = {}
    for participant in act.session.scalars(query.order_by(Participant.id)):
        called = getattr(participant, column.key)
        if found.known_by != "participant":
            called = _plainly(found.known_by, called)
        if called in found.people:
            here.setdefault(called, []).append(participant)
    return here


def _way(said: Mapping[str, Any]) -> str:
    email, address, phone = (said.get(name) for name in ("email", "address", "phone"))
    way: str = said.get("channel") or usual_channel(email, address, phone)
    needed = _NEEDED.get(way)
    return "none" if needed and not said.get(needed) else way
