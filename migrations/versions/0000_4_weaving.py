"""What we think we have understood, and what it was used for

Revision: 0000_4, after 0000_3.
"""

import sqlalchemy as sa
from alembic import op

revision = "0000_4"
down_revision = "0000_3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "insight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ending", sa.String(length=10), nullable=True),
        sa.Column("ended_event_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ending IN ('merged', 'split', 'withdrawn')", name=op.f("ck_insight_ending")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_insight_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_insight_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight")),
    )
    with op.batch_alter_table("insight", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_insight_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_insight_process_id"), ["process_id"], unique=False)
    op.create_table(
        "event_about",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("insight_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_about_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_event_about_insight_id_insight")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_event_about_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_about")),
    )
    with op.batch_alter_table("event_about", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_about_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            "ix_event_about_insight_id_event_id", ["insight_id", "event_id"], unique=False
        )
        batch_op.create_index(
            "ix_event_about_participant_id_event_id", ["participant_id", "event_id"], unique=False
        )
    op.create_table(
        "insight_lineage",
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_insight_lineage_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["insight.id"],
            name=op.f("fk_insight_lineage_predecessor_id_insight"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["insight.id"], name=op.f("fk_insight_lineage_successor_id_insight")
        ),
        sa.PrimaryKeyConstraint("predecessor_id", "successor_id", name=op.f("pk_insight_lineage")),
    )
    with op.batch_alter_table("insight_lineage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_insight_lineage_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_insight_lineage_successor_id"), ["successor_id"], unique=False
        )
    op.create_table(
        "insight_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wording_only", sa.Boolean(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_insight_version_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_insight_version_insight_id_insight")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_version")),
        sa.UniqueConstraint(
            "insight_id", "number", name=op.f("uq_insight_version_insight_id_number")
        ),
    )
    with op.batch_alter_table("insight_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_insight_version_event_id"), ["event_id"], unique=False)
    op.create_table(
        "obstacle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_obstacle_insight_id_insight")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_obstacle_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
    )
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obstacle_process_id"), ["process_id"], unique=False)
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decider", sa.String(length=200), nullable=False),
        sa.Column("expected", sa.Date(), nullable=True),
        sa.Column("decided_first", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "use IN ('used', 'partly', 'not', 'undecided')", name=op.f("ck_outcome_use")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_outcome_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_outcome_insight_id_insight")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outcome_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outcome_insight_id"), ["insight_id"], unique=False)
        batch_op.create_index("ix_outcome_use_expected", ["use", "expected"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("stance", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('research', 'expert', 'professional', 'statistics')",
            name=op.f("ck_source_kind"),
        ),
        sa.CheckConstraint("stance IN ('supports', 'challenges')", name=op.f("ck_source_stance")),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_source_insight_id_insight")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_insight_id"), ["insight_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ended_event_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "stance IN ('supports', 'nuances', 'contradicts')", name=op.f("ck_evidence_stance")
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_evidence_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_evidence_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_evidence_insight_id_insight")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evidence_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_evidence_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_insight_id"), ["insight_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_insight_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_event_id"))
        batch_op.drop_index(batch_op.f("ix_evidence_contribution_id"))
    op.drop_table("evidence")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_insight_id"))
    op.drop_table("source")
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_index("ix_outcome_use_expected")
        batch_op.drop_index(batch_op.f("ix_outcome_insight_id"))
        batch_op.drop_index(batch_op.f("ix_outcome_event_id"))
    op.drop_table("outcome")
    with op.batch_alter_table("obstacle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obstacle_process_id"))
    op.drop_table("obstacle")
    with op.batch_alter_table("insight_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_insight_version_event_id"))
    op.drop_table("insight_version")
    with op.batch_alter_table("insight_lineage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_insight_lineage_successor_id"))
        batch_op.drop_index(batch_op.f("ix_insight_lineage_event_id"))
    op.drop_table("insight_lineage")
    with op.batch_alter_table("event_about", schema=None) as batch_op:
        batch_op.drop_index("ix_event_about_participant_id_event_id")
        batch_op.drop_index("ix_event_about_insight_id_event_id")
        batch_op.drop_index(batch_op.f("ix_event_about_event_id"))
    op.drop_table("event_about")
    with op.batch_alter_table("insight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_insight_process_id"))
        batch_op.drop_index(batch_op.f("ix_insight_event_id"))
    op.drop_table("insight")
