"""`tracker session`: planned, its sheets printed, and recorded when it was held."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.planned import PlannedSession
from tracker.domain.policies import one_of_process, process_for
from tracker.domain.process import PLACES
from tracker.domain.round import Round
from tracker.entry import unit
from tracker.options import MOMENT, NUMBERS, by_option, flat
from tracker.reports.session_sheets import SHEETS
from tracker.returning import session_plans
from tracker.returning.checks import Reasons
from tracker.returning.commands import Chosen, chosen, rows, write
from tracker.returning.contacting import Gathering, meet
from tracker.returning.session_plans import LONGEST_MINUTES, MINUTES, SessionPlan


class Present(click.ParamType[tuple[tuple[int, int], ...]]):
    """Participants, and after a colon how many of a group."""

    name = "P[:COUNT][,P[:COUNT]]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[tuple[int, int], ...]:
        if not isinstance(value, str):
            return tuple(value)
        try:
            pairs = (part.partition(":") for part in value.split(",") if part.strip())
            return tuple((int(who), int(count or 1)) for who, _, count in pairs)
        except ValueError:
            self.fail(f"{value!r} is not a list like 4,7:6", param, ctx)


@click.group()
def session() -> None:
    """Meetings where a round is looked at together."""


@session.command("add")
@click.option("--round", "number", type=int, required=True, metavar="R")
@click.option("--at", type=MOMENT, required=True)
@click.option("--place", required=True)
@click.option("--present", type=Present(), multiple=True, required=True)
@click.option("--place-kind", type=click.Choice(PLACES), default="neutral", show_default=True)
@click.option("--insights", type=Chosen("all", "none"), multiple=True, help="[default: all]")
@click.option("--planned", type=int, metavar="PLAN", help="The plan that it came of.")
@by_option
def session_add(
    number: int,
    at: datetime,
    place: str,
    present: Sequence[Sequence[tuple[int, int]]],
    place_kind: str,
    insights: Sequence[Sequence[int] | None],
    planned: int | None,
    by: str | None,
) -> None:
    """Record a meeting: who was there and what was shown; prints its id."""
    there = [each for some in present for each in some]
    gathering = Gathering(at, place, there, chosen(insights), place_kind, planned)
    with unit(by) as act:
        one_of_process(act, Round, number)
        held = meet(act, number, gathering, Reasons())
    click.echo(held.id)


@session.command("plan")
@click.option("--round", "number", type=int, required=True, metavar="R")
@click.option("--at", type=MOMENT, required=True)
@click.option("--place", required=True)
@click.option("--place-kind", type=click.Choice(PLACES), default="neutral", show_default=True)
@click.option(
    "--minutes", type=click.IntRange(5, LONGEST_MINUTES), default=MINUTES, show_default=True
)
@click.option("--insights", type=Chosen("all"), multiple=True, help="[default: all]")
@click.option("--expected", type=NUMBERS, multiple=True, help="Participants.")
@click.option("--note", default="", help="Practical matters.")
@by_option
def session_plan(
    number: int,
    at: datetime,
    place: str,
    place_kind: str,
    minutes: int,
    insights: Sequence[Sequence[int] | None],
    expected: Sequence[Sequence[int]],
    note: str,
    by: str | None,
) -> None:
    """Plan a meeting: nobody is told, and no loop moves; prints the plan's id."""
    with unit(by) as act:
        round_ = one_of_process(act, Round, number)
        process = process_for(act, round_.process_id)
        told = rows(act, Insight, chosen(insights))
        who = [one_of_process(act, Participant, one, process) for one in flat(expected)]
        wanted = SessionPlan(
            at,
            place,
            place_kind,
            minutes,
            act.actor.id,
            [insight.id for insight in (round_.insights if told is None else told)],
            [participant.id for participant in who],
            note,
        )
        planned = session_plans.plan_session(act, number, wanted)
    click.echo(planned.id)


@session.command("sheets")
@click.argument("plan", type=int, required=False, metavar="PLAN")
@click.option("--round", "number", type=int, metavar="R", help="Without a plan: all of a round.")
@click.option("--only", type=click.Choice(SHEETS), multiple=True, help="[default: all four]")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@by_option
def session_sheets(
    plan: int | None, number: int | None, only: Sequence[str], out: Path, by: str | None
) -> None:
    """The sheets of a meeting in one PDF: who comes, to read aloud, for the table, the words."""
    if (plan is None) == (number is None):
        raise click.UsageError("name a planned meeting, or a round by --round")
    # It takes a second to import, and no other of these commands prints.
    from tracker.returning.sheets import printed_sheets

    with unit(by) as act:
        planned = None if plan is None else one_of_process(act, PlannedSession, plan)
        round_ = planned.round if planned else one_of_process(act, Round, number or 0)
        which = [kind for kind in SHEETS if kind in only] or SHEETS
        data = printed_sheets(act, round_, planned, which)
    write(out, BytesIO(data))
