"""`tracker round`, `send`, `deliveries`, `record`, `settle`, `report` and `letters`."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import IO, TypeVar

import click

from tracker.domain.act import Act
from tracker.domain.database import reading
from tracker.domain.errors import BadInput
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.policies import delivery_for, demand_report, one_of_process, process_for
from tracker.domain.round import PURPOSES, Round
from tracker.entry import unit
from tracker.options import MOMENT, NUMBERS, by_option, flat, format_option, listed
from tracker.outbound.settling import settle as settle_
from tracker.reports.words import interface
from tracker.returning import services
from tracker.returning.checks import Reasons
from tracker.returning.forms import FORMS, written
from tracker.returning.printing import poster, printed
from tracker.returning.queries import deliveries_of, letters_of
from tracker.settings import Settings

T = TypeVar("T", Insight, Participant)


class Chosen(click.ParamType[tuple[int, ...] | None]):
    """`all`, `none` where that has a meaning, or numbers with commas; all is None."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.name = "|".join((*words, "N[,N]"))

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[int, ...] | None:
        if value not in self.words:
            return NUMBERS.convert(value, param, ctx)
        return None if value == "all" else ()


def chosen(given: Sequence[Sequence[int] | None]) -> list[int] | None:
    """The numbers of a `Chosen` option that may be repeated; None: all, as when none is given."""
    if not given or None in given:
        return None
    return flat(some for some in given if some is not None)


@click.group("round")
def round_() -> None:
    """Giving back: to look at together, to close, to tell what is new."""


@round_.command()
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@click.option("--purpose", type=click.Choice(PURPOSES), required=True)
@click.option("--insights", type=Chosen("all", "none"), multiple=True, help="[default: all]")
@click.option("--days", type=click.IntRange(1, 365), help="To answer in.")
@click.option("--to", type=Chosen("all"), multiple=True, help="[default: all who are not over]")
@click.option("--question", "questions", multiple=True, help="Something to ask; may be repeated.")
@by_option
def add(
    process_id: int,
    purpose: str,
    insights: Sequence[Sequence[int] | None],
    days: int | None,
    to: Sequence[Sequence[int] | None],
    questions: Sequence[str],
    by: str | None,
) -> None:
    """Plan a giving-back; prints its id."""
    with unit(by) as act:
        process = process_for(act, process_id)
        told = rows(act, Insight, chosen(insights))
        people = rows(act, Participant, chosen(to))
        planned = services.plan_round(act, process, purpose, told, people, days, questions)
    click.echo(planned.id)


def rows(act: Act, kind: type[T], numbers: Sequence[int] | None) -> list[T] | None:
    """Those of a process that the actor sees; None for all."""
    if numbers is None:
        return None
    return [one_of_process(act, kind, number) for number in numbers]


@click.command()
@click.argument("number", type=int, metavar="ROUND")
@click.option("--hold", type=click.IntRange(0), default=0, metavar="SECONDS", show_default=True)
@click.option("--reason-readability", default="", help="Why it goes although it is hard to read.")
@click.option("--reason-words", default="", help="Why it goes although it repeats unshared words.")
@by_option
def send(
    number: int, hold: int, reason_readability: str, reason_words: str, by: str | None
) -> None:
    """Freeze a report for each of the round's people, and queue the mails; safe to repeat."""
    with unit(by) as act:
        planned = one_of_process(act, Round, number)
        reasons = Reasons(reason_readability, reason_words)
        for warning in services.fix_round(act, planned, reasons):
            click.echo(interface("en").say(f"warning.{warning}"), err=True)
    left = 1
    while left:
        with unit(by) as act:
            left = services.freeze_next(act, one_of_process(act, Round, number))
        if left and sys.stderr.isatty():
            click.echo(f"\r{left} reports left ", err=True, nl=False)
    with unit(by) as act:
        queued = services.release(act, one_of_process(act, Round, number), timedelta(seconds=hold))
        settings = act.settings
    if queued:
        _wake(settings)


@click.command()
@click.argument("number", type=int, metavar="ROUND")
@format_option("table", "json")
@by_option
def deliveries(number: int, form: str, by: str | None) -> None:
    """What became of each report of a round."""
    with unit(by) as act:
        rows = deliveries_of(act, one_of_process(act, Round, number))
    columns = ("delivery", "participant", "channel", "state", "reason", "attempts", "at", "hash")
    listed(rows, form, columns)


