"""Who has approved what citizens are told in a language; and longer codes of languages

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# What is said in a language to somebody; some languages have a code of three letters.
SPOKEN = ("participant", "delivery", "passage")
OLD, NEW = "language VARCHAR(2)", "language VARCHAR(8)"


def upgrade() -> None:
    op.create_table(
        "language_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("taken_back_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", tracker.domain.base.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["taken_back_by_id"],
            ["user.id"],
            name=op.f("fk_language_approval_taken_back_by_id_user"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_language_approval_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language_approval")),
    )
    op.create_index(
        "ix_language_approval_language", "language_approval", ["language", "taken_back_at"]
    )
    _code_of(OLD, NEW)


def downgrade() -> None:
    _code_of(NEW, OLD)
    op.drop_index("ix_language_approval_language", "language_approval")
    op.drop_table("language_approval")


def _code_of(before: str, after: str) -> None:
    """Let the codes be as long as that."""
    for table in SPOKEN:
        if op.get_bind().dialect.name == "sqlite":
            _made_anew(table, before, after)
        else:
            length = int(after.partition("(")[2].rstrip(")"))
            op.alter_column(table, "language", type_=sa.String(length))


def _made_anew(table: str, before: str, after: str) -> None:
    """Make a table anew as it is, but for one column's declaration."""
    bind = op.get_bind()
    kept = "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type AND sql NOTNULL"
    made = str(bind.execute(sa.text(kept), {"table": table, "type": "table"}).scalar_one())
    others = [
        statement
        for kind in ("index", "trigger")
        for statement in bind.scalars(sa.text(kept), {"table": table, "type": kind})
    ]
    columns = made[made.index("(") :]
    # A number that was given to somebody who is no more is not given again.
    given = "SELECT seq FROM sqlite_sequence WHERE name = :table"
    last = bind.scalar(sa.text(given), {"table": table}) if "AUTOINCREMENT" in made else None
    if before not in columns:
        raise ValueError(f"{table}: no {before}")
    for statement in (
        f"CREATE TABLE made_anew {columns.replace(before, after, 1)}",
        " ".join(("INSERT INTO made_anew SELECT * FROM", table)),
        f"DROP TABLE {table}",
        f"ALTER TABLE made_anew RENAME TO {table}",
        *others,
    ):
        bind.exec_driver_sql(statement)
    if last is not None:
        taken = sa.text("UPDATE sqlite_sequence SET seq = :last WHERE name = :table")
        bind.execute(taken, {"last": last, "table": table})
