"""The door: who is let in, what a denial looks like, and what the access log keeps of it."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select, update

from tests.web.reader import Reader
from tests.web.world import World
from tracker import access_log
from tracker.access import allow, current_act, having, log_access, rule_of, signed_in
from tracker.access_log import Access
from tracker.domain.people import AccessRecord, RoleHeld, User
from tracker.domain.policies import process_for
from tracker.extensions import db


@pytest.fixture
def app(new_app: Flask) -> Flask:
    return new_app


@pytest.fixture
def with_process(app: Flask) -> Flask:
    """The application with one page of a process, such as a room has."""

    @app.get("/processes/<int:number>")
    @allow(signed_in)
    def show(number: int) -> str:
        process = process_for(current_act(), number)
        log_access("process", process.id)
        return process.title

    return app


def records(app: Flask) -> list[AccessRecord]:
    with app.app_context():
        return list(db.session.scalars(select(AccessRecord).order_by(AccessRecord.id)))


def test_every_endpoint_says_who_may_enter(app: Flask) -> None:
    assert [name for name in app.view_functions if rule_of(app, name) is None] == []


def test_an_endpoint_that_says_nothing_is_shut(app: Flask, client: Reader, world: World) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "open", endpoint="forgotten")
    for role in ("caseworker", "manager", "administrator"):
        client.sign_in_as(world.own.users[role])
        assert client.get("/forgotten").status_code == 403


def test_a_rule_names_roles_that_there_are() -> None:
    assert having("manager", "caseworker").roles == {"manager", "caseworker"}
    with pytest.raises(ValueError, match="roles are"):
        having("boss")
    with pytest.raises(ValueError, match="roles are"):
        having()


def test_a_role_in_any_department_opens_a_door_for_that_role(
    app: Flask, client: Reader, world: World
) -> None:
    app.add_url_rule("/m", view_func=allow(having("manager"))(lambda: ("in", {"X": "y"})))
    client.sign_in_as(world.foreign.users["caseworker"])
    assert client.get("/m").status_code == 403


@pytest.mark.parametrize("address", ["/processes/1", "/processes/no/such?x=1", "/nowhere"])
def test_a_stranger_is_sent_to_sign_in_also_from_what_does_not_exist(
    client: Reader, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


def test_404_comes_after_signing_in(client: Reader, world: World) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    assert client.get("/processes/no/such").status_code == 404


@pytest.mark.parametrize("address", ["/static/no.css", "/r/no-such-token", "/open/999"])
def test_what_is_public_has_its_404_for_everybody(client: Reader, address: str) -> None:
    assert client.get(address).status_code == 404


def test_another_departments_number_is_as_unknown_as_one_that_is_not(
    with_process: Flask, client: Reader, world: World
) -> None:
    client.sign_in_as(world.own.users["manager"])
    foreign = world.foreign.ids["process"]
    # A form's token says when it was made.
    with time_machine.travel(datetime.now(UTC), tick=False):
        hidden = client.get(f"/processes/{foreign}")
        unknown = client.get("/processes/987654")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text == unknown.text.replace("/987654", f"/{foreign}")
    (record,) = records(with_process)
    assert (record.kind, record.number, record.what) == ("process", str(foreign), "refused")
    assert record.user_id is not None


def test_what_was_seen_is_written_down_before_it_is_shown(
    with_process: Flask, client: Reader, world: World
) -> None:
    number = world.own.ids["process"]
    client.sign_in_as(world.own.users["caseworker"])
    with_process.view_functions["show"] = allow(signed_in)(
        lambda number: (log_access("process", number), ("seen", {"Content-Type": "text/plain"}))[1]
    )
    assert client.get(f"/processes/{number}").status_code == 200
    (record,) = records(with_process)
    assert (record.kind, record.number, record.what) == ("process", str(number), "saw")


@pytest.mark.parametrize("lost", ["role", "activity", "sessions"])
def test_who_loses_the_right_loses_it_at_the_next_request(
    app: Flask, client: Reader, world: World, lost: str
) -> None:
    uniquifier = world.own.users["caseworker"]
    client.sign_in_as(uniquifier)
    assert client.get("/").status_code == 200
    with app.app_context():
        user = db.session.scalars(select(User).where(User.fs_uniquifier == uniquifier)).one()
        if lost == "role":
            db.session.execute(delete(RoleHeld).where(RoleHeld.user_id == user.id))
        elif lost == "activity":
            user.active = False
        else:
            user.fs_uniquifier = "another"
        db.session.commit()
    answer = client.get("/")
    if lost == "role":
        assert answer.status_code == 403
    else:
        assert "Log ind" in answer.text and "Mit arbejde" not in answer.text


def test_the_access_log_names_a_row_that_was_changed(app: Flask) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with app.app_context():
        for number in range(1, 5):
            seen = [Access("process", str(number), "saw"), Access("person", "7", "saw")]
            access_log.write(db.engine, None, at, seen)
        assert access_log.changed_rows(db.session()) == []
        changed = update(AccessRecord).where(AccessRecord.id == 3).values(number="9")
        db.session.execute(changed)
        db.session.execute(delete(AccessRecord).where(AccessRecord.id == 6))
        assert access_log.changed_rows(db.session()) == [3, 7]
        db.session.rollback()


def test_the_access_log_is_written_while_a_form_holds_the_database(
    app: Flask, client: Reader, world: World
) -> None:
    def open_contacts() -> tuple[str, dict[str, str]]:
        db.session.execute(select(User)).all()
        log_access("person", 5, "contacts")
        return "contacts", {"Content-Type": "text/plain"}

    app.add_url_rule("/contacts", view_func=allow(signed_in)(open_contacts), methods=["POST"])
    client.sign_in_as(world.own.users["caseworker"])
    assert client.send("/contacts").status_code == 200
    assert [record.what for record in records(app)] == ["contacts"]
