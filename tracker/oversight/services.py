"""Excepting loops that cannot be walked; managers answer for it by name, many loops by two."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from tracker.domain import history, projection
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.participant import ExceptionAsked, LoopException, Participant
from tracker.domain.people import Department
from tracker.domain.policies import demand_manager
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.seconding import needs_second, still_stands
from tracker.domain.sums import Tally
from tracker.language.given import TEXT, text_given


def except_loop(
    act: Act, process: Process, participant: Participant, because: str, reason: str
) -> bool:
    """As `except_loops`, of one."""
    return except_loops(act, process, [participant.id], because, reason)


def except_loops(
    act: Act, process: Process, people: Iterable[int], because: str, reason: str
) -> bool:
    """Say that these people's loops cannot be walked, and why (R18); all, or none.

    True when they are more than one manager answers for alone: then a second one is asked, and
    nothing is excepted yet. NotAllowed unless a manager says so; RuleBroken when a loop is not
    open, or a second manager is asked about it already. Said twice in the same words, it is said
    once.
    """
    demand_manager(act, process)
    reason = text_given("reason", reason, TEXT)
    # Two managers at once would each stay below the share.
    history.wait_for_others(act.session)
    projection.follow(act.session)
    people = list(dict.fromkeys(people))
    states = _states(act, process, people)
    said = _said(act, people, because, reason)
    asked = _asked_by_oneself(act, people, because, reason)
    new = []
    for person in people:
        if person not in states:
            raise BadInput("participant", "no_loop", participant=person)
        if (states[person] == "excepted" and person in said) or person in asked:
            continue
        if states[person] != "open":
            raise RuleBroken("only_open_is_excepted", participant=person, state=states[person])
        new.append(person)
    _demand_not_asked(act, new)
    # What one asked for in the same words is part of the same act.
    if new and needs_second(*share_of(act, process), len(new) + len(asked)):
        for person in new:
            _ask(act, process, person, because, reason)
        return True
    for person in new:
        _except(act, process, person, because, reason)
    return bool(asked)


def lift_exception(act: Act, process: Process, participant: Participant) -> None:
    """Take an exception back. NotAllowed unless a manager does."""
    demand_manager(act, process)
    projection.follow(act.session)
    if _states(act, process, [participant.id]).get(participant.id) != "excepted":
        raise RuleBroken("not_excepted", participant=participant.id)
    act.record(process.id, "exception_lifted", participant=participant.id)


class Decided(NamedTuple):
    """Whose exceptions were decided, and whose fell away: something had happened meanwhile."""

    people: list[int]
    left_out: list[int]


def decide_asked(
    act: Act, process: Process, askings: Iterable[int], agreed: bool, answer: str
) -> Decided:
    """Say yes or no as the second manager to exceptions that were asked for; a no says why.

    NotAllowed unless a manager does; RuleBroken when it is the one who asked, or when all of it
    is decided already.
    """
    demand_manager(act, process)
    answer = "" if agreed else text_given("answer", answer, TEXT)
    history.wait_for_others(act.session)
    projection.follow(act.session)
    undecided = _undecided(act, process, askings)
    if not undecided:
        raise RuleBroken("already_decided")
    if any(asking.asked_by_id == act.actor.id for asking in undecided):
        raise RuleBroken("second_person")
    standing = _standing(act, process, undecided) if agreed else set()
    decided = Decided([], [])
    for asking in undecided:
        person = asking.participant_id
        asking.decided_by_id, asking.decided_at = act.actor.id, act.now
        if not agreed:
            asking.agreed, asking.answer = False, answer
            number = act.record(process.id, "exception_refused", participant=person, refusal=asking)
        elif person in standing:
            asking.agreed = True
            number = _except(act, process, person, asking.because, asking.reason, asking)
        else:
            number = act.record(process.id, "asking_lapsed", participant=person, asking=asking)
        asking.decided_event_id = number
        (decided.people if asking.agreed is not None else decided.left_out).append(person)
    act.session.flush()
    return decided


def _except(
    act: Act,
    process: Process,
    person: int,
    because: str,
    reason: str,
    asking: ExceptionAsked | None = None,
) -> int:
    asked: dict[str, Any] = {} if asking is None else {"asking": asking}
    return act.record(
        process.id,
        "loop_excepted",
        participant=person,
        exception=LoopException(participant_id=person, because=because, reason=reason),
        because=because,
        **asked,
    )


def _ask(act: Act, process: Process, person: int, because: str, reason: str) -> None:
    asking = ExceptionAsked(
        process_id=process.id,
        participant_id=person,
        because=because,
        reason=reason,
        asked_by_id=act.actor.id,
        asked_at=act.now,
    )
    act.record(process.id, "exception_asked", participant=person, asking=asking, because=because)


def share_of(act: Act, process: Process) -> tuple[int | None, int, int]:
    """The department's share, the loops it is of, and how many of these are excepted already."""
    query = (
        select(
            Department.except_share,
            func.coalesce(Tally.loops - Tally.ended, 0),
            func.coalesce(Tally.excepted, 0),
        )
        .outerjoin(Tally, Tally.process_id == process.id)
        .where(Department.id == process.department_id)
    )
    share, loops, excepted = act.session.execute(query).one()
    return share, loops, excepted


