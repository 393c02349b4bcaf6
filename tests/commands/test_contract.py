"""The commands exist, with the options and choices that outside scripts know."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.command import Command
from tests.commands.contract import CHOICES, CONTRACT, leaves, options
from tracker.cli import COMMANDS, main

COMMAND = dict(leaves())
GROUPS = sorted({path.split()[0] for path in CONTRACT if " " in path})


def test_the_commands_are_those_of_the_contract() -> None:
    assert sorted(COMMAND) == sorted(CONTRACT)


@pytest.mark.parametrize("path", CONTRACT)
def test_the_options_are_those_of_the_contract(path: str) -> None:
    assert set(options(COMMAND[path])) == set(CONTRACT[path].split()) - {"+"}


@pytest.mark.parametrize(("path", "option"), CHOICES)
def test_the_choices_are_those_of_the_contract(path: str, option: str) -> None:
    kind = options(COMMAND[path])[option].type
    assert isinstance(kind, click.Choice)
    assert set(kind.choices) == set(CHOICES[path, option].split())


@pytest.mark.parametrize("words", ["", *GROUPS, *CONTRACT])
def test_help_is_said_without_an_instance(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker = Command(tmp_path / "instance", monkeypatch)
    said = tracker(*words.split(), "--help")
    assert said.startswith(f"Usage: {' '.join(('tracker', *words.split()))} ")
    assert not tracker.instance.exists()


def test_the_list_says_what_each_command_is_for(tracker: Command) -> None:
    listed = tracker("--help").split("Commands:")[1].splitlines()[1:]
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    context = click.Context(main)
    for name, (_, about) in COMMANDS.items():
        command = main.get_command(context, name)
        assert command is not None and command.help
        assert about.endswith(".") and command.help.strip()


def test_listing_the_commands_imports_none_of_them() -> None:
    """It is what one waits for most often: no database, no dates, no web, no pages."""
    script = (
        "import sys; sys.argv = ['tracker', '--help']\n"
        "from tracker.cli import main\n"
        "main()\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": os.environ["PATH"]},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(done.stderr.split("'"))
    assert "click" in imported
    assert not imported & {"sqlalchemy", "babel", "flask", "jinja2", "huey", "holidays", "alembic"}


HEAVY = {
    "loops": {"weasyprint", "alembic", "flask", "python_calamine", "huey", "jinja2", "holidays"},
    "insights": {"weasyprint", "alembic", "flask", "python_calamine", "huey", "jinja2", "babel"},
    "send": {"weasyprint", "alembic", "flask", "python_calamine", "huey", "holidays"},
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_command_imports_no_more_than_it_needs(name: str) -> None:
    module = COMMANDS[name][0].split(":")[0]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not HEAVY[name] & set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Say what to do: tracker --help lists the commands."),
        ("insight", "Say what to do: tracker insight --help lists the commands."),
        ("privacy", "No such command 'privacy'."),
        ("insights", "Missing option '--process'."),
        ("insights --process x", "'x' is not a valid integer"),
        ("insights --process 1 --format yaml", "'yaml' is not one of"),
        ("insights --process 1 --from 2", "No such option '--from'."),
        ("insights --process 1 2", "unexpected extra argument"),
        ("weave 1", "Missing argument 'C [C ...]'."),
        ("weave 1 two", "'two' is not a list of numbers"),
        ("weave 1 ,", "',' is not a list of numbers"),
        ("record 1 --participant 1 --how told --at yesterday", "is not a moment"),
        ("record 1 --participant 1 --how told --at 0001-01-01", "is not in the years"),
        ("loops --now 9999-12-31", "is not in the years"),
        ("round add --process 1 --purpose qualify --to none", "'none' is not a list"),
        ("round add --process 1 --purpose qualify --days 0", "is not in the range"),
        ("session add --round 1 --at 2026-01-01 --place x --present 1:two", "not a list like"),
        ("import x.csv --process 1 --map text", "write field=column"),
        ("import x.csv --process 1 --map words=x", "write field=column"),
        ("outcome add --insight 1 --use used --reason x --expected 2026-02-30", "is not a date"),
        ("participant add --process 1 --group 1", "is not in the range"),
        ("serve --port 0", "is not in the range"),
    ],
)
def test_bad_usage_is_one_line(tracker: Command, words: str, said: str) -> None:
    assert said in tracker.refused(*words.split())
