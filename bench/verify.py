"""Recomputing every loop of a file of contributions, woven and given back, from its facts.

.venv/bin/python -m bench.verify FILE [field=column ...]
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.act import SYSTEM, Act
from tracker.domain.contribution import Contribution
from tracker.domain.history import Event
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.entry import engine
from tracker.listening.importing import import_file
from tracker.oversight.verifying import verified
from tracker.processes.services import add_process
from tracker.returning.checks import Reasons
from tracker.returning.services import fix_round, freeze_next, plan_round
from tracker.settings import Settings
from tracker.weaving.services import add_insight, set_aside

RUNS = 5


def main(path: Path, columns: dict[str, str]) -> None:
    """Print how long it takes to verify all, and how many loops and events that is."""
    with TemporaryDirectory() as folder:
        settings = Settings.from_env({"TRACKER_INSTANCE": folder}, None)
        opened = engine(settings)
        with Session(opened) as session:
            act = Act(session, SYSTEM, datetime.now(UTC), settings)
            _prepare(act, path, columns)
            process = act.session.scalars(select(Process)).one()
            seconds = []
            for _ in range(RUNS):
                session.expire_all()
                begins = perf_counter()
                found = verified(session, process.id)
                seconds.append(perf_counter() - begins)
            loops = session.scalar(select(func.count()).select_from(LoopRow))
            events = session.scalar(select(func.count()).select_from(Event))
        opened.dispose()
    print(f"{loops} loops, {events} events: {median(seconds):.3f} s, {len(found)} differences")


def _prepare(act: Act, path: Path, columns: dict[str, str]) -> None:
    department = Department(name="Bench")
    act.session.add(department)
    act.session.flush()
    process = add_process(act, "Bench", "development", department, language="en")
    import_file(act, process, path, columns)
    act.session.commit()
    said = list(act.session.scalars(select(Contribution).order_by(Contribution.id)))
    eighth = len(said) // 16
    for at in range(8):
        own = said[at * eighth : (at + 1) * eighth]
        add_insight(act, process, f"People want this to be better, number {at}.", own)
    set_aside(act, said[8 * eighth :], "It is not for the city to decide.")
    act.session.commit()
    planned = plan_round(act, process, "qualify", None, None)
    fix_round(act, planned, Reasons("only measured", "only measured"))
    while freeze_next(act, planned):
        act.session.commit()
    act.session.commit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), dict(pair.split("=", 1) for pair in sys.argv[2:]))
