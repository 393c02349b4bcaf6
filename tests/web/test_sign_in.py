"""Signing in, signing out, and the link by which somebody chooses a password."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker import create_app
from tracker.accounts import services
from tracker.accounts.views import own_address
from tracker.domain.act import SYSTEM, Act
from tracker.domain.people import RoleHeld, User
from tracker.extensions import db
from tracker.settings import Settings

PASSWORD = "tre ord i træk"


@pytest.fixture
def link(app: Flask, settings: Settings) -> str:
    """The link of a new caseworker, who has no password yet."""
    with app.app_context():
        act = Act(db.session(), SYSTEM, datetime.now(UTC), settings)
        user = services.add_user(act, "Bo@Kommune.dk", "Bo Holm", "caseworker", "Ældre")
        address = services.one_time_link(act, user)
        db.session.commit()
    return address.removeprefix(settings.base_url)


@pytest.fixture
def bo(client: Reader, link: str) -> Reader:
    """A reader who has chosen a password, and signed out."""
    client.send(link, password=PASSWORD)
    client.send("/sign-out")
    return client


def sign_in(client: Reader, email: str, password: str, **fields: str) -> int:
    return client.send("/sign-in", email=email, password=password, **fields).status_code


def test_by_the_link_one_chooses_a_password_and_is_signed_in(client: Reader, link: str) -> None:
    assert client.get(link).status_code == 200
    answer = client.send(link, password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Din adgangskode er gemt." in client.get("/").text
    assert "Bo Holm" in client.get("/").text


def test_the_link_works_once_and_for_seven_days(app: Flask, link: str) -> None:
    first, second = Reader(app, app.response_class), Reader(app, app.response_class)
    with time_machine.travel(datetime.now(UTC).replace(year=datetime.now(UTC).year + 1)):
        assert first.get(link).status_code == 404
    first.send(link, password=PASSWORD)
    for address in (link, link[:-1] + "x", "/choose-password/x"):
        answer = second.send(address, password="a stranger's own")
        assert answer.status_code == 404
        assert "virker ikke længere" in answer.text


@pytest.mark.parametrize(("password", "said"), [("kort", "mindst 10"), ("", "vil bruge")])
def test_a_password_that_is_none_is_refused_beside_its_field(
    client: Reader, link: str, password: str, said: str
) -> None:
    answer = client.send(link, password=password)
    assert answer.status_code == 422
    (error,) = [e for e in client.page.iter("span") if e.get("id") == "password-error"]
    assert said in text_of(error)


# What an account has, and what somebody might hope that a form takes.
HOPED_FOR = {
    "role": "administrator",
    "roles": "administrator",
    "department": "1",
    "department_id": "1",
    "user": "1",
    "user_id": "1",
    "id": "1",
    "name": "Chef",
    "active": "1",
    "fs_uniquifier": "sessions of manager.own",
    "language": "en",
}


def account(app: Flask, email: str = "bo@kommune.dk") -> tuple[object, ...]:
    """All that somebody's account says, but the password and what their sessions are bound to."""
    with app.app_context():
        user = db.session.scalars(select(User).where(User.email == email)).one()
        held = {(role.department.name, role.role) for role in user.roles_held}
        return user.id, user.name, user.active, user.language, held


def everybodys_roles(app: Flask) -> set[tuple[int, int, str]]:
    with app.app_context():
        held = db.session.scalars(select(RoleHeld))
        return {(role.user_id, role.department_id, role.role) for role in held}


def test_what_a_form_does_not_ask_for_changes_nothing_of_an_account(
    app: Flask, client: Reader, link: str
) -> None:
    before, roles = account(app), everybodys_roles(app)
    assert before[-1] == {("Ældre", "caseworker")}
    assert client.send(link, password=PASSWORD, email="ny@kommune.dk", **HOPED_FOR).location
    assert "Bo Holm" in client.get("/").text
    assert (account(app), everybodys_roles(app)) == (before, roles)
    client.send("/sign-out", **HOPED_FOR)
    assert sign_in(client, "bo@kommune.dk", PASSWORD, **HOPED_FOR) == 303
    assert "Bo Holm" in client.get("/").text and client.page.get("lang") == "da"
    assert (account(app), everybodys_roles(app)) == (before, roles)


def test_nobody_is_signed_in_as_somebody_else_whom_they_name(
    bo: Reader, world: World, app: Flask
) -> None:
    manager = world.own.users["manager"]
    hoped = HOPED_FOR | {"fs_uniquifier": manager, "user": manager}
    assert sign_in(bo, "bo@kommune.dk", PASSWORD, **hoped) == 303
    with bo.session_transaction() as session:
        assert session["user"] != manager
    process = world.own.ids["process"]
    assert bo.get(f"/processes/{process}").status_code == 404
    bo.send("/sign-out")
    assert sign_in(bo, "bo@kommune.dk", "forkert kode", **hoped) == 422
    assert "Manager Own" not in bo.get("/").text


def test_signing_in_leads_to_where_one_wanted(bo: Reader) -> None:
    answer = bo.send(
        "/sign-in", email=" BO@kommune.dk ", password=PASSWORD, next="/processes/4?a=b"
    )
    assert (answer.status_code, answer.location) == (303, "/processes/4?a=b")


