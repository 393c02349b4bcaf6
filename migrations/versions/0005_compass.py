"""The compass: what those who work on a process think of each principle, at three moments

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(length=8), nullable=False),
        sa.Column("principle", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.CheckConstraint(
            "moment IN ('start', 'midway', 'end')", name=op.f("ck_reflection_moment")
        ),
        sa.CheckConstraint("principle BETWEEN 1 AND 7", name=op.f("ck_reflection_principle")),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_reflection_process_id_process")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_reflection_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sa.UniqueConstraint(
            "process_id",
            "moment",
            "principle",
            name=op.f("uq_reflection_process_id_moment_principle"),
        ),
    )


def downgrade() -> None:
    op.drop_table("reflection")
