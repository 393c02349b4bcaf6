"""Who answers an answer: somebody takes it, hands it to a colleague, or lets it go."""

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import Conflict
from tracker.domain.notes import demand_reader
from tracker.domain.office import Assignment
from tracker.domain.response import Response

NOBODY = 0


def put_in_hand(act: Act, response: Response, user: int, seen: int) -> int:
    """Let a colleague answer it (NOBODY: anybody); returns in whose hand it was until now.

    `seen`: in whose hand it was when it was read; Conflict when that is another one by now.
    """
    held = select(Response.id).where(Response.id == response.id).with_for_update()
    act.session.execute(held)
    row = act.session.get(Assignment, response.id, populate_existing=True)
    before = row.user_id if row is not None else NOBODY
    if before == user:
        return before
    if before != seen:
        raise Conflict("taken_meanwhile")
    if user == NOBODY:
        act.session.delete(row)
        return before
    demand_reader(act, response, user, "user")
    if row is None:
        act.session.add(Assignment(response_id=response.id, user_id=user, at=act.now))
    else:
        row.user_id, row.at = user, act.now
    return before
