"""What a caseworker does all day, at 1,000 and at 100,000 contributions, beside a bare application.

    .venv/bin/python -m bench.pages [--small N] [--large N] [--seconds S]

Log, list, search, open and my work are asked of the product and of `bench.bare` in turn, in one
run: the median of each, how many times the bare one's that is, and how it grows from the small to
the large. Then eight clients do them all, mixed, on the product's own server.
"""

import random
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic, perf_counter, process_time, sleep
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from bench import bare
from bench.prepared import EMAIL, PASSWORD, RARE, prepared, said
from tracker import access_log, create_app
from tracker.access_log import Access
from tracker.domain.people import User
from tracker.extensions import db
from tracker.settings import Settings

TIMES, WARM, CLIENTS = 60, 3, 8
Ask = Callable[[], None]


class Cost(NamedTuple):
    """The medians of one application's answers: seconds on the wall, and of the processor's own;
    and how many statements one answer takes, each BEGIN among them."""

    wall: float
    processor: float
    statements: int


Pair = tuple[Cost, Cost]


def main() -> None:
    """Print both tables."""
    options = ArgumentParser()
    options.add_argument("--small", type=int, default=1_000)
    options.add_argument("--large", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=30)
    given = options.parse_args()
    seen: dict[int, dict[str, Pair]] = {}
    for count in (given.small, given.large):
        with TemporaryDirectory() as folder:
            settings, number, people = prepared(Path(folder), count)
            seen[count] = compared(settings, Path(folder), number, people)
            if count == given.large:
                logged = cost_of_the_log(settings)
                done, errors = crowded(Path(folder), number, people, given.seconds)
    for measure in ("wall", "processor"):
        tell(measure, seen[given.small], seen[given.large])
    print(
        f"of which the access log, 40 lines kept before the answer leaves:"
        f" {1000 * logged.wall:.1f} ms wall, {1000 * logged.processor:.1f} ms processor"
    )
    each = sum(done.values()) / given.seconds
    print(
        f"{CLIENTS} clients, {given.seconds:.0f} s: {each:.0f} actions/s, {errors} errors, {done}"
    )


def tell(measure: str, small: dict[str, Pair], large: dict[str, Pair]) -> None:
    """A table: the product's and the bare one's milliseconds at both sizes."""
    print(
        f"{measure:10} {'small':>18} {'large':>18} {'ratio':>12} {'growth':>7} {'statements':>11}"
    )
    for name in small:
        cells, ratios = [], []
        for own, other in (small[name], large[name]):
            times = getattr(own, measure), getattr(other, measure)
            cells.append(f"{1000 * times[0]:7.1f} /{1000 * times[1]:6.1f} ms")
            ratios.append(times[0] / times[1])
        growth = getattr(large[name][0], measure) / getattr(small[name][0], measure)
        statements = f"{large[name][0].statements} / {large[name][1].statements}"
        print(
            f"{name:10} {cells[0]} {cells[1]} {ratios[0]:5.1f}x{ratios[1]:5.1f}x"
            f" {growth:6.2f}x {statements:>11}"
        )


