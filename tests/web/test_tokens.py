"""A form that is not ours does nothing, wherever it is sent: 400, and every row as it was."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import literal_column, select

from tests.citizen.letters import Office, Sent, opened
from tests.web.permission_matrix import ROWS, Row
from tests.web.reader import Reader
from tests.web.world import World
from tracker.accounts import services
from tracker.domain.act import SYSTEM, Act
from tracker.domain.people import AccessRecord
from tracker.domain.tables import metadata
from tracker.extensions import db
from tracker.settings import Settings

POSTS = [row for row in ROWS if row.method == "POST"]
# What some form would take as it is; a place in a citizen's letter has a name of its own.
WRITTEN = {
    "because": "other",
    "how": "answered",
    "move": "recognise",
    "about": "round",
    "reason": "Vi har ringet tre gange.",
    "text": "Stien er mørk.",
    "title": "Stien om søen",
    "name": "Bo Holm",
    "email": "bo@kommune.dk",
    "password": "tre ord i træk",
}


@pytest.fixture
def letter(app: Flask) -> Sent:
    return Office(app).letter()


@pytest.fixture
def invited(app: Flask, settings: Settings) -> str:
    """The token by which somebody chooses their first password."""
    with app.app_context():
        act = Act(db.session(), SYSTEM, datetime.now(UTC), settings)
        user = services.add_user(act, "bo@kommune.dk", "Bo Holm", "caseworker", "Ældre")
        address = services.one_time_link(act, user)
        db.session.commit()
    return address.rpartition("/")[2]


def everything(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Every row there is, as it lies in the database, but what the access log says."""
    as_it_lies = select(literal_column("*"))
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted(
                map(tuple, connection.execute(as_it_lies.select_from(table))), key=repr
            )
            for table in metadata.sorted_tables
            if table.name != AccessRecord.__tablename__
        }


def welcome(row: Row) -> str:
    """A role that is let in with a good token."""
    return next(role for role in ("manager", "administrator") if getattr(row, role) != 403)


def test_some_of_every_room_is_posted_to() -> None:
    rooms = {row.endpoint.partition(".")[0] for row in POSTS}
    assert {"accounts", "citizen", "oversight", "qualifying"} <= rooms


@pytest.mark.parametrize("who", ["somebody", "a stranger"])
@pytest.mark.parametrize("row", POSTS, ids=[row.endpoint for row in POSTS])
def test_a_form_without_a_good_token_changes_nothing(
    app: Flask, client: Reader, world: World, letter: Sent, invited: str, row: Row, who: str
) -> None:
    # A letter is open here too, so that what answers it has something to answer.
    written = WRITTEN | {k: v for k, v in opened(client, letter).items() if k != "csrf_token"}
    if who == "somebody":
        client.sign_in_as(world.own.users[welcome(row)])
    with client.session_transaction() as session:
        cookie = {name: session[name] for name in session if name != "csrf_token"}
    known = {"citizen.letter": letter.token, "accounts.choose_password": invited}
    names = {name: known.get(row.endpoint, world.own.ids[key]) for name, key in row.ids.items()}
    with app.test_request_context():
        address = app.url_for(row.endpoint, **names)
    elsewhere = Reader(app, app.response_class).token()
    before = everything(app)
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": elsewhere}):
        assert client.post(address, data=written | token).status_code == 400
    assert everything(app) == before
    with client.session_transaction() as session:
        # Nobody was signed in or out, and no letter opened or closed.
        assert {name: session[name] for name in session if name != "csrf_token"} == cookie