def test_where_one_wanted_survives_a_wrong_password(bo: Reader) -> None:
    bo.get("/sign-in?next=/processes/4")
    fields = fields_of(bo.page) | {"email": "bo@kommune.dk", "password": "forkert kode"}
    assert bo.post("/sign-in", data=fields).status_code == 422
    assert fields_of(bo.page)["next"] == "/processes/4"
    assert fields_of(bo.page)["email"] == "bo@kommune.dk"
    assert "forkert kode" not in bo.get("/sign-in").text


@pytest.mark.parametrize(
    "asked",
    ["//evil.dk", "https://evil.dk/x", "/\\evil.dk", "\\\\evil.dk", "javascript:x", "/a\nb", "x"],
)
def test_nobody_is_led_away_after_signing_in(app: Flask, asked: str) -> None:
    with app.test_request_context():
        assert own_address(asked) == "/"


def test_a_wrong_address_and_a_wrong_password_look_the_same(bo: Reader) -> None:
    def told(email: str, password: str) -> str:
        assert sign_in(bo, email, password) == 422
        (summary,) = [e for e in bo.page.iter("div") if e.get("id") == "error-summary"]
        return text_of(summary)

    assert told("bo@kommune.dk", "forkert kode") == told("nobody@kommune.dk", PASSWORD)


def test_who_was_deactivated_or_has_no_password_cannot_sign_in(
    app: Flask, bo: Reader, world: World
) -> None:
    with app.app_context():
        user = db.session.scalars(select(User).where(User.email == "bo@kommune.dk")).one()
        user.active = False
        db.session.commit()
    assert sign_in(bo, "bo@kommune.dk", PASSWORD) == 422
    assert sign_in(bo, "caseworker.own@kommune.dk", "the password of nobody") == 422


def test_the_session_is_another_one_after_signing_in_and_after_signing_out(bo: Reader) -> None:
    with bo.session_transaction() as session:
        session["kept"] = "from before"
    bo.send("/sign-in", email="bo@kommune.dk", password=PASSWORD)
    with bo.session_transaction() as session:
        assert "kept" not in session
    cookie = bo.get_cookie("session")
    assert cookie is not None
    assert bo.send("/sign-out").status_code == 303
    # A copy of the cookie from before opens nothing any more.
    bo.set_cookie("session", cookie.value)
    assert "Bo Holm" not in bo.get("/").text


def test_a_session_ends_by_itself(client: Reader, world: World) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    for hours, inside in ((3, True), (11, False), (13, False)):
        with time_machine.travel(datetime.now(UTC).timestamp() + hours * 3600, tick=False):
            assert ("Mit arbejde" in client.get("/").text) is inside


def test_guessing_is_slowed_down(bo: Reader) -> None:
    answers = [sign_in(bo, "bo@kommune.dk", f"guess number {n}") for n in range(22)]
    assert answers[:20] == [422] * 20
    assert answers[20:] == [429] * 2


def test_signing_in_rightly_is_never_slowed_down(bo: Reader) -> None:
    assert {sign_in(bo, "bo@kommune.dk", PASSWORD) for _ in range(25)} == {303}


def test_signing_out_takes_a_post(client: Reader, world: World) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    assert client.get("/sign-out").status_code == 405
    assert "Mit arbejde" in client.get("/").text


def test_the_cookie_is_kept_from_scripts_and_from_plain_http(
    app: Flask, settings: Settings
) -> None:
    served = create_app(replace(settings, base_url="https://viden.kommune.dk"))
    answer = served.test_client().get("/sign-in", base_url="https://viden.kommune.dk")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in cookie
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    with served.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(("language", "title"), [("en", "Sign in"), ("da", "Log ind")])
def test_a_reader_chooses_a_language_and_keeps_it(
    client: Reader, language: str, title: str
) -> None:
    client.get(f"/sign-in?lang={language}")
    assert client.page.get("lang") == language
    client.get("/sign-in")
    assert client.page.get("lang") == language
    assert f"<h1>{title}</h1>" in client.get("/sign-in?lang=xx").text


def test_without_a_choice_the_users_own_language_counts(
    app: Flask, client: Reader, world: World
) -> None:
    uniquifier = world.own.users["manager"]
    with app.app_context(), Session(db.engine) as session:
        user = session.scalars(select(User).where(User.fs_uniquifier == uniquifier)).one()
        user.language = "en"
        session.commit()
    client.sign_in_as(uniquifier)
    assert "My work" in client.get("/").text


def test_what_a_script_asks_beside_a_page_renews_no_session(bo: Reader) -> None:
    """Its answer may come after that of the page, and would bring the session of before back."""
    sign_in(bo, "bo@kommune.dk", PASSWORD)
    assert "Set-Cookie" in bo.get("/processes/").headers
    beside = {"Sec-Fetch-Mode": "cors"}
    assert "Set-Cookie" not in bo.get("/processes/", headers=beside).headers
    # What it changed is kept.
    assert "Set-Cookie" in bo.get("/processes/?lang=en", headers=beside).headers
