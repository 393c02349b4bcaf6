"""What a citizen's browser is sent: the pages behind each link with their heads, over the web."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from urllib.parse import urlsplit

import time_machine
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from tests.citizen.letters import answers, filled
from tests.leaks.ground import Ground
from tests.leaks.rounds import Copy, Rounds
from tests.leaks.showing import Shown
from tests.web.reader import Reader
from tracker import create_app
from tracker.domain.act import SYSTEM, Act
from tracker.domain.round import Delivery
from tracker.extensions import db
from tracker.returning.codes import code_told

_sites = count(1)
WORDS = "Det passer."


@contextmanager
def site(ground: Ground, world: Rounds) -> Iterator[Flask]:
    """The application on a database that stands as the world's does, at the world's own time."""
    path = ground.settings.instance / f"served{next(_sites)}.db"
    _copied(world.engine, path)
    with time_machine.travel(world.now):
        app = create_app(replace(ground.settings, database_url=f"sqlite:///{path}"))
        app.testing = True
        yield app
        with app.app_context():
            db.engine.dispose()


def _copied(engine: Engine, path: object) -> None:
    with engine.connect() as connection, closing(sqlite3.connect(str(path))) as file:
        connection.connection.driver_connection.backup(file)


def on_the_web(app: Flask, copy: Copy) -> list[Shown]:
    """All that comes of a link, in a browser of its own; nothing where there is none.

    It is opened, read and answered; before it is opened it tells nothing at all.
    """
    link = copy.secrets[1]
    if not link:
        return []
    browser, where = Reader(app, app.response_class), urlsplit(link).path
    unopened = browser.get(where)
    (form,) = browser.page.iter("form")
    opening = browser.post(where, data=filled(form))
    assert opening.status_code == 303
    asked = by_code(app, browser, copy) if opening.location == "/r/code" else []
    steps = one_by_one(browser)
    with browser.session_transaction() as session:
        session["letter_way"] = "all"
    letter = browser.get("/r/")
    fields = answers(browser)
    words = [name for name in fields if name.startswith("words-")]
    sending = browser.post("/r/", data=fields | dict.fromkeys(words, WORDS))
    assert (sending.status_code, sending.location) == (303, "/r/received")
    received, again = browser.get("/r/received"), browser.get("/r/")
    assert received.status_code == letter.status_code == again.status_code == 200
    nobodys = replace(copy, may=set(), must=set())
    # What they corrected after it was frozen stands, as it is now, where they can correct it again.
    present = {said.present for said in copy.person.standing}
    theirs = replace(copy, may=copy.may | present)
    answered = (unopened, opening, *asked, *steps, letter, sending, received, again)
    return [
        Shown(nobodys, "page before it is opened", unopened.text),
        *(Shown(nobodys, "page that asks for a code", page.text) for page in asked),
        Shown(theirs, "pages of one thing each", "\n".join(step.text for step in steps)),
        Shown(theirs, "page that is served", letter.text),
        Shown(theirs, "page after answering", again.text),
        Shown(theirs, "page of what was received", received.text, whole=False),
        Shown(nobodys, "heads", "\n".join(map(head_of, answered)), whole=False),
        Shown(nobodys, "cookie", cookie_of(browser), whole=False),
    ]


def by_code(app: Flask, browser: Reader, copy: Copy) -> list[TestResponse]:
    """Open the letter by its code: what is served until then, a wrong code tried first."""
    with app.app_context():
        act = Act(db.session(), SYSTEM, datetime.now(UTC), app.config["SETTINGS"])
        code = code_told(act, act.session.get_one(Delivery, copy.id))
    first = browser.get("/r/code")
    wrong = browser.send("/r/code", code=str((int(code[0]) + 1) % 10) + code[1:])
    assert wrong.status_code == 422
    right = browser.send("/r/code", code=code)
    assert (right.status_code, right.location) == (303, "/r/")
    return [first, wrong, right]


def one_by_one(browser: Reader) -> list[TestResponse]:
    """The letter as it is met: each thing on a page of its own, or all on one if it has none."""
    first = browser.get("/r/")
    count = max((int(bar.get("max") or 1) for bar in browser.page.iter("progress")), default=1)
    return [first, *(browser.get(f"/r/?at={number}") for number in range(2, count + 1))]


def head_of(answer: TestResponse) -> str:
    return "\n".join(f"{name}: {value}" for name, value in answer.headers)


def cookie_of(browser: Reader) -> str:
    """What the cookie holds: it is signed, and everybody who has it can read it."""
    with browser.session_transaction() as session:
        return json.dumps(dict(session), default=str)
