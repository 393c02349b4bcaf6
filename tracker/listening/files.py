"""A file on its way in: kept encrypted, looked at, and brought in or dropped."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import defer, joinedload

from tracker.domain import history, undoing
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, RuleBroken, Unseen
from tracker.domain.marks import demand_unchanged
from tracker.domain.office import ImportedFile
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.domain.tidying import drop_old_files, still_waits
from tracker.listening.foreseen import Foreseen, foresee
from tracker.listening.importing import bring_in
from tracker.listening.reading import Table, table_of
from tracker.listening.remembering import (
    Mapped,
    columns_kept,
    guessed,
    mapped_in,
    name_kept,
    remembered,
)

PAGE = 20
# A page asks of each column what it is.
MOST_COLUMNS = 100
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")


class FileLine(NamedTuple):
    """A file in the list; whether it waits to be brought in."""

    file: ImportedFile
    waits: bool


def receive_file(act: Act, process: Process, name: str, content: bytes) -> ImportedFile:
    """Keep a file until it is brought in, a day at most; BadInput when it cannot be read."""
    name = name_kept(name)
    if not name.casefold().endswith(ENDINGS):
        raise BadInput("file", "file_of_another_kind", path=name or "?")
    table = _table(name, content)
    if not table.lines:
        raise BadInput("file", "file_without_rows", path=name)
    if len(table.header) > MOST_COLUMNS:
        raise BadInput("file", "file_too_wide", path=name, limit=MOST_COLUMNS)
    drop_old_files(act)
    known = remembered(act, process, table.header) or guessed(table.header)
    received = ImportedFile(
        process_id=process.id,
        user_id=act.actor.id,
        at=act.now,
        name=name,
        content=content,
        columns=columns_kept(table.header, known.fields, known.told_apart),
        rows=len(table.lines),
        added=0,
    )
    act.session.add(received)
    act.session.flush()
    return received


def map_columns(act: Act, file: ImportedFile, mapped: Mapped) -> None:
    """Say which column of a file that waits is which field."""
    file.columns = columns_kept(table_in(file).header, mapped.fields, mapped.told_apart)


def bring_file_in(
    act: Act, process: Process, number: int, seen: str | None, confirmed: bool
) -> ImportedFile:
    """Bring in what waits, all of it, as it was foreseen by whoever saw that mark.

    What another has brought in meanwhile is not brought in again. Conflict when it would now be
    another number of people or contributions; RuleBroken when a row is wrong; BadInput when how
    new people are to be told was not `confirmed`.
    """
    history.wait_for_others(act.session)
    file = file_of(act, process, number)
    if file.content is None:
        return file
    foreseen = foreseen_of(act, process, file)
    if foreseen.result.errors:
        raise RuleBroken("import_rows_wrong", count=len(foreseen.result.errors))
    if foreseen.new_people and not confirmed:
        raise BadInput("confirmed", "contacts_unconfirmed")
    demand_unchanged(seen, *what_matters(file, foreseen))
    file.first_event, file.last_event = bring_in(act, process, foreseen)
    file.added = foreseen.result.contributions_added
    file.content = None
    return file


def drop_file(act: Act, file: ImportedFile) -> None:
    """Forget a file that waits."""
    if file.content is None:
        raise RuleBroken("import_is_in", file=file.name)
    act.session.delete(file)


def undo_file(act: Act, file: ImportedFile) -> ImportedFile:
    """Take back all that a file brought in; RuleBroken counts what was built on."""
    if file.content is not None:
        raise RuleBroken("import_is_not_in", file=file.name)
    undoing.undo_import(act, file)
    return file


def file_of(act: Act, process: Process, number: int) -> ImportedFile:
    """A file of the process that waits or was brought in, or Unseen."""
    query = select(ImportedFile).where(
        ImportedFile.id == min(number, LARGEST), ImportedFile.process_id == process.id
    )
    query = query.where(or_(ImportedFile.content.is_(None), still_waits(act)))
    found = act.session.scalars(query.options(joinedload(ImportedFile.user))).first()
    if found is None:
        raise Unseen("imported_file", number)
    return found


def files_of(act: Act, process: Process, before: int) -> tuple[list[FileLine], bool]:
    """A page of the files, the newest first, from before a number (0: all); and if there is more.

    What they held is not read.
    """
    query = (
        select(ImportedFile, ImportedFile.content.is_not(None))
        .where(ImportedFile.process_id == process.id)
        .where(or_(ImportedFile.content.is_(None), still_waits(act)))
        .options(defer(ImportedFile.content), joinedload(ImportedFile.user))
        .order_by(ImportedFile.id.desc())
        .limit(PAGE + 1)
    )
    if before:
        query = query.where(ImportedFile.id < before)
    found = [FileLine(file, waits) for file, waits in act.session.execute(query)]
    return found[:PAGE], len(found) > PAGE


def table_in(file: ImportedFile) -> Table:
    """The table in a file that waits."""
    return _table(file.name, file.content or b"")


def foreseen_of(act: Act, process: Process, file: ImportedFile) -> Foreseen:
    """What a file that waits would bring, as its columns are mapped."""
    mapped = mapped_in(file.columns)
    return foresee(act, process, table_in(file), mapped.places, mapped.known_by)


def what_matters(file: ImportedFile, foreseen: Foreseen) -> Sequence[object]:
    """What somebody who brings a file in has been told of it. Numbers of files that were dropped
    are given again: so it is that file, too."""
    result = foreseen.result
    reached = sorted(foreseen.reached.items())
    return [file.at, result.contributions_added, foreseen.unnamed, reached, len(foreseen.lacked)]


def _table(name: str, content: bytes) -> Table:
    try:
        return table_of(content, Path(name))
    except BadInput as bad:
        raise BadInput("file", bad.code, **bad.values) from None