def compared(settings: Settings, folder: Path, number: int, people: list[int]) -> dict[str, Pair]:
    """What each action costs the product and the bare application, asked in turn."""
    app, plain = create_app(settings), bare.create(folder / "bare.db")
    own, other = app.test_client(), plain.test_client()
    with app.app_context():
        uniquifier = db.session.scalars(select(User.fs_uniquifier)).one()
    signed_in(own, {"user": uniquifier, "since": int(datetime.now(UTC).timestamp())})
    signed_in(other, {"user": 1})
    token = token_of(own.get(f"/processes/{number}/log").text)
    theirs = token_of(other.get("/processes/1/log").text)
    weave = f"/processes/{number}/weave?show=all"
    pairs: dict[str, tuple[Ask, Ask]] = {
        "log": (
            lambda: posted(own, number, {**log_fields(random.choice(people)), "csrf_token": token}),
            lambda: posted(
                other,
                1,
                {
                    "words": said(random.randrange(10**6)),
                    "who": str(random.randint(1, len(people))),
                    "how": "verbatim",
                    "csrf_token": theirs,
                },
            ),
        ),
        "form": both(own, other, f"/processes/{number}/log", "/processes/1/log"),
        "list": both(own, other, weave, "/processes/1/weave"),
        "search": both(own, other, f"{weave}&words={RARE}", f"/processes/1/weave?words={RARE}"),
        "open": both(own, other, f"/processes/{number}/loops/{people[0]}", "/processes/1/loops/1"),
        "work": both(own, other, "/", "/"),
    }
    engines = engine_of(app), engine_of(plain, bare.db)
    return {name: in_turn(*pair, engines) for name, pair in pairs.items()}


def engine_of(app: Flask, database: Any = db) -> Engine:
    with app.app_context():
        opened: Engine = database.engine
    return opened


def signed_in(client: FlaskClient, values: dict[str, Any]) -> None:
    with client.session_transaction() as session:
        session.update(values)


def both(own: FlaskClient, other: FlaskClient, mine: str, theirs: str) -> tuple[Ask, Ask]:
    return (lambda: asked(own, mine), lambda: asked(other, theirs))


def in_turn(own: Ask, other: Ask, engines: tuple[Engine, Engine]) -> Pair:
    """What both cost, asked one after the other; the first times warm them."""
    seen: list[list[tuple[float, float]]] = [[], []]
    for _ in range(TIMES + WARM):
        for ask, kept in zip((own, other), seen, strict=True):
            begins, worked = perf_counter(), process_time()
            ask()
            kept.append((perf_counter() - begins, process_time() - worked))
    costs = []
    for ask, kept, engine in zip((own, other), seen, engines, strict=True):
        walls, processors = zip(*kept[WARM:], strict=True)
        costs.append(Cost(median(walls), median(processors), statements_of(ask, engine)))
    return costs[0], costs[1]


def cost_of_the_log(settings: Settings) -> Cost:
    """What the access log of a page of forty people costs, which the bare application keeps not."""
    lines = [Access("participant", str(number), "contributions") for number in range(40)]
    with create_app(settings).app_context():
        user = db.session.scalars(select(User.id)).first()
        db.session.rollback()

        def keep() -> None:
            access_log.write(db.engine, user, datetime.now(UTC), lines)

        cost, _ = in_turn(keep, lambda: None, (db.engine, db.engine))
    return cost


def statements_of(ask: Ask, engine: Engine) -> int:
    found = []

    def note(*given: Any) -> None:
        found.append(given[2])

    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    return len(found)


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


def crowded(
    folder: Path, number: int, people: list[int], seconds: float
) -> tuple[dict[str, int], int]:
    """How often each action was done by eight clients in so many seconds, and how many failed."""
    with served(folder) as port:
        clients = [Client(port, number, people, seconds, seed) for seed in range(CLIENTS)]
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

    def __init__(
        self, port: int, number: int, people: list[int], seconds: float, seed: int
    ) -> None:
        super().__init__()
        self.browser = Connection(port)
        self.number, self.people, self.seconds = number, people, seconds
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
            "open": f"{here}/loops/{self.people[0]}",
            "work": "/",
        }
        ends = monotonic() + self.seconds
        while monotonic() < ends:
            name = self.random.choice(["log", *looks])
            if name == "log":
                sent: dict[str, Any] = {
                    **log_fields(self.random.choice(self.people)),
                    "csrf_token": token,
                }
                status, _ = self.browser.post(f"{here}/log", sent)
            else:
                status, _ = self.browser.get(looks[name])
            self.done[name] = self.done.get(name, 0) + 1
            self.errors += status != (303 if name == "log" else 200)


if __name__ == "__main__":
    main()
