"""`tracker loops`, `except` and `close`."""

import csv
import io
import sys
from datetime import datetime
from pathlib import Path

import click

from tracker.domain import closing
from tracker.domain.act import Act
from tracker.domain.closing import Hindrance
from tracker.domain.errors import BadInput
from tracker.domain.participant import BECAUSE, Participant
from tracker.domain.policies import demand_manager, one_of_process, process_for
from tracker.domain.process import Process, Signature
from tracker.domain.steps import Step
from tracker.entry import unit
from tracker.options import MOMENT, NUMBERS, by_option, flat, format_option, listed
from tracker.oversight import services
from tracker.oversight.queries import COLUMNS, loops_of, processes_of, verified
from tracker.reports.words import interface


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
        if verify:
            found = verified(act, processes)
        else:
            rows = loops_of(act, processes, now)
    if verify:
        for line in found:
            click.echo(line)
        sys.exit(1 if found else 0)
    if form == "csv":
        _csv(rows)
    else:
        listed(rows, form, COLUMNS)


def _csv(rows: list[dict[str, object]]) -> None:
    out = io.StringIO()
    names = list(rows[0]) if rows else list(COLUMNS)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in names])
    click.echo(out.getvalue(), nl=False)


def _cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" and value else value


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
        for number in flat(people):
            who = one_of_process(act, Participant, number, process)
            services.except_loop(act, process, who, because, reason)


@click.command()
@click.argument("process_id", type=int, metavar="PROCESS")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The closing record.")
@click.option("--by", metavar="EMAIL", help="The manager who signs; without, it is only checked.")
def close(process_id: int, out: Path | None, by: str | None) -> None:
    """Close a process, or say what stands in the way (exit 1)."""
    signature: Signature | None = None
    with unit(by, acts_as_setting=False) as act:
        process = process_for(act, process_id)
        if by is not None:
            demand_manager(act, process)
        hindrances = closing.in_the_way(act.session, process, act.now)
        if not hindrances and by is not None:
            signature = services.close(act, process)
            record = _record(act, process, signature) if out else b""
        files = act.settings.mail.scheme == "file"
    if signature is None and not hindrances:
        raise BadInput("--by", "name_who_signs")
    if files:
        click.echo(interface("en").say("warning.no_mail_server"), err=True)
    for hindrance in hindrances:
        click.echo(_line(hindrance))
    if signature is None:
        sys.exit(1)
    if out is not None:
        _write(out, record)
    click.echo(signature.hash)


def _record(act: Act, process: Process, signature: Signature) -> bytes:
    # What lays out pages takes a while to import, and closing is seldom.
    from tracker.oversight.paper import closing_pdf

    return closing_pdf(act, process, signature)


def _line(hindrance: Hindrance) -> str:
    words = interface("en")
    values: dict[str, object] = {"participant": hindrance.participant, "number": hindrance.number}
    if hindrance.step is not None:
        values["step"] = words.say(f"step.{Step(hindrance.step).name.lower()}")
        values["action"] = words.say(f"action.{hindrance.action}")
    return words.say(f"hindrance.{hindrance.kind}", **values)


def _write(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise BadInput("--out", "file_unwritable", path=out, why=error.strerror) from error
