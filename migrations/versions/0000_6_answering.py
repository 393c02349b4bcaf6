"""Answers, and what they led to

Revision: 0000_6, after 0000_5.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0000_6"
down_revision = "0000_5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("shareable", sa.Text(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "how IN ('changed', 'added', 'dissent', 'declined', 'answered')",
            name=op.f("ck_resolution_how"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_resolution_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_resolution_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["insight_version.id"],
            name=op.f("fk_resolution_version_id_insight_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
    )
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resolution_process_id"), ["process_id"], unique=False)
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("sending", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=True),
        sa.Column("move", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("setting_aside_id", sa.Integer(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "move IN ('said', 'recognise', 'nuance', 'correct', 'add', 'disagree', 'withdraw', 'no-thanks')",
            name=op.f("ck_response_move"),
        ),
        sa.CheckConstraint(
            "(CASE WHEN version_id IS NULL THEN 0 ELSE 1 END + CASE WHEN contribution_id IS NULL THEN 0 ELSE 1 END + CASE WHEN setting_aside_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name=op.f("ck_response_about_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_response_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_response_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_response_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_response_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_response_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["setting_aside_id"],
            ["setting_aside.id"],
            name=op.f("fk_response_setting_aside_id_setting_aside"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["insight_version.id"],
            name=op.f("fk_response_version_id_insight_version"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_response_written_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_response_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_response_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_form_key"), ["form_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_response_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index("ix_response_process_id_id", ["process_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_response_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_response_setting_aside_id"), ["setting_aside_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_response_version_id"), ["version_id"], unique=False)
    op.create_table(
        "resolution_response",
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["resolution.id"],
            name=op.f("fk_resolution_response_resolution_id_resolution"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_resolution_response_response_id_response"),
        ),
        sa.PrimaryKeyConstraint(
            "resolution_id", "response_id", name=op.f("pk_resolution_response")
        ),
    )
    with op.batch_alter_table("resolution_response", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_resolution_response_response_id"), ["response_id"], unique=False
        )
    op.create_table(
        "response_contribution",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_response_contribution_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["response.id"],
            name=op.f("fk_response_contribution_response_id_response"),
        ),
        sa.PrimaryKeyConstraint(
            "response_id", "contribution_id", name=op.f("pk_response_contribution")
        ),
    )
    with op.batch_alter_table("response_contribution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_response_contribution_contribution_id"),
            ["contribution_id"],
            unique=False,
        )
    op.create_table(
        "response_sorting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(length=10), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("setting_aside_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "move IN ('nuance', 'correct', 'add', 'disagree', 'recognise', 'withdraw')",
            name=op.f("ck_response_sorting_move"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_response_sorting_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_response_sorting_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_response_sorting_response_id_response")
        ),
        sa.ForeignKeyConstraint(
            ["setting_aside_id"],
            ["setting_aside.id"],
            name=op.f("fk_response_sorting_setting_aside_id_setting_aside"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["insight_version.id"],
            name=op.f("fk_response_sorting_version_id_insight_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_sorting")),
    )
    with op.batch_alter_table("response_sorting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_response_sorting_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_response_sorting_response_id"), ["response_id"], unique=False
        )
    op.create_table(
        "version_cause",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_version_cause_response_id_response")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["insight_version.id"],
            name=op.f("fk_version_cause_version_id_insight_version"),
        ),
        sa.PrimaryKeyConstraint("version_id", "response_id", name=op.f("pk_version_cause")),
    )
    with op.batch_alter_table("version_cause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_version_cause_response_id"), ["response_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("version_cause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_cause_response_id"))
    op.drop_table("version_cause")
    with op.batch_alter_table("response_sorting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_sorting_response_id"))
        batch_op.drop_index(batch_op.f("ix_response_sorting_event_id"))
    op.drop_table("response_sorting")
    with op.batch_alter_table("response_contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_contribution_contribution_id"))
    op.drop_table("response_contribution")
    with op.batch_alter_table("resolution_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_response_response_id"))
    op.drop_table("resolution_response")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_response_version_id"))
        batch_op.drop_index(batch_op.f("ix_response_setting_aside_id"))
        batch_op.drop_index(batch_op.f("ix_response_round_id"))
        batch_op.drop_index("ix_response_process_id_id")
        batch_op.drop_index(batch_op.f("ix_response_participant_id"))
        batch_op.drop_index(batch_op.f("ix_response_form_key"))
        batch_op.drop_index(batch_op.f("ix_response_event_id"))
        batch_op.drop_index(batch_op.f("ix_response_contribution_id"))
    op.drop_table("response")
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_process_id"))
        batch_op.drop_index(batch_op.f("ix_resolution_event_id"))
    op.drop_table("resolution")
