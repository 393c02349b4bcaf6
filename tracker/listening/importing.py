"""Brings a file of contributions in: all of it or nothing, and nothing twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from tracker.domain import history, search
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.history import NewEvent
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.listening.reading import mapped, read_table
from tracker.listening.rows import FIELDS, Row, RowError, read_row
from tracker.listening.services import (
    CONTACTS,
    Details,
    edit_participant,
    unknown_of,
    usual_channel,
)


@dataclass(slots=True)
class Imported:
    """What came of an import."""

    rows: int = 0
    contributions_added: int = 0
    participants_added: int = 0
    unchanged: int = 0
    # Rows with a name or contacts that nobody can be told by: they name no participant.
    nobodys: int = 0
    errors: list[RowError] = field(default_factory=list)


def import_file(act: Act, process: Process, path: Path, columns: dict[str, str]) -> Imported:
    """Read the file, and add what is new; when any row is wrong, add nothing and name each."""
    table = read_table(path)
    places = mapped(table.header, FIELDS, columns)
    result = Imported(rows=len(table.lines))
    rows: list[Row] = []
    for line in table.lines:
        row, errors = read_row(line, places, table.header, act.now)
        result.errors += errors
        if row is not None:
            rows.append(row)
    result.nobodys = sum(row.participant is None and bool(row.person) for row in rows)
    named = {name: table.header[at] for name, at in places.items()}
    result.errors += _contradictions(rows, named)
    known = _known_texts(act, process)
    fresh = _fresh(rows, known, named, result)
    if result.errors:
        result.errors.sort(key=lambda error: error.line)
        return result
    people = _people(act, process, rows, result)
    _add_contributions(act, process, fresh, people)
    result.contributions_added = len(fresh)
    return result


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


def _people(act: Act, process: Process, rows: Sequence[Row], result: Imported) -> dict[str, int]:
    """Each participant of the file by the file's own name for them; those that are new, added."""
    details: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.participant is not None:
            details.setdefault(row.participant, {}).update(row.person)
    known = {
        p.ref: p
        for p in act.session.scalars(
            select(Participant).where(
                Participant.process_id == process.id, Participant.ref.is_not(None)
            )
        )
    }
    for ref, person in details.items():
        if ref in known:
            _fill_in(act, known[ref], person)
    new = [ref for ref in details if ref not in known]
    result.participants_added = len(new)
    people = {ref: known[ref].id for ref in details if ref in known}
    if new:
        people |= _add_people(act, process, {ref: details[ref] for ref in new})
    return people


def _fill_in(act: Act, participant: Participant, person: dict[str, Any]) -> None:
    """A contact detail that we lacked; what we have is not overwritten by a file."""
    lacking = {n: v for n, v in person.items() if n in CONTACTS and not getattr(participant, n)}
    if lacking:
        edit_participant(act, participant, Details(**lacking))


def _add_people(act: Act, process: Process, details: dict[str, dict[str, Any]]) -> dict[str, int]:
    values = [_person(process, ref, person) for ref, person in details.items()]
    added = insert(Participant).returning(Participant.id, sort_by_parameter_order=True)
    ids = list(act.session.scalars(added, values))
    numbers = history.reserve(act.session, len(ids))
    act.record_all(
        process.id,
        numbers,
        [
            NewEvent(
                "participant_added",
                act.now,
                {"participant": id_, "who": "person", "public_return": False},
                [id_],
            )
            for id_ in ids
        ],
    )
    return dict(zip(details, ids, strict=True))


def _person(process: Process, ref: str, person: dict[str, Any]) -> dict[str, Any]:
    email, address, phone = (person.get(name) for name in ("email", "address", "phone"))
    return {
        "process_id": process.id,
        "kind": "person",
        "ref": ref,
        "name": person.get("name", ""),
        "email": email,
        "email_lookup": email,
        "phone": phone,
        "phone_lookup": phone,
        "address": address,
        "channel": person.get("channel") or usual_channel(email, address, phone),
        "protected_address": person.get("protected", False),
        "may_quote": person.get("may_quote"),
        "language": person.get("language", process.language),
    }


def _add_contributions(
    act: Act, process: Process, fresh: dict[str, Row], people: dict[str, int]
) -> None:
    if not fresh:
        return
    encounters = _encounters(act, process, fresh.values())
    whose = [_whose(act, row, people, encounters) for row in fresh.values()]
    numbers = history.reserve(act.session, len(fresh))
    rows = list(zip(fresh.items(), whose, numbers, strict=True))
    added = insert(Contribution).returning(Contribution.id, sort_by_parameter_order=True)
    ids = list(
        act.session.scalars(
            added,
            [
                {
                    "process_id": process.id,
                    "participant_id": participant,
                    "encounter_id": encounters[row.encounter].id if row.encounter else None,
                    "ref": ref,
                    "how": "verbatim",
                    "received_at": row.date or act.now,
                    "confidential": False,
                    "event_id": number,
                }
                for (ref, row), participant, number in rows
            ],
        )
    )
    act.session.execute(
        insert(ContributionWording),
        [
            {"contribution_id": id_, "kind": "recorded", "text": row.text, "event_id": number}
            for id_, ((_, row), _, number) in zip(ids, rows, strict=True)
        ],
    )
    search.index(
        act.session,
        ((id_, process.id, row.text) for id_, row in zip(ids, fresh.values(), strict=True)),
    )
    act.record_all(
        process.id,
        numbers,
        [
            NewEvent(
                "contribution_recorded",
                row.date or act.now,
                {"participant": participant, "contribution": id_, "response": None},
                [participant],
            )
            for id_, ((_, row), participant, _) in zip(ids, rows, strict=True)
        ],
    )


def _encounters(act: Act, process: Process, rows: Iterable[Row]) -> dict[str | None, Encounter]:
    """The occasions of the file by title; a row that names nobody and none has one of its own."""
    wanted: dict[str, list[Row]] = {}
    for row in rows:
        if row.encounter or row.participant is None:
            wanted.setdefault(row.encounter or "Import", []).append(row)
    if not wanted:
        return {}
    query = select(Encounter).where(Encounter.process_id == process.id, Encounter.title.in_(wanted))
    found: dict[str | None, Encounter] = {e.title: e for e in act.session.scalars(query)}
    for title, own in wanted.items():
        if title not in found:
            held = min((row.date for row in own if row.date), default=act.now)
            found[title] = Encounter(process=process, kind="web", title=title, held_at=held)
            act.session.add(found[title])
    act.session.flush()
    return found


def _whose(
    act: Act, row: Row, people: dict[str, int], encounters: dict[str | None, Encounter]
) -> int:
    if row.participant is not None:
        return people[row.participant]
    return unknown_of(act, encounters[row.encounter or "Import"]).id
