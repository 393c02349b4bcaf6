"""Every text that a command takes: what cannot be kept is refused in one line, nothing saved."""

from collections.abc import Callable

import click
import pytest

from tests.commands.bringing import rows_in
from tests.commands.contract import leaves
from tests.commands.town import AHEAD, Process, Town, staff

Words = Callable[[Process, str], tuple[object, ...]]

NEW = ("--kind", "development", "--department")
USER = ("ny@kommune.dk", "--role", "caseworker")
REASON = ("--reason", "Fordi.")
TEXT = ("--text", "Nye ord.")
UNDECIDED = ("--use", "undecided", "--expected", "2099-01-01")


def _participant(option: str) -> Words:
    return lambda of, text: ("--process", of.process, option, text)


def _decided(of: Process) -> tuple[object, ...]:
    return ("--insight", of.insights[0], "--use", "used")


def _respond(of: Process) -> tuple[object, ...]:
    return ("--round", of.round, "--participant", of.people[0], "--move", "said")


def _told(of: Process) -> tuple[object, ...]:
    return (of.round, "--participant", of.people[0], "--how", "told", "--at", "2026-02-01")


def _parts(of: Process, first: str) -> tuple[object, ...]:
    return (of.insights[0], *_into(of, 0, first), *_into(of, 1, "B"))


def _into(of: Process, at: int, text: str) -> tuple[object, ...]:
    return ("--into", text, of.contributions[at])


def _planned(of: Process) -> tuple[object, ...]:
    return ("--round", of.round, "--at", AHEAD)


# Of a line, and of a text that may have several: what is given stands alone.
LINES: dict[tuple[str, str], Words] = {
    ("user add", "--name"): lambda of, text: (*USER, "--department", "Ny", "--name", text),
    ("user add", "--department"): lambda of, text: (*USER, "--name", "Ny", "--department", text),
    ("process add", "title"): lambda of, text: (text, *NEW, "Natur"),
    ("process add", "--department"): lambda of, text: ("Nyt", *NEW, text),
    ("process add", "--contact"): lambda of, text: ("Nyt", *NEW, "Natur", "--contact", text),
    ("session add", "--place"): lambda of, text: (
        *("--round", of.round, "--at", "2026-02-01", "--present", of.people[0], "--place", text),
    ),
    ("session plan", "--place"): lambda of, text: (*_planned(of), "--place", text),
    ("outcome add", "--decider"): lambda of, text: (
        *("--insight", of.insights[0], *UNDECIDED, *REASON, "--decider", text),
    ),
    **{
        ("participant add", option): _participant(option)
        for option in ("--name", "--phone", "--perspectives", "--guardian", "--guardian-proof")
    },
    ("participant add", "--ref"): _participant("--ref"),
    ("participant add", "--email"): _participant("--email"),
    ("participant edit", "--name"): lambda of, text: (of.people[0], "--name", text),
}
TEXTS: dict[tuple[str, str], Words] = {
    ("participant add", "--address"): _participant("--address"),
    ("insight add", "--text"): lambda of, text: ("--process", of.process, "--text", text),
    ("insight edit", "--text"): lambda of, text: (of.insights[0], "--text", text, *REASON),
    ("insight edit", "--reason"): lambda of, text: (of.insights[0], *TEXT, "--reason", text),
    ("insight merge", "--text"): lambda of, text: (*of.insights, "--text", text, *REASON),
    ("insight merge", "--reason"): lambda of, text: (*of.insights, *TEXT, "--reason", text),
    ("insight split", "--into"): lambda of, text: (*_parts(of, text), *REASON),
    ("insight split", "--reason"): lambda of, text: (*_parts(of, "A"), "--reason", text),
    ("insight translate", "--text"): lambda of, text: (
        *(of.insights[0], "--language", "en", "--text", text),
    ),
    ("insight withdraw", "--reason"): lambda of, text: (of.insights[0], "--reason", text),
    ("unweave", "--reason"): lambda of, text: (
        *(of.insights[0], of.contributions[0], "--reason", text),
    ),
    ("set-aside", "--reason"): lambda of, text: (of.contributions[4], "--reason", text),
    ("round add", "--question"): lambda of, text: (
        *("--process", of.process, "--purpose", "qualify", "--question", text),
    ),
    ("send", "--reason-readability"): lambda of, text: (of.planned, "--reason-readability", text),
    ("send", "--reason-words"): lambda of, text: (of.planned, "--reason-words", text),
    ("record", "--note"): lambda of, text: (*_told(of), "--note", text),
    ("session plan", "--note"): lambda of, text: (
        *_planned(of),
        "--place",
        "Kajen",
        "--note",
        text,
    ),
    ("respond", "--text"): lambda of, text: (*_respond(of), "--text", text),
    ("resolve", "--reason"): lambda of, text: (
        *(of.responses[0], "--as", "answered", "--reason", text),
    ),
    ("resolve", "--text"): lambda of, text: (
        *(of.responses[0], "--as", "changed", *REASON, "--text", text),
    ),
    ("resolve", "--shareable"): lambda of, text: (
        *(of.responses[0], "--as", "dissent", *REASON, "--shareable", text),
    ),
    ("outcome add", "--reason"): lambda of, text: (*_decided(of), "--reason", text),
    ("outcome add", "--decided-first"): lambda of, text: (
        *(*_decided(of), *REASON, "--decided-first", text),
    ),
    ("except", "--reason"): lambda of, text: (
        *("--process", of.process, "--participant", of.people[1]),
        *("--because", "other", "--reason", text),
    ),
}
ALL = LINES | TEXTS

