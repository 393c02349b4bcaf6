"""The tables and the migrations say the same, and every column with personal data says why."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, String, Table, Text, create_engine, inspect
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
    "encounter": {"kind", "title", "place", "place_kind"},
    "event": {"kind", "actor_kind"},
    "evidence": {"stance", "end_reason"},
    "imported_file": {"name", "columns"},
    "insight": {"ending", "end_reason"},
    "insight_version": {"text", "reason"},
    "loop": {"state", "next_action"},
    "loop_exception": {"because"},
    "obstacle": {"text", "owner", "answer"},
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
    "question": {"text"},
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
    """Compares all but the index of the search, which is of SQLite's own kind."""
    return MigrationContext.configure(
        connection,
        opts={"include_name": lambda name, *_: not str(name).startswith("contribution_search")},
    )


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
