"""Two departments that must not see each other's work: each with people and one process."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests.command import Command
from tracker import entry
from tracker.domain.act import Act
from tracker.domain.people import AccessRecord, User
from tracker.settings import Settings

# Words of each department that nobody of the other may ever read.
CANARIES = {"Natur": "kanariegul", "Social": "papegøjegrøn"}

AT = "2026-01-15T10:00"
# A meeting is planned ahead, whenever that is.
AHEAD = (datetime.now(UTC) + timedelta(days=30)).isoformat(timespec="minutes")


@dataclass(frozen=True)
class Process:
    """The numbers of what is in one department's process."""

    process: int
    people: tuple[int, ...]
    group: int
    contributions: tuple[int, ...]
    insights: tuple[int, ...]
    round: int
    deliveries: tuple[int, ...]
    responses: tuple[int, ...]
    # A round that was never sent.
    planned: int
    # A meeting about the one that was.
    meeting: int


@dataclass(frozen=True)
class Town:
    """`natur` and `social` are strangers to each other; each staff leads and works."""

    tracker: Command
    natur: Process
    social: Process

    def at(self, tracker: Command) -> "Town":
        """The same town on another copy of the instance."""
        return replace(self, tracker=tracker)


def staff(department: str) -> str:
    """Who works in a department, and leads it."""
    return f"{department.lower()}@kommune.dk"


def database(tracker: Command) -> Engine:
    """The command's database, for what no command tells; dispose of it."""
    return entry.engine(Settings.from_env({"TRACKER_INSTANCE": str(tracker.instance)}, None))


def acting(tracker: Command, do: Callable[[Act], object]) -> None:
    """What no command does, done by the system's user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_INSTANCE", str(tracker.instance))
        with entry.unit() as act:
            do(act)


def denials(town: Town) -> list[tuple[str | None, str, str]]:
    """Who was refused what, by the access log."""
    opened = database(town.tracker)
    with Session(opened) as session:
        rows = session.execute(
            select(User.email, AccessRecord.what, AccessRecord.number)
            .join(User, User.id == AccessRecord.user_id)
            .order_by(AccessRecord.id)
        )
        found = [tuple(row) for row in rows]
    opened.dispose()
    return found


def built(tracker: Command, folder: Path) -> Town:
    """Make both departments, by commands alone."""
    for department in CANARIES:
        for role in ("caseworker", "manager"):
            tracker(
                *("user", "add", staff(department), "--name", department),
                *("--role", role, "--department", department),
            )
    # An id that is known on one side must not be one of the other kind's on the other.
    return Town(tracker, _process(tracker, folder, "Natur"), _process(tracker, folder, "Social"))


def _process(tracker: Command, folder: Path, department: str) -> Process:
    canary, by = CANARIES[department], ("--by", staff(department))
    process = tracker.number(
        *("process", "add", f"Forløb {canary}", "--kind", "development"),
        *("--department", department, "--contact", f"Jens {canary}, 87 13 00 00", *by),
    )
    file = folder / f"{department}.csv"
    file.write_text(
        "id,participant,name,email,phone,address,text\n"
        f"1,a,Anna {canary},{department.lower()}-a@example.org,,,Stien er {canary}\n"
        f'2,b,Bo,,,"Vej 1 {canary}\n8000 Aarhus",Bænken er {canary}\n'
        f"3,c,Cleo,,,,Lyset er {canary}\n"
        f"4,d,Dan,,87 13 11 11,,Skoven er {canary}\n"
        "5,a,,,,,Cykler fylder\n"
        f"6,e,{department} E,,,,Vandet er {canary}\n",
        encoding="utf-8",
    )
    tracker("import", file, "--process", process, *by)
    rows = tracker.read("contributions", "--process", process, *by)
    said = tuple(row["id"] for row in rows)
    people = tuple(dict.fromkeys(row["participant"] for row in rows))
    group = tracker.number("participant", "add", "--process", process, "--group", 6, *by)
    tracker("participant", "edit", people[3], "--member-of", group, *by)
    insight = ("insight", "add", "--process", process, *by)
    pair = f"{said[0]},{said[1]}"
    insights = (
        tracker.number(*insight, "--text", f"Her er {canary}.", "--evidence", pair),
        tracker.number(*insight, "--text", f"Der er {canary}.", "--evidence", said[2]),
    )
    tracker("set-aside", said[3], "--reason", f"Vi bestemmer ikke over {canary}.", *by)
    planned = tracker.number("round", "add", "--process", process, "--purpose", "qualify", *by)
    tracker("send", planned, *by)
    told = ("record", planned, "--how", "told", "--at", AT, *by)
    tracker(*told, "--participant", f"{people[0]},{people[2]}")
    respond = ("respond", "--round", planned, *by)
    responses = (
        tracker.number(
            *(*respond, "--participant", people[0], "--insight", insights[0]),
            *("--move", "nuance", "--text", f"Mere {canary}, tak."),
        ),
        tracker.number(*respond, "--participant", people[2], "--move", "said", "--text", canary),
    )
    deliveries = tracker.read("deliveries", planned, *by)
    plan = ("session", "plan", "--round", planned, "--at", AHEAD, "--place", f"Sal {canary}")
    return Process(
        process,
        people,
        group,
        said,
        insights,
        planned,
        tuple(row["delivery"] for row in deliveries),
        responses,
        tracker.number("round", "add", "--process", process, "--purpose", "update", *by),
        tracker.number(*plan, *by),
    )
