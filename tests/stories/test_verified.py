"""R20: whatever of the kept rows is changed by hand, recomputing names it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Delete,
    Engine,
    Table,
    Update,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from tests.command import Command
from tests.factories import a_database, some_settings
from tests.stories.office import START
from tests.stories.service_teller import ServiceTeller
from tracker import entry
from tracker.domain.base import Moment
from tracker.domain.database import reading
from tracker.domain.differences import differences
from tracker.domain.happened import DayCount
from tracker.domain.history import Event
from tracker.domain.projection import DeliveryStanding, LoopRow, OpenResponse, StrandRow
from tracker.domain.sums import ReturnCount, Tally, WaitingCount
from tracker.oversight import verifying

TABLES: list[Table] = [
    model.metadata.tables[model.__tablename__]
    for model in (
        LoopRow,
        StrandRow,
        OpenResponse,
        DeliveryStanding,
        WaitingCount,
        ReturnCount,
        Tally,
    )
]
# Which row it is; such a column changed makes one row too many, or one missing, or both.
KEYS = {
    "loop": {"participant_id", "process_id"},
    "strand": {
        "participant_id", "process_id", "contribution_id", "insight_id", "setting_aside_id",
    },
    "open_response": {"response_id", "process_id"},
    "delivery_standing": {"delivery_id", "process_id"},
    "tally": {"process_id"},
    "waiting_count": {"process_id", "step", "next_action", "due"},
    "return_count": {"process_id", "days"},
}  # fmt: skip
# The own number of a strand or of a count says nothing.
COLUMNS = [
    pytest.param(table, column, id=f"{table.name}.{column.name}")
    for table in TABLES
    for column in table.columns
    if column.name != "id"
]


def tells(t: ServiceTeller) -> None:
    """One who disagreed about one thing, had another set aside, and told a third."""
    t.joins("P")
    t.walks(2)
    t.tells("C2")
    t.sets_aside("C2")
    t.gives_back("qualify", "A", how="sent")
    t.answers("disagree", "A", "Nej, der er lys nok.")
    t.tells("C3")
    t.joins("Q")
    t.tells("C4", "Q")
    t.weaves("C4", "A")
    t.gives_back("qualify", "A", who=["Q"])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("told")
    settings = some_settings(folder)
    with a_database(settings.keys) as engine:
        tells(ServiceTeller(settings, engine))
        yield engine


@pytest.fixture
def session(told: Engine) -> Iterator[Session]:
    """What is done in it is undone afterwards."""
    with Session(told) as session:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        assert differences(session, 1) == []
        yield session
        session.rollback()


def other(column: Column[Any], value: Any) -> Any:
    """Anything else that the column can hold."""
    if isinstance(column.type, Moment):
        return (value or START) + timedelta(days=1)
    kinds: dict[type, Any] = {
        bool: not value,
        int: 77,
        str: "else",
        date: date(2020, 1, 1),
    }
    return kinds[column.type.python_type]


def first(session: Session, table: Table) -> Any:
    return session.execute(select(table).limit(1)).mappings().one()


def is_that(table: Table, row: Any) -> Any:
    key = next(iter(table.primary_key.columns))
    return key == row[key.name]


@pytest.mark.rule("R20")
@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_value_changed_by_hand_is_named(
    session: Session, table: Table, column: Column[Any]
) -> None:
    row = first(session, table)
    wrong = other(column, row[column.name])
    session.execute(update(table).where(is_that(table, row)).values({column.name: wrong}))
    found = differences(session, 1)
    assert found and all(line.startswith(f"{table.name} of ") for line in found)
    if table.name != "tally" and column.name in KEYS[table.name]:
        endings = {line.rpartition(": ")[2] for line in found}
        assert endings <= {"a row too many", "the row is missing"}
    elif table.name != "tally":
        assert [line.split(": ")[1].split(" is ")[0] for line in found] == [column.name]
    else:
        assert any(f": {column.name} is " in line for line in found) or column.name in KEYS["tally"]


@pytest.mark.rule("R20")
@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_row_taken_out_is_named(session: Session, table: Table) -> None:
    row = first(session, table)
    session.execute(delete(table).where(is_that(table, row)))
    found = differences(session, 1)
    assert found and all(line.startswith(f"{table.name} of ") for line in found)
    if table.name != "tally":
        assert [line.rpartition(": ")[2] for line in found] == ["the row is missing"]


@pytest.mark.rule("R20")
@pytest.mark.parametrize("table", TABLES[:-1], ids=[table.name for table in TABLES[:-1]])
def test_a_row_put_in_is_named(session: Session, table: Table) -> None:
    key = next(iter(table.primary_key.columns)).name
    row = dict(first(session, table))
    session.execute(insert(table).values(row | {key: 9_999}))
    found = differences(session, 1)
    assert [line.rpartition(": ")[2] for line in found] == ["a row too many"]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where that story was told."""
    folder = tmp_path_factory.mktemp("instance")
    settings = some_settings(folder)
    engine = entry.engine(settings)
    tells(ServiceTeller(settings, engine))
    engine.dispose()
    return folder


