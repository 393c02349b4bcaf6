"""Many processes: a few that were walked by the product's own verbs, and copies of them."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.copies import copy
from bench.prepared import PASSWORD, said
from tracker.accounts.services import add_user
from tracker.demo.stage import Acting, Staff, Stage
from tracker.domain.act import SYSTEM, Act, Actor
from tracker.domain.contribution import Contribution
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.round import Round
from tracker.entry import engine
from tracker.listening.importing import import_file
from tracker.processes.services import entrust
from tracker.qualifying.services import decide, resolve
from tracker.settings import Settings
from tracker.weaving.services import add_insight, set_aside

MANAGER = "bench@kommune.dk"
DEPARTMENTS, PEOPLE, EACH, DAYS = 5, 125, 4, 15
WISHES = ("mere lys", "en bred sti", "flere bænke", "en tidlig bus", "ro om natten")
INSIGHTS = len(WISHES)
# How far the loops of each process were walked, and how many days ago it began.
WALKED = (
    ("closed", 900),
    ("closed", 700),
    ("closed", 500),
    ("closed", 300),
    ("closed", 150),
    ("answered", 80),
    ("asked", 70),
    ("asked", 30),
    ("woven", 60),
    ("heard", 20),
)
LOOPS, CONTRIBUTIONS = len(WALKED) * PEOPLE, len(WALKED) * PEOPLE * EACH


def filled(settings: Settings, folder: Path, times: int) -> None:
    """Ten processes in five departments, and all of it so many times: 1,250 loops and 5,000
    contributions each time."""
    opened = engine(settings)
    with Session(opened, expire_on_commit=False) as session:
        _told(session, settings, folder)
    with opened.connect() as connection:
        copy(connection, times)
    opened.dispose()


def _told(session: Session, settings: Settings, folder: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    begins = Act(session, SYSTEM, now - timedelta(days=1000), settings)
    users = [_colleague(begins, at) for at in range(DEPARTMENTS)]
    manager = Actor.of(_manager(begins))
    staff = [Staff(Actor.of(user), manager) for user in users]
    session.commit()

    def acting(actor: Actor, days_ago: float) -> Act:
        return Act(session, actor, now - timedelta(days=days_ago), settings)

    for at, (far, began) in enumerate(WALKED):
        user = users[at % DEPARTMENTS]
        _walk(acting, staff[at % DEPARTMENTS], user, folder, at, far, began)
        session.commit()


def _colleague(act: Act, at: int) -> User:
    return add_user(act, f"case{at}@kommune.dk", f"Sofie {at}", "caseworker", f"Afdeling {at}")


def _manager(act: Act) -> User:
    """One manager of all departments."""
    for at in range(DEPARTMENTS):
        user = add_user(act, MANAGER, "Bente Bench", "manager", f"Afdeling {at}", PASSWORD)
    return user


def _walk(
    acting: Acting, staff: Staff, user: User, folder: Path, at: int, far: str, began: float
) -> None:
    """One process, as far as it goes: heard on fifteen days, woven, asked, answered, closed."""
    stage = Stage.begun(acting, staff, began, f"Forløb {at}", f"Afdeling {at % DEPARTMENTS}", {})
    entrust(stage.on(began), stage.process, user)
    path = folder / f"{at}.csv"
    _write(path, at, stage.on(began).now)
    import_file(stage.on(began - DAYS), stage.process, path, {})
    if far == "heard":
        return
    _weave(stage, began - 18)
    if far == "woven":
        return
    asked = _send(stage, began - 20, "qualify")
    if far == "asked":
        return
    _answer(stage, asked, began - 28)
    stage.clock(began - 44)
    for insight in stage.insights.values():
        decide(stage.on(began - 45), insight, "used", "Kommunen gør det til sommer.")
    if far == "closed":
        _send(stage, began - 46, "closing")


def _write(path: Path, process: int, day: datetime) -> None:
    """Each says four things on one day of fifteen."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "participant", "name", "address", "date", "text"])
        for at in range(PEOPLE * EACH):
            who, said_on = at // EACH, (day + timedelta(days=at // EACH % DAYS)).date()
            address = f"Vej {who}\n0999 Egeby"
            rows.writerow([at, who, f"Borger {who}", address, said_on, said(process * 1000 + at)])


def _weave(stage: Stage, days_ago: float) -> None:
    act = stage.on(days_ago)
    query = select(Contribution).where(Contribution.process_id == stage.process.id)
    heard = list(act.session.scalars(query.order_by(Contribution.id)))
    for at in range(INSIGHTS):
        evidence = [each for place, each in enumerate(heard) if place % 6 == at]
        text = f"Mange ønsker {WISHES[at]}, og det gør de hele året."
        stage.insights[str(at)] = add_insight(act, stage.process, text, evidence)
    set_aside(act, heard[INSIGHTS :: INSIGHTS + 1], "Det hører til i et andet forløb.")


def _send(stage: Stage, days_ago: float, purpose: str) -> Round:
    """To everybody, by letter; all of them are posted the day after."""
    people = stage.on(days_ago).session.scalars(
        select(Participant).where(Participant.process_id == stage.process.id)
    )
    stage.people = {str(each.id): each for each in people}
    planned = stage.send(days_ago, purpose, list(stage.people))
    stage.record(planned, days_ago - 1, "posted", *stage.people)
    return planned


def _answer(stage: Stage, asked: Round, days_ago: float) -> None:
    """Of ten, one nods to the first insight and one nuances it, each in their own hour; the others
    say nothing."""
    stage.record(asked, days_ago, "posted", *stage.people, reminder=True)
    nuances = []
    for at, name in enumerate(stage.people):
        moment = days_ago - at / 100
        if at % 10 == 0:
            stage.reply(asked, moment, name, "recognise", insight="0", by_staff=True)
        elif at % 10 == 3:
            text = "Det gælder også om natten."
            nuances.append(stage.reply(asked, moment, name, "nuance", text, "0", by_staff=True))
    resolve(stage.on(days_ago - 2), nuances, "dissent", "Begge dele er rigtige.")
