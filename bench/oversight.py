"""What a manager asks, at 10,000 and at 1,000,000 contributions, and checking everything.

    .venv/bin/python -m bench.oversight [--small N] [--large N] [--keep FOLDER]

The dashboard, the list of processes and one loop are asked of both in turn, in one run, and beside
them the bare query over the counts that the dashboard is read from: the median of each on the wall
and of the processor's own, and how it grows from the small to the large. Then `tracker loops
--verify` of everything. What was built in a folder that is kept is used again.
"""

import resource
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select, text

from bench.many import CONTRIBUTIONS, MANAGER, filled
from bench.pages import asked, engine_of, signed_in
from tracker import create_app
from tracker.domain.people import User
from tracker.domain.projection import LoopRow
from tracker.domain.tables import metadata
from tracker.entry import engine as opened
from tracker.extensions import db
from tracker.settings import Settings

TIMES, WARM = 40, 3
Ask = Callable[[], object]
# What is asked, and whether of the small (0) or the large (1).
Which = tuple[str, int]


class Instance(NamedTuple):
    """A filled instance, and somebody who is signed in as the manager of all of it."""

    settings: Settings
    engine: Engine
    client: FlaskClient
    loop: str


def main() -> None:
    """Print the tables, then what checking took."""
    options = ArgumentParser()
    options.add_argument("--keep", type=Path)
    options.add_argument("--small", type=int, default=10_000)
    options.add_argument("--large", type=int, default=1_000_000)
    given = options.parse_args()
    with nullcontext(given.keep) if given.keep else TemporaryDirectory() as folder:
        few = instance(Path(folder) / f"{given.small}", given.small)
        many = instance(Path(folder) / f"{given.large}", given.large)
        for one in (few, many):
            print(sizes(one.engine))
        compared(few, many)
        checked(many.settings)


def instance(folder: Path, contributions: int) -> Instance:
    """One with so many contributions; it is filled unless it was before."""
    is_filled = folder / "filled"
    if not is_filled.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    settings = Settings.from_env({"TRACKER_INSTANCE": str(folder / "instance")}, None)
    if not is_filled.exists():
        filled(settings, folder, contributions // CONTRIBUTIONS)
        is_filled.touch()
    # What was built before is brought up to the schema of today.
    opened(settings).dispose()
    app: Flask = create_app(settings)
    client = app.test_client()
    with app.app_context():
        manager = db.session.scalars(select(User).where(User.email == MANAGER)).one()
        seen = {"user": manager.fs_uniquifier, "since": int(datetime.now(UTC).timestamp())}
        # In the first process all loops were walked to the end.
        query = select(LoopRow.process_id, LoopRow.participant_id).where(LoopRow.process_id == 1)
        process, participant = db.session.execute(query.limit(1)).one()
    signed_in(client, seen)
    return Instance(settings, engine_of(app), client, f"/processes/{process}/loops/{participant}")


def sizes(engine: Engine) -> str:
    names = ("process", "loop", "contribution", "event", "waiting_count")
    with engine.connect() as connection:
        counted = {
            name: connection.scalar(select(func.count()).select_from(metadata.tables[name]))
            for name in names
        }
    return ", ".join(f"{count:,} {name}" for name, count in counted.items())


def compared(few: Instance, many: Instance) -> None:
    pages = {"dashboard": "/dashboard", "processes": "/processes/", "loop": ""}
    asks = {
        (name, size): partial(visit, where, page)
        for name, page in pages.items()
        for size, where in enumerate((few, many))
    } | {
        ("bare query", size): partial(bare, where.engine) for size, where in enumerate((few, many))
    }
    for measure, found in zip(("wall", "processor"), in_turn(asks), strict=True):
        print(f"{measure:12} {'small':>10} {'large':>10} {'growth':>8}")
        for name in (*pages, "bare query"):
            small, large = found[name, 0], found[name, 1]
            print(f"{name:12} {1000 * small:7.1f} ms {1000 * large:7.1f} ms {large / small:7.2f}x")
        beside = found["dashboard", 1] / found["bare query", 1]
        print(f"dashboard of the large beside its bare query: {beside:.2f}x")


def visit(where: Instance, page: str) -> None:
    asked(where.client, page or where.loop)


def in_turn(asks: Mapping[Which, Ask]) -> tuple[dict[Which, float], dict[Which, float]]:
    """The medians of all, asked in turn: seconds on the wall, and of the processor's own."""
    times: dict[Which, list[tuple[float, float]]] = {which: [] for which in asks}
    for nth in range(WARM + TIMES):
        for which, ask in asks.items():
            begins, worked = perf_counter(), process_time()
            ask()
            if nth >= WARM:
                times[which].append((perf_counter() - begins, process_time() - worked))
    wall, processor = (
        {which: median(each[measure] for each in taken) for which, taken in times.items()}
        for measure in (0, 1)
    )
    return wall, processor


# What the dashboard shows, over the counts that are kept of each process, by best practice: one
# statement for what stands, one for what waits, one for the processes that are the latest.
_BARE = (
    "SELECT p.department_id, p.responsible_id, count(*), sum(t.loops), sum(t.open), sum(t.closed),"
    " sum(t.excepted), sum(t.ended), sum(t.no_answer), sum(t.unopened), sum(t.decided_first),"
    " sum(t.stale) FROM process p JOIN tally t ON t.process_id = p.id GROUP BY 1, 2",
    "SELECT p.department_id, p.responsible_id, w.step,"
    " sum(CASE WHEN w.due < :today THEN w.loops ELSE 0 END),"
    " sum(CASE WHEN w.due BETWEEN :today AND :sunday THEN w.loops ELSE 0 END), sum(w.loops)"
    " FROM waiting_count w JOIN process p ON p.id = w.process_id GROUP BY 1, 2, 3",
    "SELECT p.id, p.title, sum(CASE WHEN w.due < :today THEN w.loops ELSE 0 END) AS late"
    " FROM waiting_count w JOIN process p ON p.id = w.process_id"
    " GROUP BY 1, 2 HAVING late > 0 ORDER BY late DESC, 1 LIMIT 20",
)


def bare(engine: Engine) -> None:
    today = date.today()
    days = {"today": str(today), "sunday": str(today + timedelta(days=6 - today.weekday()))}
    with engine.connect() as connection:
        for statement in _BARE:
            connection.execute(text(statement), days if ":today" in statement else {}).all()


def checked(settings: Settings) -> None:
    """Every loop reckoned anew, and every chain followed, by the command itself."""
    begins, worked = perf_counter(), of_children()
    said = subprocess.run(
        [sys.executable, "-c", "from tracker.cli import main; main()", "loops", "--verify"],
        env={"TRACKER_INSTANCE": str(settings.instance)},
        capture_output=True,
        text=True,
        check=False,
    )
    print(
        f"loops --verify: {perf_counter() - begins:.1f} s, {of_children() - worked:.1f} s of the"
        f" processor's, exit {said.returncode}, {len(said.stdout.splitlines())} differences"
        f" {said.stderr}"
    )


def of_children() -> float:
    """What of the processor's time the ended children of this process took, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
