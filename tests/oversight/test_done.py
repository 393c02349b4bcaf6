"""What somebody did this week, and the filters of what waits."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from tests.oversight.desk import Desk, statements
from tests.oversight.test_work import lines
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act, Actor
from tracker.domain.people import User
from tracker.domain.process import Process
from tracker.extensions import db
from tracker.listening.services import add_participant, log_contribution
from tracker.oversight.done import FACTS
from tracker.processes.services import entrust


def hear(app: Flask, process: int, who: str, times: int = 1, ago: int = 0) -> None:
    """So many things are written down by a caseworker, some days ago."""
    with app.app_context():
        user = db.session.query(User).filter_by(fs_uniquifier=who).one()
        now = datetime.now(UTC) - timedelta(days=ago)
        act = Act(db.session(), Actor.of(user), now, app.config["SETTINGS"])
        row = db.session.get_one(Process, process)
        for _ in range(times):
            log_contribution(act, add_participant(act, row), "Der er mørkt på stien.")
        db.session.commit()


def told(reader: Reader) -> list[str]:
    reader.get("/done")
    return [text_of(e) for e in reader.page.iter("li") if "done__fact" in (e.get("class") or "")]


def test_what_i_did_this_week_is_told_and_counted(
    app: Flask, desk: Desk, staff: Reader, world: World
) -> None:
    assert told(staff) == []
    assert "Der står ikke noget endnu" in text_of(staff.page)
    process = desk.process("Havnen", ago=30)
    hear(app, process, world.own.users["caseworker"], times=2)
    hear(app, process, world.own.users["caseworker"], times=3, ago=8)
    hear(app, process, world.own.users["manager"])
    found = told(staff)
    assert len([line for line in found if "fortalte os noget" in line]) == 2
    figures = [text_of(e) for e in staff.page.iter("div") if "figure" in (e.get("class") or "")]
    assert figures == ["bidrag skrevet ned2"]
    assert all("Havnen" in line for line in found)


def test_what_i_did_where_i_may_not_look_any_more_is_not_told(
    app: Flask, desk: Desk, foreign: Desk, staff: Reader, world: World
) -> None:
    hear(app, foreign.process("Hemmeligt", ago=30), world.own.users["caseworker"])
    assert told(staff) == []


def test_a_busy_week_comes_in_pages_that_cost_the_same(
    app: Flask, desk: Desk, staff: Reader, world: World
) -> None:
    process = desk.process("Havnen", ago=30)
    hear(app, process, world.own.users["caseworker"])
    few = statements(app, staff, "/done")
    hear(app, process, world.own.users["caseworker"], times=FACTS)
    assert statements(app, staff, "/done") == few
    assert len(told(staff)) == FACTS
    (more,) = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(str(more))
    assert "Havnen" in text_of(staff.page)


def test_what_waits_is_narrowed_by_the_address(
    app: Flask, desk: Desk, staff: Reader, world: World
) -> None:
    late, soon = desk.process("For længst", ago=60), desk.process("Ikke endnu", ago=5)
    desk.said(late, "Anna", ago=60)
    desk.said(soon, "Bo", ago=4)

    def mine(act: Act) -> None:
        me = act.session.query(User).filter_by(fs_uniquifier=world.own.users["caseworker"]).one()
        entrust(act, act.session.get_one(Process, soon), me)

    desk.do(mine)

    def shown(asked: str) -> str:
        staff.get(f"/?{asked}")
        return " ".join(text_of(e) for e in staff.page.iter("h2"))

    assert "For længst" in shown("") and "Ikke endnu" in shown("")
    assert "For længst" in shown("late=yes") and "Ikke endnu" not in shown("late=yes")
    assert "For længst" not in shown("mine=yes") and "Ikke endnu" in shown("mine=yes")
    assert "For længst" in shown("action=weave")
    assert "Der er intet af den slags" in shown("action=settle")
    assert "For længst" in shown("action=dance")


def test_the_first_line_is_reached_by_keys(staff: Reader, desk: Desk) -> None:
    desk.said(desk.process("Havnen", ago=5), "Bo", ago=4)
    assert lines(staff)
    assert [e for e in staff.page.iter("ul") if e.get("data-key-list") is not None]
