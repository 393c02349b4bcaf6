"""When something is in the way: a page that helps, and gives nothing away."""

import logging
import sqlite3
from dataclasses import replace

import pytest
from flask import Flask, request
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.web.pages import fields_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.access import allow, public, signed_in
from tracker.domain.errors import BadInput, Conflict, NotAllowed, RuleBroken
from tracker.extensions import db

WORDS = "Vi savner bænke på Nørrebro – æøå, العربية, 🙂.\nDe gamle står op."


@pytest.fixture
def app(new_app: Flask) -> Flask:
    return new_app


@pytest.fixture
def received(app: Flask) -> list[str]:
    """What a page that keeps a text was given."""
    texts: list[str] = []

    def keep() -> tuple[str, dict[str, str]]:
        texts.append(request.form.get("text", ""))
        return "kept", {"Content-Type": "text/plain"}

    app.add_url_rule("/keep", view_func=allow(signed_in)(keep), methods=["POST"])
    return texts


def fails(app: Flask, error: Exception) -> None:
    def fail() -> str:
        raise error

    app.add_url_rule("/fail", view_func=allow(public)(fail), methods=["GET", "POST"])


@pytest.mark.parametrize(
    "host", ["evil.dk", "127.0.0.1.evil.dk", "", "localhost@evil.dk", "évil", "127.0.0.1:99999999"]
)
def test_a_forged_host_is_refused(client: Reader, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text or not host


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:5001", "[::1]:5000"])
def test_this_machine_itself_is_always_served(client: Reader, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_form_without_a_token_is_refused_before_anything_else(
    client: Reader, world: World, received: list[str]
) -> None:
    assert client.post("/keep", data={"text": WORDS}).status_code == 400
    client.sign_in_as(world.own.users["caseworker"])
    assert client.post("/keep", data={"text": WORDS}).status_code == 400
    assert client.post("/keep", data={"csrf_token": "x", "text": WORDS}).status_code == 400
    assert received == []


def test_an_expired_form_gives_the_text_back_to_be_sent_again(
    client: Reader, world: World, received: list[str]
) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    written = {"csrf_token": "from yesterday", "text": WORDS, "kind": "<b>", "empty": ""}
    assert client.post("/keep", data=written).status_code == 400
    fields = fields_of(client.page)
    assert {name: fields[name] for name in ("text", "kind", "empty")} == {
        "text": WORDS,
        "kind": "<b>",
        "empty": "",
    }
    assert client.post("/keep", data=fields).status_code == 200
    assert received == [WORDS]


def test_who_is_signed_out_meanwhile_loses_nothing_either(
    client: Reader, world: World, received: list[str]
) -> None:
    client.post("/keep", data={"csrf_token": "old", "text": WORDS})
    for _ in range(2):
        # Sent again before signing in, it comes back again.
        assert client.post("/keep", data=fields_of(client.page)).status_code == 400
    client.sign_in_as(world.own.users["caseworker"])
    client.post("/keep", data=fields_of(client.page))
    assert client.post("/keep", data=fields_of(client.page)).status_code == 200
    assert received == [WORDS]


def test_a_password_is_never_given_back(client: Reader) -> None:
    given = {"email": "bo@kommune.dk", "password": "min hemmelige kode"}
    answer = client.post("/sign-in", data=given)
    assert answer.status_code == 400
    assert "hemmelige" not in answer.text
    assert fields_of(client.page)["password"] == ""


def test_what_is_too_large_is_told_how_large_it_may_be(client: Reader, world: World) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    part = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n%s\r\n--b--\r\n'
    for kind, data in (
        ("application/x-www-form-urlencoded", b"text=" + b"x" * (2 << 20)),
        ("multipart/form-data; boundary=b", part % (b"x" * (2 << 20))),
        ("multipart/form-data; boundary=b", part % (b"x" * (33 << 20))),
    ):
        answer = client.post("/sign-in", data=data, content_type=kind)
        assert answer.status_code == 413
        assert "32 MB" in answer.text and "1024 KB" in answer.text


@pytest.mark.parametrize("path", ["/\xff", "/processes/\xc3("])
def test_an_address_that_is_not_utf8_is_refused(client: Reader, path: str) -> None:
    # The client itself would send something else for such bytes.
    assert client.get("/", environ_overrides={"PATH_INFO": path}).status_code == 400
    assert client.get("/sign-in?next=%c3%28").status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"csrf_token=x&text=%ff%fe"),
        ("application/x-www-form-urlencoded", b"text=\xe6\xf8\xe5"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\xfe\r\n--b--\r\n',
        ),
    ],
)
def test_a_form_that_is_not_utf8_is_refused(client: Reader, kind: str, body: bytes) -> None:
    answer = client.post("/sign-in", data=body, content_type=kind)
    assert answer.status_code == 400
    assert "læse" in answer.text


