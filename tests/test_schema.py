"""The tables and the migrations say the same, and every column with personal data says why."""

from datetime import date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    inspect,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from tracker.domain.base import Encrypted, Lookup
from tracker.domain.database import prepare
from tracker.domain.tables import metadata
from tracker.entry import head, migrate, schema_of
from tracker.keys import derived_keys

# Text that is the office's own, or says nothing of a person: by table and column.
NOT_PERSONAL = {
    "access_record": {"what", "kind", "number"},
    "agenda": {"whose", "token_hash"},
    "answer_template": {"title", "text"},
    "assumption": {"text", "became", "answer"},
    "attempt": {
        "message",
        "state",
        "reason",
        "answer",
        "message_id",
        "claim_host",
        "claim_boot",
        "claim_started",
    },
    "commitment": {"text", "state"},
    "contribution": {"ref", "how"},
    "contribution_wording": {"kind"},
    "delivery": {
        "channel",
        "mail",
        "language",
        "hash",
        "token_hash",
        "slip_code",
    },
    "delivery_standing": {"state"},
    "department": {"name", "address", "return_address", "phone", "email"},
    "digest": {
        "state",
        "reason",
        "answer",
        "message_id",
        "claim_host",
        "claim_boot",
        "claim_started",
    },
    "day_count": {"kind"},
    "encounter": {"kind", "title", "place", "place_kind"},
    "event": {"kind", "actor_kind"},
    "evidence": {"stance", "end_reason"},
    "exception_asked": {"because"},
    "imported_file": {"name", "columns"},
    "insight": {"ending", "end_reason"},
    "insight_translation": {"language", "of", "text"},
    "insight_version": {"text", "reason"},
    "language_approval": {"language", "texts"},
    "letter_batch": {"mark"},
    "loop": {"state", "next_action"},
    "loop_exception": {"because"},
    "obstacle": {"text", "owner", "answer"},
    "open_page": {"title", "about", "contact"},
    "outcome": {"use", "reason", "decider", "decided_first"},
    "participant": {"kind", "channel", "language"},
    "passage": {
        "section",
        "kind",
        "language",
        "salt",
        "hash",
        "source_kind",
        "about_kind",
        "detail",
    },
    "planned_session": {"place", "place_kind"},
    "process": {
        "title",
        "kind",
        "language",
        "purpose",
        "at_stake",
        "can_influence",
        "cannot_influence",
        "contact_hours",
        "case_number",
        "mail",
    },
    "published_cell": {"cell"},
    "question": {"text"},
    "reflection": {"moment"},
    "resolution": {"how"},
    "response": {"form_key", "move"},
    "response_sorting": {"move"},
    "role_held": {"role"},
    "round": {"purpose", "reason_readability", "reason_words"},
    "signature": {"record", "hash"},
    "source": {"kind", "stance", "text", "citation"},
    "submission": {"key"},
    "strand": {"next_action"},
    "user": {"language", "fs_uniquifier"},
    "waiting_count": {"next_action"},
}


def test_migrated_up_and_down_the_tables_are_what_the_code_says(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    prepare(engine, derived_keys("x" * 32))
    assert schema_of(engine) is None
    for _ in range(2):
        migrate(engine)
        assert schema_of(engine) == head()
        with engine.connect() as connection:
            assert compare_metadata(_context(connection), metadata) == []
        migrate(engine, "base")
        with engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]
    engine.dispose()


def _context(connection: Connection) -> MigrationContext:
    """Compares all but the indexes of the search, which are of SQLite's own kind."""
    searched = ("contribution_search", "opened_search")
    return MigrationContext.configure(
        connection,
        opts={"include_name": lambda name, *_: not str(name).startswith(searched)},
    )


# A row of each, numbered 7, by which SQLite has to find the others again.
REFERRING = (
    "department",
    "process",
    "event",
    "participant",
    "contribution",
    "contribution_wording",
)
NUMBERED_FOR_GOOD = REFERRING[3:]
WORDS = {
    "process.kind": "development",
    "participant.kind": "person",
    "contribution_wording.kind": "recorded",
    "contribution.how": "verbatim",
    "participant.channel": "none",
    "process.mail": "notice",
    "process.language": "da",
}


