"""What a caseworker does all day, at 1,000 and at 100,000 contributions, beside a bare application.

    .venv/bin/python -m bench.pages [--small N] [--large N] [--seconds S]

Log, list, search, open and my work are asked of the product and of `bench.bare` in turn, in one
run: the median of each, how many times the bare one's that is, and how it grows from the small to
the large. Then eight clients do them all, mixed, on the product's own server.
"""

import csv
import random
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, perf_counter, sleep
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bench import bare
from tracker import create_app
from tracker.accounts.services import add_user
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.entry import engine
from tracker.listening.importing import import_file
from tracker.processes.services import add_process, department_named
from tracker.settings import Settings

EMAIL, PASSWORD = "bench@kommune.dk", "only for measuring, never kept"
TIMES, CLIENTS, PER_PERSON, PROCESSES = 60, 8, 4, 10
WORDS = (
    "stien lampe mørkt cykel skole bænk bus torvet åen træer regn vinter børn gamle trygt langt "
    "kort dyrt nemt svært aften morgen hegn bro sving hund plads leg fred støj lys vej"
).split()
RARE = "elefanthus"
Ask = Callable[[], None]


def main() -> None:
    """Print both tables."""
    options = ArgumentParser()
    options.add_argument("--small", type=int, default=1_000)
    options.add_argument("--large", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=30)
    given = options.parse_args()
    seen: dict[int, dict[str, tuple[float, float]]] = {}
    for count in (given.small, given.large):
        with TemporaryDirectory() as folder:
            settings, number, person = prepared(Path(folder), count)
            seen[count] = compared(settings, Path(folder), number, person)
            if count == given.large:
                done, errors = crowded(Path(folder), number, person, given.seconds)
    print(f"{'':8} {'small':>18} {'large':>18} {'ratio':>6} {'growth':>7}")
    for name in seen[given.small]:
        small, large = seen[given.small][name], seen[given.large][name]
        cells = [f"{1000 * own:7.1f} /{1000 * other:6.1f} ms" for own, other in (small, large)]
        ratio = max(small[0] / small[1], large[0] / large[1])
        print(f"{name:8} {cells[0]} {cells[1]} {ratio:5.1f}x {large[0] / small[0]:6.2f}x")
    each = sum(done.values()) / given.seconds
    print(
        f"{CLIENTS} clients, {given.seconds:.0f} s: {each:.0f} actions/s, {errors} errors, {done}"
    )


