"""Every place where a command takes the number of something that is in a process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

from tests.commands.contract import leaves
from tests.commands.town import AHEAD, Process
from tracker.options import NUMBERS
from tracker.returning.commands import Chosen
from tracker.returning.session_commands import Present

TEXT = ("--text", "Nye ord.")
REASON = ("--reason", "Fordi.")


@dataclass(frozen=True)
class Door:
    """A command and the option that takes the number of something in a process."""

    command: str
    option: str
    words: Callable[[Process, object], tuple[object, ...]]
    number: Callable[[Process], int]


def _process(of: Process) -> int:
    return of.process


def _person(of: Process) -> int:
    return of.people[0]


def _insight(of: Process) -> int:
    return of.insights[0]


def _said(of: Process) -> int:
    return of.contributions[0]


def _round(of: Process) -> int:
    return of.round


def _response(of: Process) -> int:
    return of.responses[0]


RESPOND = ("--move", "recognise")
HELD = ("--at", "2026-01-20", "--place", "Biblioteket")
PLANNED = ("--at", AHEAD, "--place", "Biblioteket")
DOORS = [
    Door("import", "--process", lambda own, n: ("x.csv", "--process", n), _process),
    Door("participant add", "--process", lambda own, n: ("--process", n), _process),
    Door(
        "participant add",
        "--member-of",
        lambda own, n: ("--process", own.process, "--member-of", n),
        lambda of: of.group,
    ),
    Door("participant edit", "PARTICIPANT", lambda own, n: (n, "--name", "X"), _person),
    Door(
        "participant edit",
        "--member-of",
        lambda own, n: (own.people[0], "--member-of", n),
        lambda of: of.group,
    ),
    Door("contributions", "--process", lambda own, n: ("--process", n), _process),
    Door("insight add", "--process", lambda own, n: ("--process", n, *TEXT), _process),
    Door(
        "insight add",
        "--evidence",
        lambda own, n: (
            "--process",
            own.process,
            *TEXT,
            "--evidence",
            f"{own.contributions[0]},{n}",
        ),
        _said,
    ),
    Door("insight edit", "INSIGHT", lambda own, n: (n, *TEXT, *REASON), _insight),
    Door(
        "insight edit",
        "--because",
        lambda own, n: (own.insights[0], *TEXT, *REASON, "--because", n),
        _response,
    ),
    Door(
        "insight merge",
        "INSIGHT INSIGHT ...",
        lambda own, n: (own.insights[0], n, *TEXT, *REASON),
        _insight,
    ),
    Door(
        "insight split",
        "INSIGHT",
        lambda own, n: (n, "--into", "A", own.contributions[0], "--into", "B", 1, *REASON),
        _insight,
    ),
    Door(
        "insight split",
        "--into",
        lambda own, n: (own.insights[0], "--into", "A", n, "--into", "B", n, *REASON),
        _said,
    ),
    Door("insight translate", "INSIGHT", lambda own, n: (n, "--language", "en", *TEXT), _insight),
    Door("insight withdraw", "INSIGHT", lambda own, n: (n, *REASON), _insight),
    Door("insights", "--process", lambda own, n: ("--process", n), _process),
    Door("weave", "INSIGHT", lambda own, n: (n, own.contributions[0]), _insight),
    Door("weave", "C [C ...]", lambda own, n: (own.insights[0], n), _said),
    Door("unweave", "INSIGHT", lambda own, n: (n, own.contributions[0], *REASON), _insight),
    Door("unweave", "C [C ...]", lambda own, n: (own.insights[0], n, *REASON), _said),
    Door("set-aside", "C [C ...]", lambda own, n: (own.contributions[4], n, *REASON), _said),
    Door(
        "round add", "--process", lambda own, n: ("--process", n, "--purpose", "update"), _process
    ),
    Door(
        "round add",
        "--insights",
        lambda own, n: ("--process", own.process, "--purpose", "update", "--insights", n),
        _insight,
    ),
    Door(
        "round add",
        "--to",
        lambda own, n: ("--process", own.process, "--purpose", "update", "--to", n),
        _person,
    ),
    Door("send", "ROUND", lambda own, n: (n,), _round),
    Door("deliveries", "ROUND", lambda own, n: (n,), _round),
    Door(
        "record",
        "ROUND",
        lambda own, n: (n, "--participant", own.people[0], "--how", "told", "--at", "2026-02-01"),
        _round,
    ),
    Door(
        "record",
        "--participant",
        lambda own, n: (own.round, "--participant", n, "--how", "told", "--at", "2026-02-01"),
        _person,
    ),
    Door(
        "settle",
        "DELIVERY [DELIVERY ...]",
        lambda own, n: (n, "--as", "sent"),
        lambda of: of.deliveries[0],
    ),
    Door(
        "report",
        "--round",
        lambda own, n: ("--round", n, "--participant", own.people[0], *TO_FILE),
        _round,
    ),
    Door(
        "report",
        "--participant",
        lambda own, n: ("--round", own.round, "--participant", n, *TO_FILE),
        _person,
    ),
    Door("letters", "ROUND", lambda own, n: (n, "--out", "x.pdf"), _round),
    Door(
        "session add",
        "--round",
        lambda own, n: ("--round", n, *HELD, "--present", own.people[0]),
        _round,
    ),
    Door(
        "session add",
        "--present",
        lambda own, n: ("--round", own.round, *HELD, "--present", f"{own.people[0]},{n}"),
        _person,
    ),
    Door(
        "session add",
        "--insights",
        lambda own, n: ("--round", own.round, *HELD, "--present", own.people[0], "--insights", n),
        _insight,
    ),
    Door(
        "session add",
        "--planned",
        lambda own, n: ("--round", own.round, *HELD, "--present", own.people[0], "--planned", n),
        lambda of: of.meeting,
    ),
    Door("poster", "ROUND", lambda own, n: (n, "--out", "x.pdf"), _round),
    Door("session plan", "--round", lambda own, n: ("--round", n, *PLANNED), _round),
    Door(
        "session plan",
        "--insights",
        lambda own, n: ("--round", own.round, *PLANNED, "--insights", n),
        _insight,
    ),
    Door(
        "session plan",
        "--expected",
        lambda own, n: ("--round", own.round, *PLANNED, "--expected", n),
        _person,
    ),
    Door("session sheets", "PLAN", lambda own, n: (n, "--out", "x.pdf"), lambda of: of.meeting),
    Door("session sheets", "--round", lambda own, n: ("--round", n, "--out", "x.pdf"), _round),
    Door(
        "respond",
        "--round",
        lambda own, n: ("--round", n, "--participant", own.people[0], *RESPOND),
        _round,
    ),
    Door(
        "respond",
        "--participant",
        lambda own, n: ("--round", own.round, "--participant", n, *RESPOND),
        _person,
    ),
    Door(
        "respond",
        "--insight",
        lambda own, n: (*_of_first(own), "--insight", n, *RESPOND),
        _insight,
    ),
    Door(
        "respond",
        "--contribution",
        lambda own, n: (*_of_first(own), "--contribution", n, *RESPOND),
        _said,
    ),
    Door("responses", "--process", lambda own, n: ("--process", n), _process),
    Door("sort", "RESPONSE", lambda own, n: (n, "--as", "disagree"), _response),
    Door(
        "sort",
        "--insight",
        lambda own, n: (own.responses[1], "--as", "disagree", "--insight", n),
        _insight,
    ),
    Door(
        "sort",
        "--contribution",
        lambda own, n: (own.responses[1], "--as", "disagree", "--contribution", n),
        _said,
    ),
    Door(
        "resolve",
        "RESPONSE [RESPONSE ...]",
        lambda own, n: (own.responses[0], n, "--as", "answered", *REASON),
        _response,
    ),
    Door(
        "outcome add",
        "--insight",
        lambda own, n: ("--insight", n, "--use", "used", *REASON),
        _insight,
    ),
    Door(
        "except",
        "--process",
        lambda own, n: ("--process", n, "--participant", own.people[0], *EXCEPT),
        _process,
    ),
    Door(
        "except",
        "--participant",
        lambda own, n: ("--process", own.process, "--participant", n, *EXCEPT),
        _person,
    ),
    Door("loops", "--process", lambda own, n: ("--process", n), _process),
    Door("close", "PROCESS", lambda own, n: (n,), _process),
]
TO_FILE = ("--format", "txt", "--out", "x.txt")
EXCEPT = ("--because", "other", *REASON)


def _of_first(own: Process) -> tuple[object, ...]:
    return ("--round", own.round, "--participant", own.people[0])


def numbered() -> Iterator[tuple[str, str]]:
    """Every option and argument of every command that takes the number of a row."""
    for path, command in leaves():
        for option in command.params:
            name = option.opts[0] if isinstance(option, click.Option) else option.metavar or ""
            kind = option.type
            parts = kind.types if isinstance(kind, click.Tuple) else [kind]
            if any(isinstance(p, Chosen | Present) or p in (NUMBERS, click.INT) for p in parts):
                yield path, name
