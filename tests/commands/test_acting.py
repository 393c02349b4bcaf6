"""Who acts, and that whichever command comes first makes the instance."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.command import Command
from tests.commands.bringing import a_process, rows_in
from tests.commands.doors import DOORS
from tests.commands.town import Town, database, staff
from tracker.domain.history import Event
from tracker.domain.people import Department, User
from tracker.entry import head, schema_of

NEW = ("process", "add", "--kind", "case", "--department", "Natur")

FIRST = {
    "loops": 0,
    "due": 0,
    "doctor": 0,
    "user add anna@kommune.dk --name Anna --role caseworker --department Natur": 0,
    "process add Stien --kind case --department Natur": 0,
    "import x.csv --process 1": 2,
    "contributions --process 1": 2,
    "insights --process 1": 2,
    "weave 1 1": 2,
    "send 1": 2,
    "report --round 1 --participant 1 --format pdf --out x.pdf": 2,
    "respond --round 1 --participant 1 --move recognise": 2,
    "close 1": 2,
}


@pytest.mark.parametrize(
    ("words", "there"),
    [*((words, "nothing") for words in FIRST), ("loops", "a folder"), ("loops", "an empty file")],
)
def test_whichever_command_comes_first_makes_the_instance(
    words: str, there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker = Command(tmp_path / "instance", monkeypatch)
    if there != "nothing":
        tracker.instance.mkdir()
    if there == "an empty file":
        (tracker.instance / "tracker.db").touch()
    result = tracker.run(*words.split())
    assert result.exit_code == FIRST[words], result.stderr
    assert len(result.stderr.splitlines()) == (FIRST[words] == 2)
    opened = database(tracker)
    assert schema_of(opened) == head()
    opened.dispose()


def test_several_commands_may_come_first_at_once(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tracker", *NEW, f"Nr. {number}"],
            env=os.environ | {"TRACKER_INSTANCE": str(tmp_path / "instance")},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    said = [each.communicate() for each in started]
    assert sorted(out.strip() for out, _ in said) == ["1", "2", "3"], said


def test_a_department_is_made_by_naming_it_and_once(tracker: Command) -> None:
    a_process(tracker)
    a_process(tracker)
    tracker(*ANNA, "Natur")
    tracker(*ANNA, "Social")
    opened = database(tracker)
    with Session(opened) as session:
        assert list(session.scalars(select(Department.name))) == ["Natur", "Social"]
    opened.dispose()


ANNA = ("user", "add", "anna@kommune.dk", "--name", "Anna", "--role", "caseworker", "--department")
BO = ("user", "add", "bo@kommune.dk", "--name", "Bo", "--role", "caseworker", "--department")


def actors(tracker: Command) -> list[str]:
    """Who recorded each event: an address, or the kind of actor that has none."""
    opened = database(tracker)
    with Session(opened) as session:
        rows = session.execute(
            select(Event.actor_kind, User.email)
            .outerjoin(User, User.id == Event.actor_id)
            .order_by(Event.id)
        )
        found = [email or kind for kind, email in rows]
    opened.dispose()
    return found


def test_the_actor_is_by_else_the_setting_else_the_system(tracker: Command) -> None:
    tracker(*ANNA, "Natur")
    tracker(*BO, "Natur")
    new = ("process", "add", "Stien", "--kind", "case", "--department", "Natur")
    tracker(*new)
    tracker(*new, TRACKER_ACTOR="bo@kommune.dk")
    tracker(*new, "--by", "anna@kommune.dk")
    tracker(*new, "--by", "Anna@Kommune.DK", TRACKER_ACTOR="bo@kommune.dk")
    assert actors(tracker) == ["system", "bo@kommune.dk", "anna@kommune.dk", "anna@kommune.dk"]


@pytest.mark.parametrize("email", ["ingen@kommune.dk", "", " ", "anna", "\udcff@kommune.dk"])
def test_nobody_unknown_acts(tracker: Command, email: str) -> None:
    before = rows_in(tracker)
    new = ("process", "add", "Stien", "--kind", "case", "--department", "Natur", "--by", email)
    assert tracker.refused(*new)
    assert rows_in(tracker) == before


@pytest.mark.parametrize(
    "door", {door.command: door for door in DOORS}.values(), ids=lambda door: door.command
)
def test_no_command_is_done_by_nobody(town: Town, door) -> None:
    words = (*door.command.split(), *door.words(town.natur, door.number(town.natur)))
    before = rows_in(town.tracker)
    said = "No user has the address ingen@kommune.dk."
    assert town.tracker.refused(*words, "--by", "ingen@kommune.dk") == said
    if door.command != "close":
        assert town.tracker.refused(*words, TRACKER_ACTOR="ingen@kommune.dk") == said
    assert rows_in(town.tracker) == before


@pytest.mark.parametrize("words", ["due", "demo"])
def test_the_setting_alone_acts_where_by_is_not_asked_for(tracker: Command, words: str) -> None:
    assert "No user has" in tracker.refused(words, TRACKER_ACTOR="ingen@kommune.dk")


def test_settings_that_are_wrong_are_all_named_in_one_line(tracker: Command) -> None:
    line = tracker.refused("loops", TRACKER_ACTOR="ingen", TRACKER_MAIL_URL="http://x")
    assert "TRACKER_ACTOR: ingen is not an e-mail address." in line
    assert "TRACKER_MAIL_URL: " in line


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////proc/nothing/x.db", "unable to open database file"),
        ("postgresql://me:hemmelig@127.0.0.1:1/x", ""),
        ("mysql://x", "mysql is not supported"),
    ],
)
def test_a_database_that_cannot_be_had_is_one_line(tracker: Command, url: str, said: str) -> None:
    line = tracker.refused("loops", TRACKER_DATABASE_URL=url)
    assert said in line and "hemmelig" not in line


def test_what_is_no_database_is_one_line(tracker: Command) -> None:
    (tracker.instance / "tracker.db").write_bytes(b"Dear citizen, " * 1000)
    for name in ("tracker.db-wal", "tracker.db-shm"):
        (tracker.instance / name).unlink(missing_ok=True)
    assert tracker.refused("loops") == "The database cannot be used now: file is not a database."


def test_a_manager_alone_excepts_and_only_by_name(town: Town) -> None:
    natur = town.natur
    words = ("except", "--process", natur.process, "--participant", natur.people[0])
    why = ("--because", "other", "--reason", "Rejst.")
    before = rows_in(town.tracker)
    said = "Only a manager of the department can do that, and only by name."
    assert town.tracker.refused(*words, *why) == said
    assert rows_in(town.tracker) == before


def test_above_the_departments_share_a_second_manager_is_asked(own_town: Town) -> None:
    natur, tracker = own_town.natur, own_town.tracker
    opened = database(tracker)
    with Session(opened) as session:
        session.execute(update(Department).values(except_share=30))
        session.commit()
    opened.dispose()
    why = ("--because", "other", "--reason", "Rejst.", "--by", staff("Natur"))

    def excepts(*people: int) -> str:
        words = ("except", "--process", natur.process, "--participant", ",".join(map(str, people)))
        result = tracker.run(*words, *why)
        assert (result.exit_code, result.stdout) == (0, "")
        return result.stderr

    def states() -> list[str]:
        found = tracker.read("loops", "--process", natur.process)
        return [row["state"] for row in found if row["participant"] in natur.people]

    assert excepts(natur.people[0]) == ""
    for _ in range(2):
        (line,) = excepts(*natur.people[1:3]).splitlines()
        assert line.startswith("These are more than one manager excepts alone")
    assert states().count("excepted") == 1
    assert tracker("loops", "--verify") == ""
