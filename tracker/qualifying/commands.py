"""`tracker respond`, `responses`, `sort`, `resolve` and `outcome`."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

import click

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight
from tracker.domain.outcome import USES
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import Process
from tracker.domain.response import MOVES, RESOLUTIONS, SORTED, Response
from tracker.domain.round import Round
from tracker.entry import unit
from tracker.options import DAY, NUMBERS, by_option, flat, format_option, listed
from tracker.qualifying import services
from tracker.qualifying.queries import responses_of

T = TypeVar("T", Contribution, Insight)


def one_named(act: Act, kind: type[T], number: int | None, process: Process) -> T | None:
    """The row of the process that an option names; None when it was not given."""
    return None if number is None else one_of_process(act, kind, number, process)


@click.command()
@click.option("--round", "number", type=int, required=True, metavar="R")
@click.option("--participant", type=int, required=True, metavar="P")
@click.option("--insight", type=int, metavar="I")
@click.option("--contribution", type=int, metavar="C")
@click.option("--move", type=click.Choice(MOVES), required=True)
@click.option("--text", default="")
@by_option
def respond(
    number: int,
    participant: int,
    insight: int | None,
    contribution: int | None,
    move: str,
    text: str,
    by: str | None,
) -> None:
    """Write in an answer: about an insight, an own contribution or the round; prints its id."""
    with unit(by) as act:
        planned = one_of_process(act, Round, number)
        process = process_for(act, planned.process_id)
        response = services.respond(
            act,
            services.delivery_to(act, planned, participant),
            move,
            text,
            one_named(act, Insight, insight, process),
            one_named(act, Contribution, contribution, process),
        )
    click.echo(response.id)


@click.command()
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@format_option("table", "json")
@by_option
def responses(process_id: int, form: str, by: str | None) -> None:
    """What people answered, and what it led to."""
    with unit(by) as act:
        rows = responses_of(act, process_for(act, process_id))
    if form == "table":
        rows = [row | {"about": _in_words(row["about"])} for row in rows]
    listed(rows, form, ("response", "participant", "about", "move", "open", "resolution", "text"))


def _in_words(about: dict[str, Any]) -> str:
    """What an answer is about, for a table: `insight 3`."""
    kind = next(iter(about))
    return f"{kind} {about[kind]}{', set aside' if about.get('set_aside') else ''}"


@click.command()
@click.argument("number", type=int, metavar="RESPONSE")
@click.option("--as", "as_", type=click.Choice(SORTED), required=True)
@click.option("--insight", type=int, metavar="I")
@click.option("--contribution", type=int, metavar="C")
@by_option
def sort(
    number: int, as_: str, insight: int | None, contribution: int | None, by: str | None
) -> None:
    """Say what free words mean; the original stays beside it."""
    with unit(by) as act:
        response = one_of_process(act, Response, number)
        process = process_for(act, response.process_id)
        services.sort_into(
            act,
            response,
            as_,
            one_named(act, Insight, insight, process),
            one_named(act, Contribution, contribution, process),
        )


@click.command()
@click.argument("numbers", type=NUMBERS, nargs=-1, required=True, metavar="RESPONSE [RESPONSE ...]")
@click.option("--as", "how", type=click.Choice(RESOLUTIONS), required=True)
@click.option("--reason", required=True, help="What those who answered are to read.")
@click.option("--text", "new_text", default="", help="changed: the insight's new words.")
@click.option("--version", type=int, metavar="N", help="changed: a version that is there already.")
@click.option("--shareable", default="", help="dissent: its words as others may read them.")
@by_option
def resolve(
    numbers: Sequence[Sequence[int]],
    how: str,
    reason: str,
    new_text: str,
    version: int | None,
    shareable: str,
    by: str | None,
) -> None:
    """Say what one or several answers led to; a new one replaces the one before; prints its id."""
    with unit(by) as act:
        rows = [one_of_process(act, Response, number) for number in flat(numbers)]
        made = services.resolve(
            act, rows, how, reason, new_text=new_text, version=version, shareable=shareable
        )
    click.echo(made.id)


@click.group()
def outcome() -> None:
    """What insights were used for."""


@outcome.command()
@click.option("--insight", "number", type=int, required=True, metavar="I")
@click.option("--use", type=click.Choice(USES), required=True)
@click.option("--reason", required=True)
@click.option("--decider", default="", help="undecided: who decides.")
@click.option("--expected", type=DAY, help="undecided: by when.")
@click.option("--decided-first", default="", help="Why it could not wait for the answers.")
@by_option
def add(
    number: int,
    use: str,
    reason: str,
    decider: str,
    expected: date | None,
    decided_first: str,
    by: str | None,
) -> None:
    """Record what an insight led to; prints the id."""
    with unit(by) as act:
        made = services.decide(
            act,
            one_of_process(act, Insight, number),
            use,
            reason,
            decider=decider,
            expected=expected,
            decided_first=decided_first,
        )
    click.echo(made.id)
