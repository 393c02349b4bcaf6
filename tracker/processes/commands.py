"""`tracker process`."""

import click

from tracker.domain.process import KINDS, LANGUAGES, MAILS
from tracker.entry import unit
from tracker.options import by_option
from tracker.processes.services import Promises, add_process, department_named

_DAYS = click.IntRange(1, 3650)


@click.group()
def process() -> None:
    """Processes that citizens take part in."""


@process.command()
@click.argument("title")
@click.option("--kind", type=click.Choice(KINDS), required=True)
@click.option("--department", required=True, metavar="D", help="Made when it is new.")
@click.option("--language", type=click.Choice(LANGUAGES), default="da", show_default=True)
@click.option("--contact", default="", metavar='"NAME, PHONE"', help="Whom citizens can reach.")
@click.option("--mail", type=click.Choice(MAILS), default="notice", show_default=True)
@click.option("--second-thing", is_flag=True, help="Letters open only by a code, as in a case.")
@click.option("--public-return", is_flag=True, help="Promise a public return to the unknown.")
@click.option("--days-to-return", type=_DAYS, default=21, show_default=True)
@click.option("--days-to-answer", type=_DAYS, default=14, show_default=True)
@click.option("--days-to-close", type=_DAYS, default=21, show_default=True)
@by_option
def add(
    title: str,
    kind: str,
    department: str,
    language: str,
    contact: str,
    mail: str,
    second_thing: bool,
    public_return: bool,
    days_to_return: int,
    days_to_answer: int,
    days_to_close: int,
    by: str | None,
) -> None:
    """Begin a process; prints its id."""
    name, _, phone = contact.rpartition(",") if "," in contact else (contact, "", "")
    with unit(by) as act:
        added = add_process(
            act,
            title,
            kind,
            department_named(act, department),
            language=language,
            contact=(name, phone, ""),
            mail=mail,
            second_thing=second_thing,
            public_return=public_return,
            promises=Promises(days_to_return, days_to_answer, days_to_close),
        )
    click.echo(added.id)
