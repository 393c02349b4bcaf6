"""A second thing that opens a letter, and what became of wrong ones

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PROCESS = sa.table("process", sa.column("kind"), sa.column("second_thing", sa.Boolean()))


def upgrade() -> None:
    op.add_column(
        "process",
        sa.Column("second_thing", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(sa.update(PROCESS).where(PROCESS.c.kind == "case").values(second_thing=True))
    op.create_table(
        "code_tries",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("locked_until", tracker.domain.base.Moment(), nullable=True),
        sa.Column("alarm_at", tracker.domain.base.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_code_tries_delivery_id_delivery")
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_code_tries")),
    )
    op.create_index(op.f("ix_code_tries_alarm_at"), "code_tries", ["alarm_at"])


def downgrade() -> None:
    op.drop_table("code_tries")
    op.drop_column("process", "second_thing")
