"""What stands beside an insight, and is changed: other knowledge, and what is in the way."""

import pytest
from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.weaving.threads import address, count, insight, main
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.commitment import Obstacle
from tracker.domain.insight import Insight, Source
from tracker.domain.process import Process
from tracker.weaving.services import add_source, drop, note_obstacle


def seen(reader: Reader) -> str:
    """The mark of what the page's own form is about."""
    (found,) = [e.get("value") for e in reader.page.iter("input") if e.get("name") == "seen"]
    return found or ""


@pytest.fixture
def source(desk: Desk, process: int) -> str:
    """The address of something that stands beside an insight."""
    number = insight(desk, process, "Stien er mørk.")

    def added(act: Act) -> int:
        about = act.session.get_one(Insight, number)
        return add_source(act, about, "statistics", "supports", "Vi målte 1 luks.", "2025").id

    return f"{address(process, number)}/knowledge/{desk.do(added)}"


@pytest.fixture
def obstacle(desk: Desk, process: int) -> str:
    """The address of something in the way of the whole process."""

    def noted(act: Act) -> int:
        return note_obstacle(act, act.session.get_one(Process, process), "Ålloven.", "Jura").id

    return f"/processes/{process}/obstacles/{desk.do(noted)}"


def test_other_knowledge_stands_beside_it(desk: Desk, staff: Reader, process: int) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number, "/knowledge")
    answer = staff.send(where, citation="Politiet, 2025")
    assert answer.status_code == 422 and "Vælg, hvad slags viden det er." in main(staff)
    assert "Politiet, 2025" in main(staff)
    sent = {"kind": "statistics", "source_stance": "supports", "knowledge": "Vi målte 1 lux."}
    once = [e.get("value") or "" for e in staff.page.iter("input") if e.get("name") == "once"][-1]
    before = count(desk, Source)
    for _ in range(2):
        assert staff.send(where, **sent, citation="Målt i 2025", once=once).status_code == 303
    assert count(desk, Source) == before + 1
    staff.get(address(process, number))
    assert "Støtter · Tal Vi målte 1 lux. Målt i 2025" in main(staff)
    cpr = staff.send(where, **{**sent, "knowledge": "Se 010190-1234"})
    assert cpr.status_code == 422 and "CPR-nummer" in main(staff)


def test_what_stands_in_the_way_has_an_owner_and_an_answer(
    desk: Desk, staff: Reader, boss: Reader, process: int
) -> None:
    number = insight(desk, process, "Stien er mørk.")
    where = address(process, number, "/obstacles")
    assert staff.send(where, owner="Jura").status_code == 422
    assert staff.send(where, obstacle="Åloven.", owner="Jura").status_code == 303
    staff.get(address(process, number))
    assert "Åloven. Jura har ansvaret for det Ledelsen har ikke svaret endnu." in main(staff)
    row = desk.do(lambda act: act.session.scalars(select(func.max(Obstacle.id))).one())
    answering = f"/processes/{process}/obstacles/{row}"
    for reader in (staff, boss):
        reader.get(answering)
    mine = seen(staff)
    theirs = boss.send(answering, seen=seen(boss), answer="Vi spørger.")
    assert theirs.status_code == 303
    answer = staff.send(answering, seen=mine, answer="Vi søger om lov.")
    assert answer.status_code == 409
    assert "Vi spørger." in main(staff) and "Vi søger om lov." in main(staff)
    assert staff.send(answering, seen=seen(staff), answer="Vi søger om lov.").status_code == 303
    staff.get(address(process, number))
    assert "Ledelsen svarer: Vi søger om lov." in main(staff)


def test_other_knowledge_is_changed_where_it_stands(
    desk: Desk, staff: Reader, boss: Reader, source: str
) -> None:
    for reader in (staff, boss):
        reader.get(source)
    mine = seen(staff)
    given = {"kind": "research", "source_stance": "challenges", "citation": ""}
    words = given | {"knowledge": "Vi målte 1 lux."}
    assert staff.send(source, seen=mine, **words | {"knowledge": " "}).status_code == 422
    assert staff.send(source, seen=mine, **words).status_code == 303
    staff.get(source.partition("/knowledge")[0])
    assert "Udfordrer · Forskning Vi målte 1 lux. Ret" in main(staff)
    theirs = boss.send(source, seen=seen(boss), **given, knowledge="Vi målte det.")
    assert theirs.status_code == 409
    assert "Vi målte 1 lux." in main(boss) and "Vi målte det." in main(boss)
    again = boss.send(source, seen=seen(boss), **given, knowledge="Vi målte det.")
    assert again.status_code == 303


def test_what_stands_in_the_way_is_put_otherwise_before_it_is_answered(
    desk: Desk, staff: Reader, process: int, obstacle: str
) -> None:
    staff.get(obstacle)
    given = {"seen": seen(staff), "owner": "Kultur", "answer": ""}
    assert staff.send(obstacle, **given, obstacle="").status_code == 422
    assert staff.send(obstacle, **given, obstacle="Åloven.").status_code == 303
    staff.get(f"/processes/{process}/assumptions")
    assert "Åloven. Kultur har ansvaret for det Ledelsen har ikke svaret endnu." in main(staff)


def test_what_was_written_by_mistake_is_taken_out(
    desk: Desk, staff: Reader, source: str, obstacle: str
) -> None:
    for place, table, words in ((source, Source, "1 luks"), (obstacle, Obstacle, "Ålloven")):
        before = count(desk, table)
        assert words in staff.get(place).text
        answer = staff.send(f"{place}/drop")
        assert answer.status_code == 303 and count(desk, table) == before - 1
        staff.get(answer.location)
        assert "Det er fjernet." in main(staff) and words not in main(staff)
        assert staff.get(place).status_code == 404
        assert staff.send(f"{place}/drop").status_code == 404


def test_who_changes_what_is_gone_meanwhile_is_told_so(
    desk: Desk, staff: Reader, source: str
) -> None:
    number = int(source.rpartition("/")[2])
    staff.get(source)
    mine = seen(staff)
    desk.do(lambda act: drop(act, act.session.get_one(Source, number)))
    given = {"kind": "research", "source_stance": "supports", "citation": "", "knowledge": "Nyt."}
    assert staff.send(source, seen=mine, **given).status_code == 404


def test_of_another_insight_or_process_it_is_not_there(
    desk: Desk, staff: Reader, process: int, source: str, obstacle: str
) -> None:
    number = source.rpartition("/")[2]
    other = insight(desk, process, "Der mangler bænke.")
    assert staff.get(f"{address(process, other)}/knowledge/{number}").status_code == 404
    elsewhere = desk.process("Et andet forløb")
    there = obstacle.replace(f"/processes/{process}/", f"/processes/{elsewhere}/")
    assert staff.get(there).status_code == 404
