"""`tracker demo`."""

import click

from tracker.demo.services import OPENS_ALL, STAFF, demand_empty, fill
from tracker.entry import engine, unit


@click.command()
def demo() -> None:
    """Fill an empty database with the demo: three invented processes, and all kinds of trouble."""
    with unit() as act:
        demand_empty(act.session)
        settings = act.settings
    opened = engine(settings)
    fill(opened, settings)
    opened.dispose()
    for each in STAFF:
        click.echo(f"{each.email} ({each.role}), password {OPENS_ALL}")
