"""The list of processes and the page of one: what it is about, and where each loop stands."""

from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.commitment import say_kept
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.process import Process
from tracker.domain.round import Attempt, Delivery
from tracker.listening.services import add_participant, log_contribution
from tracker.outbound import outbox
from tracker.oversight.services import except_loop
from tracker.processes.queries import LOOPS, PROCESSES
from tracker.processes.services import about_of, describe, narrow
from tracker.qualifying.services import promise


def rows(reader: Reader) -> list[Element]:
    (body,) = reader.page.iter("tbody")
    return list(body.iter("tr"))


def names(reader: Reader) -> list[str]:
    """Whose loops are listed, in their order."""
    return [text_of(next(row.iter("a"))) for row in rows(reader)]


def counts(row: Element) -> dict[str, str]:
    return {cell.get("data-title", ""): text_of(cell) for cell in row.iter("td")}


def except_(desk: Desk, process: int, person: int) -> None:
    def stop(act: Act) -> None:
        who = act.session.get_one(Participant, person)
        except_loop(act, act.session.get_one(Process, process), who, "other", "Flyttet.")

    desk.do(stop)


def test_the_list_counts_each_apart_and_never_together(desk: Desk, staff: Reader) -> None:
    process = desk.process("Stien", ago=60)
    people = [desk.said(process, name, ago=50) for name in ("Anna", "Bo", "Cemile")]
    except_(desk, process, people[2])
    staff.get("/processes/")
    (row,) = [
        row for row in rows(staff) if "Stien" in text_of(row) and "Canary" not in text_of(row)
    ]
    assert counts(row) == {
        "Åbne": "2",
        "Over tiden": "2",
        "Lukket": "0",
        "Undtaget": "1",
        "Slut": "0",
        "Intet svar": "0",
        "Ikke åbnet": "0",
        "Besluttet først": "0",
    }
    assert "bliver aldrig lagt sammen til ét tal" in staff.get("/processes/").text
    assert "never one number" in staff.get("/processes/?lang=en").text


def test_the_list_has_only_what_is_within_the_fence(
    desk: Desk, foreign: Desk, staff: Reader, boss: Reader
) -> None:
    foreign.process("Hemmeligt")
    secret = desk.process("Kun for lederen", kind="case")

    def to_the_manager(act: Act) -> None:
        process = act.session.get_one(Process, secret)
        narrow(act, process, [act.session.get_one(User, act.actor.id)])

    desk.do(to_the_manager)
    page = staff.get("/processes/").text
    assert "Hemmeligt" not in page and "Kun for lederen" not in page and "foreign" not in page
    assert staff.get(f"/processes/{secret}").status_code == 404
    assert ("refused", str(secret)) in desk.seen("process")
    page = boss.get("/processes/").text
    assert "Kun for lederen" in page and "Kun for navngivne" in page and "Enkelt sag" in page
    assert boss.get(f"/processes/{secret}").status_code == 200


def test_an_empty_list_says_what_to_do(desk: Desk, staff: Reader, client: Reader) -> None:
    def hide(act: Act) -> None:
        for process in act.session.query(Process):
            process.narrowed = True

    desk.do(hide)
    assert "Der er ingen forløb endnu" in staff.get("/processes/").text
    assert "There are no processes yet" in staff.get("/processes/?lang=en").text


def test_the_list_goes_on_page_by_page(desk: Desk, staff: Reader) -> None:
    for number in range(PROCESSES + 1):
        desk.process(f"Forløb {number:02}")
    staff.get("/processes/")
    assert len(rows(staff)) == PROCESSES
    first = names(staff)
    (more,) = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
    staff.get(str(more))
    assert not set(names(staff)) & set(first)
    assert "Forløb 00" in names(staff)


def test_a_process_says_what_it_is_about_and_what_was_promised(desk: Desk, staff: Reader) -> None:
    process = desk.process("Stien", contact_name="Jens Holm", contact_phone="87 13 00 00")

    def tell(act: Act) -> None:
        row = act.session.get_one(Process, process)
        about = replace(
            about_of(row),
            purpose="Vi laver stien om.",
            at_stake="At komme trygt hjem.",
            can_influence="Hvor lygterne står.",
            cannot_influence="Hvor mange penge der er.",
            until=date(2030, 5, 1),
            case_number="25/117",
        )
        describe(act, row, about)
        promise(act, row, "Vi går turen igen.", date(2030, 6, 1))
        say_kept(act, promise(act, row, "Vi ringer.", date(2030, 6, 2)), "kept")
        say_kept(act, promise(act, row, "Vi skriver.", date(2030, 6, 3)), "broken")

    desk.do(tell)
    page = staff.get(f"/processes/{process}").text
    for said in (
        "Vi laver stien om.",
        "At komme trygt hjem.",
        "Hvor lygterne står.",
        "Hvor mange penge der er.",
        "Indtil 1. maj 2030.",
        "Sag 25/117",
        "At give det tilbage inden 21 dage",
        "Senest 1. juni 2030",
        "Holdt (lovet senest 2. juni 2030)",
        "Ikke holdt (lovet senest 3. juni 2030)",
        "Jens Holm, 87 13 00 00",
        "Ansvarlig: Manager Own",
        "Ingen har fortalt noget endnu",
    ):
        assert said in page
    english = staff.get(f"/processes/{process}?lang=en").text
    assert "What is at stake for the citizens" in english and "By 1 June 2030" in english


