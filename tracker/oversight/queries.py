"""What oversight reads: the loops as they stand, now or as they would by a later moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.history import facts_of, in_pieces
from tracker.domain.loop import as_of, fold
from tracker.domain.participant import Participant
from tracker.domain.people import Department
from tracker.domain.policies import seen_processes
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, loop_row
from tracker.domain.steps import Step
from tracker.domain.sums import Row
from tracker.domain.workdays import local_date

COLUMNS = (
    "process",
    "participant",
    "participant_ref",
    "step",
    "step_name",
    "state",
    "next_action",
    "due",
    "overdue_days",
)
MARKS = ("no_answer", "unopened", "decided_first", "stale")


def processes_of(act: Act, number: int | None, department: str | None) -> list[Process]:
    """The processes that the actor sees: one, a department's, or all."""
    query = select(Process).where(seen_processes(act.actor)).order_by(Process.id)
    if number is not None:
        query = query.where(Process.id == number)
    if department is not None:
        query = query.join(Department, Department.id == Process.department_id).where(
            Department.name == department
        )
    return list(act.session.scalars(query))


def loops_of(act: Act, processes: Sequence[Process], now: datetime | None) -> list[dict[str, Any]]:
    """Each loop as the contract lists it. With `now`, what `due` would record by then counts."""
    found: list[dict[str, Any]] = []
    today = local_date(now or act.now)
    for process in processes:
        refs = {
            number: ref
            for number, ref in act.session.execute(
                select(Participant.id, Participant.ref).where(Participant.process_id == process.id)
            )
        }
        rows = _kept(act, process) if now is None else _reckoned(act, process, list(refs), now)
        for row in rows:
            late = (today - row["due"]).days if row["due"] is not None else 0
            found.append(
                {
                    "process": process.id,
                    "participant": row["participant_id"],
                    "participant_ref": refs[row["participant_id"]],
                    "contributions": row["contributions"],
                    "strands": row["strands"],
                    "strands_by_step": [row[f"n{step}"] for step in Step],
                    "step": row["step"],
                    "step_name": None if row["step"] is None else Step(row["step"]).name.lower(),
                    "state": row["state"],
                    **{mark: row[mark] for mark in MARKS},
                    "waiting_until": row["waiting_until"],
                    "next_action": row["next_action"],
                    "due": row["due"],
                    "overdue_days": max(late, 0),
                }
            )
    return found


def _kept(act: Act, process: Process) -> list[Row]:
    columns = LoopRow.__table__.columns
    query = (
        select(*columns).where(LoopRow.process_id == process.id).order_by(LoopRow.participant_id)
    )
    return [dict(row) for row in act.session.execute(query).mappings()]


def _reckoned(act: Act, process: Process, people: Sequence[int], now: datetime) -> list[Row]:
    rows: list[Row] = []
    for some in in_pieces(sorted(people)):
        for participant, facts in facts_of(act.session, process.id, some).items():
            row = loop_row(as_of(fold(facts, participant), now), process.id)
            if row is not None:
                rows.append(row)
    return rows
