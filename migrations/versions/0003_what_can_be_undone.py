"""What can be undone: a round called back, and numbers that are not given again

Revision: 0003, after 0002.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Their rows can be deleted; SQLite would give the last one's number to the next.
NUMBERED_FOR_GOOD = ("contribution", "contribution_wording", "participant")


def upgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("called_back_event_id", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        for table in NUMBERED_FOR_GOOD:
            _number_for_good(table)


def downgrade() -> None:
    # That numbers are not given again is in nobody's way.
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_column("called_back_event_id")


def _number_for_good(table: str) -> None:
    """Make a table anew as it is, but for how it numbers its rows."""
    bind = op.get_bind()
    kept = "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type AND sql NOTNULL"
    made = str(bind.execute(sa.text(kept), {"table": table, "type": "table"}).scalar_one())
    if "AUTOINCREMENT" in made:
        return
    indexes = list(bind.scalars(sa.text(kept), {"table": table, "type": "index"}))
    columns = re.sub(r",\s*CONSTRAINT \w+ PRIMARY KEY \(id\)", "", made[made.index("(") :])
    columns = columns.replace(
        "id INTEGER NOT NULL", "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", 1
    )
    for statement in (
        f"CREATE TABLE numbered_for_good {columns}",
        " ".join(("INSERT INTO numbered_for_good SELECT * FROM", table)),
        f"DROP TABLE {table}",
        f"ALTER TABLE numbered_for_good RENAME TO {table}",
        *indexes,
    ):
        bind.exec_driver_sql(statement)