def test_an_empty_process_says_what_is_missing(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    page = staff.get(f"/processes/{process}").text
    assert page.count("Det har ingen skrevet ned endnu.") == 3
    ways = [a.get("href") for a in staff.page.iter("a") if "button" in (a.get("class") or "")]
    assert {f"/processes/{process}/log", f"/processes/{process}/import"} <= set(ways)


def test_the_first_thing_on_a_process_is_its_next_step(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=40)

    def panel() -> tuple[str, list[str]]:
        """What it says, and where it leads."""
        staff.get(f"/processes/{process}")
        (next_,) = [e for e in staff.page.iter("section") if e.get("class") == "next"]
        return text_of(next_), [str(a.get("href")) for a in next_.iter("a")]

    words, ways = panel()
    assert words.startswith("Ingen har fortalt noget endnu")
    assert ways == [f"/processes/{process}/log", f"/processes/{process}/import"]
    anna = desk.said(process, "Anna", ago=9)
    bo = desk.said(process, "Bo", ago=8)
    words, ways = panel()
    assert words.startswith("Flet det ind, som Anna og Bo har fortalt 2 kredsløb")
    assert ways == [f"/processes/{process}/weave"]
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=7)
    words, _ = panel()
    assert words.startswith("Flet det ind, som Bo har fortalt Lovet senest")
    assert "1 kredsløb venter på borgeren lige nu." in words
    desk.answered(round_, anna, "disagree", ago=6)
    words, ways = panel()
    assert words.startswith("Svar Anna") and "Flet det ind, som 1 deltager har fortalt" in words
    assert ways == [f"/processes/{process}/responses", f"/processes/{process}/weave"]
    # Answers are asked for also where the loops are walked no more.
    for person in (anna, bo):
        except_(desk, process, person)
    words, ways = panel()
    assert words.startswith("Svar Anna") and ways == [f"/processes/{process}/responses"]