def test_rows_stand_as_they_stood_when_their_numbers_become_theirs_for_good(
    tmp_path: Path,
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    prepare(engine, derived_keys("x" * 32))
    migrate(engine, "0002")
    _fill(engine)
    stood = _rows(engine)
    migrate(engine, "0003")
    assert _rows(engine) == stood
    with engine.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        for name in reversed(NUMBERED_FOR_GOOD):
            connection.execute(_as_it_is(connection, name).delete())
    _fill(engine, NUMBERED_FOR_GOOD, None)
    assert [rows[0].id for rows in _rows(engine)] == [8, 8, 8]
    engine.dispose()


def test_what_waits_is_counted_of_the_loops_that_are_there(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    prepare(engine, derived_keys("x" * 32))
    migrate(engine, "0003")
    _fill(engine, REFERRING[:3])
    # The people by their numbers, and where each loop stands.
    loops = {
        7: ("open", 1, "weave", date(2026, 3, 2)),
        8: ("open", 1, "weave", date(2026, 3, 2)),
        9: ("open", 1, "weave", date(2026, 3, 3)),
        10: ("open", 3, "await", None),
        11: ("excepted", 1, "weave", date(2026, 3, 2)),
    }
    for number in loops:
        _fill(engine, ("participant",), number)
    with engine.begin() as connection:
        table = _as_it_is(connection, "loop")
        some = {c.name: _value(c) for c in table.columns if not c.nullable}
        names = ("state", "step", "next_action", "due")
        for number, stands in loops.items():
            values = some | {"participant_id": number} | dict(zip(names, stands, strict=True))
            connection.execute(table.insert(), [values])
    for _ in range(2):
        migrate(engine, "0004")
        with engine.connect() as connection:
            counted = select(_as_it_is(connection, "waiting_count"))
            rows = {row[1:] for row in connection.execute(counted)}
        assert rows == {
            (7, 1, "weave", date(2026, 3, 2), 2),
            (7, 1, "weave", date(2026, 3, 3), 1),
            (7, 3, "await", None, 1),
        }
        migrate(engine, "-1")
        with engine.connect() as connection:
            assert "waiting_count" not in inspect(connection).get_table_names()
            assert len(connection.execute(select(_as_it_is(connection, "loop"))).all()) == 5
    engine.dispose()


def test_what_happened_is_counted_by_copenhagens_days(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    prepare(engine, derived_keys("x" * 32))
    migrate(engine, "0009")
    _fill(engine, REFERRING[:3])
    recorded = [
        ("outcome_recorded", datetime(2026, 3, 2, 22, 59)),
        ("outcome_recorded", datetime(2026, 3, 2, 23, 1)),
        ("outcome_recorded", datetime(2026, 3, 3, 8)),
        ("response_given", datetime(2026, 3, 3, 8)),
        ("letter_posted", datetime(2026, 3, 3, 8)),
    ]
    with engine.begin() as connection:
        table = _as_it_is(connection, "event")
        some = {c.name: _value(c) for c in table.columns if not c.nullable}
        for number, (kind, moment) in enumerate(recorded, start=100):
            values = {"id": number, "kind": kind, "recorded": moment}
            connection.execute(table.insert(), [some | values])
    for _ in range(2):
        migrate(engine, "0010")
        with engine.connect() as connection:
            rows = set(connection.execute(select(_as_it_is(connection, "day_count"))).all())
        assert rows == {
            (date(2026, 3, 2), "outcome_recorded", 7, 1),
            (date(2026, 3, 3), "outcome_recorded", 7, 2),
            (date(2026, 3, 3), "response_given", 7, 1),
        }
        migrate(engine, "-1")
    engine.dispose()


def _fill(engine: Engine, names: tuple[str, ...] = REFERRING, number: int | None = 7) -> None:
    with engine.begin() as connection:
        for name in names:
            table = _as_it_is(connection, name)
            known = {"participant_id": number or 8, "contribution_id": number or 8}
            values = {c.name: _value(c) for c in table.columns if not c.nullable} | {"id": number}
            values |= {name: known[name] for name in known if name in values}
            connection.execute(table.insert(), [values])


def _as_it_is(connection: Connection, name: str) -> Table:
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)


def _value(column: Column[object]) -> object:
    kinds: dict[type, object] = {int: 7, bool: False, str: "x", bytes: b"x", object: {}}
    kinds[datetime] = datetime(2026, 3, 2)
    return WORDS.get(str(column), kinds[column.type.python_type])


def _rows(engine: Engine) -> list[list[object]]:
    with engine.connect() as connection:
        tables = (_as_it_is(connection, name) for name in NUMBERED_FOR_GOOD)
        return [list(connection.execute(select(table))) for table in tables]


def test_every_table_can_be_made_on_postgresql() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_a_column_of_text_is_marked_as_personal_or_known_not_to_be(table: Table) -> None:
    kinds = (String, Text, Encrypted, Lookup)
    for column in table.columns:
        if not isinstance(column.type, kinds):
            continue
        known = column.name in NOT_PERSONAL.get(column.table.name, ())
        mark = column.info.get("personal")
        assert known != bool(mark), f"{column}: mark it, or say that it is not personal"
        if mark:
            assert mark["purpose"]
            assert mark["retention"]


def test_nothing_is_said_of_columns_that_are_not_there() -> None:
    for name, columns in NOT_PERSONAL.items():
        assert columns <= set(metadata.tables[name].columns.keys())
