"""docs/reference.md names every command with its options, and every setting."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from tracker.cli import COMMANDS, main
from tracker.settings import described

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference.md"


def commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def test_every_command_stands_there_with_each_of_its_options() -> None:
    text = REFERENCE.read_text("utf-8")
    rows = dict(re.findall(r"^\| `(tracker [^`]+?)` \| (.+) \|$", text, re.M))
    found = dict(commands(main, "tracker"))
    assert {row.split(" [")[0] for row in rows} == set(found)
    for name, command in found.items():
        said = next(f"{row} {rest}" for row, rest in rows.items() if row.split(" [")[0] == name)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(option in said for option in parameter.opts), f"{name} {parameter.opts}"


def test_every_setting_stands_there() -> None:
    text = REFERENCE.read_text("utf-8")
    assert set(re.findall(r"`(TRACKER_[A-Z_]+)`", text)) >= set(described())


def test_each_command_is_there_once() -> None:
    assert len(COMMANDS) == len(set(COMMANDS))
