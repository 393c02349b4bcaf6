"""How often what a manager sees moving happened on a day, and indexes that hold all they are asked

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base
from tracker.domain.happened import MOVING, rows_of

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PROCESSES = "ix_process_department_id_narrowed_responsible_id_demo"
WAITING = ["process_id", "next_action", "due"]
EVENT = sa.table(
    "event",
    sa.column("process_id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("recorded", tracker.domain.base.Moment()),
)


def upgrade() -> None:
    counts = op.create_table(
        "day_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_day_count_process_id_process")
        ),
        sa.PrimaryKeyConstraint("day", "kind", "process_id", name=op.f("pk_day_count")),
    )
    op.create_index("ix_attempt_state_at", "attempt", ["state", "at"])
    op.drop_index("ix_waiting_count_process_id_next_action_due", "waiting_count")
    op.create_index("ix_waiting_count_all", "waiting_count", [*WAITING, "step", "loops"])
    op.drop_index("ix_process_department_id", "process")
    op.create_index(PROCESSES, "process", ["department_id", "narrowed", "responsible_id", "demo"])
    _fill(counts)


def _fill(counts: sa.Table) -> None:
    columns = EVENT.c.process_id, EVENT.c.kind, EVENT.c.recorded
    query = sa.select(*columns, sa.func.count()).where(EVENT.c.kind.in_(MOVING)).group_by(*columns)
    by_process: dict[int, list[tuple[str, sa.DateTime, int]]] = {}
    for process, *said in op.get_bind().execute(query):
        by_process.setdefault(process, []).append(tuple(said))
    for process, recorded in by_process.items():
        op.bulk_insert(counts, rows_of(process, recorded))


def downgrade() -> None:
    op.drop_index(PROCESSES, "process")
    op.create_index("ix_process_department_id", "process", ["department_id"])
    op.drop_index("ix_waiting_count_all", "waiting_count")
    op.create_index("ix_waiting_count_process_id_next_action_due", "waiting_count", WAITING)
    op.drop_index("ix_attempt_state_at", "attempt")
    op.drop_table("day_count")
