"""`tracker user`: who may sign in."""

import sys

import click

from tracker.accounts import services
from tracker.domain.people import ROLES
from tracker.entry import unit


@click.group()
def user() -> None:
    """People who work here."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--department", required=True, help="Made when there is none of this name.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, name: str, role: str, department: str, password_stdin: bool) -> None:
    """Add a user, or a role to one; prints a link where they choose a password, once."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with unit() as act:
        added = services.add_user(act, email, name, role, department, password)
        link = None if password_stdin else services.one_time_link(act, added)
    if link is not None:
        click.echo(link)
