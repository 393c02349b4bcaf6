"""The guided tour: who can take it, where it leads, and that it is the demo's alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.demo.conftest import signed_in
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker import create_app
from tracker.access import acting
from tracker.accounts.services import choose_password
from tracker.demo import hall_words
from tracker.demo.services import METTE
from tracker.demo.tour import PLACES, WHO, Stop
from tracker.domain.act import SYSTEM
from tracker.domain.people import User
from tracker.reports.words import interface
from tracker.settings import Settings

SAID = interface("da").say


@pytest.fixture
def reader(app: Flask) -> Reader:
    return Reader(app, app.response_class)


def begun(reader: Reader, who: str) -> str:
    """Begin a tour by its button; where that leads."""
    answer = reader.send("/tour/begin", who=who)
    assert answer.status_code == 303
    return str(answer.location)


def followed(reader: Reader, address: str) -> str:
    """The address of the page that one comes to in the end."""
    answer = reader.get(address)
    while answer.status_code == 302:
        address = answer.location
        answer = reader.get(address)
    assert answer.status_code == 200, address
    return address


def bars(reader: Reader) -> list[str]:
    return [text_of(each) for each in reader.page.iter("nav") if each.get("class") == "tour-bar"]


@pytest.mark.parametrize("who", PLACES)
def test_each_stop_leads_to_the_page_it_speaks_of(reader: Reader, who: str) -> None:
    begins = begun(reader, who)
    assert begins == f"/tour/{who}/1"
    pages = []
    for number in range(1, 9):
        pages.append(followed(reader, f"/tour/{who}/{number}"))
        (bar,) = bars(reader)
        assert SAID("tour.at", number=number, all=8) in bar
        assert SAID(f"tour.{who}.{number}.title") in bar
        links = [a.get("href") for a in reader.page.iter("a")]
        assert (f"/tour/{who}/{number + 1}" in links) == (number < 8)
        assert (f"/tour/{who}/{number - 1}" in links) == (number > 1)
        if pages[-1].startswith("/r/") and number == 1:
            assert reader.send(pages[-1]).status_code == 303
    assert len(set(pages)) == 8
    assert reader.get(f"/tour/{who}/9").status_code == 404


def test_the_bar_goes_along_until_the_tour_is_ended(reader: Reader) -> None:
    followed(reader, begun(reader, "caseworker"))
    reader.get("/processes/3/outcomes")
    assert len(bars(reader)) == 1
    assert reader.send("/tour/end").location == "/tour"
    reader.get("/processes/3/outcomes")
    assert bars(reader) == []


def test_the_text_says_what_is_there(reader: Reader) -> None:
    """The letter's pages come in the order in which the tour speaks of them."""
    begun(reader, "citizen")
    assert reader.send(followed(reader, "/tour/citizen/1")).status_code == 303
    for number, words in (
        (2, hall_words.SAID["traffic-3"][2]),
        (3, hall_words.INSIGHTS["traffic"]),
        (4, hall_words.INSIGHTS["noise"]),
        (5, "svømmehal"),
        (6, hall_words.WHERE_FIRST),
    ):
        followed(reader, f"/tour/citizen/{number}")
        (main,) = reader.page.iter("main")
        assert words in text_of(main)


def test_who_is_somebody_else_is_shown_the_tours_instead(app: Flask, reader: Reader) -> None:
    assert reader.get("/tour/manager/3").location == "/tour#manager"
    assert signed_in(app, METTE.email).get("/tour/manager/3").location == "/tour#manager"
    assert reader.get("/tour/citizen/2").location == "/tour#citizen"
    assert reader.get("/tour/nobody/1").status_code == 404
    assert reader.send("/tour/begin", who="nobody").status_code == 404


def test_a_password_of_their_own_opens_alone(app: Flask, reader: Reader) -> None:
    with app.test_request_context(), acting(SYSTEM) as act:
        user = act.session.scalars(select(User).where(User.email == METTE.email)).one()
        choose_password(act, user, "et helt andet kodeord")
    assert begun(reader, "caseworker") == "/sign-in"
    assert reader.get("/processes/").status_code == 302


def test_when_no_letter_can_be_answered_two_tours_are_left(app: Flask, reader: Reader) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=60)):
        reader.get("/tour")
        begins = [button.get("value") for button in reader.page.iter("button")]
        assert "citizen" not in begins and {"caseworker", "manager"} <= set(begins)
        assert reader.get("/tour/citizen/1").status_code == 404


def test_the_way_to_it_stands_where_the_demo_is_served_alone(told: Settings, app: Flask) -> None:
    assert not told.demo
    for reader, there in (
        (Reader(app, app.response_class), True),
        (Reader(create_app(told), app.response_class), False),
    ):
        reader.get("/")
        links = [a.get("href") for a in reader.page.iter("a")]
        assert links.count("/tour") == (2 if there else 0)
        (picture,) = reader.page.iter("figure")
        steps = [text_of(name) for name in picture.iter("strong")]
        assert steps == ["Hørt", "Flettet", "Givet tilbage", "Besvaret", "Lukket"]
        assert reader.get("/tour").status_code == (200 if there else 404)


def test_a_stop_is_read_as_it_is_written() -> None:
    assert Stop.read(str(Stop("manager", 3))) == Stop("manager", 3)
    assert [Stop.read(text) for text in ("", "manager-9", "x-1", "manager-", 7)] == [None] * 5
    assert set(WHO) == set(PLACES)
    assert {len(places) for places in PLACES.values()} == {8}
