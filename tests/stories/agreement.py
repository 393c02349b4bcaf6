"""Three who must say the same of a process: the rows kept, the pure function, the check apart."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.independent import check
from tracker.domain import history, projection
from tracker.domain.act import Act, Actor
from tracker.domain.history import facts_of
from tracker.domain.loop import fold, standing_of
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, StrandRow
from tracker.domain.workdays import local_date
from tracker.oversight import board

Said = dict[str, Any]
_SAME = (
    "participant",
    "state",
    "step",
    "no_answer",
    "unopened",
    "decided_first",
    "stale",
    "waiting_until",
    "due",
)


def participants_of(session: Session, process: int) -> list[int]:
    found = select(Participant.id).where(Participant.process_id == process)
    return list(session.scalars(found.order_by(Participant.id)))


def events_of(session: Session, process: int) -> list[check.Event]:
    """All facts of a process, as the check reads them."""
    rows = session.scalars(
        select(history.Event)
        .where(history.Event.process_id == process)
        .order_by(history.Event.id)
        .execution_options(populate_existing=True)
    )
    return [check.Event(e.id, e.kind, e.at, e.recorded, _read(e.kind, e.data)) for e in rows]


def _read(kind: str, data: Said) -> Said:
    if kind == "outcome_recorded" and data["expected"]:
        return data | {"expected": date.fromisoformat(data["expected"])}
    if kind == "window_ended":
        return data | {"end": datetime.fromisoformat(data["end"])}
    return data


def kept(session: Session, process: int) -> dict[int, Said]:
    """The rows of each loop, in the words of the check."""
    fresh = {"populate_existing": True}
    loops = session.scalars(
        select(LoopRow).where(LoopRow.process_id == process).execution_options(**fresh)
    )
    strands = session.scalars(
        select(StrandRow)
        .where(StrandRow.process_id == process)
        .order_by(StrandRow.contribution_id, StrandRow.insight_id)
        .execution_options(**fresh)
    ).all()
    return {loop.participant_id: _as_said(loop, strands) for loop in loops}


def _as_said(loop: LoopRow, strands: Any) -> Said:
    own = [s for s in strands if s.participant_id == loop.participant_id]
    assert loop.strands == len(own)
    return {name: getattr(loop, name) for name in _SAME if name != "participant"} | {
        "participant": loop.participant_id,
        "contributions": loop.contributions,
        "steps": (loop.n0, loop.n1, loop.n2, loop.n3, loop.n4, loop.n5),
        "action": loop.next_action,
        "strands": tuple(
            (s.contribution_id, s.insight_id, s.setting_aside_id, s.step, s.next_action, s.due)
            for s in own
        ),
    }


def recomputed(session: Session, process: int) -> dict[int, Said]:
    """What the pure function makes of the facts, in the same words."""
    found: dict[int, Said] = {}
    people = participants_of(session, process)
    for participant, facts in facts_of(session, process, people).items():
        standing = standing_of(fold(facts, participant))
        if standing is not None:
            said = asdict(standing)
            said["strands"] = tuple(tuple(s) for s in standing.strands)
            found[participant] = _counted(said)
    return found


def checked(session: Session, process: int) -> dict[int, Said]:
    """What the check apart makes of them."""
    events = events_of(session, process)
    found = {p: check.standing(events, p) for p in participants_of(session, process)}
    return {p: _counted(said) for p, said in found.items() if said is not None}


def _counted(said: Said) -> Said:
    """The rows keep how many contributions, and not which."""
    return said | {"contributions": len(said["contributions"])}


def disagreements(session: Session, process: int) -> list[str]:
    """One line for each value that the three do not all say alike; empty when they agree."""
    found = unlike_the_check(session, process)
    rows, pure = kept(session, process), recomputed(session, process)
    return found + list(_between(rows, "the pure function", pure))


def unlike_the_check(session: Session, process: int) -> list[str]:
    """The same, where the projection is trusted to compare its rows with what it recomputes."""
    found = projection.differences(session, process)
    rows, apart = kept(session, process), checked(session, process)
    found += _between(rows, "the check apart", apart)
    return found + [line for later in (0, 30) for line in _board(session, process, apart, later)]


def _board(session: Session, process: int, apart: dict[int, Said], later: int) -> Iterator[str]:
    """What a manager's board says otherwise than one who counts all loops, so many days later."""
    row = session.get_one(Process, process)
    last = session.scalars(select(func.max(history.Event.recorded))).one() or row.created_at
    now = last + timedelta(days=later)
    boss = Actor("user", 0, "", frozenset({(row.department_id, "manager")}))
    # What it reads needs no settings.
    act = Act(session, boss, now, None)
    found = board.board_of(act, board.Asked(process=process))
    for name, count in _slowly(list(apart.values()), local_date(now)).items():
        shown = _shown(found, name)
        if shown != count:
            yield f"the board after {later} days says {name} {shown}, one who counts says {count}"


def _slowly(loops: list[Said], today: date) -> dict[str, int]:
    counts = {"loops": len(loops)}
    for state in ("open", *board.STATES):
        counts[state] = sum(loop["state"] == state for loop in loops)
    for mark in board.MARKS:
        counts[mark] = sum(bool(loop[mark]) for loop in loops)
    walked = [loop for loop in loops if loop["state"] == "open"]
    sunday = today + timedelta(days=6 - today.weekday())
    for step in board.WALKED:
        days = [loop["due"] or date.max for loop in walked if loop["step"] == step]
        late, week = sum(day < today for day in days), sum(today <= day <= sunday for day in days)
        counts |= {f"{step} late": late, f"{step} week": week}
        counts[f"{step} later"] = len(days) - late - week
    return counts


def _shown(found: board.Board, name: str) -> int:
    step, _, when = name.partition(" ")
    if when:
        return found.steps[int(step)][when]
    return {"loops": found.whole.loops, "open": found.whole.open, **found.whole.apart}[name]


def _between(rows: dict[int, Said], name: str, others: dict[int, Said]) -> Iterator[str]:
    for participant in sorted({*rows, *others}):
        row, other = rows.get(participant), others.get(participant)
        if row is None or other is None:
            yield f"participant {participant}: kept {row}, {name} says {other}"
            continue
        for key in sorted({*row, *other}):
            if row.get(key) != other.get(key):
                said = f"is kept {row.get(key)}, {name} says {other.get(key)}"
                yield f"participant {participant}: {key} {said}"
