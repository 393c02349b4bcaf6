"""What the page of a letter costs, and what nobody can learn from it."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import MetaData, event, select

from tests.citizen.letters import Office, opened, places
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.round import Delivery
from tracker.extensions import db
from tracker.reports.freezing import erase_passages_about
from tracker.reports.words import citizen

ROOT = Path(__file__).parents[2]
SMALL = 100_000


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", heard)
    yield asked
    event.remove(engine, "before_cursor_execute", heard)


def test_fifty_insights_cost_no_more_statements_than_one(
    app: Flask, client: Reader, office: Office
) -> None:
    costs = []
    for count in (1, 50):
        sent = office.letter(count=count, others=count)
        fields = opened(client, sent)
        first = places(fields, client)["nuance"][0]
        pages = []
        with statements(app) as asked:
            client.get(sent.link)
        pages.append(len(asked))
        with statements(app) as asked:
            client.get("/r/")
        pages.append(len(asked))
        with statements(app) as asked:
            client.post("/r/", data=fields | {f"move-{first}": "correct"})
        pages.append(len(asked))
        client.post("/r/", data=fields | {f"move-{first}": "recognise"})
        with statements(app) as asked:
            client.get("/r/received")
        pages.append(len(asked))
        costs.append(pages)
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 11


def test_a_first_visit_is_small(client: Reader, office: Office) -> None:
    sent = office.letter(count=5)
    size = len(client.get(sent.link).data)
    opened(client, sent)
    size += len(client.get("/r/").data)
    for link in client.page.iter("link"):
        size += len(client.get(link.get("href") or "").data)
    assert not list(client.page.iter("script"))
    assert size < SMALL
    styles = (ROOT / "static" / "css" / "citizen.css").read_text()
    assert "url(" not in styles and "@import" not in styles


def test_who_answers_leaves_no_name_address_or_browser_behind(
    app: Flask, client: Reader, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = office.letter(name="")
    traces = ("198.51.100.77", "Canary/7.0", "nabo.example")
    client.environ_base |= {
        "REMOTE_ADDR": traces[0],
        "HTTP_USER_AGENT": traces[1],
        "HTTP_X_FORWARDED_FOR": traces[0],
        "HTTP_REFERER": f"https://{traces[2]}/",
    }
    fields = opened(client, sent)
    first = places(fields, client)["nuance"][0]
    client.post("/r/", data=fields | {f"move-{first}": "nuance", f"words-{first}": "Om vinteren."})
    client.get("/r/received")
    client.get("/r/wrong")
    assert len(office.responses(sent)) == 1
    kept = everything(app)
    assert "Om vinteren." in kept
    assert not [trace for trace in traces if trace in kept + caplog.text]


def everything(app: Flask) -> str:
    """Every value of every table."""
    with app.app_context():
        tables = MetaData()
        tables.reflect(db.engine)
        rows = [
            [str(value) for value in row]
            for table in tables.sorted_tables
            for row in db.session.execute(select(table))
        ]
    return json.dumps(rows, ensure_ascii=False)


def test_what_was_erased_is_neither_shown_nor_asked_about(client: Reader, office: Office) -> None:
    sent = office.letter()
    with office.act() as act:
        erase_passages_about(act.session, sent.participant, date(2026, 5, 1))
    fields = opened(client, sent)
    assert "Et stykke tekst blev slettet 1. maj 2026." in text_of(client.page)
    assert "withdraw" not in places(fields, client)
    assert not [name for name in fields if name.startswith("own-")]


def test_nobody_is_asked_what_they_said_where_they_said_nothing(
    client: Reader, office: Office
) -> None:
    sent = office.letter(count=1, others=1)
    fields = opened(client, sent)
    found = places(fields, client)
    assert len(found["nuance"]) == 2
    theirs, _ = found["nuance"]
    assert [place for place in found["correct"] if place in found["nuance"]] == [theirs]


def test_only_a_demos_letter_says_that_it_is_invented(client: Reader, office: Office) -> None:
    said = citizen("en").say("invented")
    sent = office.letter(language="en")
    opened(client, sent)
    assert said not in text_of(client.page)

    def invent(delivery: Delivery) -> None:
        delivery.round.process.demo = True

    office.change(sent, invent)
    client.get("/r/")
    assert said in text_of(client.page)
    (form,) = (each for each in client.page.iter("form") if each.get("action") == "/r/")
    assert said not in text_of(form)


@pytest.mark.parametrize("way", ["one", "all"])
@pytest.mark.parametrize(
    ("language", "day"),
    [("da", "27. februar 2026"), ("en", "27 February 2026"), ("ar", "27 فبراير 2026")],
)
def test_a_letter_has_its_date_also_when_it_is_read_later(
    client: Reader, office: Office, language: str, day: str, way: str
) -> None:
    with time_machine.travel(datetime(2026, 2, 27, 12, tzinfo=UTC)) as now:
        sent = office.letter(language=language)
        now.shift(timedelta(days=9))
        opened(client, sent, way)
        (top,) = client.page.iter("header")
        assert day in text_of(top).replace("\u00a0", " ")
