"""Children under 15, who are told in person, and those who read for somebody

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participant", sa.Column("child_until", sa.Date(), nullable=True))
    for table in ("participant", "delivery"):
        op.add_column(
            table, sa.Column("represented", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    for table in ("participant", "delivery"):
        op.drop_column(table, "represented")
    op.drop_column("participant", "child_until")
