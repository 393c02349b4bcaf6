"""Brings a file of contributions in: all of it or nothing, and nothing twice."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from tracker.domain import history, search
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.hearing import unknown_of
from tracker.domain.history import NewEvent
from tracker.domain.office import ImportedFile
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.listening.foreseen import Foreseen, Imported, foresee
from tracker.listening.reading import mapped, read_table
from tracker.listening.remembering import columns_kept, name_kept
from tracker.listening.rows import FIELDS, Row
from tracker.listening.services import Details, edit_participant, usual_channel


class Numbers(NamedTuple):
    """The numbers of an import's first event and of its last, and all between; None: it had none.

    None but its own are between them: who holds the numbers keeps them until the commit.
    """

    first: int | None
    last: int | None


def import_file(act: Act, process: Process, path: Path, columns: dict[str, str]) -> Imported:
    """Read the file, and add what is new; when any row is wrong, add nothing and name each.

    What it brought can be undone as a whole.
    """
    table = read_table(path)
    places = mapped(table.header, FIELDS, columns)
    foreseen = foresee(act, process, table, places)
    if foreseen.result.errors:
        return foreseen.result
    numbers = bring_in(act, process, foreseen)
    if numbers.first is not None:
        act.session.add(
            ImportedFile(
                process_id=process.id,
                user_id=act.actor.id,
                at=act.now,
                name=name_kept(path.name),
                columns=columns_kept(table.header, places, "participant"),
                rows=foreseen.result.rows,
                added=foreseen.result.contributions_added,
                first_event=numbers.first,
                last_event=numbers.last,
            )
        )
    return foreseen.result


def bring_in(act: Act, process: Process, foreseen: Foreseen) -> Numbers:
    """Add what is new in a file of which no row is wrong."""
    before = history.reserve(act.session, 0).start
    people = _people(act, process, foreseen)
    _add_contributions(act, process, foreseen.fresh, people)
    last = history.reserve(act.session, 0).start - 1
    return Numbers(before, last) if last >= before else Numbers(None, None)


def _people(act: Act, process: Process, foreseen: Foreseen) -> dict[str, int]:
    """Each participant of the file by the file's own name for them; those that are new, added."""
    for who, lacking in foreseen.lacked.items():
        edit_participant(act, foreseen.known[who], Details(**lacking))
    people = {who: participant.id for who, participant in foreseen.known.items()}
    new = foreseen.new_people
    if new:
        people |= _add_people(act, process, new, by_ref=foreseen.known_by == "participant")
    return people


def _add_people(
    act: Act, process: Process, details: dict[str, dict[str, Any]], by_ref: bool
) -> dict[str, int]:
    values = [_person(process, who if by_ref else None, said) for who, said in details.items()]
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


def _person(process: Process, ref: str | None, person: dict[str, Any]) -> dict[str, Any]:
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
        "large_print": person.get("large_print", False),
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
