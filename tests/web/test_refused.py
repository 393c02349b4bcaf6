"""Every look at another department's things is in the access log, and one at nothing is not."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.web.permission_matrix import ROWS, Row
from tests.web.reader import Reader
from tests.web.world import Side, World
from tracker.domain.people import AccessRecord, User
from tracker.extensions import db

NAMED = [row for row in ROWS if row.foreign == 404]
LOOKS = [row for row in NAMED if row.method == "GET"]
# The permission matrix asks as each role; that it is written down hangs on none of them.
TRIED = [(row, row.enter[0]) for row in NAMED]
UNKNOWN = 987_654


def refused(app: Flask) -> list[tuple[str | None, str, str]]:
    """Who was refused what, by kind and number."""
    query = (
        select(User.fs_uniquifier, AccessRecord.what, AccessRecord.number)
        .outerjoin(User, User.id == AccessRecord.user_id)
        .order_by(AccessRecord.id)
    )
    with app.app_context():
        return [tuple(row) for row in db.session.execute(query)]


def address(app: Flask, row: Row, side: Side, **others: int) -> str:
    with app.test_request_context():
        names = {name: side.ids[key] for name, key in row.ids.items()}
        return app.url_for(row.endpoint, **names | others)


def test_there_is_something_to_look_at() -> None:
    assert {row.endpoint for row in LOOKS} >= {"processes.show", "oversight.loop"}


@pytest.mark.parametrize(
    ("row", "role"),
    TRIED,
    ids=[f"{row.method}-{row.endpoint}-{role}" for row, role in TRIED],
)
def test_what_is_anothers_is_refused_and_written_down(
    app: Flask, client: Reader, world: World, row: Row, role: str
) -> None:
    client.sign_in_as(world.own.users[role])
    where = address(app, row, world.foreign)
    answer = client.get(where) if row.method == "GET" else client.send(where)
    assert answer.status_code == 404
    ((who, what, number),) = refused(app)
    assert (who, what) == (world.own.users[role], "refused")
    assert number in {str(world.foreign.ids[key]) for key in row.ids.values()}


@pytest.mark.parametrize("row", LOOKS, ids=[row.endpoint for row in LOOKS])
def test_it_looks_like_what_is_not_there_which_nobody_writes_down(
    app: Flask, client: Reader, world: World, row: Row
) -> None:
    client.sign_in_as(world.own.users[row.enter[0]])
    # What is no number, as the kind of a file, hides nothing.
    numbers = [name for name, key in row.ids.items() if isinstance(world.foreign.ids[key], int)]
    nothing = dict.fromkeys(numbers, UNKNOWN)
    foreign = address(app, row, world.foreign)
    missing = address(app, row, world.foreign, **nothing)
    # A form's token says when it was made.
    with time_machine.travel(datetime.now(UTC), tick=False):
        hidden, kept = client.get(foreign), refused(app)
        unknown = client.get(missing)
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text == unknown.text.replace(missing, foreign)
    assert refused(app) == kept
