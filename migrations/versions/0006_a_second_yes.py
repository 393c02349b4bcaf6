"""A second yes: above which share of exceptions it is asked for, and what was asked

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("department", sa.Column("except_share", sa.Integer(), nullable=True))
    op.create_table(
        "exception_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", tracker.domain.base.Moment(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_event_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "because IN ('no-contact', 'asked-not', 'died', 'other')",
            name=op.f("ck_exception_asked_because"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user.id"], name=op.f("fk_exception_asked_asked_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_exception_asked_decided_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_exception_asked_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_exception_asked_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_exception_asked_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exception_asked")),
    )
    for columns in (
        ["decided_at"],
        ["event_id"],
        ["participant_id"],
        ["process_id", "decided_at"],
    ):
        name = f"ix_exception_asked_{'_'.join(columns)}"
        op.create_index(op.f(name), "exception_asked", columns)


def downgrade() -> None:
    op.drop_table("exception_asked")
    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.drop_column("except_share")
