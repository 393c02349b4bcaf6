"""Fields that every form shares: days and moments as people write them, and what is made once."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.people import Department, User
from tracker.extensions import db
from tracker.forms import Day, Form, OnceForm, When
from tracker.sessions import begin


class Diary(Form):
    day = Day("work.title", missing="sign_in.email_missing")
    at = When("work.title")


@pytest.mark.parametrize("written", ["2026-10-03", "3.10.2026", " 3-10-2026 ", "03/10/2026"])
def test_a_day_is_read_as_people_write_it(app: Flask, written: str) -> None:
    with app.test_request_context("/", method="POST", data={"day": written}):
        form = Diary(meta={"csrf": False})
        assert form.validate()
        assert form.day.data == date(2026, 10, 3)
        assert form.at.data is None


@pytest.mark.parametrize("written", ["", "   ", "i morgen", "31.2.2026", "2026-13-01"])
def test_what_is_no_day_is_said_beside_it(app: Flask, written: str) -> None:
    with app.test_request_context("/", method="POST", data={"day": written}):
        form = Diary(meta={"csrf": False})
        assert not form.validate()
        assert len(form.day.errors) == 1
        assert written.strip() in str(form.day())


def test_a_moment_is_of_copenhagen(app: Flask) -> None:
    given = {"day": "2026-07-01", "at": "2026-07-01T14:30"}
    with app.test_request_context("/", method="POST", data=given):
        form = Diary(meta={"csrf": False})
        assert form.validate()
        assert form.at.moment == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)


def test_a_moment_is_shown_as_it_was_in_copenhagen(app: Flask) -> None:
    with app.test_request_context("/"):
        form = Diary(at=datetime(2026, 1, 5, 11, 0, tzinfo=UTC), meta={"csrf": False})
        assert 'value="2026-01-05T12:00"' in str(form.at())


def named(act: Act, name: str) -> Department:
    department = Department(name=name)
    act.session.add(department)
    act.session.flush()
    return department


def test_what_is_sent_twice_is_made_once(app: Flask, world: World) -> None:
    with app.test_request_context("/", method="POST", data={"once": "a-key"}):
        begin(db.session.scalars(select(User)).first())
        first, second = (OnceForm(meta={"csrf": False}) for _ in range(2))
        assert first.carry_out(named, "Stierne")
        assert second.carry_out(named, "Stierne igen")
        assert (first.already, second.already) == (False, True)
        assert second.result == first.result.id
        made = select(func.count()).where(Department.name.like("Stierne%"))
        assert db.session.scalar(made) == 1
