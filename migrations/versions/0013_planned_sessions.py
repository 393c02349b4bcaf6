"""Sessions that are planned: when and where, what is to be shown, and who is expected

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ROWS = {
    "process_id": "process.id",
    "round_id": "round.id",
    "led_by_id": "user.id",
    "session_id": "joint_session.id",
}


def upgrade() -> None:
    op.create_table(
        "planned_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("place_kind", sa.String(length=20), nullable=False),
        sa.Column("led_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("changed_at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("cancelled_at", tracker.domain.base.Moment(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "place_kind IN ('own', 'neutral', 'municipality')",
            name=op.f("ck_planned_session_place_kind"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [row],
                name=op.f(f"fk_planned_session_{column}_{row.partition('.')[0]}"),
            )
            for column, row in ROWS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_session")),
        sa.UniqueConstraint("session_id", name=op.f("uq_planned_session_session_id")),
    )
    for column in ("at", "led_by_id", "process_id", "round_id"):
        op.create_index(op.f(f"ix_planned_session_{column}"), "planned_session", [column])
    _of_a_plan("planned_insight", "insight")
    _of_a_plan("expected_there", "participant")


def _of_a_plan(table: str, other: str) -> None:
    column = f"{other}_id"
    op.create_table(
        table,
        sa.Column("planned_id", sa.Integer(), nullable=False),
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["planned_id"],
            ["planned_session.id"],
            name=op.f(f"fk_{table}_planned_id_planned_session"),
        ),
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        ),
        sa.PrimaryKeyConstraint("planned_id", column, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    op.drop_table("expected_there")
    op.drop_table("planned_insight")
    op.drop_table("planned_session")
