"""The page of all departments says sums of what is published, and nobody is found behind them."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.oversight.attacker import AMONG, STAGES, STEP, SUMS, Attacker, Count
from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import SYSTEM, Act
from tracker.domain.first_voices import VoiceCount
from tracker.domain.process import Process
from tracker.domain.published import Publication, PublishedCell, count, keep, stages_of
from tracker.domain.sums import ReturnCount, Tally
from tracker.extensions import db
from tracker.oversight.everywhere import INDICATORS
from tracker.oversight.periods import Period
from tracker.reports.words import interface

PAGE = "/indicators/everywhere"
MONDAYS = [datetime(2026, 6, day, 8, tzinfo=UTC) for day in (1, 8)]
FEW = interface("da").say("indicators.few")
COLUMNS = ("contributed", "returned", "by_answer", "by_silence")


class Made(NamedTuple):
    """A process that only its counts are known of, as a page or an attacker may ask for it."""

    department: int
    kind: str
    begun: datetime
    narrowed: bool


def say(key: str) -> str:
    return interface("da").say(key)


def publishes(app: Flask, at: datetime) -> None:
    with app.app_context(), Session(db.engine) as session:
        act = Act(session, SYSTEM, at, app.config["SETTINGS"])
        counted = count(act)
        if counted:
            keep(act, counted)
        session.commit()


def makes(app: Flask, made: Made, title: str = "Et forløb") -> int:
    with app.app_context(), Session(db.engine) as session:
        process = Process(
            department_id=made.department,
            title=title,
            kind=made.kind,
            language="da",
            created_at=made.begun,
            narrowed=made.narrowed,
        )
        session.add(process)
        session.flush()
        session.add(Tally(process_id=process.id, **dict.fromkeys(COUNTED, 0)))
        session.commit()
        return process.id


COUNTED = [c.key for c in Tally.__table__.columns if c.key != "process_id"]


def is_counted_as(app: Flask, process: int, **counts: int) -> None:
    """As if its loops added up to this: people by stage, and those among them."""
    with app.app_context(), Session(db.engine) as session:
        tally = session.get_one(Tally, process)
        returned = sum(counts.get(stage, 0) for stage in STAGES[1:])
        tally.loops = returned + counts.get("waiting", 0)
        tally.returned = returned
        for name in ("by_answer", "by_silence", "by_waiver", "with_changed", "with_unused"):
            setattr(tally, name, counts.get(name, 0))
        for row in session.scalars(select(ReturnCount).where(ReturnCount.process_id == process)):
            session.delete(row)
        if returned:
            session.add(ReturnCount(process_id=process, days=9, loops=returned))
        session.commit()


def true_counts(app: Flask) -> dict[int, dict[str, int]]:
    """What is true of every process."""
    names = ("loops", "ended", "returned", *STAGES[2:], *AMONG[:2])
    with app.app_context(), Session(db.engine) as session:
        first = {v.process_id: v.first for v in session.scalars(select(VoiceCount))}
        return {
            tally.process_id: stages_of({name: getattr(tally, name) for name in names})
            | {"first": first.get(tally.process_id, 0)}
            for tally in session.scalars(select(Tally))
        }


def number(words: str) -> int:
    """A number as the page says it; too few is none."""
    return 0 if words == FEW else int(words)


def stages_on(reader: Reader) -> dict[str, int]:
    """Each stage in the table, and all who contributed."""
    names = {say(f"indicator.{name}"): name for name in (*STAGES, "contributed")}
    found = {}
    for row in reader.page.iter("tr"):
        cells = [text_of(cell) for cell in row]
        if cells[0] in names and len(cells) == 3 and cells[1] != say("indicators.how_many"):
            found[names[cells[0]]] = number(cells[1])
    return found


def departments_on(reader: Reader) -> dict[str, dict[str, int]]:
    found = {}
    for row in reader.page.iter("tr"):
        cells = [text_of(cell) for cell in row]
        if len(cells) == 6 and cells[1] != say("indicator.contributed"):
            found[cells[0]] = dict(zip(COLUMNS, map(number, cells[1:5]), strict=True))
    return found


def cards_on(reader: Reader) -> dict[str, int]:
    """The part of each indicator, as its card says it."""
    parts = {f"indicator-{part}": part for part, _, _ in INDICATORS}
    found = {}
    for card in reader.page.iter("li"):
        heading = card.find("h3")
        if heading is not None and heading.get("id") in parts:
            said = text_of(card.find("p/span"))
            found[parts[heading.get("id")]] = 0 if said.startswith(FEW) else int(said.split()[0])
    assert len(found) == len(parts)
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_whoever_reads_every_page_of_it_finds_nobody(
    app: Flask, boss: Reader, world: World, seed: int
) -> None:
    """Every department, kind, period and week; and one process of her own she sees exactly."""
    chance = random.Random(seed)
    made = [makes(app, one) for one in some(world, chance)]
    attacker = Attacker()
    true = {week: a_week(app, attacker, made, week, chance) for week in range(len(MONDAYS))}
    processes = all_processes(app)
    for where in product(
        (None, world.own.department, world.foreign.department),
        ("", "development", "case"),
        (None, Period(2025), Period(2026, 1)),
        true,
    ):
        reads(attacker, boss, processes, *where)
    assert attacker.singled_out(made[0]) == []
    for one in attacker.least:
        right = true[one.week][one.process]
        if one.name in right:
            assert attacker.least[one] <= right[one.name] <= attacker.most[one]


def some(world: World, chance: random.Random) -> Iterator[Made]:
    """Three processes of each department, one of them narrowed."""
    for side, narrowed in product((world.own, world.foreign), (False, False, True)):
        begun = datetime(chance.choice((2025, 2026)), 3, 1, tzinfo=UTC)
        yield Made(side.department, chance.choice(("development", "case")), begun, narrowed)


def a_week(
    app: Flask, attacker: Attacker, made: list[int], week: int, chance: random.Random
) -> dict[int, dict[str, int]]:
    """Something happens in each process, it is published, and she sees the first exactly."""
    for process in made:
        stages = {stage: chance.choice((0, 2, 4, 7, 13)) for stage in STAGES}
        among = {name: chance.randint(0, sum(stages.values())) for name in AMONG[:2]}
        is_counted_as(app, process, **stages, **among)
    publishes(app, MONDAYS[week])
    true = true_counts(app)
    for process in true:
        attacker.meets(process, week)
    attacker.knows(made[0], week, true[made[0]])
    return true


def all_processes(app: Flask) -> dict[int, Made]:
    with app.app_context(), Session(db.engine) as session:
        return {
            p.id: Made(p.department_id, p.kind, p.created_at, p.narrowed)
            for p in session.scalars(select(Process).join(Tally))
        }


def reads(
    attacker: Attacker,
    boss: Reader,
    processes: dict[int, Made],
    department: int | None,
    kind: str,
    period: Period | None,
    week: int,
) -> None:
    """One page: each number on it is a sum over the processes that it is narrowed to."""
    asked = {"department": department, "kind": kind, "period": period}
    asked["week"] = MONDAYS[week].date()
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    assert boss.get(f"{PAGE}?{query}").status_code == 200
    bounds = period.bounds if period else None
    meant = [
        number
        for number, one in processes.items()
        if (department in (None, one.department) and kind in ("", one.kind))
        and (bounds is None or bounds[0] <= one.begun < bounds[1])
    ]
    figures = {**stages_on(boss), **cards_on(boss)}
    for name, value in figures.items():
        if name in (*STAGES, *AMONG, *SUMS):
            learns(attacker, meant, week, name, value, figures["contributed"])
    for of in departments_on(boss).values():
        assert all(value % STEP == 0 for value in of.values())


def learns(
    attacker: Attacker, meant: list[int], week: int, name: str, value: int, everybody: int
) -> None:
    assert value % STEP == 0
    parts = SUMS.get(name, (name,))
    if not meant:
        assert value == 0
        return
    # A count among the people is never said to be more than they are: then it may be any more.
    capped = name in AMONG and (len(meant) > 1 or value == everybody)
    most = 10_000 if capped else value + (STEP - 1) * len(parts) * len(meant)
    attacker.learns([Count(p, week, part) for p in meant for part in parts], value, most)


def test_before_the_first_monday_it_says_so(app: Flask, boss: Reader) -> None:
    with app.app_context(), Session(db.engine) as session:
        session.execute(delete(PublishedCell))
        session.execute(delete(Publication))
        session.commit()
    assert say("everywhere.empty.title") in boss.get(PAGE).text


def test_what_others_may_not_see_is_counted_in_fives_alone(
    app: Flask, boss: Reader, world: World
) -> None:
    one = Made(world.own.department, "case", datetime(2030, 3, 1, tzinfo=UTC), True)
    is_counted_as(app, makes(app, one, "Lukket kreds"), waiting=3, by_answer=11)
    publishes(app, MONDAYS[0])
    boss.get(f"{PAGE}?period=2030")
    assert "Lukket kreds" not in boss.get(f"{PAGE}?period=2030").text
    figures = stages_on(boss)
    assert (figures["waiting"], figures["by_answer"], figures["contributed"]) == (0, 10, 10)
    boss.get("/indicators?period=2030")
    assert say("indicators.none_fits") in text_of(boss.page)


def test_it_adds_up_departments_and_keeps_the_weeks(app: Flask, boss: Reader, world: World) -> None:
    begun = datetime(2030, 3, 1, tzinfo=UTC)
    own, foreign = (
        makes(app, Made(side.department, "development", begun, False))
        for side in (world.own, world.foreign)
    )
    is_counted_as(app, own, waiting=7, told=12)
    is_counted_as(app, foreign, waiting=6, by_silence=5)
    publishes(app, MONDAYS[0])
    is_counted_as(app, foreign, waiting=0, by_silence=11)
    # The same week again, and the week after.
    publishes(app, MONDAYS[0] + timedelta(days=3))
    publishes(app, MONDAYS[1])
    boss.get(f"{PAGE}?period=2030&week=2026-06-01")
    before = stages_on(boss)
    assert (before["waiting"], before["told"], before["by_silence"]) == (10, 10, 5)
    assert cards_on(boss)["returned"] == 15
    boss.get(f"{PAGE}?period=2030")
    assert stages_on(boss)["by_silence"] == 10
    names = departments_on(boss)
    assert names["Department foreign"]["by_silence"] == 10
    boss.get(f"{PAGE}?period=2030&department={world.own.department}")
    assert list(departments_on(boss)) == ["Department own"]
    # Who answers for it, and which it is, narrow nothing here.
    for more in (f"process={own}", "caseworker=0", "week=x", "week=2020-01-06"):
        boss.get(f"{PAGE}?period=2030&{more}")
        assert stages_on(boss)["contributed"] == 25, more


def test_many_processes_cost_as_many_statements_as_one(
    app: Flask, boss: Reader, world: World
) -> None:
    one = Made(world.own.department, "development", MONDAYS[0], False)
    is_counted_as(app, makes(app, one), waiting=7, told=12)
    publishes(app, MONDAYS[0])
    boss.get(PAGE)
    before = statements(app, boss, PAGE)
    for _ in range(50):
        is_counted_as(app, makes(app, one), waiting=7, told=12)
    publishes(app, MONDAYS[1])
    assert statements(app, boss, f"{PAGE}?week=2026-06-08") == before


def test_a_look_at_it_counts_nothing(app: Flask, desk: Desk, boss: Reader) -> None:
    process = desk.process("Stien", ago=9)
    for name in "ABCDEFG":
        desk.said(process, name, ago=8)
    before = cells(app)
    boss.get(PAGE)
    boss.get("/indicators")
    assert cells(app) == before
    publishes(app, MONDAYS[0])
    assert (process, "waiting", 5) in cells(app)


def cells(app: Flask) -> list[Any]:
    with app.app_context(), Session(db.engine) as session:
        query = select(PublishedCell.process_id, PublishedCell.cell, PublishedCell.value)
        return [tuple(row) for row in session.execute(query)]
