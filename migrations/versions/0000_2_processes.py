"""Processes, and the record of what happens in them

Revision: 0000_2, after 0000_1.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0000_2"
down_revision = "0000_1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_counter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_counter")),
    )
    op.create_table(
        "process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("at_stake", sa.Text(), nullable=False),
        sa.Column("can_influence", sa.Text(), nullable=False),
        sa.Column("cannot_influence", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=False),
        sa.Column("contact_phone", sa.String(length=60), nullable=False),
        sa.Column("contact_hours", sa.String(length=200), nullable=False),
        sa.Column("case_number", sa.String(length=60), nullable=False),
        sa.Column("mail", sa.String(length=10), nullable=False),
        sa.Column("public_return", sa.Boolean(), nullable=False),
        sa.Column("narrowed", sa.Boolean(), nullable=False),
        sa.Column("days_to_return", sa.Integer(), nullable=False),
        sa.Column("days_to_answer", sa.Integer(), nullable=False),
        sa.Column("days_to_close", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", tracker.domain.base.Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('development', 'case')", name=op.f("ck_process_kind")),
        sa.CheckConstraint("language IN ('da', 'en')", name=op.f("ck_process_language")),
        sa.CheckConstraint("mail IN ('notice', 'report')", name=op.f("ck_process_mail")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_process_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["user.id"], name=op.f("fk_process_responsible_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
    )
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_process_department_id"), ["department_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_process_responsible_id"), ["responsible_id"], unique=False
        )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.CheckConstraint("state IN ('open', 'kept', 'broken')", name=op.f("ck_commitment_state")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_commitment_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_process_id"), ["process_id"], unique=False)
    op.create_table(
        "encounter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("place_kind", sa.String(length=20), nullable=False),
        sa.Column("held_at", tracker.domain.base.Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('interview', 'workshop', 'walk', 'call', 'letter', 'hearing', 'web', 'session')",
            name=op.f("ck_encounter_kind"),
        ),
        sa.CheckConstraint(
            "place_kind IN ('own', 'neutral', 'municipality')", name=op.f("ck_encounter_place_kind")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_encounter_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounter")),
    )
    with op.batch_alter_table("encounter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_encounter_process_id"), ["process_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("recorded", tracker.domain.base.Moment(), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("everyones", sa.Boolean(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_event_actor_id_user")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_event_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_event_process_id_everyones", ["process_id", "everyones"], unique=False
        )
        batch_op.create_index("ix_event_process_id_id", ["process_id", "id"], unique=False)
    op.create_table(
        "process_member",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_process_member_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_process_member_user_id_user")
        ),
        sa.PrimaryKeyConstraint("process_id", "user_id", name=op.f("pk_process_member")),
    )
    with op.batch_alter_table("process_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_process_member_user_id"), ["user_id"], unique=False)
    op.create_table(
        "signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_signature_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_signature_process_id_process")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_signature_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signature_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signature_process_id"), ["process_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_process_id"))
        batch_op.drop_index(batch_op.f("ix_signature_event_id"))
    op.drop_table("signature")
    with op.batch_alter_table("process_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_member_user_id"))
    op.drop_table("process_member")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_process_id_id")
        batch_op.drop_index("ix_event_process_id_everyones")
    op.drop_table("event")
    with op.batch_alter_table("encounter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_encounter_process_id"))
    op.drop_table("encounter")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_process_id"))
    op.drop_table("commitment")
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_process_responsible_id"))
        batch_op.drop_index(batch_op.f("ix_process_department_id"))
    op.drop_table("process")
    op.drop_table("event_counter")
