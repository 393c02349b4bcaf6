"""A manager's board: every number apart, each leading to the very loops, and nobody else's."""

import re

import pytest
from flask import Flask
from sqlalchemy import event, update

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.process import Process, ProcessMember
from tracker.extensions import db
from tracker.oversight import board
from tracker.oversight.board import Asked, LoopsAsked

NUMBER = re.compile(r'number-card__count">(\d+)</span>\s*(?:<a[^>]*href="([^"]+)")?')


def on_board(desk: Desk, asked: Asked | None = None) -> board.Board:
    return desk.do(lambda act: board.board_of(act, asked or Asked()))


def urgent(desk: Desk) -> dict[int, board.OneProcess]:
    """The processes that the board names, by their numbers."""
    return {each.id: each for each in on_board(desk).processes}


def numbers(reader: Reader, address: str = "/dashboard") -> list[tuple[int, str]]:
    """Each number on the page, with where it leads."""
    page = reader.get(address).text
    return [(int(count), way.replace("&amp;", "&")) for count, way in NUMBER.findall(page)]


def people_at(reader: Reader, address: str) -> int:
    reader.get(address)
    return len([row for row in reader.page.iter("tr") if row.find(".//td") is not None])


def test_each_number_leads_to_as_many_loops(desk: Desk, boss: Reader) -> None:
    late = desk.process("Stien", ago=60)
    for name in ("Anna", "Bo", "Carl"):
        desk.said(late, name, ago=50)
    found = numbers(boss)
    assert len(found) == len(board.WHEN) + len(board.STATES) + len(board.MARKS)
    assert sum(count for count, _ in found[:3]) == on_board(desk).whole.open
    assert found[0][0] >= 3
    for count, way in found:
        assert bool(count) == bool(way)
        if count:
            assert people_at(boss, way) == count, way


def test_who_has_waited_longest_is_one_click_away(desk: Desk, boss: Reader) -> None:
    process = desk.process("Stien", ago=400)
    for name, ago in (("Anna", 300), ("Bo", 390), ("Carl", 350)):
        desk.said(process, name, ago=ago)
    boss.get("/dashboard")
    names = [text_of(e) for e in boss.page.iter("a") if "/loops/" in (e.get("href") or "")]
    assert names[:3] == ["Bo", "Carl", "Anna"]


def test_filters_narrow_it_and_stand_in_the_address(desk: Desk, boss: Reader) -> None:
    before = on_board(desk, Asked(kind="case")).whole.loops
    case = desk.process("Sagen", kind="case", ago=9)
    desk.said(case, "Dora", ago=9)
    assert on_board(desk, Asked(kind="case")).whole.loops == before + 1
    assert "Dora" not in boss.get("/loops?kind=development").text
    assert "Dora" in boss.get("/loops?kind=case").text
    whose = on_board(desk).caseworkers
    assert sum(counts.loops for counts in whose.values()) == on_board(desk).whole.loops
    for caseworker, counts in whose.items():
        assert on_board(desk, Asked(caseworker=caseworker)).whole.loops == counts.loops
    for strange in ("?kind=x&caseworker=-1&department=abc&process=1e9", "?after=abc&step=9&when=x"):
        assert boss.get(f"/dashboard{strange}").status_code == 200
        assert boss.get(f"/loops{strange}").status_code == 200


@pytest.mark.parametrize("address", ["/dashboard", "/loops"])
def test_of_a_demo_it_says_that_it_is_invented(desk: Desk, boss: Reader, address: str) -> None:
    boss.get(address)
    assert "opdigtet" not in text_of(boss.page)
    desk.said(desk.process("Prøven", ago=60, demo=True), "Opfundne Olga", ago=50)
    boss.get(address)
    assert "opdigtet" in text_of(boss.page)


def test_of_a_demo_in_which_nothing_is_urgent_it_says_so_too(desk: Desk, boss: Reader) -> None:
    process = desk.process("Prøven", demo=True)
    desk.said(process, "Opfundne Olga")
    assert process not in urgent(desk)
    boss.get("/dashboard")
    assert "opdigtet" in text_of(boss.page)
    boss.get("/dashboard?kind=case")
    assert "opdigtet" not in text_of(boss.page)


def test_only_where_something_is_late_or_soon_due_a_process_is_urgent(desk: Desk) -> None:
    late, later = desk.process("Stien", ago=60), desk.process("Søen")
    desk.said(late, "Anna", ago=50)
    desk.said(later, "Bo")
    found = urgent(desk)
    assert late in found and later not in found
    assert all(each.late + each.week for each in found.values())


