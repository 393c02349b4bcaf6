"""A day's work: drafts, notes, templates, files brought in, and search

Revision: 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

import tracker.domain.base
from tracker.domain import search

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_search()
    op.create_index("ix_event_actor_id_recorded", "event", ["actor_id", "recorded"])
    _index_what_pages_read()
    op.create_table(
        "answer_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_answer_template_department_id_department"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_template")),
    )
    with op.batch_alter_table("answer_template", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_answer_template_department_id"), ["department_id"], unique=False
        )

    op.create_table(
        "submission",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_submission_user_id_user")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submission")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_at"), ["at"], unique=False)

    op.create_table(
        "imported_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", tracker.domain.base.EncryptedBytes(), nullable=True),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("first_event", sa.Integer(), nullable=True),
        sa.Column("last_event", sa.Integer(), nullable=True),
        sa.Column("undone_at", tracker.domain.base.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_imported_file_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_imported_file_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_file")),
    )
    with op.batch_alter_table("imported_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_imported_file_process_id"), ["process_id"], unique=False
        )

    op.create_table(
        "assumption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("became", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("insight_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "became IN ('open', 'held', 'partly', 'wrong')", name=op.f("ck_assumption_became")
        ),
        sa.ForeignKeyConstraint(
            ["insight_id"], ["insight.id"], name=op.f("fk_assumption_insight_id_insight")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_assumption_process_id_process")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_assumption_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assumption")),
    )
    with op.batch_alter_table("assumption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assumption_process_id"), ["process_id"], unique=False)

    op.create_table(
        "look",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_look_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_look_round_id_round")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_look_user_id_user")),
        sa.PrimaryKeyConstraint("round_id", "participant_id", "user_id", name=op.f("pk_look")),
    )
    op.create_table(
        "answer_draft",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("fields", tracker.domain.base.Encrypted(), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_answer_draft_delivery_id_delivery")
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_answer_draft")),
    )
    op.create_table(
        "assignment",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_assignment_response_id_response")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_assignment_user_id_user")),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_user_id"), ["user_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("for_user_id", sa.Integer(), nullable=True),
        sa.Column("at", tracker.domain.base.Moment(), nullable=False),
        sa.Column("done_at", tracker.domain.base.Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["for_user_id"], ["user.id"], name=op.f("fk_note_for_user_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_note_participant_id_participant")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_note_process_id_process")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_note_response_id_response")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_note_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index(
            "ix_note_for_user_id_done_at", ["for_user_id", "done_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_note_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_note_process_id"), ["process_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_note_response_id"), ["response_id"], unique=False)

    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("return_address", sa.String(length=500), server_default="", nullable=False)
        )

    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.add_column(sa.Column("helper", sa.String(length=200), nullable=True))


def _index_what_pages_read() -> None:
    op.create_index("ix_participant_process_id_kind", "participant", ["process_id", "kind"])
    op.create_index(
        "ix_loop_state_process_id_next_action_due_participant_id",
        "loop",
        ["state", "process_id", "next_action", "due", "participant_id"],
    )
    op.drop_index("ix_strand_process_id", "strand")
    op.create_index(
        "ix_strand_process_id_setting_aside_id", "strand", ["process_id", "setting_aside_id"]
    )


def _create_search() -> None:
    """The index of what was said, with all that is there already."""
    search.create(op.get_bind())
    said = op.get_bind().execute(
        sa.text(
            "SELECT c.id, c.process_id, w.text FROM contribution c"
            " JOIN contribution_wording w ON w.contribution_id = c.id"
            " WHERE c.withdrawn_event_id IS NULL ORDER BY c.id, w.id"
        )
    )
    words: dict[tuple[int, int], list[str]] = {}
    for number, process, text in said:
        words.setdefault((number, process), []).extend(search.stems(text))
    rows = [
        {"rowid": number, "process": f"p{process}", "words": " ".join(found)}
        for (number, process), found in words.items()
    ]
    if rows:
        op.get_bind().execute(sa.insert(search.INDEX), rows)


def downgrade() -> None:
    op.drop_index("ix_strand_process_id_setting_aside_id", "strand")
    op.create_index("ix_strand_process_id", "strand", ["process_id"])
    op.drop_index("ix_loop_state_process_id_next_action_due_participant_id", "loop")
    op.drop_index("ix_participant_process_id_kind", "participant")
    op.drop_index("ix_event_actor_id_recorded", "event")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_column("helper")

    with op.batch_alter_table("department", schema=None) as batch_op:
        batch_op.drop_column("return_address")

    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_response_id"))
        batch_op.drop_index(batch_op.f("ix_note_process_id"))
        batch_op.drop_index(batch_op.f("ix_note_participant_id"))
        batch_op.drop_index("ix_note_for_user_id_done_at")

    op.drop_table("note")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_user_id"))

    op.drop_table("assignment")
    op.drop_table("answer_draft")
    op.drop_table("look")
    with op.batch_alter_table("assumption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assumption_process_id"))

    op.drop_table("assumption")
    with op.batch_alter_table("imported_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_imported_file_process_id"))

    op.drop_table("imported_file")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_at"))

    op.drop_table("submission")
    with op.batch_alter_table("answer_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_template_department_id"))

    op.drop_table("answer_template")
    op.drop_table("contribution_search")