@pytest.fixture
def command(instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """On a copy of it."""
    return Command(Path(copytree(instance, tmp_path / "instance")), monkeypatch)


@pytest.mark.rule("R20")
@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_the_command_says_so_by_its_exit_code(command: Command, table: Table) -> None:
    assert command("loops", "--verify") == ""
    settings = some_settings(command.instance)
    engine = entry.engine(settings)
    with Session(engine) as session:
        session.execute(delete(table).where(is_that(table, first(session, table))))
        session.commit()
    with reading(), Session(engine) as session:
        said = differences(session, 1)
    engine.dispose()
    result = command.run("loops", "--verify")
    assert (result.exit_code, result.stdout.splitlines()) == (1, said)
    assert said


@pytest.mark.rule("R20")
def test_many_processes_are_read_by_workers_who_find_the_same(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "MANY", 1)
    assert command("loops", "--verify") == ""
    settings = some_settings(command.instance)
    engine = entry.engine(settings)
    with Session(engine) as session:
        session.execute(update(LoopRow).values(step=5))
        session.execute(update(Event).where(Event.id == 2).values(at=datetime.now(UTC)))
        session.commit()
        said = verifying.verified(session, 1)
    engine.dispose()
    result = command.run("loops", "--verify")
    assert (result.exit_code, result.stdout.splitlines()) == (1, said)
    assert "event 2 of process 1: it is not as it was recorded" in said


@pytest.mark.rule("R20")
@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (update(DayCount).values(facts=DayCount.facts + 1), "facts is"),
        (delete(DayCount), "the row is missing"),
        (update(DayCount).values(day=date(2020, 1, 1)), "a row too many"),
    ],
    ids=["counted wrong", "gone", "of another day"],
)
def test_what_happened_on_a_day_is_counted_from_the_facts(
    command: Command, damage: Update | Delete, found: str
) -> None:
    engine = entry.engine(some_settings(command.instance))
    with Session(engine) as session:
        kind = session.scalars(select(DayCount.kind)).first()
        session.execute(damage.where(DayCount.kind == kind))
        session.commit()
        said = differences(session, 1)
    engine.dispose()
    assert said and all(line.startswith("day_count of ") for line in said)
    assert any(found in line for line in said)


@pytest.mark.rule("R20")
@pytest.mark.parametrize("kind", ["participant_added", "response_given"])
@pytest.mark.parametrize("data", ["{", "[]", "null", "7"])
def test_a_fact_that_cannot_be_read_any_more_is_named(
    command: Command, data: str, kind: str
) -> None:
    engine = entry.engine(some_settings(command.instance))
    with Session(engine) as session:
        number = session.scalars(select(Event.id).where(Event.kind == kind)).first()
        assert number is not None
        said = {"data": data, "number": number}
        session.execute(text("UPDATE event SET data = :data WHERE id = :number"), said)
        session.commit()
    engine.dispose()
    result = command.run("loops", "--verify")
    lines = [f"event {number} of process 1: it is not as it was recorded"]
    assert (result.exit_code, result.stdout.splitlines()) == (1, lines)