def prepared(folder: Path, count: int) -> tuple[Settings, int, int]:
    """Both databases, filled alike: half of all in one process, whose number is returned."""
    settings = Settings.from_env({"TRACKER_INSTANCE": str(folder / "instance")}, None)
    opened = engine(settings)
    with Session(opened, expire_on_commit=False) as session:
        act = Act(session, SYSTEM, datetime.now(UTC), settings)
        department = department_named(act, "Bench")
        user = add_user(act, EMAIL, "Bente Bench", "caseworker", "Bench", PASSWORD)
        session.commit()
        act = Act(session, Actor.of(user), datetime.now(UTC), settings)
        sizes = [count // 2] + [count // 2 // PROCESSES] * PROCESSES
        numbers = []
        for at, size in enumerate(sizes):
            process = add_process(act, f"Forløb {at}", "development", department)
            numbers.append(process.id)
            for begins in range(0, size, 40_000):
                path = folder / f"{at}-{begins}.csv"
                write(path, at, begins, min(size, begins + 40_000))
                import_file(act, process, path, {})
                session.commit()
        query = select(Participant.id).where(Participant.process_id == numbers[0])
        person = session.scalars(query.limit(1)).one()
    opened.dispose()
    fill_bare(folder, sizes)
    return settings, numbers[0], person


def write(path: Path, process: int, begins: int, ends: int) -> None:
    """A file of contributions, four of each person; every thousandth has a rare word."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "participant", "name", "date", "text"])
        for at in range(begins, ends):
            who = at // PER_PERSON
            day = date(2026, 1, 1) + timedelta(days=at % 200)
            rows.writerow([f"{process}-{at}", f"{process}-{who}", f"Borger {who}", day, said(at)])


def said(at: int) -> str:
    """Some twenty words."""
    chosen = random.Random(at).choices(WORDS, k=20)
    return " ".join([*chosen, RARE] if at % 1_000 == 0 else chosen)


def fill_bare(folder: Path, sizes: list[int]) -> None:
    app = bare.create(folder / "bare.db")
    with app.app_context():
        session, number, person = bare.db.session, 0, 0
        for process, size in enumerate(sizes, start=1):
            session.add(bare.Process(id=process, title=f"Forløb {process}", contributions=size))
            session.flush()
            people, rows = [], []
            for at in range(size):
                if at % PER_PERSON == 0:
                    person += 1
                    due = date(2026, 6, 1) + timedelta(days=at % 90)
                    people.append(
                        {
                            "id": person,
                            "process_id": process,
                            "name": f"Borger {person}",
                            "step": 0,
                            "action": "weave",
                            "due": due,
                        }
                    )
                number += 1
                rows.append(
                    {
                        "id": number,
                        "process_id": process,
                        "person_id": person,
                        "words": said(at),
                        "at": datetime(2026, 1, 1),
                    }
                )
            session.execute(insert(bare.Person), people)
            session.execute(insert(bare.Contribution), rows)
            session.execute(
                insert(bare.Event),
                [{"contribution_id": row["id"], "at": row["at"]} for row in rows],
            )
            session.execute(
                text("INSERT INTO search (rowid, process, words) VALUES (:id, :process, :words)"),
                [
                    {"id": row["id"], "process": f"p{process}", "words": row["words"]}
                    for row in rows
                ],
            )
            session.commit()


def compared(
    settings: Settings, folder: Path, number: int, person: int
) -> dict[str, tuple[float, float]]:
    """Each action's median in seconds: the product's, and the bare one's, asked in turn."""
    app = create_app(settings)
    own, other = app.test_client(), bare.create(folder / "bare.db").test_client()
    with app.app_context():
        from tracker.extensions import db

        uniquifier = db.session.scalars(select(User.fs_uniquifier)).one()
    with own.session_transaction() as session:
        session["user"], session["since"] = uniquifier, int(datetime.now(UTC).timestamp())
    token = token_of(own.get(f"/processes/{number}/log").text)
    pairs: dict[str, tuple[Ask, Ask]] = {
        "log": (
            lambda: posted(own, number, {**log_fields(person), "csrf_token": token}),
            lambda: posted(other, 1, {"words": said(7), "who": "1"}),
        ),
        "form": both(own, other, f"/processes/{number}/log", "/processes/1/log"),
        "list": both(own, other, f"/processes/{number}/weave?show=all", "/processes/1/weave"),
        "search": both(
            own,
            other,
            f"/processes/{number}/weave?show=all&words={RARE}",
            f"/processes/1/weave?words={RARE}",
        ),
        "open": both(own, other, f"/processes/{number}/loops/{person}", "/processes/1/loops/1"),
        "work": both(own, other, "/", "/"),
    }
    return {name: in_turn(*pair) for name, pair in pairs.items()}


def both(own: FlaskClient, other: FlaskClient, mine: str, theirs: str) -> tuple[Ask, Ask]:
    return (lambda: asked(own, mine), lambda: asked(other, theirs))


def in_turn(own: Ask, other: Ask) -> tuple[float, float]:
    """The medians of both, asked one after the other; the first times warm them."""
    seen: tuple[list[float], list[float]] = ([], [])
    for _ in range(TIMES + 3):
        for ask, kept in zip((own, other), seen, strict=True):
            begins = perf_counter()
            ask()
            kept.append(perf_counter() - begins)
    return median(seen[0][3:]), median(seen[1][3:])


def asked(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def posted(client: FlaskClient, number: int, fields: dict[str, str]) -> None:
    answer = client.post(f"/processes/{number}/log", data=fields)
    if answer.status_code != 303:
        wrong = re.findall(r'class="form-error-message"[^>]*>(.*?)</span>\s*\n', answer.text)
        raise RuntimeError(f"log: {answer.status_code} {wrong}")


def log_fields(person: int) -> dict[str, str]:
    """What the log page sends, with a key of its own each time."""
    return {
        "once": str(random.getrandbits(64)),
        "text": said(random.randrange(10**6)),
        "who": f"#{person}",
        "how": "verbatim",
    }


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the page has no form")
    return found[1]


def crowded(folder: Path, number: int, person: int, seconds: float) -> tuple[dict[str, int], int]:
    """How often each action was done by eight clients in so many seconds, and how many failed."""
    with served(folder) as port:
        clients = [Client(port, number, person, seconds, seed) for seed in range(CLIENTS)]
        for each in clients:
            each.start()
        for each in clients:
            each.join()
    done: dict[str, int] = {}
    for each in clients:
        for name, count in each.done.items():
            done[name] = done.get(name, 0) + count
    return done, sum(each.errors for each in clients)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port of the product's own server on the instance."""
    port = random.randrange(20_000, 30_000)
    command = [sys.executable, "-m", "tracker", "serve", "--port", str(port)]
    environ = {"TRACKER_INSTANCE": str(folder / "instance"), "PATH": "/usr/bin:/bin"}
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
        try:
            for _ in range(100):
                sleep(0.2)
                try:
                    Connection(port).get("/healthz")
                    break
                except OSError:
                    continue
            yield port
        finally:
            process.terminate()
            process.wait()


class Connection:
    """A browser: keeps its connection and its cookies."""

    def __init__(self, port: int) -> None:
        self.http = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> tuple[int, str]:
        return self._ask("GET", address)

    def post(self, address: str, fields: dict[str, str]) -> tuple[int, str]:
        return self._ask("POST", address, urlencode(fields))

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str]:
        heads = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        self.http.request(method, address, body, heads)
        answer = self.http.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()


class Client(Thread):
    """Somebody who does all of it, mixed: for each thing logged, four things looked at."""

    def __init__(self, port: int, number: int, person: int, seconds: float, seed: int) -> None:
        super().__init__()
        self.browser = Connection(port)
        self.number, self.person, self.seconds = number, person, seconds
        self.random = random.Random(seed)
        self.done: dict[str, int] = {}
        self.errors = 0

    def run(self) -> None:
        token = token_of(self.browser.get("/sign-in")[1])
        fields = {"csrf_token": token, "email": EMAIL, "password": PASSWORD}
        self.browser.post("/sign-in", fields)
        here = f"/processes/{self.number}"
        token = token_of(self.browser.get(f"{here}/log")[1])
        looks: dict[str, str] = {
            "list": f"{here}/weave?show=all",
            "search": f"{here}/weave?show=all&words=lampe",
            "open": f"{here}/loops/{self.person}",
            "work": "/",
        }
        ends = monotonic() + self.seconds
        while monotonic() < ends:
            name = self.random.choice(["log", *looks])
            if name == "log":
                sent: dict[str, Any] = {**log_fields(self.person), "csrf_token": token}
                status, _ = self.browser.post(f"{here}/log", sent)
            else:
                status, _ = self.browser.get(looks[name])
            self.done[name] = self.done.get(name, 0) + 1
            self.errors += status != (303 if name == "log" else 200)


if __name__ == "__main__":
    main()