def test_mails_of_which_nobody_knows_are_led_to_where_they_are_named(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process(ago=9)
    people = [
        desk.said(process, name, ago=8, details={"email": f"{name}@borger.dk"})
        for name in ("Anna", "Bo")
    ]
    round_ = desk.told(process, people, "Der er mørkt.", ago=7, spoken=False)

    def doubted(act: Act) -> None:
        mails = select(Attempt).join(Delivery).where(Delivery.round_id == round_)
        for mail in act.session.scalars(mails).all():
            outbox.doubt(act, mail, "interrupted")

    desk.do(doubted)
    staff.get(f"/processes/{process}")
    assert way_on(staff) == f"/processes/{process}?action=settle#loops"
    for person in people:
        except_(desk, process, person)
    # No loop that is walked has them: what stands in the way of closing names them.
    staff.get(f"/processes/{process}")
    assert way_on(staff) == "#closing"


def way_on(reader: Reader) -> str:
    (next_,) = [e for e in reader.page.iter("section") if e.get("class") == "next"]
    return str(next(next_.iter("a")).get("href"))


def test_a_process_that_waits_or_can_be_closed_says_so(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", ago=8)
    desk.told(process, [anna], "Der er mørkt.", ago=7)
    page = staff.get(f"/processes/{process}").text
    assert "Der er ikke noget, I skal gøre nu" in page and "Se, hvem vi venter på" in page
    except_(desk, process, anna)
    page = staff.get(f"/processes/{process}").text
    assert "Forløbet kan lukkes" in page and 'href="#closing"' in page


def test_each_loop_has_its_track_its_share_and_its_next_action(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)
    anna = desk.said(process, "Anna", "Et.", "To.", ago=8)
    round_ = desk.told(process, [anna], "Der er mørkt.", ago=7)
    desk.answered(round_, anna, "disagree", ago=6)
    desk.said(process, "Bo", ago=5)
    staff.get(f"/processes/{process}")
    found = {text_of(next(row.iter("a"))): counts(row) for row in rows(staff)}
    assert found["Anna"]["Givet tilbage"] == "2 af 2"
    assert found["Anna"]["Næste skridt"].startswith("Svar Lovet senest")
    assert "Trin 3 af 5: Kvalificeret" in found["Anna"]["Hvor langt"]
    assert found["Bo"]["Givet tilbage"] == "0 af 1"
    assert found["Bo"]["Næste skridt"].startswith("Flet ind")


def test_people_and_groups_are_counted_apart(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    desk.said(process, "Anna")

    def group(act: Act) -> None:
        who = add_participant(act, act.session.get_one(Process, process), group_size=24)
        log_contribution(act, who, "Vi vil have en sauna.")

    desk.do(group)
    page = staff.get(f"/processes/{process}").text
    assert "1 person" in page and "1 gruppe på 24" in page and "Gruppe på 24" in page


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("", ["Sen", "Ny", "Undtagen"]),
        ("step=0", ["Sen", "Ny", "Undtagen"]),
        ("step=3", []),
        ("action=weave", ["Sen", "Ny"]),
        ("state=excepted", ["Undtagen"]),
        ("state=open&overdue=yes", ["Sen"]),
        ("step=9&action=dance&state=happy&overdue=", ["Sen", "Ny", "Undtagen"]),
        ("step=-1&after=abc", ["Sen", "Ny", "Undtagen"]),
    ],
)
def test_the_address_says_which_loops_are_shown(
    desk: Desk, staff: Reader, asked: str, listed: list[str]
) -> None:
    process = desk.process(ago=90)
    desk.said(process, "Ny")
    desk.said(process, "Sen", ago=80)
    except_(desk, process, desk.said(process, "Undtagen"))
    page = staff.get(f"/processes/{process}?{asked}")
    assert page.status_code == 200
    assert f"{len(listed)} af 3 kredsløb." in page.text
    if listed:
        assert names(staff) == listed
    else:
        assert "Ingen kredsløb passer" in page.text


@pytest.mark.parametrize(
    "after",
    ["-1", "1000000000", "abc", "2026-02-30.1", "9999-12-31.1000000000", "2026-01-01." + "9" * 40],
)
def test_any_address_is_a_page(desk: Desk, staff: Reader, after: str) -> None:
    for address in ("/processes/", f"/processes/{desk.ids['worked']}"):
        for name in ("after", "page", "step"):
            assert staff.get(f"{address}?{name}={after}").status_code == 200


@pytest.mark.parametrize("number", ["0", "987654", "9" * 30])
def test_a_number_that_is_not_there_is_404(staff: Reader, number: str) -> None:
    assert staff.get(f"/processes/{number}").status_code == 404


def test_the_loops_go_on_page_by_page_with_their_filters(desk: Desk, staff: Reader) -> None:
    process = desk.process(ago=9)

    def many(act: Act) -> None:
        row = act.session.get_one(Process, process)
        for number in range(LOOPS + 7):
            who = add_participant(act, row)
            who.name = f"Nr. {number:02}"
            log_contribution(act, who, "Der er mørkt.")

    desk.do(many, ago=8)
    seen: list[str] = []
    address = f"/processes/{process}?action=weave"
    while address:
        staff.get(address)
        seen += names(staff)
        more = [e.get("href") for e in staff.page.iter("a") if text_of(e) == "Vis flere"]
        address = str(more[0]) if more else ""
        assert "action=weave" in (address or "action=weave")
    assert seen == [f"Nr. {number:02}" for number in range(LOOPS + 7)]


def test_many_rows_cost_no_more_statements_than_one(
    app: Flask, desk: Desk, staff: Reader, world: World
) -> None:
    process = int(desk.ids["worked"])
    addresses = ("/processes/", f"/processes/{process}")
    few = [statements(app, staff, address) for address in addresses]

    def many(act: Act) -> None:
        row = act.session.get_one(Process, process)
        for _ in range(LOOPS):
            log_contribution(act, add_participant(act, row), "Der er mørkt.")

    desk.do(many)
    for number in range(PROCESSES):
        desk.process(f"Forløb {number}")
    many_rows = [statements(app, staff, address) for address in addresses]
    assert all(now <= before for now, before in zip(many_rows, few, strict=True))


def test_what_was_seen_is_in_the_access_log(desk: Desk, staff: Reader) -> None:
    staff.get(f"/processes/{desk.ids['worked']}")
    assert ("saw", str(desk.ids["worked"])) in desk.seen("process")
