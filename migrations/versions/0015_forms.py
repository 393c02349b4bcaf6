"""That somebody wants their letters in large print, and letters that are made in one file

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added and not made anew: SQLite has to keep the numbers of this table for good.
    wanted = sa.Column("large_print", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("participant", wanted)
    op.create_table(
        "letter_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("spoilt", sa.Integer(), nullable=False),
        sa.Column("moved_at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("ready_at", tracker.domain.base.Moment(), nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_letter_batch_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_letter_batch_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_batch")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_letter_batch_round_id"), "letter_batch", ["round_id"])


def downgrade() -> None:
    op.drop_table("letter_batch")
    op.drop_column("participant", "large_print")