def test_an_unforeseen_error_has_a_number_and_gives_nothing_away(
    app: Flask, client: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "SELECT canary FROM /srv/token-1234"
    fails(app, RuntimeError(secret))
    client.foresees_failure = True
    with caplog.at_level(logging.INFO):
        answer = client.get("/fail?token=abc")
    assert answer.status_code == 500
    (incident,) = [e.text for e in client.page.iter("strong") if e.get("class") == "incident"]
    assert incident is not None
    assert incident.removeprefix("Hændelse ") in caplog.text
    assert "RuntimeError" in caplog.text
    for told in (answer.text, caplog.text):
        assert "canary" not in told and "token=abc" not in told and "1234" not in told
    assert "Traceback" not in answer.text and ".py" not in answer.text


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (sqlite3.SQLITE_FULL, 503),
        (sqlite3.SQLITE_BUSY, 503),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, 503),
        (sqlite3.SQLITE_IOERR_WRITE, 503),
        (sqlite3.SQLITE_ERROR, 500),
        (None, 503),
    ],
)
def test_a_full_disk_and_a_locked_database_are_told_apart_from_mistakes(
    app: Flask, client: Reader, code: int | None, status: int
) -> None:
    original = sqlite3.OperationalError("canary")
    if code is not None:
        original.sqlite_errorcode = code
    fails(app, OperationalError("INSERT canary", {}, original))
    client.foresees_failure = True
    answer = client.get("/fail")
    assert answer.status_code == status
    assert "canary" not in answer.text
    assert ("Retry-After" in answer.headers) is (status == 503)


def test_the_page_for_a_broken_database_needs_none(
    app: Flask, client: Reader, world: World
) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    with app.app_context():
        db.session.execute(text("ALTER TABLE user RENAME TO gone"))
        db.session.commit()
    client.foresees_failure = True
    assert client.get("/").status_code == 500


@pytest.mark.parametrize(
    ("refused", "status", "said"),
    [
        (RuleBroken("manager_only"), 409, "Kun en leder"),
        (NotAllowed("person_only"), 403, "med sit navn"),
        (BadInput("email", "not_an_email", email="<x>"), 400, "&lt;x&gt; er ikke"),
        (Conflict("person_only"), 409, "med sit navn"),
    ],
)
def test_what_the_domain_refuses_is_told_in_words(
    app: Flask, client: Reader, refused: Exception, status: int, said: str
) -> None:
    fails(app, refused)
    answer = client.get("/fail")
    assert answer.status_code == status
    assert said in answer.text


def test_the_wrong_method_is_told_with_a_way_back(client: Reader, world: World) -> None:
    client.sign_in_as(world.own.users["caseworker"])
    assert client.send("/was").status_code == 405


def test_health_is_asked_of_the_database(app: Flask, client: Reader) -> None:
    assert client.get("/healthz").text == "ok\n"
    with app.app_context():
        db.session.execute(text("DROP TABLE role_held"))
        db.session.execute(text("ALTER TABLE department RENAME TO gone"))
        db.session.commit()
    client.foresees_failure = True
    assert client.get("/healthz").status_code == 500


@pytest.mark.parametrize(
    ("page", "setting", "said"),
    [
        ("/was", "accessibility_url", "skrive til Digitaliseringsstyrelsen"),
        ("/privacy", "privacy_url", "Så kan du klage til Datatilsynet"),
    ],
)
def test_what_the_law_asks_for_is_found_at_the_foot_of_every_page(
    app: Flask, client: Reader, page: str, setting: str, said: str
) -> None:
    client.get("/sign-in")
    assert page in {link.get("href") for link in client.page.iter("a")}
    # Nobody has said yet where it is: then whom to ask, and where to complain.
    answer = client.get(page)
    assert answer.status_code == 200
    assert "den person, der står i dit brev" in answer.text and said in answer.text
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **{setting: "https://aarhus.dk/x"})
    assert client.get(page).location == "https://aarhus.dk/x"
