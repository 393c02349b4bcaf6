"""Importing a file of contributions, beside a bare insert of the same rows.

    .venv/bin/python -m bench.imports FILE [field=column ...]

Both write to a new SQLite database of the same schema and settings, in turn, some times. The bare
insert reads the file with the csv module and writes participants, contributions and their words in
one transaction by SQLAlchemy Core: no checks, no events, no projection.
"""

import csv
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from tracker.domain.act import SYSTEM, Act
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.participant import Participant
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.entry import engine
from tracker.listening.importing import import_file
from tracker.processes.services import add_process
from tracker.settings import Settings

RUNS = 7


def main(path: Path, columns: dict[str, str]) -> None:
    """Print the median of both, and their ratio."""
    seen: dict[str, list[float]] = {"import": [], "bare": []}
    rows = sum(1 for _ in csv.DictReader(path.open(encoding="utf-8", newline="")))
    for _ in range(RUNS):
        seen["import"].append(_timed(lambda act, process: import_file(act, process, path, columns)))
        seen["bare"].append(_timed(lambda act, process: _bare(act, process, path, columns)))
    for name, seconds in seen.items():
        middle = median(seconds)
        print(f"{name:8} {middle:.3f} s  {rows / middle:,.0f} rows/s")
    print(f"ratio    {median(seen['import']) / median(seen['bare']):.1f}")


def _timed(work: Callable[[Act, Process], object]) -> float:
    with TemporaryDirectory() as folder:
        settings = Settings.from_env({"TRACKER_INSTANCE": folder}, None)
        opened = engine(settings)
        try:
            return _once(opened, settings, work)
        finally:
            opened.dispose()


def _once(opened: Engine, settings: Settings, work: Callable[[Act, Process], object]) -> float:
    with Session(opened) as session:
        act = Act(session, SYSTEM, datetime.now(UTC), settings)
        department = Department(name="Bench")
        session.add(department)
        session.flush()
        process = add_process(act, "Bench", "development", department)
        session.commit()
        begins = perf_counter()
        work(act, process)
        session.commit()
        return perf_counter() - begins


def _bare(act: Act, process: Process, path: Path, columns: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    people = list(dict.fromkeys(row[columns["participant"]] for row in rows))
    added = insert(Participant).returning(Participant.id, sort_by_parameter_order=True)
    values = [{"process_id": process.id, "ref": ref, "language": "en"} for ref in people]
    ids = dict(zip(people, act.session.scalars(added, values), strict=True))
    said = insert(Contribution).returning(Contribution.id, sort_by_parameter_order=True)
    numbers = act.session.scalars(
        said,
        [
            {
                "process_id": process.id,
                "participant_id": ids[row[columns["participant"]]],
                "ref": row[columns["id"]],
                "received_at": datetime.fromtimestamp(int(row[columns["date"]]) / 1000, UTC),
                "event_id": 1,
            }
            for row in rows
        ],
    ).all()
    act.session.execute(
        insert(ContributionWording),
        [
            {
                "contribution_id": number,
                "kind": "recorded",
                "text": row[columns["text"]],
                "event_id": 1,
            }
            for number, row in zip(numbers, rows, strict=True)
        ],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), dict(pair.split("=", 1) for pair in sys.argv[2:]))
