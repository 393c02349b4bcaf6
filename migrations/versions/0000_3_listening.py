"""Those who take part, and what they told us

Revision: 0000_3, after 0000_2.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0000_3"
down_revision = "0000_2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("encounter_id", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(length=200), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("email", tracker.domain.base.Encrypted(), nullable=True),
        sa.Column("email_lookup", tracker.domain.base.Lookup(length=64), nullable=True),
        sa.Column("phone", tracker.domain.base.Encrypted(), nullable=True),
        sa.Column("phone_lookup", tracker.domain.base.Lookup(length=64), nullable=True),
        sa.Column("address", tracker.domain.base.Encrypted(), nullable=True),
        sa.Column("protected_address", sa.Boolean(), nullable=False),
        sa.Column("guardian", sa.Text(), nullable=False),
        sa.Column("guardian_proof", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=True),
        sa.Column("perspectives", sa.Text(), nullable=False),
        sa.Column("public_return", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('email', 'letter', 'phone', 'in_person', 'none')",
            name=op.f("ck_participant_channel"),
        ),
        sa.CheckConstraint(
            "kind IN ('person', 'group', 'unknown')", name=op.f("ck_participant_kind")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_participant_encounter_id_encounter")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_participant_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("encounter_id", name=op.f("uq_participant_encounter_id")),
        sa.UniqueConstraint("process_id", "ref", name=op.f("uq_participant_process_id_ref")),
    )
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participant_email_lookup"), ["email_lookup"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_participant_phone_lookup"), ["phone_lookup"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_participant_process_id"), ["process_id"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("encounter_id", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("received_at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_event_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "how IN ('verbatim', 'retold', 'observed')", name=op.f("ck_contribution_how")
        ),
        sa.ForeignKeyConstraint(
            ["encounter_id"], ["encounter.id"], name=op.f("fk_contribution_encounter_id_encounter")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_contribution_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_contribution_participant_id_participant"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_contribution_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("process_id", "ref", name=op.f("uq_contribution_process_id_ref")),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_encounter_id"), ["encounter_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contribution_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contribution_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index("ix_contribution_process_id_id", ["process_id", "id"], unique=False)
    op.create_table(
        "loop_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "because IN ('no-contact', 'asked-not', 'died', 'other')",
            name=op.f("ck_loop_exception_because"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_loop_exception_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_loop_exception_participant_id_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loop_exception")),
    )
    with op.batch_alter_table("loop_exception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loop_exception_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_loop_exception_participant_id"), ["participant_id"], unique=False
        )
    op.create_table(
        "membership",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["participant.id"], name=op.f("fk_membership_group_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_membership_person_id_participant")
        ),
        sa.PrimaryKeyConstraint("person_id", "group_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_group_id"), ["group_id"], unique=False)
    op.create_table(
        "contribution_reader",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_reader_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_contribution_reader_user_id_user")
        ),
        sa.PrimaryKeyConstraint("contribution_id", "user_id", name=op.f("pk_contribution_reader")),
    )
    with op.batch_alter_table("contribution_reader", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_reader_user_id"), ["user_id"], unique=False
        )
    op.create_table(
        "contribution_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('recorded', 'corrected', 'shareable')",
            name=op.f("ck_contribution_wording_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_wording_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_contribution_wording_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_wording")),
    )
    with op.batch_alter_table("contribution_wording", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_wording_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_wording_event_id"), ["event_id"], unique=False
        )
    op.create_table(
        "setting_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ended_event_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_setting_aside_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_setting_aside_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_aside")),
    )
    with op.batch_alter_table("setting_aside", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_setting_aside_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_setting_aside_event_id"), ["event_id"], unique=False)
    op.create_table(
        "setting_aside_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("setting_aside_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_setting_aside_reason_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["setting_aside_id"],
            ["setting_aside.id"],
            name=op.f("fk_setting_aside_reason_setting_aside_id_setting_aside"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_aside_reason")),
    )
    with op.batch_alter_table("setting_aside_reason", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_setting_aside_reason_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_setting_aside_reason_setting_aside_id"),
            ["setting_aside_id"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("setting_aside_reason", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_setting_aside_reason_setting_aside_id"))
        batch_op.drop_index(batch_op.f("ix_setting_aside_reason_event_id"))
    op.drop_table("setting_aside_reason")
    with op.batch_alter_table("setting_aside", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_setting_aside_event_id"))
        batch_op.drop_index(batch_op.f("ix_setting_aside_contribution_id"))
    op.drop_table("setting_aside")
    with op.batch_alter_table("contribution_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_wording_event_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_wording_contribution_id"))
    op.drop_table("contribution_wording")
    with op.batch_alter_table("contribution_reader", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_reader_user_id"))
    op.drop_table("contribution_reader")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_group_id"))
    op.drop_table("membership")
    with op.batch_alter_table("loop_exception", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loop_exception_participant_id"))
        batch_op.drop_index(batch_op.f("ix_loop_exception_event_id"))
    op.drop_table("loop_exception")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index("ix_contribution_process_id_id")
        batch_op.drop_index(batch_op.f("ix_contribution_participant_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_event_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_encounter_id"))
    op.drop_table("contribution")
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participant_process_id"))
        batch_op.drop_index(batch_op.f("ix_participant_phone_lookup"))
        batch_op.drop_index(batch_op.f("ix_participant_email_lookup"))
    op.drop_table("participant")
