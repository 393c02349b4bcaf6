"""What somebody wants to be told of by calendar and by mail, and the mails of each week

Revision: 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("whose", sa.String(length=4), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("opened_at", tracker.domain.base.Moment(), nullable=True),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.CheckConstraint("whose IN ('mine', 'all')", name=op.f("ck_agenda_whose")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_agenda_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_agenda")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_agenda_token_hash")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
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
        sa.CheckConstraint(
            "state IN ('waiting', 'claimed', 'sent', 'failed', 'uncertain', 'stopped')",
            name=op.f("ck_digest_state"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_digest_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("message_id", name=op.f("uq_digest_message_id")),
        sa.UniqueConstraint("user_id", "week", name=op.f("uq_digest_user_id_week")),
    )
    op.create_index(op.f("ix_digest_state_not_before"), "digest", ["state", "not_before"])


def downgrade() -> None:
    op.drop_table("digest")
    op.drop_table("agenda")
