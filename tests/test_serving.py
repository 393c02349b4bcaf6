"""`tracker serve --demo`: what is said at the start, and of which database."""

import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from tests.command import Command
from tests.outbound.sink import free_port
from tests.outbound.worker import until
from tests.web.reader import Reader
from tracker import create_app, serving
from tracker.demo.services import OPENS_ALL, STAFF
from tracker.extensions import db
from tracker.settings import Settings

PORT = 5917


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(tmp_path / "instance", monkeypatch)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is served; of each worker that would be started, where its links would lead."""
    started: list[str] = []

    def start(words: list[str], env: dict[str, str] | None = None, **_: object) -> Mock:
        started.append(Settings.from_env(os.environ if env is None else env, None).base_url)
        return Mock()

    monkeypatch.setattr(serving.Server, "run", lambda self: None)
    monkeypatch.setattr(serving, "subprocess", SimpleNamespace(Popen=start))
    return started


def test_the_demo_is_told_with_sign_ins_and_a_letter_that_open(
    tracker: Command, workers: list[str]
) -> None:
    said = tracker("serve", "--demo", "--port", PORT)
    assert f"http://127.0.0.1:{PORT}" in said.splitlines()[0]
    assert str(tracker.instance / "outbox") in said
    assert workers == [f"http://127.0.0.1:{PORT}"]
    (link,) = (line.strip() for line in said.splitlines() if "/r/" in line)
    settings = Settings.from_env({"TRACKER_INSTANCE": str(tracker.instance)}, None)
    app = create_app(settings.served_at("127.0.0.1", PORT))
    for person in STAFF:
        assert f"{person.email} ({person.role}) with the password {OPENS_ALL}" in said
        reader = Reader(app, app.response_class)
        answer = reader.send("/sign-in", email=person.email, password=OPENS_ALL)
        assert answer.status_code == 303
    citizen = Reader(app, app.response_class)
    assert citizen.get(link.removeprefix(f"http://127.0.0.1:{PORT}")).status_code == 200
    with app.app_context():
        db.engine.dispose()


def test_started_again_it_says_the_same(tracker: Command, workers: list[str]) -> None:
    first = tracker("serve", "--demo")
    assert tracker("serve", "--demo") == first


def test_the_mails_of_its_worker_lead_to_where_it_is_served(
    tracker: Command, workers: list[str]
) -> None:
    tracker("serve", "--demo", "--host", "::1", "--port", PORT)
    tracker("serve", "--demo", "--port", PORT, TRACKER_BASE_URL="https://viden.example.dk")
    assert workers == [f"http://[::1]:{PORT}", "https://viden.example.dk"]


def test_another_database_is_not_said_to_be_the_demo(tracker: Command, workers: list[str]) -> None:
    tracker("process", "add", "Stien", "--kind", "case", "--department", "Natur")
    said = tracker("serve", "--demo")
    assert "not the demo" in said
    assert OPENS_ALL not in said and "/r/" not in said
    assert not any(person.email in said for person in STAFF)
    assert workers == [], "its mails may be real"


def test_without_the_demo_nothing_is_filled_or_said(tracker: Command, workers: list[str]) -> None:
    assert tracker("serve") == ""
    assert tracker.read("loops") == []
    assert workers == []


def test_it_serves_and_its_worker_ends_with_it(tmp_path: Path) -> None:
    port = free_port()
    log = tmp_path / "log"
    environment = {"TRACKER_INSTANCE": str(tmp_path / "instance"), "PYTHONWARNINGS": "ignore"}
    words = [sys.executable, "-m", "tracker", "serve", "--demo", "--port", str(port)]
    with log.open("wb") as file:
        server = subprocess.Popen(words, env=environment, cwd=tmp_path, stdout=file, stderr=file)
    try:
        until(lambda: answers(port))
        until(lambda: "the worker has started" in log.read_text())
    finally:
        server.send_signal(signal.SIGTERM)
    assert server.wait(30) == 0, log.read_text()
    until(lambda: "the worker has stopped" in log.read_text())


def answers(port: int) -> bool:
    """Whether somebody who is well answers at a port."""
    asked = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()