@click.command()
@click.argument("number", type=int, metavar="ROUND")
@click.option("--participant", "people", type=NUMBERS, multiple=True, required=True)
@click.option(
    "--how", type=click.Choice(["posted", "told", "tried", "returned", "public"]), required=True
)
@click.option("--at", type=MOMENT, required=True)
@click.option("--reminder", is_flag=True, help="It was to remind them.")
@click.option("--note", default="")
@by_option
def record(
    number: int,
    people: Sequence[Sequence[int]],
    how: services.How,
    at: datetime,
    reminder: bool,
    note: str,
    by: str | None,
) -> None:
    """Record what a person did: posted or told (it reached them), tried, came back, public."""
    with unit(by) as act:
        planned = one_of_process(act, Round, number)
        for delivery in services.deliveries_to(act, planned, flat(people)):
            services.record_contact(act, delivery, how, at, reminder, note)


@click.command()
@click.argument("numbers", type=NUMBERS, nargs=-1, required=True, metavar="DELIVERY [DELIVERY ...]")
@click.option("--as", "as_", type=click.Choice(["sent", "not-sent"]), required=True)
@by_option
def settle(numbers: Sequence[Sequence[int]], as_: str, by: str | None) -> None:
    """Say of uncertain deliveries whether they were sent. What was not is queued anew."""
    with unit(by) as act:
        rows = [delivery_for(act, number) for number in flat(numbers)]
        settle_(act, rows, as_ == "sent")
        settings = act.settings
    _wake(settings)


@click.command()
@click.option("--round", "number", type=int, required=True, metavar="R")
@click.option("--participant", type=int, required=True, metavar="P")
@click.option("--format", "form", type=click.Choice(list(FORMS)), required=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--large-print", is_flag=True, help="At 18 points (html and pdf).")
@by_option
def report(
    number: int, participant: int, form: str, out: Path, large_print: bool, by: str | None
) -> None:
    """Write one person's report of a round, as it was frozen, to a file."""
    with unit(by) as act:
        planned = one_of_process(act, Round, number)
        (delivery,) = services.deliveries_to(act, planned, [participant])
        demand_report(act, delivery)
        data = written(act, delivery, form, large_print)
    write(out, BytesIO(data))


@click.command()
@click.argument("number", type=int, metavar="ROUND")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--protected", is_flag=True, help="With those whose address is protected.")
@click.option("--no-index", is_flag=True, help="Without an index; in the order of the deliveries.")
@by_option
def letters(number: int, out: Path, protected: bool, no_index: bool, by: str | None) -> None:
    """All letters of a round in one PDF, for the printer: an index of them, the thinnest first."""
    # It takes minutes when they are many, and nobody who writes waits for it.
    with reading(), unit(by) as act:
        found = letters_of(act, one_of_process(act, Round, number), protected)
        hidden = not sys.stderr.isatty()
        count = len(found.deliveries)
        with click.progressbar(length=count, hidden=hidden, file=sys.stderr) as bar:
            made = printed(act, found, bar.update, index=not no_index)
    with made.file:
        write(out, made.file)
    words = interface("en")
    if found.protected:
        click.echo(words.say("warning.protected_letters", count=found.protected), err=True)
    if found.otherwise:
        click.echo(words.say("warning.otherwise_letters", count=found.otherwise), err=True)
    if found.confided:
        click.echo(words.say("warning.confided_letters", count=found.confided), err=True)
    for each in made.spoilt:
        click.echo(words.say("warning.letter_spoilt", code=each.code, why=each.why), err=True)
    if made.spoilt:
        sys.exit(1)


@click.command("poster")
@click.argument("number", type=int, metavar="ROUND")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@by_option
def poster_(number: int, out: Path, by: str | None) -> None:
    """A poster (A3) of what a round tells, for everybody: nothing of any person stands on it."""
    with unit(by) as act:
        data = poster(act, one_of_process(act, Round, number))
    write(out, BytesIO(data))


def _wake(settings: Settings) -> None:
    # The queue takes a while to import, and most of these commands send nothing.
    from tracker.outbound.queue import wake

    wake(settings)


def write(out: Path, data: IO[bytes]) -> None:
    """Write a file; BadInput says why it cannot be."""
    try:
        with out.open("wb") as file:
            copyfileobj(data, file)
    except OSError as error:
        raise BadInput("--out", "file_unwritable", path=out, why=error.strerror) from error