BAD = {
    "zero width": "\u200b\u2060\ufeff",
    "blank letters": "\u3164\u00ad",
    "too long": "Ord " * 13_000,
    "override": "Stien er \u202elams",
    "isolate": "\u2067Stien\u2069",
    "bell": "Stien\x07",
    "escape": "\x1b[31mStien",
    "half a letter": "Sti\udce6n",
    "cpr": "Ring til 010203-1234",
}

# What is not kept as a text: files, addresses of staff, and what only looks up.
NO_TEXTS = {
    *(("--by", "--email", "--out", "--department", "--map", "--host", "email", "file", "path")),
    # It is held against a key, and kept nowhere.
    "--key",
}


def test_every_text_that_a_command_takes_is_tried() -> None:
    taken = {
        (path, option.opts[0])
        for path, command in leaves()
        for option in command.params
        if option.type in (click.STRING,) or isinstance(option.type, click.Tuple)
        if option.opts[0] not in NO_TEXTS and path != "participant edit"
    }
    assert taken <= set(ALL)


@pytest.mark.parametrize("where", ALL, ids=" ".join)
def test_what_cannot_be_kept_is_refused(town: Town, where: tuple[str, str]) -> None:
    before = rows_in(town.tracker)
    for bad, text in BAD.items():
        line = refusal(town, where, text)
        assert len(line) < 300 and line.isprintable(), bad
    assert rows_in(town.tracker) == before


def refusal(town: Town, where: tuple[str, str], text: str) -> str:
    """The line that refuses a text, by somebody who may all else."""
    path, _ = where
    by = () if path == "user add" else ("--by", staff("Natur"))
    return town.tracker.refused(*path.split(), *ALL[where](town.natur, text), *by)


# A text that may be left out is left out when it is empty.
LEFT_OUT = {
    *("--contact", "--email", "--phone", "--address", "--perspectives", "--guardian"),
    *("--guardian-proof", "--note", "--shareable", "--decided-first", "--reason-readability"),
    *("--reason-words", "--name"),
}


@pytest.mark.parametrize(
    "where", [where for where in ALL if where[1] not in LEFT_OUT], ids=" ".join
)
def test_nothing_is_no_text(town: Town, where: tuple[str, str]) -> None:
    before = rows_in(town.tracker)
    for empty in ("", "  "):
        refusal(town, where, empty)
    assert rows_in(town.tracker) == before


@pytest.mark.parametrize("where", LINES, ids=" ".join)
def test_a_line_is_one_line(town: Town, where: tuple[str, str]) -> None:
    before = rows_in(town.tracker)
    refusal(town, where, "En linje\nog en til")
    assert rows_in(town.tracker) == before


@pytest.mark.parametrize("where", TEXTS, ids=" ".join)
def test_what_is_refused_says_what_to_do(town: Town, where: tuple[str, str]) -> None:
    assert refusal(town, where, "\u200b") == "Write something."
    assert "characters too long; there is room for" in refusal(town, where, "Ord " * 13_000)
    assert refusal(town, where, "\u202ea") == (
        "The text holds characters that cannot be kept: U+202E."
    )
    assert refusal(town, where, "010203-1234") == (
        "This looks like a CPR number; take it out first."
    )
