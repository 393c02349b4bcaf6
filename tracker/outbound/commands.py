"""The commands of the way out: the worker, and what the clock brings about."""

import logging
import sys
from datetime import datetime

import click

from tracker import entry
from tracker.options import MOMENT
from tracker.outbound import clock, running
from tracker.outbound.queue import wake
from tracker.outbound.work import publish_week
from tracker.settings import Settings


@click.command()
def worker() -> None:
    """Send what waits and record what the clock brings about, until told to stop."""
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(message)s", level=logging.WARNING)
    logging.getLogger("tracker").setLevel(logging.INFO)
    settings = Settings.from_env()
    running.run(settings, entry.engine(settings))


@click.command()
@click.option("--now", type=MOMENT, help="Reckon as if it were this moment.")
def due(now: datetime | None) -> None:
    """Queue reminders and digests, end windows, say what is overdue. Safe to repeat, for cron."""
    with entry.unit(now=now) as act:
        counts = clock.due(act)
        late = clock.overdue(act)
        settings = act.settings
    publish_week(lambda: entry.unit(now=now))
    if counts.reminders or counts.digests:
        wake(settings)
    click.echo(
        f"{counts.reminders} reminders queued, {counts.notices_counted} notices counted, "
        f"{counts.windows_ended} windows ended, {counts.waits_ended} waiting dates passed."
    )
    if counts.digests:
        click.echo(f"{counts.digests} weekly digests queued.")
    for process, loops, since in late:
        click.echo(f"Process {process}: {loops} overdue, the oldest since {since}.")
