"""Two databases that are filled alike: the product's, and the bare application's."""

import csv
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bench import bare
from bench import bare_tables as tables
from tracker.accounts.services import add_user
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.contribution import Contribution
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.entry import engine
from tracker.listening.importing import import_file
from tracker.processes.services import add_process, department_named
from tracker.settings import Settings
from tracker.weaving import services as weaving

EMAIL, PASSWORD = "bench@kommune.dk", "only for measuring, never kept"
PER_PERSON, PROCESSES = 4, 10
# The first person of each process has said so much: a page of it, and more.
TALKATIVE = 40
# So many contributions, at the most, are woven into so many insights.
WOVEN, INSIGHTS = 3_000, 30
ASIDE = "Det hører til i et andet forløb, og er givet videre dertil."
WORDS = (
    "stien lampe mørkt cykel skole bænk bus torvet åen træer regn vinter børn gamle trygt langt "
    "kort dyrt nemt svært aften morgen hegn bro sving hund plads leg fred støj lys vej"
).split()
RARE = "elefanthus"


def prepared(folder: Path, count: int) -> tuple[Settings, int, list[int]]:
    """Both databases, filled alike: half of all in one process.

    Returns its number, and the numbers of its first hundred people: the first has said much.
    """
    settings = Settings.from_env({"TRACKER_INSTANCE": str(folder / "instance")}, None)
    opened = engine(settings)
    with Session(opened, expire_on_commit=False) as session:
        act = Act(session, SYSTEM, datetime.now(UTC), settings)
        department = department_named(act, "Bench")
        user = add_user(act, EMAIL, "Bente Bench", "caseworker", "Bench", PASSWORD)
        session.commit()
        act = Act(session, Actor.of(user), datetime.now(UTC), settings)
        sizes = [count // 2] + [count // 2 // PROCESSES] * PROCESSES
        processes = []
        for at, size in enumerate(sizes):
            process = add_process(act, f"Forløb {at}", "development", department)
            processes.append(process)
            for begins in range(0, size, 40_000):
                path = folder / f"{at}-{begins}.csv"
                write(path, at, begins, min(size, begins + 40_000))
                import_file(act, process, path, {})
                session.commit()
        query = select(Participant.id).where(Participant.process_id == processes[0].id)
        people = list(session.scalars(query.order_by(Participant.id).limit(100)))
        weave(act, processes[0])
        session.commit()
    opened.dispose()
    fill_bare(folder, sizes)
    return settings, processes[0].id, people


def weave(act: Act, process: Process) -> None:
    """Of the newest, and of the first person's, every fifth into an insight, and as many aside."""
    insights = [weaving.draft(act, process, insight_text(at)) for at in range(INSIGHTS)]
    query = select(Contribution).where(Contribution.process_id == process.id)
    heard = list(act.session.scalars(query.order_by(Contribution.id)))
    into, aside = woven(len(heard))
    for at, insight in enumerate(insights):
        weaving.weave(act, insight, [heard[place] for place in into[at::INSIGHTS]])
    weaving.set_aside(act, [heard[place] for place in aside], ASIDE)


def woven(size: int) -> tuple[list[int], list[int]]:
    """Which of so many contributions are woven, and which set aside: some thousands of many."""
    into = [*range(0, TALKATIVE, 4), *range(max(TALKATIVE, size - 5 * WOVEN), size, 5)]
    aside = [place + 1 for place in into if place + 1 < size][::5]
    return into, aside


def insight_text(at: int) -> str:
    return f"Mange ønsker {said(at)}."


def write(path: Path, process: int, begins: int, ends: int) -> None:
    """A file of contributions; a page of them and more have a rare word."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "participant", "name", "date", "text"])
        for at in range(begins, ends):
            who = speaker(at)
            day = date(2026, 1, 1) + timedelta(days=at % 200)
            rows.writerow([f"{process}-{at}", f"{process}-{who}", f"Borger {who}", day, said(at)])


def speaker(at: int) -> int:
    """Who said it: the first person forty things, each other four."""
    return 0 if at < TALKATIVE else 1 + (at - TALKATIVE) // PER_PERSON


def said(at: int) -> str:
    """Some twenty words."""
    chosen = random.Random(at).choices(WORDS, k=20)
    return " ".join([*chosen, RARE] if at < 2_000 and at % 10 == 0 else chosen)


def fill_bare(folder: Path, sizes: list[int]) -> None:
    """The same people, words, insights and evidence, in the bare application's tables."""
    app = bare.create(folder / "bare.db")
    with app.app_context():
        session, number, person = bare.db.session, 0, 0
        session.execute(insert(tables.Department), [{"id": 1, "name": "Bench"}])
        session.execute(insert(tables.User), [{"id": 1, "name": "Bente Bench"}])
        role = {"user_id": 1, "department_id": 1, "role": "caseworker"}
        session.execute(insert(tables.Role), [role])
        for process, size in enumerate(sizes, start=1):
            people = range(person + 1, person + 2 + speaker(size - 1))
            contributions = range(number + 1, number + 1 + size)
            number, person = number + size, people[-1]
            process_row = {"id": process, "department_id": 1, "title": f"Forløb {process - 1}"}
            session.execute(insert(tables.Process), [process_row | {"contributions": size}])
            session.execute(
                insert(tables.Task),
                [{"process_id": process, "action": "weave", "loops": len(people)}],
            )
            add_said(process, people, contributions)
            if process == 1:
                weave_bare(contributions)
        session.commit()


def add_said(process: int, people: range, contributions: range) -> None:
    session, at = bare.db.session, datetime(2026, 1, 1)
    due = date.today() + timedelta(days=21)
    session.execute(
        insert(tables.Person),
        [
            {
                "id": who,
                "process_id": process,
                "name": f"Borger {place}",
                "said": PER_PERSON if place else TALKATIVE,
                "due": due,
            }
            for place, who in enumerate(people)
        ],
    )
    whose = {n: people[speaker(place)] for place, n in enumerate(contributions)}
    session.execute(
        insert(tables.Contribution),
        [{"id": n, "process_id": process, "person_id": who, "at": at} for n, who in whose.items()],
    )
    words = {n: said(place) for place, n in enumerate(contributions)}
    rows = [{"contribution_id": n, "words": text} for n, text in words.items()]
    session.execute(insert(tables.Wording), rows)
    recorded = {"kind": "contribution_recorded", "at": at, "user_id": 1}
    session.execute(insert(tables.Event), [recorded | {"person_id": who} for who in whose.values()])
    session.execute(
        text("INSERT INTO search (rowid, process, words) VALUES (:id, :process, :words)"),
        [{"id": n, "process": f"p{process}", "words": text} for n, text in words.items()],
    )


def weave_bare(contributions: range) -> None:
    """What `weave` does, and the fact of each: of process 1, whose first person is person 1."""
    session, at = bare.db.session, datetime(2026, 1, 1)
    into, aside = woven(len(contributions))
    session.execute(
        insert(tables.Insight),
        [{"id": at + 1, "process_id": 1, "text": insight_text(at)} for at in range(INSIGHTS)],
    )
    session.execute(
        insert(tables.Evidence),
        [
            {"contribution_id": contributions[place], "insight_id": at % INSIGHTS + 1}
            for at, place in enumerate(into)
        ],
    )
    session.execute(
        insert(tables.Aside),
        [
            {"process_id": 1, "contribution_id": contributions[place], "reason": ASIDE}
            for place in aside
        ],
    )
    kinds = [("woven", place) for place in into] + [("set_aside", place) for place in aside]
    session.execute(
        insert(tables.Event),
        [
            {"kind": kind, "person_id": speaker(place) + 1, "at": at, "user_id": 1}
            for kind, place in kinds
        ],
    )
