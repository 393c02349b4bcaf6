"""`tracker import`, `participant` and `contributions`."""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from tracker.domain.act import Act
from tracker.domain.participant import CHANNELS, Participant
from tracker.domain.policies import one_of_process, process_for
from tracker.entry import unit
from tracker.listening.foreseen import Imported
from tracker.listening.importing import import_file
from tracker.listening.queries import contributions_of
from tracker.listening.rows import FIELDS, RowError
from tracker.listening.services import Details, add_participant, edit_participant
from tracker.options import CODE, MONTH, NUMBERS, by_option, flat, format_option, listed, sentence
from tracker.reports.words import interface

F = TypeVar("F", bound=Callable[..., Any])

MOST_NAMED = 20
_SIZE = click.IntRange(2, 100_000)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@click.option("--map", "maps", multiple=True, metavar="field=column", help="Where a field is.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and keep nothing.")
@click.option("--json", "as_json", is_flag=True)
@by_option
def import_(
    file: Path, process_id: int, maps: Sequence[str], dry_run: bool, as_json: bool, by: str | None
) -> None:
    """Bring in contributions from a CSV or XLSX file: all of it, or nothing."""
    columns = _columns(maps)
    with unit(by) as act:
        imported = import_file(act, process_for(act, process_id), file, columns)
        if imported.errors or dry_run:
            act.session.rollback()
    if imported.errors:
        imported.contributions_added = imported.participants_added = 0
    _say(imported, as_json, dry_run)
    if imported.errors:
        sys.exit(2)


def _columns(maps: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in maps:
        name, equals, column = pair.partition("=")
        if not equals or name.strip() not in FIELDS:
            fields = ", ".join(FIELDS)
            raise click.UsageError(f"--map {pair}: write field=column, the field one of {fields}")
        if name.strip() in found:
            raise click.UsageError(f"--map names two columns for {name.strip()}; name one")
        found[name.strip()] = column.strip()
    return found


def _say(imported: Imported, as_json: bool, dry_run: bool) -> None:
    wrong: dict[int, list[str]] = {}
    for error in imported.errors:
        where = f"column {error.column}: " if error.column else ""
        wrong.setdefault(error.line, []).append(where + _why(error))
    for line in sorted(wrong)[:MOST_NAMED]:
        click.echo(f"line {line}, {' '.join(wrong[line])}", err=True)
    if len(wrong) > MOST_NAMED:
        click.echo(f"{len(wrong)} rows are wrong in all.", err=True)
    if imported.nobodys and not wrong:
        words = interface("en").say("warning.nobodys_contacts", count=imported.nobodys)
        click.echo(words, err=True)
    if as_json:
        click.echo(json.dumps(_plain(imported)))
    elif not imported.errors:
        click.echo(
            f"{imported.rows} rows: {imported.contributions_added} contributions and "
            f"{imported.participants_added} participants added, {imported.unchanged} unchanged"
            + (" (dry run, nothing kept)" if dry_run else "")
        )


def _why(error: RowError) -> str:
    """In one line, with a date as it stands in the file."""
    said = {n: error.value if isinstance(v, date) else v for n, v in error.values.items()}
    return sentence(error.code, said)


def _plain(imported: Imported) -> dict[str, Any]:
    return {
        "rows": imported.rows,
        "contributions_added": imported.contributions_added,
        "participants_added": imported.participants_added,
        "unchanged": imported.unchanged,
        "errors": [
            {
                "line": error.line,
                "column": error.column,
                "value": error.value,
                "message": _why(error),
            }
            for error in imported.errors
        ],
    }


@click.group()
def participant() -> None:
    """Those who take part in a process."""


def _details(command: F) -> F:
    for option in (
        click.option("--name", help="What they are called."),
        click.option("--email"),
        click.option("--phone"),
        click.option("--address", help="Lines with \\n between them."),
        click.option("--channel", type=click.Choice(CHANNELS), help="How they wish to be reached."),
        click.option("--protected/--not-protected", default=None, help="A protected address."),
        click.option("--large-print/--usual-print", default=None, help="Letters at 18 points."),
        click.option("--may-quote/--no-quote", default=None, help="What they said when asked."),
        click.option("--language", type=CODE, help="One that citizens are offered: da, en, …"),
        click.option("--perspectives", help="Their role in own words, such as cyclist."),
        click.option("--guardian", help="Guardian or representative."),
        click.option("--guardian-proof", help="By what right."),
        click.option(
            "--represented/--not-represented",
            default=None,
            help="Letters go to the guardian or representative, who reads them for them.",
        ),
        click.option(
            "--child-until",
            type=MONTH,
            help="When a child turns 15; until then told in person alone. none: is no child.",
        ),
        click.option("--public-return/--no-public-return", default=None),
        click.option("--group", "group_size", type=_SIZE, metavar="SIZE", help="Told together."),
        click.option("--member-of", "groups", type=NUMBERS, multiple=True, metavar="P[,P]"),
        by_option,
    ):
        command = option(command)
    return command


def _split(given: dict[str, Any]) -> tuple[Details, int | None, list[int]]:
    size, groups = given.pop("group_size"), flat(given.pop("groups"))
    if given.get("address"):
        given["address"] = given["address"].replace("\\n", "\n")
    return Details(**given), size, groups


def _groups(act: Act, numbers: Sequence[int]) -> list[Participant]:
    return [one_of_process(act, Participant, number) for number in numbers]


@participant.command("add")
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@click.option("--ref", help="The source's own id of them.")
@_details
def participant_add(process_id: int, ref: str | None, by: str | None, **given: Any) -> None:
    """Add a person, or with --group a group that is told together; prints the id."""
    details, size, groups = _split(given)
    with unit(by) as act:
        added = add_participant(
            act,
            process_for(act, process_id),
            details,
            ref=ref,
            group_size=size,
            groups=_groups(act, groups),
        )
    click.echo(added.id)


@participant.command("edit")
@click.argument("number", type=int, metavar="PARTICIPANT")
@_details
def participant_edit(number: int, by: str | None, **given: Any) -> None:
    """Change what is known of somebody; what is not given stays."""
    details, size, groups = _split(given)
    with unit(by) as act:
        row = one_of_process(act, Participant, number)
        edit_participant(act, row, details, group_size=size, groups=_groups(act, groups))


@click.command()
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@format_option("table", "json")
@by_option
def contributions(process_id: int, form: str, by: str | None) -> None:
    """What was said, and what became of it."""
    with unit(by) as act:
        rows = contributions_of(act, process_for(act, process_id))
    listed(rows, form, ("id", "participant_ref", "text", "insights", "set_aside", "withdrawn"))
