"""Those who take part: listed, found, and added."""

import pytest
from flask import Flask

from tests.listening.sheets import errors, fields, main, people
from tests.listening.taking_part import ANNA, group, list_of, page_of
from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.listening.people import PEOPLE
from tracker.listening.services import Details, add_participant, log_contribution


def names(reader: Reader) -> list[str]:
    """Who stands in the list, in its order."""
    heads = [each for each in reader.page.iter("th") if each.get("scope") == "row"]
    return [text_of(next(each.iter("a"))) for each in heads]


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_stands_with_the_step_and_what_they_said(
    desk: Desk, staff: Reader, language: str
) -> None:
    staff.get(list_of(desk.ids["worked"], f"?lang={language}"))
    assert names(staff)[-1] == "Anna Canary own"
    row = next(r for r in staff.page.iter("tr") if "Anna Canary own" in text_of(r))
    cells = [text_of(cell) for cell in row.iter("td")]
    assert cells[1:] == ["1", "E-mail", "Ikke spurgt" if language == "da" else "Not asked"]
    assert ("names", str(desk.ids["worked"])) in desk.seen("process")


def test_nobody_takes_part_yet(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    page = staff.get(list_of(process)).text
    assert "Ingen er med endnu" in page
    assert f"/processes/{process}/log" in page and f"{list_of(process)}/add" in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bo", ["Bo Åse Holm"]),
        ("BO ÅSE", ["Bo Åse Holm"]),
        ("åse", ["Bo Åse Holm"]),
        ("  bo   åse ", ["Bo Åse Holm"]),
        ("K-17", ["Deltager"]),
        ("%", []),
        ("_", []),
        ("x" * 500, []),
    ],
)
def test_somebody_is_found(desk: Desk, staff: Reader, words: str, found: list[str]) -> None:
    process = desk.process()
    desk.said(process, "Bo Åse Holm")

    def unnamed(act: Act) -> int:
        row = act.session.get_one(Process, process)
        return add_participant(act, row, ref="K-17").id

    number = desk.do(unnamed)
    staff.get(list_of(process, f"?words={words.replace('%', '%25').replace(' ', '+')}"))
    assert names(staff) == [f"{n} {number}" if n == "Deltager" else n for n in found]
    if not found:
        assert "Det passer ikke på nogen." in main(staff)
    staff.get(list_of(process, f"?words={number}"))
    assert names(staff) == [f"Deltager {number}"]


def test_some_of_them_are_shown(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    desk.said(process, "Anna", details=ANNA)
    desk.said(process, "Bo")
    desk.said(process, "Carl", details={"channel": "letter", "email": "c@kommune.dk"})
    desk.said(process, "Dorte", details={"channel": "in_person", "may_quote": False})
    desk.said(process, "Else", details={"public_return": True})
    group(desk, process)
    for show, found in (
        ("unreachable", ["Klubben", "Carl", "Bo"]),
        ("not_quoted", ["Dorte"]),
        ("groups", ["Klubben"]),
        ("", ["Klubben", "Else", "Dorte", "Carl", "Bo", "Anna"]),
        ("nonsense", ["Klubben", "Else", "Dorte", "Carl", "Bo", "Anna"]),
    ):
        staff.get(list_of(process, f"?show={show}"))
        assert names(staff) == found, show
    staff.get(list_of(process, "?show=unreachable&words=carl"))
    assert names(staff) == ["Carl"]


def test_a_long_list_comes_in_pages(desk: Desk, staff: Reader) -> None:
    process = desk.process()

    def many(act: Act) -> None:
        row = act.session.get_one(Process, process)
        for number in range(PEOPLE + 3):
            add_participant(act, row, Details(name=f"Person {number}", may_quote=False))

    desk.do(many)
    staff.get(list_of(process, "?show=not_quoted"))
    assert len(names(staff)) == PEOPLE
    (more,) = [a.get("href") for a in staff.page.iter("a") if text_of(a) == "Vis flere"]
    assert more is not None and "show=not_quoted" in more
    staff.get(more)
    assert names(staff) == ["Person 2", "Person 1", "Person 0"]
    for odd in ("-1", "1000000000", "abc", "9" * 40):
        staff.get(list_of(process, f"?after={odd}"))
        assert len(names(staff)) == PEOPLE, odd


def test_many_rows_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    process = desk.process()
    person, club = desk.said(process, "Anna"), group(desk, process)
    addresses = (
        list_of(process),
        page_of(process, person),
        page_of(process, club),
        f"{list_of(process)}/add",
    )
    few = [statements(app, staff, where) for where in addresses]

    def more(act: Act) -> None:
        row = act.session.get_one(Process, process)
        klub = act.session.get_one(Participant, club)
        for number in range(50):
            each = add_participant(act, row, Details(name=f"Person {number}"), groups=[klub])
            log_contribution(act, each, "Mere lys.")
        for number in range(5):
            each = add_participant(act, row, Details(name=f"Klub {number}"), group_size=4)
        anna = act.session.get_one(Participant, person)
        for number in range(50):
            log_contribution(act, anna, f"Ord {number}.")

    desk.do(more)
    assert [statements(app, staff, where) for where in addresses] == few


def test_somebody_is_added(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    where = f"{list_of(process)}/add"
    staff.get(where)
    sent = fields(staff, "/add") | {
        "name": "Signe",
        "email": "signe@kommune.dk",
        "may_quote": "yes",
    }
    answers = [staff.post(where, data=sent) for _ in range(2)]
    (signe,) = people(desk, process)
    assert [a.location for a in answers] == [page_of(process, signe.id)] * 2
    assert (signe.name, signe.channel, signe.may_quote) == ("Signe", "email", True)
    staff.get(page_of(process, signe.id))
    assert "Deltageren er tilføjet." in main(staff)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"name": ""}, "Skriv et navn."),
        ({"name": "010190-1234"}, "ligner et CPR-nummer"),
        ({"email": "signe@"}, "er ikke en e-mailadresse"),
        ({"group": "1"}, "En gruppe er mindst to."),
        ({"channel": "dove"}, "Vælg en af mulighederne."),
    ],
)
def test_nobody_is_added_wrongly(
    desk: Desk, staff: Reader, said: dict[str, str], error: str
) -> None:
    process = desk.process()
    where = f"{list_of(process)}/add"
    staff.get(where)
    sent = fields(staff, "/add") | {"name": "Signe", "perspectives": "cyklist"} | said
    assert staff.post(where, data=sent).status_code == 422
    assert error in errors(staff)[0] and fields(staff, "/add")["perspectives"] == "cyklist"
    assert people(desk, process) == []
