"""Indicators: what each loop counts for in them, and what of it is published each week

Revision: 0008, after 0007.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

import tracker.domain.base
from tracker.domain.history import facts_of, in_pieces
from tracker.domain.loop import fold
from tracker.domain.measures import measures_of

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ADDED = ("changed", "unchanged", "used", "partly", "undecided", "unused", "aside")
MEASURED = ("returned_after", *ADDED)
LOOP = sa.table(
    "loop",
    *map(sa.column, ("participant_id", "process_id", "step", "state", *MEASURED)),
    sa.column("no_answer", sa.Boolean()),
    sa.column("decided_first", sa.Boolean()),
)
_QUALIFIED = LOOP.c.step >= 3
COUNTED = {
    "returned": LOOP.c.returned_after.is_not(None),
    "by_answer": sa.and_(_QUALIFIED, sa.not_(LOOP.c.decided_first), sa.not_(LOOP.c.no_answer)),
    "by_silence": sa.and_(_QUALIFIED, sa.not_(LOOP.c.decided_first), LOOP.c.no_answer),
    "by_waiver": sa.and_(_QUALIFIED, LOOP.c.decided_first),
    "with_changed": sa.and_(LOOP.c.changed > 0, LOOP.c.state != "ended"),
    "with_unused": LOOP.c.unused + LOOP.c.aside > 0,
}
TALLY = sa.table("tally", *map(sa.column, ("process_id", *COUNTED, *ADDED)))


def upgrade() -> None:
    op.add_column("loop", sa.Column("returned_after", sa.Integer(), nullable=True))
    for name in ADDED:
        op.add_column("loop", _count(name))
    for name in (*COUNTED, *ADDED):
        op.add_column("tally", _count(name))
    op.create_table(
        "return_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("loops", sa.Integer(), nullable=False),
        _of_process("return_count"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_count")),
    )
    op.create_index("ix_return_count_process_id_days", "return_count", ["process_id", "days"])
    _create_published()
    _fill()


def _count(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False, server_default="0")


def _of_process(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_process_id_process")
    return sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=name)


def _create_published() -> None:
    op.create_table(
        "publication",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_publication")),
    )
    op.create_table(
        "published_cell",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["week"], ["publication.week"], name=op.f("fk_published_cell_week_publication")
        ),
        _of_process("published_cell"),
        sa.PrimaryKeyConstraint("week", "process_id", "cell", name=op.f("pk_published_cell")),
    )
    op.create_table(
        "voice_count",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("untold", sa.Integer(), nullable=False),
        _of_process("voice_count"),
        sa.PrimaryKeyConstraint("process_id", name=op.f("pk_voice_count")),
    )


def _fill() -> None:
    """What loops count for is read off their facts, and added up."""
    connection = op.get_bind()
    change = sa.update(LOOP).where(LOOP.c.participant_id == sa.bindparam("whose"))
    change = change.values({name: sa.bindparam(f"its_{name}") for name in MEASURED})
    for some in in_pieces(_measured(connection)):
        connection.execute(change, some)
    for name, condition in COUNTED.items():
        _add_up(name, sa.case((condition, 1), else_=0))
    for name in ADDED:
        _add_up(name, LOOP.c[name])
    counted = sa.select(LOOP.c.process_id, LOOP.c.returned_after, sa.func.count())
    counted = counted.where(COUNTED["returned"]).group_by(LOOP.c.process_id, LOOP.c.returned_after)
    days = sa.table("return_count", *map(sa.column, ("process_id", "days", "loops")))
    op.execute(sa.insert(days).from_select(["process_id", "days", "loops"], counted))


def _measured(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    session = Session(connection)
    whose = connection.execute(sa.select(LOOP.c.process_id, LOOP.c.participant_id)).all()
    for process in sorted({process for process, _ in whose}):
        for some in in_pieces(person for its, person in whose if its == process):
            for person, facts in facts_of(session, process, some).items():
                measures = measures_of(fold(facts, person))._asdict()
                yield {"whose": person} | {f"its_{name}": measures[name] for name in MEASURED}


def _add_up(name: str, what: Any) -> None:
    total = sa.select(sa.func.coalesce(sa.func.sum(what), 0))
    total = total.where(LOOP.c.process_id == TALLY.c.process_id)
    op.execute(sa.update(TALLY).values({name: total.scalar_subquery()}))


def downgrade() -> None:
    for table in ("voice_count", "published_cell", "publication", "return_count"):
        op.drop_table(table)
    with op.batch_alter_table("tally", schema=None) as batch_op:
        for name in (*COUNTED, *ADDED):
            batch_op.drop_column(name)
    with op.batch_alter_table("loop", schema=None) as batch_op:
        for name in ("returned_after", *ADDED):
            batch_op.drop_column(name)
