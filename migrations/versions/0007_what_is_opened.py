"""What leaves the fence: insights opened to other departments, the open page, and when it was
said of a promise that it was kept

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base
from tracker.domain import search

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NEW = ("open_page_promise", "open_page_insight", "open_page", "opened_insight")


def upgrade() -> None:
    op.add_column("commitment", sa.Column("said_at", tracker.domain.base.Moment(), nullable=True))
    op.create_table(
        "opened_insight",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ended_event_id", sa.Integer(), nullable=True),
        _refers("opened_insight", "insight_id", "insight"),
        _refers("opened_insight", "version_id", "insight_version"),
        _refers("opened_insight", "outcome_id", "outcome"),
        _event_of("opened_insight"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_insight")),
    )
    op.create_table(
        "open_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ended_event_id", sa.Integer(), nullable=True),
        _refers("open_page", "process_id", "process"),
        _event_of("open_page"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_page")),
    )
    op.create_table(
        "open_page_insight",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        _refers("open_page_insight", "page_id", "open_page"),
        _refers("open_page_insight", "version_id", "insight_version"),
        _refers("open_page_insight", "outcome_id", "outcome"),
        sa.PrimaryKeyConstraint("page_id", "version_id", name=op.f("pk_open_page_insight")),
    )
    op.create_table(
        "open_page_promise",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        _refers("open_page_promise", "page_id", "open_page"),
        _refers("open_page_promise", "commitment_id", "commitment"),
        sa.PrimaryKeyConstraint("page_id", "commitment_id", name=op.f("pk_open_page_promise")),
    )
    for table, columns in (
        ("opened_insight", ["event_id"]),
        ("opened_insight", ["insight_id"]),
        ("open_page", ["event_id"]),
        ("open_page", ["process_id", "id"]),
        ("open_page_promise", ["commitment_id"]),
    ):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)
    search.create(op.get_bind(), search.OPENED)


def downgrade() -> None:
    op.drop_table("opened_search")
    for table in NEW:
        op.drop_table(table)
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_column("said_at")


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def _event_of(table: str) -> sa.ForeignKeyConstraint:
    """Both name each other, so the check waits for commit."""
    return sa.ForeignKeyConstraint(
        ["event_id"],
        ["event.id"],
        name=op.f(f"fk_{table}_event_id_event"),
        initially="DEFERRED",
        deferrable=True,
    )
