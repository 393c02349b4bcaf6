"""`tracker insight`, `insights`, `weave`, `unweave` and `set-aside`."""

from collections.abc import Sequence

import click

from tracker.domain import evidence as made_of
from tracker.domain.insight import STANCES, Insight
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.response import Response
from tracker.entry import unit
from tracker.options import CODE, NUMBERS, by_option, flat, format_option, listed
from tracker.weaving import services
from tracker.weaving.queries import contributions_by, insights_of


@click.group()
def insight() -> None:
    """What we think we have understood."""


@insight.command()
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@click.option("--text", required=True)
@click.option("--evidence", type=NUMBERS, multiple=True, metavar="C[,C]")
@by_option
def add(process_id: int, text: str, evidence: Sequence[Sequence[int]], by: str | None) -> None:
    """Draft an insight; prints its id."""
    with unit(by) as act:
        process = process_for(act, process_id)
        added = services.add_insight(act, process, text, contributions_by(act, flat(evidence)))
    click.echo(added.id)


@insight.command()
@click.argument("number", type=int, metavar="INSIGHT")
@click.option("--text", required=True)
@click.option("--reason", required=True, help="What changed, and why.")
@click.option("--because", type=NUMBERS, multiple=True, metavar="RESPONSE[,RESPONSE]")
@click.option("--wording-only", is_flag=True, help="A small correction that no answer caused.")
@by_option
def edit(
    number: int,
    text: str,
    reason: str,
    because: Sequence[Sequence[int]],
    wording_only: bool,
    by: str | None,
) -> None:
    """Give an insight other words: a draft in place, else as a new version; prints its number."""
    with unit(by) as act:
        row = one_of_process(act, Insight, number)
        causes = [one_of_process(act, Response, response) for response in flat(because)]
        version = services.edit_insight(act, row, text, reason, causes, wording_only)
    click.echo(version.number)


@insight.command()
@click.argument("number", type=int, metavar="INSIGHT")
@click.option("--language", type=CODE, required=True, help="One that citizens are offered.")
@click.option("--text", required=True)
@by_option
def translate(number: int, language: str, text: str, by: str | None) -> None:
    """Say in another language what an insight says now."""
    # It knows languages, which the other commands need not.
    from tracker.weaving import translating

    with unit(by) as act:
        translating.translate(act, one_of_process(act, Insight, number), language, text)


@insight.command()
@click.argument("numbers", type=NUMBERS, nargs=-1, required=True, metavar="INSIGHT INSIGHT ...")
@click.option("--text", required=True, help="The words of the insight they become.")
@click.option("--reason", required=True)
@by_option
def merge(numbers: Sequence[Sequence[int]], text: str, reason: str, by: str | None) -> None:
    """Make one insight of several; prints the id of the new one."""
    with unit(by) as act:
        rows = [one_of_process(act, Insight, number) for number in flat(numbers)]
        process = process_for(act, rows[0].process_id)
        into = services.merge_insights(act, process, rows, text, reason)
    click.echo(into.id)


@insight.command()
@click.argument("number", type=int, metavar="INSIGHT")
@click.option(
    "--into",
    "parts",
    multiple=True,
    required=True,
    type=(str, NUMBERS),
    metavar="TEXT C[,C]",
    help="The words of a part and its contributions; once for each part.",
)
@click.option("--reason", required=True)
@by_option
def split(
    number: int, parts: Sequence[tuple[str, Sequence[int]]], reason: str, by: str | None
) -> None:
    """Make several insights of one; prints their ids, a line each."""
    with unit(by) as act:
        row = one_of_process(act, Insight, number)
        named = [(text, contributions_by(act, numbers)) for text, numbers in parts]
        process = process_for(act, row.process_id)
        made = services.split_insight(act, process, row, named, reason)
    for part in made:
        click.echo(part.id)


@insight.command()
@click.argument("number", type=int, metavar="INSIGHT")
@click.option("--reason", required=True, help="What those who were told it are to read.")
@by_option
def withdraw(number: int, reason: str, by: str | None) -> None:
    """Take an insight back."""
    with unit(by) as act:
        services.withdraw_insight(act, one_of_process(act, Insight, number), reason)


@click.command()
@click.option("--process", "process_id", type=int, required=True, metavar="ID")
@format_option("table", "json")
@by_option
def insights(process_id: int, form: str, by: str | None) -> None:
    """The insights of a process."""
    with unit(by) as act:
        rows = insights_of(act, process_for(act, process_id))
    listed(rows, form, ("id", "version", "state", "outcome", "text"))


@click.command()
@click.argument("number", type=int, metavar="INSIGHT")
@click.argument("contributions", type=NUMBERS, nargs=-1, required=True, metavar="C [C ...]")
@click.option("--stance", type=click.Choice(STANCES), default="supports", show_default=True)
@by_option
def weave(number: int, contributions: Sequence[Sequence[int]], stance: str, by: str | None) -> None:
    """Make contributions evidence for an insight."""
    with unit(by) as act:
        row = one_of_process(act, Insight, number)
        made_of.weave(act, row, contributions_by(act, flat(contributions)), stance)


@click.command()
@click.argument("number", type=int, metavar="INSIGHT")
@click.argument("contributions", type=NUMBERS, nargs=-1, required=True, metavar="C [C ...]")
@click.option("--reason", required=True)
@by_option
def unweave(
    number: int, contributions: Sequence[Sequence[int]], reason: str, by: str | None
) -> None:
    """Take contributions out of an insight."""
    with unit(by) as act:
        row = one_of_process(act, Insight, number)
        services.unweave(act, row, contributions_by(act, flat(contributions)), reason)


@click.command("set-aside")
@click.argument("contributions", type=NUMBERS, nargs=-1, required=True, metavar="C [C ...]")
@click.option("--reason", required=True, help="What its author is to read.")
@by_option
def set_aside(contributions: Sequence[Sequence[int]], reason: str, by: str | None) -> None:
    """Say that contributions are not used, and why; weaving one later ends it."""
    with unit(by) as act:
        services.set_aside(act, contributions_by(act, flat(contributions)), reason)
