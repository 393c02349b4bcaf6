"""What waits: how many open loops have each next action, by the day it is promised for

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("next_action", sa.String(length=10), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("loops", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_waiting_count_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_count")),
    )
    op.create_index(
        "ix_waiting_count_process_id_next_action_due",
        "waiting_count",
        ["process_id", "next_action", "due"],
    )
    # What is counted is there already, in every database that has been worked in.
    op.execute(
        "INSERT INTO waiting_count (process_id, step, next_action, due, loops) "
        "SELECT process_id, step, next_action, due, count(*) FROM loop WHERE state = 'open' "
        "GROUP BY process_id, step, next_action, due"
    )


def downgrade() -> None:
    op.drop_table("waiting_count")
