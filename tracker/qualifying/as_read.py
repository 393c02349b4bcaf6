"""Answering an answer as it was read: refused when somebody else has dealt with it meanwhile."""

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import BadInput, Conflict
from tracker.domain.insight import Insight
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.response import Response
from tracker.qualifying import services
from tracker.qualifying.answers import Answer, answer_of


def resolve(
    act: Act, number: int, seen: str, how: str, reason: str, *, text: str = "", shareable: str = ""
) -> None:
    """Say what the answer led to. Sent twice, it is received once.

    `text`: an insight's words as they are to be; `seen`: the answer's mark when it was read.
    """
    response, now = _held(act, number)
    if now.settled and (now.settled[-1].how, now.settled[-1].reason) == (how, reason):
        return
    _demand_unchanged(now, seen)
    new_text, version = "", None
    if how == "changed" and now.about.kind == "insight":
        new_text, version = _changed(now, text)
    services.resolve(
        act,
        [response],
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
    response, now = _held(act, number)
    kind, row = about
    last = response.sortings[-1] if response.sortings else None
    if last is not None and last.move == move and now.mark != seen:
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


def _held(act: Act, number: int) -> tuple[Response, Answer]:
    """The answer as it is now, and nobody else answers it until this is over."""
    query = select(Response).where(Response.id == number).with_for_update()
    response = act.session.scalars(query).one()
    process = process_for(act, response.process_id)
    return response, answer_of(act, process, response.id)


def _demand_unchanged(now: Answer, seen: str) -> None:
    if seen != now.mark:
        raise Conflict("answered_meanwhile")


def _changed(now: Answer, text: str) -> tuple[str, int | None]:
    """The insight's new words; or the version that has them already, when they stand there."""
    if text and text != now.about.now:
        return text, None
    if now.about.current != now.about.version:
        return "", now.about.current
    raise BadInput("text", "changed_needs_new_words")
