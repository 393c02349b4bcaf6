"""`tracker loops` and `except`."""

import csv
import io
import sys
from datetime import datetime

import click

from tracker.domain.participant import BECAUSE, Participant
from tracker.domain.policies import one_of_process, process_for
from tracker.entry import unit
from tracker.options import MOMENT, NUMBERS, by_option, flat, format_option, listed
from tracker.oversight import services
from tracker.oversight.queries import COLUMNS, loops_of, processes_of
from tracker.oversight.verifying import all_verified
from tracker.reports.cells import cell
from tracker.reports.words import interface
from tracker.settings import Settings


@click.command()
@click.option("--process", "process_id", type=int, metavar="ID")
@click.option("--department", metavar="D")
@format_option("table", "json", "csv")
@click.option("--now", type=MOMENT, help="Reckon as of then; nothing is recorded.")
@click.option("--verify", is_flag=True, help="Recompute all from the facts; 1 on a difference.")
@by_option
def loops(
    process_id: int | None,
    department: str | None,
    form: str,
    now: datetime | None,
    verify: bool,
    by: str | None,
) -> None:
    """Where each loop stands, and what comes next."""
    with unit(by) as act:
        if process_id is not None:
            process_for(act, process_id)
        processes = processes_of(act, process_id, department)
        rows = [] if verify else loops_of(act, processes, now)
    if verify:
        found = _verified(act.settings, [process.id for process in processes])
        for line in found:
            click.echo(line)
        sys.exit(1 if found else 0)
    if form == "csv":
        _csv(rows)
    else:
        listed(rows, form, COLUMNS)


def _verified(settings: Settings, processes: list[int]) -> list[str]:
    """Each difference; how far it has come is shown to people, on stderr."""
    checked = all_verified(settings, processes)
    hidden = not sys.stderr.isatty()
    with click.progressbar(checked, len(processes), hidden=hidden, file=sys.stderr) as each:
        return [line for lines in each for line in lines]


def _csv(rows: list[dict[str, object]]) -> None:
    out = io.StringIO()
    names = list(rows[0]) if rows else list(COLUMNS)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(row[name]) for name in names])
    click.echo(out.getvalue(), nl=False)


@click.command("except")
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@click.option("--participant", "people", type=NUMBERS, multiple=True, required=True)
@click.option("--because", type=click.Choice(BECAUSE), required=True)
@click.option("--reason", required=True)
@by_option
def except_(
    process_id: int, people: list[tuple[int, ...]], because: str, reason: str, by: str | None
) -> None:
    """Say that loops cannot be walked, and why; only a manager can."""
    with unit(by) as act:
        process = process_for(act, process_id)
        found = [one_of_process(act, Participant, number, process) for number in flat(people)]
        asked = services.except_loops(act, process, [who.id for who in found], because, reason)
    if asked:
        click.echo(interface("en").say("warning.second_person"), err=True)
