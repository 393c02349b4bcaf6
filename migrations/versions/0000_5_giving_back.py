"""Rounds, and each one's copy of them

Revision: 0000_5, after 0000_4.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0000_5"
down_revision = "0000_4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("about_kind", sa.String(length=20), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("insight_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(length=20), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_passage_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
    )
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passage_process_id"), ["process_id"], unique=False)
        batch_op.create_index("ix_passage_source", ["source_kind", "source_id"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("created_at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("fixed_at", tracker.domain.base.Moment(), nullable=True),
        sa.Column("released_at", tracker.domain.base.Moment(), nullable=True),
        sa.Column("hold_seconds", sa.Integer(), nullable=False),
        sa.Column("reason_readability", sa.Text(), nullable=False),
        sa.Column("reason_words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('qualify', 'closing', 'update')", name=op.f("ck_round_purpose")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_round_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
    )
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_process_id"), ["process_id"], unique=False)
    op.create_table(
        "joint_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("encounter_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_joint_session_encounter_id_encounter")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_joint_session_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_joint_session_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_session")),
        sa.UniqueConstraint("encounter_id", name=op.f("uq_joint_session_encounter_id")),
    )
    with op.batch_alter_table("joint_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_joint_session_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_joint_session_round_id"), ["round_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_question_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_round_id"), ["round_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("mail", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("hash", sa.String(length=80), nullable=False),
        sa.Column("addressed", sa.String(length=64), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("link_until", tracker.domain.base.Moment(), nullable=True),
        sa.Column("slip_code", sa.String(length=12), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('email', 'letter', 'phone', 'in_person', 'public', 'none')",
            name=op.f("ck_delivery_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_delivery_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_delivery_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_delivery_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint(
            "round_id", "participant_id", name=op.f("uq_delivery_round_id_participant_id")
        ),
        sa.UniqueConstraint("slip_code", name=op.f("uq_delivery_slip_code")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_delivery_token_hash")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_delivery_participant_id"), ["participant_id"], unique=False
        )
    op.create_table(
        "presence",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_presence_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["joint_session.id"], name=op.f("fk_presence_session_id_joint_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "participant_id", name=op.f("pk_presence")),
    )
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_presence_participant_id"), ["participant_id"], unique=False
        )
    op.create_table(
        "round_recipient",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_round_recipient_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_recipient_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "participant_id", name=op.f("pk_round_recipient")),
    )
    with op.batch_alter_table("round_recipient", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_recipient_participant_id"), ["participant_id"], unique=False
        )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=10), nullable=False),
        sa.Column("reminder", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=True),
        sa.Column("not_before", tracker.domain.base.Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_since", tracker.domain.base.Moment(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("claim_host", sa.String(length=255), nullable=True),
        sa.Column("claim_boot", sa.String(length=64), nullable=True),
        sa.Column("claim_pid", sa.Integer(), nullable=True),
        sa.Column("claim_started", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "message IN ('notice', 'report', 'reminder', 'letter', 'call', 'public')",
            name=op.f("ck_attempt_message"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'claimed', 'sent', 'failed', 'uncertain', 'stopped', 'tried')",
            name=op.f("ck_attempt_state"),
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_attempt_delivery_id_delivery")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("message_id", name=op.f("uq_attempt_message_id")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_delivery_id"), ["delivery_id"], unique=False)
        batch_op.create_index("ix_attempt_state_not_before", ["state", "not_before"], unique=False)
    op.create_table(
        "delivery_passage",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_passage_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name=op.f("fk_delivery_passage_passage_id_passage")
        ),
        sa.PrimaryKeyConstraint("delivery_id", "position", name=op.f("pk_delivery_passage")),
    )
    with op.batch_alter_table("delivery_passage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_passage_passage_id"), ["passage_id"], unique=False
        )
    op.create_table(
        "round_insight",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_round_insight_insight_id_insight")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_insight_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["insight_version.id"],
            name=op.f("fk_round_insight_version_id_insight_version"),
        ),
        sa.PrimaryKeyConstraint("round_id", "insight_id", name=op.f("pk_round_insight")),
    )
    with op.batch_alter_table("round_insight", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_round_insight_insight_id"), ["insight_id"], unique=False
        )
    op.create_table(
        "version_shown",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["joint_session.id"],
            name=op.f("fk_version_shown_session_id_joint_session"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["insight_version.id"],
            name=op.f("fk_version_shown_version_id_insight_version"),
        ),
        sa.PrimaryKeyConstraint("session_id", "version_id", name=op.f("pk_version_shown")),
    )
    with op.batch_alter_table("version_shown", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_version_shown_version_id"), ["version_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("version_shown", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_shown_version_id"))
    op.drop_table("version_shown")
    with op.batch_alter_table("round_insight", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_insight_insight_id"))
    op.drop_table("round_insight")
    with op.batch_alter_table("delivery_passage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_passage_passage_id"))
    op.drop_table("delivery_passage")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_state_not_before")
        batch_op.drop_index(batch_op.f("ix_attempt_delivery_id"))
    op.drop_table("attempt")
    with op.batch_alter_table("round_recipient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_recipient_participant_id"))
    op.drop_table("round_recipient")
    with op.batch_alter_table("presence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presence_participant_id"))
    op.drop_table("presence")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_participant_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_event_id"))
    op.drop_table("delivery")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_round_id"))
    op.drop_table("question")
    with op.batch_alter_table("joint_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_session_round_id"))
        batch_op.drop_index(batch_op.f("ix_joint_session_event_id"))
    op.drop_table("joint_session")
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_process_id"))
    op.drop_table("round")
    with op.batch_alter_table("passage", schema=None) as batch_op:
        batch_op.drop_index("ix_passage_source")
        batch_op.drop_index(batch_op.f("ix_passage_process_id"))
    op.drop_table("passage")
