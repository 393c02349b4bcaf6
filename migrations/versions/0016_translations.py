"""An insight's wording in other languages

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "insight_translation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_insight_translation_user_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["insight_version.id"],
            name=op.f("fk_insight_translation_version_id_insight_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_insight_translation")),
        sa.UniqueConstraint(
            "version_id", "language", name=op.f("uq_insight_translation_version_id_language")
        ),
    )


def downgrade() -> None:
    op.drop_table("insight_translation")
