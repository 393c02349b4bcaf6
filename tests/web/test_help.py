"""Help in place: each of the staff's pages says what it is for, and no citizen's page does."""

import pytest
from flask import Flask

from tests.web.pages import text_of
from tests.web.permission_matrix import ROWS
from tests.web.reader import Reader
from tests.web.world import World
from tracker.access import rule_of
from tracker.reports.languages import INTERFACE
from tracker.reports.words import interface

SHEETS = {"returning.round_sheets", "returning.session_sheets"}
# What is no page: files that are taken along.
FILES = {"closing.data", "closing.paper", "oversight.ledger_file", "returning.poster", *SHEETS}


def staffs_pages(app: Flask) -> set[str]:
    found = set()
    for route in app.url_map.iter_rules():
        rule = rule_of(app, route.endpoint)
        if "GET" in (route.methods or ()) and rule is not None and rule.roles:
            found.add(route.endpoint)
    return found - FILES


def helped(reader: Reader) -> list[str]:
    found = [e for e in reader.page.iter("div") if e.get("class") == "page-help"]
    return [text_of(p) for each in found for p in each.iter("p")]


@pytest.mark.parametrize("language", INTERFACE)
def test_every_page_of_the_staffs_has_its_help_and_no_other_has_one(
    app: Flask, language: str
) -> None:
    keys = {key for key in interface(language).sentences if key.startswith("help.")}
    assert keys == {f"help.{page}" for page in staffs_pages(app)} | {"help.title"}


@pytest.mark.parametrize("language", INTERFACE)
def test_help_is_two_or_three_short_sentences(language: str) -> None:
    for key, said in interface(language).sentences.items():
        if key.startswith("help.") and key != "help.title":
            sentences = [each for each in said.replace("?", ".").split(".") if each.strip()]
            assert 2 <= len(sentences) <= 4, key
            assert len(said) <= 260, key


def test_a_page_says_what_it_is_for(app: Flask, client: Reader, world: World) -> None:
    """As the permission matrix comes to each of them."""
    seen = set()
    for row in ROWS:
        if row.method != "GET" or 200 not in (row.manager, row.administrator):
            continue
        client.sign_in_as(world.own.users["manager" if row.manager == 200 else "administrator"])
        parts = {name: world.own.ids[key] for name, key in row.ids.items()}
        with app.test_request_context():
            address = app.url_for(row.endpoint, **parts)
        if client.get(address).mimetype != "text/html":
            continue
        expected = interface("da").sentences.get(f"help.{row.endpoint}")
        assert helped(client) == ([expected] if expected else []), row.endpoint
        seen.add(row.endpoint)
    assert len(seen) > 40


def test_what_answers_a_button_says_what_its_page_does(client: Reader, world: World) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    assert client.send("/calendar/address").status_code == 200
    assert helped(client) == [interface("da").sentences["help.agenda.calendar"]]


def test_a_page_that_says_no_and_one_that_everybody_reads_have_none(
    client: Reader, world: World
) -> None:
    client.get("/")
    assert helped(client) == []
    client.sign_in_as(world.own.users["caseworker"])
    for address in ("/processes/99999", "/dashboard", "/was"):
        client.get(address)
        assert helped(client) == []
