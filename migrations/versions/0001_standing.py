"""Where each loop stands

Revision: 0001, after 0000_6.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0001"
down_revision = "0000_6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("loops", sa.Integer(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("excepted", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Integer(), nullable=False),
        sa.Column("no_answer", sa.Integer(), nullable=False),
        sa.Column("unopened", sa.Integer(), nullable=False),
        sa.Column("decided_first", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Integer(), nullable=False),
        sa.Column("step0", sa.Integer(), nullable=False),
        sa.Column("step1", sa.Integer(), nullable=False),
        sa.Column("step2", sa.Integer(), nullable=False),
        sa.Column("step3", sa.Integer(), nullable=False),
        sa.Column("step4", sa.Integer(), nullable=False),
        sa.Column("open_responses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_tally_process_id_process")
        ),
        sa.PrimaryKeyConstraint("process_id", name=op.f("pk_tally")),
    )
    op.create_table(
        "loop",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.Column("strands", sa.Integer(), nullable=False),
        sa.Column("n0", sa.Integer(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.Column("n5", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("no_answer", sa.Boolean(), nullable=False),
        sa.Column("unopened", sa.Boolean(), nullable=False),
        sa.Column("decided_first", sa.Boolean(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("waiting_until", sa.Date(), nullable=True),
        sa.Column("next_action", sa.String(length=10), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_loop_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_loop_process_id_process")
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_loop")),
    )
    with op.batch_alter_table("loop", schema=None) as batch_op:
        batch_op.create_index(
            "ix_loop_process_id_participant_id", ["process_id", "participant_id"], unique=False
        )
        batch_op.create_index("ix_loop_state_due", ["state", "due"], unique=False)
    op.create_table(
        "delivery_standing",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("window_ends", tracker.domain.base.Moment(), nullable=True),
        sa.Column("reminder_at", tracker.domain.base.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_standing_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_delivery_standing_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_delivery_standing_process_id_process")
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_delivery_standing")),
    )
    with op.batch_alter_table("delivery_standing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_standing_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_standing_process_id"), ["process_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delivery_standing_reminder_at"), ["reminder_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_delivery_standing_state"), ["state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delivery_standing_window_ends"), ["window_ends"], unique=False
        )
    op.create_table(
        "strand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=True),
        sa.Column("setting_aside_id", sa.Integer(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("next_action", sa.String(length=10), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_strand_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_strand_insight_id_insight")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_strand_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_strand_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["setting_aside_id"],
            ["setting_aside.id"],
            name=op.f("fk_strand_setting_aside_id_setting_aside"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strand")),
    )
    with op.batch_alter_table("strand", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_strand_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_strand_insight_id"), ["insight_id"], unique=False)
        batch_op.create_index(
            "ix_strand_participant_id_contribution_id_insight_id",
            ["participant_id", "contribution_id", "insight_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_strand_process_id"), ["process_id"], unique=False)
    op.create_table(
        "open_response",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_open_response_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_open_response_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_open_response_response_id_response")
        ),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_open_response")),
    )
    with op.batch_alter_table("open_response", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_open_response_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_open_response_process_id"), ["process_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("open_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_response_process_id"))
        batch_op.drop_index(batch_op.f("ix_open_response_participant_id"))
    op.drop_table("open_response")
    with op.batch_alter_table("strand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_strand_process_id"))
        batch_op.drop_index("ix_strand_participant_id_contribution_id_insight_id")
        batch_op.drop_index(batch_op.f("ix_strand_insight_id"))
        batch_op.drop_index(batch_op.f("ix_strand_contribution_id"))
    op.drop_table("strand")
    with op.batch_alter_table("delivery_standing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_standing_window_ends"))
        batch_op.drop_index(batch_op.f("ix_delivery_standing_state"))
        batch_op.drop_index(batch_op.f("ix_delivery_standing_reminder_at"))
        batch_op.drop_index(batch_op.f("ix_delivery_standing_process_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_standing_participant_id"))
    op.drop_table("delivery_standing")
    with op.batch_alter_table("loop", schema=None) as batch_op:
        batch_op.drop_index("ix_loop_state_due")
        batch_op.drop_index("ix_loop_process_id_participant_id")
    op.drop_table("loop")
    op.drop_table("tally")