def _states(act: Act, process: Process, people: Sequence[int]) -> dict[int, str]:
    """How the loops of those who have one in the process stand."""
    found: dict[int, str] = {}
    for some in history.in_pieces(people):
        query = select(LoopRow.participant_id, LoopRow.state).where(
            LoopRow.process_id == process.id, LoopRow.participant_id.in_(some)
        )
        found |= {person: state for person, state in act.session.execute(query)}
    return found


def _said(act: Act, people: Sequence[int], because: str, reason: str) -> set[int]:
    """Of whom it was said last that their loop is excepted, in just these words."""
    found: set[int] = set()
    for some in history.in_pieces(people):
        last = select(func.max(LoopException.id)).where(LoopException.participant_id.in_(some))
        query = select(LoopException.participant_id).where(
            LoopException.id.in_(last.group_by(LoopException.participant_id)),
            LoopException.because == because,
            LoopException.reason == reason,
        )
        found |= set(act.session.scalars(query))
    return found


def _asked_by_oneself(act: Act, people: Sequence[int], because: str, reason: str) -> set[int]:
    """About whom the actor has asked in just these words, and nobody has answered."""
    found: set[int] = set()
    for some in history.in_pieces(people):
        query = select(ExceptionAsked.participant_id).where(
            ExceptionAsked.participant_id.in_(some),
            ExceptionAsked.decided_at.is_(None),
            ExceptionAsked.asked_by_id == act.actor.id,
            ExceptionAsked.because == because,
            ExceptionAsked.reason == reason,
        )
        found |= set(act.session.scalars(query))
    return found


def _demand_not_asked(act: Act, people: Sequence[int]) -> None:
    """RuleBroken when a second manager is asked about one of them already."""
    for some in history.in_pieces(people):
        query = select(func.min(ExceptionAsked.participant_id)).where(
            ExceptionAsked.participant_id.in_(some), ExceptionAsked.decided_at.is_(None)
        )
        first = act.session.scalars(query).one()
        if first is not None:
            raise RuleBroken("already_asked", participant=first)


def _undecided(act: Act, process: Process, askings: Iterable[int]) -> list[ExceptionAsked]:
    found: list[ExceptionAsked] = []
    for some in history.in_pieces(sorted(set(askings))):
        query = select(ExceptionAsked).where(
            ExceptionAsked.process_id == process.id,
            ExceptionAsked.id.in_(some),
            ExceptionAsked.decided_at.is_(None),
        )
        found += act.session.scalars(query.execution_options(populate_existing=True))
    return found


def _standing(act: Act, process: Process, askings: Sequence[ExceptionAsked]) -> set[int]:
    """Whose loops are open, and nothing has happened that would have ended their exception."""
    people = [asking.participant_id for asking in askings]
    states = _states(act, process, people)
    facts = history.facts_of(act.session, process.id, people)
    return {
        person
        for asking in askings
        if states.get(person := asking.participant_id) == "open"
        and still_stands(facts[person], person, asking.event_id, asking.because)
    }
