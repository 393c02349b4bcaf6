"""Answering answers as they were read: refused when somebody else has dealt with one meanwhile."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import BadInput, Conflict
from tracker.domain.insight import Insight
from tracker.domain.outcome import Outcome
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.response import Response
from tracker.qualifying import services
from tracker.qualifying.answers import Answer, answers_of


def marks_of(answers: Sequence[Answer]) -> str:
    """How some answers stand; something else when one was dealt with, or its insight changed."""
    return " ".join(f"{answer.number}:{answer.mark}" for answer in answers)


def resolve(
    act: Act,
    numbers: Sequence[int],
    seen: str,
    how: str,
    reason: str,
    *,
    text: str = "",
    shareable: str = "",
) -> None:
    """Say what one or several answers of a process led to. Sent twice, it is received once.

    `text`: an insight's words as they are to be; `seen`: the answers' marks when they were read.
    """
    responses, now = _held(act, numbers)
    if all(_led_to(answer, how, reason) for answer in now):
        return
    _demand_unchanged(now, seen)
    new_text, version = "", None
    if how == "changed" and now[0].about.kind == "insight":
        new_text, version = _changed(now, text)
    services.resolve(
        act,
        responses,
        how,
        reason,
        new_text=new_text,
        version=version,
        shareable=shareable if how == "dissent" else "",
    )


def sort(act: Act, number: int, seen: str, move: str, about: tuple[str, int]) -> None:
    """Say what free words mean: the move, and what they are about by its kind and number.

    Sent twice, it is received once.
    """
    (response,), now = _held(act, [number])
    kind, row = about
    sorted_so = bool(response.sortings) and (now[0].move, now[0].about.subject) == (move, about)
    if sorted_so and marks_of(now) != seen:
        return
    _demand_unchanged(now, seen)
    process = process_for(act, response.process_id)
    services.sort_into(
        act,
        response,
        move,
        one_of_process(act, Insight, row, process) if kind == "insight" else None,
        one_of_process(act, Contribution, row, process) if kind == "contribution" else None,
    )


def decide(
    act: Act,
    insight: Insight,
    seen: str,
    use: str,
    reason: str,
    decider: str,
    expected: date | None,
    decided_first: str,
) -> Outcome | None:
    """Decide what an insight is used for. Sent twice, it is received once.

    `seen`: the number of the outcome that stood when it was read; Conflict when another one does.
    """
    held = select(Insight.id).where(Insight.id == insight.id).with_for_update()
    act.session.execute(held)
    query = select(Outcome).where(Outcome.insight_id == insight.id).order_by(Outcome.id.desc())
    now = act.session.scalars(query.limit(1)).first()
    if str(now.id if now else 0) != seen:
        if now is not None and (now.use, now.reason) == (use, reason):
            return None
        raise Conflict("decided_meanwhile")
    if use != "undecided":
        decider, expected = "", None
    return services.decide(
        act,
        insight,
        use,
        reason,
        decider=decider,
        expected=expected,
        decided_first=decided_first if use != "undecided" else "",
    )


def _held(act: Act, numbers: Sequence[int]) -> tuple[Sequence[Response], list[Answer]]:
    """The answers as they are now, and nobody else answers them until this is over."""
    query = select(Response).where(Response.id.in_(numbers)).order_by(Response.id)
    responses = act.session.scalars(query.with_for_update()).all()
    process = process_for(act, responses[0].process_id)
    return responses, answers_of(act, process, [response.id for response in responses])


def _led_to(answer: Answer, how: str, reason: str) -> bool:
    last = answer.settled[-1] if answer.settled else None
    return last is not None and (last.how, last.reason) == (how, reason)


def _demand_unchanged(now: Sequence[Answer], seen: str) -> None:
    if seen != marks_of(now):
        raise Conflict("answered_meanwhile")


def _changed(now: Sequence[Answer], text: str) -> tuple[str, int | None]:
    """The insight's new words; or the version that has them already, when they stand there."""
    about = now[0].about
    if text and text != about.now:
        return text, None
    if all(answer.about.version != about.current for answer in now):
        return "", about.current
    raise BadInput("text", "changed_needs_new_words")
