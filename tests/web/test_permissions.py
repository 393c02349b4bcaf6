"""Every address, method and role, of one's own department and of another, from the URL map."""

from typing import Any

import pytest
from flask import Flask

from tests.web.permission_matrix import ROWS, Row
from tests.web.reader import Reader
from tests.web.world import Side, World

WHO = ("stranger", "roleless", "caseworker", "manager", "administrator")
TRIED = [(row, who, "own") for row in ROWS for who in WHO]
TRIED += [(row, who, "foreign") for row in ROWS if row.foreign for who in row.enter]


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    rows = [(row.endpoint, row.method) for row in ROWS]
    assert set(rows) == routes
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("row", "who", "whose"),
    TRIED,
    ids=[f"{row.method}-{row.endpoint}-{who}-{whose}" for row, who, whose in TRIED],
)
def test_who_gets_what(
    app: Flask, client: Reader, world: World, row: Row, who: str, whose: str
) -> None:
    side: Side = getattr(world, whose)
    if who != "stranger":
        client.sign_in_as(world.own.users[who])
    expected = row.foreign if whose == "foreign" else getattr(row, who)
    answer = asked(app, client, row, side)
    assert answer.status_code == expected


def asked(app: Flask, client: Reader, row: Row, side: Side) -> Any:
    with app.test_request_context():
        address = app.url_for(
            row.endpoint, **{name: side.ids[key] for name, key in row.ids.items()}
        )
    return client.get(address) if row.method == "GET" else client.send(address)
