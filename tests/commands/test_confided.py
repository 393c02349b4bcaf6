"""Within a department too: a role that was taken away, a narrowed process, what was confided."""

from pathlib import Path

from sqlalchemy import delete, select

from tests.commands.town import Town, acting, denials, staff
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.people import RoleHeld, User
from tracker.domain.policies import process_for
from tracker.listening.services import log_contribution
from tracker.processes.services import narrow

TEXT = ("--text", "Nye ord.")
REASON = ("--reason", "Fordi.")


def a_colleague(town: Town, email: str = "kollega@kommune.dk", role: str = "caseworker") -> str:
    words = ("user", "add", email, "--name", "Kollega", "--role", role, "--department", "Natur")
    town.tracker(*words)
    return email


def user(act: Act, email: str) -> User:
    return act.session.scalars(select(User).where(User.email == email)).one()


def test_a_removed_role_is_refused_at_the_next_command(own_town: Town) -> None:
    tracker, process = own_town.tracker, own_town.natur.process
    listing = ("insights", "--process", process, "--by", a_colleague(own_town))
    tracker(*listing)

    def remove(act: Act) -> None:
        who = user(act, "kollega@kommune.dk")
        act.session.execute(delete(RoleHeld).where(RoleHeld.user_id == who.id))

    acting(own_town.tracker, remove)
    assert tracker.refused(*listing) == f"There is no process {process}."


def test_one_who_has_left_is_refused_at_the_next_command(own_town: Town) -> None:
    tracker, process = own_town.tracker, own_town.natur.process
    listing = ("insights", "--process", process, "--by", a_colleague(own_town))

    def leave(act: Act) -> None:
        user(act, "kollega@kommune.dk").active = False

    acting(own_town.tracker, leave)
    assert tracker.refused(*listing) == f"There is no process {process}."


def test_a_narrowed_process_is_open_to_the_named_alone(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    colleague = a_colleague(own_town)

    def close_to_others(act: Act) -> None:
        narrow(act, process_for(act, natur.process), [user(act, staff("Natur"))])

    acting(own_town.tracker, close_to_others)
    of = ("--process", natur.process)
    assert tracker.refused("insights", *of, "--by", colleague) == (
        f"There is no process {natur.process}."
    )
    assert tracker.refused("send", natur.round, "--by", colleague) == (
        f"There is no round {natur.round}."
    )
    assert tracker.read("loops", "--by", colleague) == []
    tracker("insights", *of, "--by", staff("Natur"))
    tracker("insights", *of)
    assert [who for who, _, _ in denials(own_town)] == [colleague, colleague]


SECRET = "Min nabo er syg, og det må ingen vide"


def test_a_confidential_contribution_is_its_readers_alone(own_town: Town, tmp_path: Path) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    colleague, reader = a_colleague(own_town), staff("Natur")
    found: list[int] = []

    def confide(act: Act) -> None:
        person = act.session.get_one(Participant, natur.people[0])
        row = log_contribution(act, person, SECRET, readers=[user(act, reader)])
        found.append(row.id)

    acting(own_town.tracker, confide)
    (number,) = found
    of = ("--process", natur.process)
    listed = [row["id"] for row in tracker.read("contributions", *of, "--by", reader)]
    assert [row["id"] for row in tracker.read("contributions", *of, "--by", colleague)] == [
        row for row in listed if row != number
    ]
    for words in (
        ("weave", natur.insights[0], number),
        ("set-aside", number, *REASON),
        ("insight", "add", *of, *TEXT, "--evidence", number),
    ):
        assert tracker.refused(*words, "--by", colleague) == f"There is no contribution {number}."
    assert denials(own_town) == [(colleague, "refused", str(number))] * 3

    tracker("set-aside", number, *REASON, "--by", reader)
    planned = tracker.number("round", "add", *of, "--purpose", "update", "--by", reader)
    tracker("send", planned, "--by", reader)
    answer = ("respond", "--round", planned, "--participant", natur.people[0])
    told = (*answer, "--contribution", number, "--move", "disagree", "--text", SECRET)
    response = tracker.number(*told, "--by", reader)
    out = tmp_path / "report.txt"
    for person, may in ((natur.people[0], False), (natur.people[1], True)):
        whose = ("--round", planned, "--participant", person, "--format", "txt", "--out", out)
        tracker("report", *whose, "--by", reader)
        assert (SECRET in out.read_text("utf-8")) is not may
        if may:
            tracker("report", *whose, "--by", colleague)
        else:
            assert "There is no delivery" in tracker.refused("report", *whose, "--by", colleague)
    assert SECRET in str(tracker.read("responses", *of, "--by", reader))
    assert SECRET not in str(tracker.read("responses", *of, "--by", colleague))
    assert tracker.refused("sort", response, "--as", "nuance", "--by", colleague) == (
        f"There is no response {response}."
    )


def test_letters_leave_out_what_was_confided_to_others(own_town: Town, tmp_path: Path) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    colleague, reader = a_colleague(own_town), staff("Natur")
    person = natur.people[1]

    def confide(act: Act) -> None:
        row = act.session.get_one(Participant, person)
        log_contribution(act, row, SECRET, readers=[user(act, reader)])

    acting(own_town.tracker, confide)
    of = ("--process", natur.process, "--purpose", "update")
    planned = tracker.number("round", "add", *of, "--by", reader)
    tracker("send", planned, "--by", reader)
    out = tmp_path / "letters.pdf"
    assert tracker.refused("letters", planned, "--out", out, "--by", colleague) == (
        "The round has no letters."
    )
    tracker("letters", planned, "--out", out, "--by", reader)
    assert out.read_bytes().startswith(b"%PDF")