def test_who_answers_stands_by_name_and_nobody_last(desk: Desk) -> None:
    def called(role: str, name: str) -> int:
        def change(act: Act) -> int:
            user = desk.user(act.session, role)
            user.name = name
            return user.id

        return desk.do(change)

    for role, name in (("administrator", "Åse"), ("caseworker", "Bo"), ("manager", "Anne")):
        desk.said(desk.process("Stien", responsible_id=called(role, name)), "Carl")
    desk.said(desk.process("Søen", responsible_id=None), "Dora")
    found = on_board(desk)
    assert [found.names.get(number) for number in found.caseworkers] == ["Anne", "Bo", "Åse", None]


def test_where_nothing_is_as_one_chose_it_says_that(desk: Desk, boss: Reader) -> None:
    development = desk.process("Stien")
    boss.get(f"/dashboard?kind=case&process={development}")
    said = text_of(boss.page)
    assert "Ingen kredsløb passer til det, du har valgt." in said and "endnu" not in said
    assert "/dashboard" in [
        e.get("href") for e in boss.page.iter("a") if text_of(e) == "Se alle kredsløb"
    ]


def test_what_happened_this_week_is_counted_beside_the_week_before(desk: Desk) -> None:
    before = {m.kind: m for m in desk.do(lambda act: board.moved(act, Asked()))}
    process = desk.process("Stien", ago=20)
    desk.said(process, "Anna", "Et.", "To.", ago=2)
    desk.said(process, "Bo", ago=10)
    desk.said(process, "Carl", ago=16)
    now = {m.kind: m for m in desk.do(lambda act: board.moved(act, Asked()))}
    heard, was = now["contribution_recorded"], before["contribution_recorded"]
    assert (heard.lately - was.lately, heard.before - was.before) == (2, 1)


def test_another_departments_loops_are_not_counted(
    app: Flask, desk: Desk, foreign: Desk, boss: Reader, world: World
) -> None:
    before = on_board(desk).whole.loops
    foreign.said(foreign.process("Deres", ago=90), "Fremmed", ago=90)
    assert on_board(desk).whole.loops == before
    asked = f"?department={world.foreign.department}"
    assert on_board(desk, Asked(department=world.foreign.department)).whole.loops == 0
    for page in ("/dashboard", f"/dashboard{asked}", "/loops", f"/loops{asked}"):
        assert "Fremmed" not in boss.get(page).text


def test_a_case_that_is_for_others_is_not_counted(desk: Desk, boss: Reader) -> None:
    process = desk.process("Lukket kreds", ago=90)
    desk.said(process, "Hemmelig", ago=90)
    before = on_board(desk).whole.loops

    def narrow(act: Act) -> None:
        act.session.execute(update(Process).where(Process.id == process).values(narrowed=True))

    desk.do(narrow)
    assert on_board(desk).whole.loops == before - 1
    assert "Hemmelig" not in boss.get("/dashboard").text + boss.get("/loops").text

    def let_in(act: Act) -> None:
        act.session.add(ProcessMember(process_id=process, user_id=act.actor.id))

    desk.do(let_in)
    assert on_board(desk).whole.loops == before
    assert "Hemmelig" in boss.get("/loops").text


@pytest.mark.parametrize("address", ["/dashboard", "/loops"])
def test_many_loops_cost_as_many_statements_as_one(
    app: Flask, desk: Desk, boss: Reader, address: str
) -> None:
    def statements() -> int:
        seen: list[str] = []
        with app.app_context():
            engine = db.engine

        def note(_c: object, _cur: object, statement: str, *_: object) -> None:
            # The access log has a row for each process that was seen.
            if "access_record" not in statement:
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        boss.get(address)
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    process = desk.process("Stien", ago=60)
    desk.said(process, "Anna", ago=50)
    boss.get(address)
    one = statements()
    for number in range(12):
        other = desk.process(f"Stien {number}", ago=60)
        desk.said(other, f"Bo {number}", ago=50)
    assert statements() == one


def test_a_page_of_loops_goes_on_where_the_one_before_ended(desk: Desk) -> None:
    process = desk.process("Stien", ago=60)
    for number in range(5):
        desk.said(process, f"Nr. {number}", ago=50 - number)
    seen: list[int] = []

    def page(act: Act) -> list[int]:
        after = None
        while True:
            lines, more = board.loops_found(act, Asked(process=process), LoopsAsked(), after, 2)
            seen.extend(line.who.id for line in lines)
            if not more:
                return seen
            after = (lines[-1].row.due, lines[-1].who.id)

    assert len(desk.do(page)) == len(set(seen)) == 5
