"""Three who must say the same of a process: the rows kept, the pure function, the check apart."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from statistics import median_low
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.independent import check
from tests.independent.answers import answers_of
from tests.independent.events import Book
from tracker.domain import history
from tracker.domain.act import Act, Actor
from tracker.domain.commitment import Commitment
from tracker.domain.differences import differences
from tracker.domain.history import facts_of
from tracker.domain.loop import fold, standing_of
from tracker.domain.measures import USES, Measures, measures_of
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow, StrandRow
from tracker.domain.workdays import local_date
from tracker.oversight import board, indicators

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
    *Measures._fields,
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
        loop = fold(facts, participant)
        standing = standing_of(loop)
        if standing is not None:
            said = asdict(standing) | measures_of(loop)._asdict()
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
    found = unlike_the_check(session, process) + unlike_a_slow_count(session, process)
    rows, pure = kept(session, process), recomputed(session, process)
    return found + list(_between(rows, "the pure function", pure))


def unlike_the_check(session: Session, process: int) -> list[str]:
    """The same, where the projection is trusted to compare its rows with what it recomputes."""
    found = differences(session, process)
    rows, apart = kept(session, process), checked(session, process)
    return found + list(_between(rows, "the check apart", apart))


def unlike_a_slow_count(session: Session, process: int) -> list[str]:
    """What managers are shown otherwise than one who counts all that the check apart says."""
    apart = checked(session, process)
    found = list(_indicators(session, process, apart))
    return found + [line for later in (0, 30) for line in _board(session, process, apart, later)]


def _board(session: Session, process: int, apart: dict[int, Said], later: int) -> Iterator[str]:
    """What a manager's board says otherwise than one who counts all loops, so many days later."""
    act = _looking(session, process, later)
    found = board.board_of(act, board.Asked(process=process))
    for name, count in _slowly(list(apart.values()), local_date(act.now)).items():
        shown = _shown(found, name)
        if shown != count:
            yield f"the board after {later} days says {name} {shown}, one who counts says {count}"


def _looking(session: Session, process: int, later: int = 0) -> Act:
    """A manager who looks so many days after the last fact."""
    row = session.get_one(Process, process)
    last = session.scalars(select(func.max(history.Event.recorded))).one() or row.created_at
    boss = Actor("user", 0, "", frozenset({(row.department_id, "manager")}))
    # What it reads needs no settings.
    return Act(session, boss, last + timedelta(days=later), None)


def _indicators(session: Session, process: int, apart: dict[int, Said]) -> Iterator[str]:
    """What the indicators say otherwise than one who counts all loops, answers and promises."""
    found = indicators.figures_of(_looking(session, process), board.Asked(process=process))
    shown = {**found.counts, "median": found.median}
    for name, count in _counted_slowly(session, process, apart).items():
        if shown[name] != count:
            yield f"the indicators say {name} {shown[name]}, one who counts says {count}"


def _counted_slowly(session: Session, process: int, apart: dict[int, Said]) -> Said:
    book = Book(events_of(session, process))
    loops = [loop for loop in apart.values() if loop["state"] != "ended"]
    past_three = [loop for loop in loops if loop["step"] >= 3]
    waived = [loop for loop in past_three if loop["decided_first"]]
    silent = [loop for loop in past_three if loop["no_answer"] and not loop["decided_first"]]
    days = [loop["returned_after"] for loop in loops if loop["step"] >= 2]
    answers = [answer for p in apart for answer in answers_of(book, p, book.events[-1].n)]
    settled = [_settled(book, answer.response) for answer in answers]
    promises = select(Commitment).where(Commitment.process_id == process)
    uses = {use: sum(loop[use] for loop in loops) for use in USES}
    return {
        "contributed": len(loops),
        "returned": len(days),
        "waiting": len(loops) - len(days),
        "median": median_low(days) if days else None,
        "by_waiver": len(waived),
        "by_silence": len(silent),
        "by_answer": len(past_three) - len(waived) - len(silent),
        "changed": sum(how in ("changed", "added") for how in settled),
        "unchanged": sum(how not in ("changed", "added", None) for how in settled),
        "promise_kept": sum(each.state == "kept" for each in session.scalars(promises)),
        "not_used": uses["unused"] + uses["aside"],
        "contributions": sum(uses.values()),
    }


def _settled(book: Book, response: int) -> str | None:
    """How an answer was settled last."""
    last = book.events[-1].n
    facts = book.of(last, "resolution_recorded")
    led = [fact.data["how"] for fact in facts if response in fact.data["responses"]]
    return led[-1] if led else None


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
