"""The indicators of what a manager sees: exact, each leading to what it counts."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests.oversight.desk import Desk, statements
from tests.oversight.test_board import people_at
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.first_voices import voices_of
from tracker.domain.participant import Membership
from tracker.domain.process import Process, ProcessMember
from tracker.domain.response import Response
from tracker.oversight import indicators
from tracker.oversight.board import Asked
from tracker.oversight.indicators import Figures
from tracker.oversight.periods import Period, period_of, recent
from tracker.qualifying.services import decide, promise, resolve
from tracker.reports.words import interface

PAGE = "/indicators"
# Made long after everything else in the small world, so that a page can be narrowed to them.
YEAR = "2031"
BEGUN = datetime(2031, 3, 1, tzinfo=UTC)


def say(key: str) -> str:
    return interface("da").say(key)


def figures(desk: Desk, process: int) -> Figures:
    return desk.do(lambda act: indicators.figures_of(act, Asked(process=process)))


@pytest.fixture
def process(desk: Desk) -> int:
    """Four told us something: two were given it back, one of them answered; a promise was kept."""
    process = desk.process("Stien", ago=60, created_at=BEGUN)
    anna, bo = (desk.said(process, name, ago=50) for name in ("Anna", "Bo"))
    round_ = desk.told(process, [anna, bo], "Stien er mørk.", ago=40)
    answer = desk.answered(round_, anna, "disagree", "Nej, der er lys nok.", ago=30)
    desk.said(process, "Carl", "Et.", "To.", ago=20)
    desk.said(process, "Dora", ago=10)

    def goes_on(act: Act) -> None:
        settled = act.session.get_one(Response, answer)
        resolve(act, [settled], "declined", "Vi har målt det.")
        (insight,) = settled.round.insights
        decide(act, insight, "not", "Der er ingen penge til lys.", decided_first="Det hastede.")
        row = act.session.get_one(Process, process)
        promise(act, row, "Vi ringer.", act.now.date()).state = "kept"
        promise(act, row, "Vi skriver.", act.now.date() + timedelta(days=90))

    desk.do(goes_on)
    return process


def test_each_counts_what_it_says(desk: Desk, process: int) -> None:
    counts, median = figures(desk, process)
    assert median == 10
    assert {name: counts[name] for name in ("contributed", "returned", "waiting")} == {
        "contributed": 4,
        "returned": 2,
        "waiting": 2,
    }
    assert (counts["by_answer"], counts["by_silence"], counts["by_waiver"]) == (1, 0, 1)
    assert (counts["changed"], counts["unchanged"], counts["answers"]) == (0, 1, 1)
    assert (counts["not_used"], counts["unused"], counts["undecided"]) == (2, 2, 3)
    assert (counts["promise_kept"], counts["promises_due"], counts["promise_open"]) == (1, 1, 1)


def links_of(reader: Reader) -> Iterator[tuple[str, int, str]]:
    """The indicator, the number and the way of each number that leads to loops."""
    for card in reader.page.iter("li"):
        if card.get("class") == "indicator":
            heading = text_of(card.find("h3"))
            for link in card.iter("a"):
                found = re.match(r"(\d+)", text_of(link))
                if found and "/loops" in (link.get("href") or ""):
                    yield heading, int(found.group(1)), link.get("href")


def test_each_leads_to_those_it_counts(boss: Reader, process: int) -> None:
    boss.get(f"{PAGE}?period={YEAR}")
    found = list(links_of(boss))
    assert len(found) >= 8
    not_people = {say(f"indicator.{name}") for name in ("not_used", "changed", "median")}
    for heading, count, way in found:
        assert f"period={YEAR}" in way
        people = people_at(boss, way)
        assert f"{PAGE}?period={YEAR}" in {a.get("href") for a in boss.page.iter("a")}
        assert people >= 1
        # Of answers, contributions and days one person may have several.
        assert people == count or heading in not_people, (heading, way)


def test_a_number_stands_beside_what_it_is_a_part_of(boss: Reader, process: int) -> None:
    boss.get(f"{PAGE}?period={YEAR}")
    page = text_of(boss.page)
    assert "2 af 4 50 %" in page and "10 dage" in page
    assert "Der er ingen penge til lys." in page and "Stien er mørk." in page
    anchors = {link.get("href") for link in boss.page.iter("a")}
    assert f"/processes/{process}/compass#heard" in anchors
    assert any(way and way.endswith("/promises") for way in anchors)
    ids = {element.get("id") for element in boss.page.iter()}
    assert {way[1:] for way in anchors if way and way.startswith("#")} <= ids


def test_with_nothing_behind_it_there_is_no_number(desk: Desk, boss: Reader) -> None:
    desk.process("Tomt", created_at=BEGUN)
    boss.get(f"{PAGE}?period={YEAR}")
    page = text_of(boss.page)
    assert "%" not in page
    assert page.count(say("indicators.none")) > len(indicators.INDICATORS)


def test_what_one_does_not_see_is_not_counted(desk: Desk, foreign: Desk, boss: Reader) -> None:
    foreign.said(foreign.process("Deres", created_at=BEGUN), "Fremmed")
    closed = desk.process("Lukket kreds", created_at=BEGUN)
    desk.said(closed, "Hemmelig")

    def narrow(act: Act) -> None:
        act.session.execute(update(Process).where(Process.id == closed).values(narrowed=True))

    desk.do(narrow)
    boss.get(f"{PAGE}?period={YEAR}")
    assert say("indicators.none_fits") in text_of(boss.page)
    assert "Deres" not in text_of(boss.page) and "Lukket kreds" not in text_of(boss.page)

    def let_in(act: Act) -> None:
        act.session.add(ProcessMember(process_id=closed, user_id=act.actor.id))

    desk.do(let_in)
    assert "Lukket kreds" in boss.get(f"{PAGE}?period={YEAR}").text


def test_many_processes_cost_as_many_statements_as_one(
    app: Flask, desk: Desk, boss: Reader, process: int
) -> None:
    boss.get(PAGE)
    before = statements(app, boss, PAGE)
    for number in range(50):
        desk.process(f"Stien {number}")
    for number in range(3):
        desk.said(desk.process(f"Havnen {number}"), "Bo")
    assert statements(app, boss, PAGE) == before
    boss.get(PAGE)
    (more,) = [a.get("href") for a in boss.page.iter("a") if "after=" in (a.get("href") or "")]
    assert "Havnen" not in text_of(boss.get(more) and boss.page)


def test_a_period_is_a_year_or_half_of_one() -> None:
    assert period_of("2026-1") == Period(2026, 1)
    for strange in ("", "26", "2026-3", "2026-", "0000", "2026-11", "٢٠٢٦", "1e99"):
        assert period_of(strange) is None
    assert [str(p) for p in recent(date(2026, 3, 1))][:4] == ["2026", "2026-1", "2025", "2025-2"]
    begins, ends = Period(2026, 2).bounds
    assert (begins.isoformat(), ends.isoformat()) == (
        "2026-07-01T00:00:00+02:00",
        "2027-01-01T00:00:00+01:00",
    )


def voices(desk: Desk, process: int) -> tuple[int, int, int]:
    (row,) = [row for row in desk.do(voices_of) if row["process_id"] == process]
    return row["first"], row["known"], row["untold"]


def test_a_voice_is_new_when_the_department_had_not_heard_it_before(
    desk: Desk, foreign: Desk
) -> None:
    mail, phone = {"email": "ane@example.dk"}, {"phone": "20 30 40 50"}
    foreign.said(foreign.process("Deres"), "Ane", details=mail)
    hidden = desk.process("Lukket kreds")
    desk.said(hidden, "Bo", details=phone)
    desk.do(
        lambda act: act.session.execute(
            update(Process).where(Process.id == hidden).values(narrowed=True)
        )
    )
    first, again = desk.process("Det første"), desk.process("Det andet")
    desk.said(first, "Ane", details=mail)
    desk.said(again, "Ane B.", details=mail)
    desk.said(again, "Bo", details=phone)
    desk.said(again, "Hvem ved")
    # Neither another department's processes nor a closed circle's say who is known.
    assert voices(desk, first) == (1, 0, 0)
    assert voices(desk, again) == (1, 1, 1)


def test_a_member_and_her_group_are_one_voice(desk: Desk) -> None:
    process = desk.process("Skolen")
    group = desk.said(process, "5.B", details={"email": "skolen@example.dk"})
    member = desk.said(process, "Ida", details={"email": "ida@example.dk"})
    assert voices(desk, process) == (2, 0, 0)
    desk.do(lambda act: act.session.add(Membership(person_id=member, group_id=group)))
    assert voices(desk, process) == (1, 0, 0)


def test_the_board_and_the_indicators_lead_to_each_other(boss: Reader) -> None:
    for page in ("/dashboard", PAGE, f"{PAGE}/everywhere"):
        boss.get(page)
        ways = {link.get("href") for link in boss.page.iter("a")}
        assert {"/dashboard", PAGE, f"{PAGE}/everywhere"} <= ways


def test_days_are_counted_from_what_waited_longest(desk: Desk) -> None:
    process = desk.process("Stien", ago=60)
    anna = desk.said(process, "Anna", ago=50)
    desk.told(process, [anna], "Stien er mørk.", ago=45)
    assert figures(desk, process).median == 5
    bo = desk.said(process, "Bo", ago=30)
    desk.told(process, [bo], "Der er for få bænke.", ago=10)
    # Of two, the lower; there is never half a day.
    assert figures(desk, process).median == 5
    assert timedelta(days=figures(desk, process).median or 0) < timedelta(days=20)
