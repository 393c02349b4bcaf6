"""`tracker close` and `verify`."""

import sys
from pathlib import Path

import click

from tracker.closing import sealing, services, telling
from tracker.closing.reading import is_paper, record_in
from tracker.domain import closing
from tracker.domain.act import Act
from tracker.domain.closing import Hindrance
from tracker.domain.errors import BadInput
from tracker.domain.policies import demand_manager, process_for
from tracker.domain.process import Process, Signature
from tracker.domain.steps import Step
from tracker.entry import unit
from tracker.reports.words import interface


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
    from tracker.closing.paper import closing_pdf

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


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--key", metavar="KEY", help="The public key that it has to be signed with.")
def verify(file: Path, key: str | None) -> None:
    """Prove a closing record, PDF or JSON, from the file alone; 1 when it does not hold."""
    given = _bytes(file)
    try:
        verdict = sealing.verified(record_in(given))
    except sealing.NoRecord as none:
        raise _refused(none.code, file) from none
    words = interface("en")
    for finding in verdict.findings:
        click.echo(telling.found(words, finding))
    another = key is not None and key.strip().lower() != verdict.key
    if another:
        click.echo(words.say("verify.another_key", key=verdict.key))
    if verdict.findings or another:
        sys.exit(1)
    for line in telling.holds(words, verdict):
        click.echo(line)
    if is_paper(given):
        click.echo(words.say("verify.paper"))


def _refused(code: str, file: Path) -> BadInput:
    if code == "broken":
        return BadInput("FILE", "record_broken", path=file)
    return BadInput("FILE", "record_older" if code == "older" else "record_none", path=file)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput("FILE", "file_unreadable", path=file, why=error.strerror) from error
