"""Those who take part: found, added, changed as they were read, and gathered in groups."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.listening.sheets import count, errors, fields, main, people
from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.participant import Membership, Participant
from tracker.domain.process import Process
from tracker.listening.people import PEOPLE
from tracker.listening.services import Details, add_participant, log_contribution

ANNA = {
    "email": "anna@kommune.dk",
    "phone": "87 13 00 00",
    "address": "Stien 4\n8000 Aarhus C",
    "perspectives": "nabo",
}


def list_of(process: object, asked: str = "") -> str:
    return f"/processes/{process}/participants{asked}"


def page_of(process: object, person: object) -> str:
    return f"{list_of(process)}/{person}"


def names(reader: Reader) -> list[str]:
    """Who stands in the list, in its order."""
    heads = [each for each in reader.page.iter("th") if each.get("scope") == "row"]
    return [text_of(next(each.iter("a"))) for each in heads]


def edit(reader: Reader, where: str, **said: Any) -> int:
    """Open somebody's page, write this in it, and save; the answer's status."""
    reader.get(where)
    return reader.post(where, data=fields(reader, where) | said).status_code


def group(desk: Desk, process: int, name: str = "Klubben", size: int = 9) -> int:
    def added(act: Act) -> int:
        row = act.session.get_one(Process, process)
        return add_participant(act, row, Details(name=name), group_size=size).id

    return desk.do(added)


def members(desk: Desk, club: int) -> list[int]:
    query = select(Membership.person_id).where(Membership.group_id == club)
    return desk.do(lambda act: list(act.session.scalars(query)))


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


def test_what_is_known_of_somebody_is_changed(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    changed = {
        "name": "Anna Holm",
        "channel": "letter",
        "may_quote": "no",
        "language": "en",
        "perspectives": "",
        "guardian": "Else",
        "guardian_proof": "Fuldmagt",
        "protected": "y",
        "public_return": "y",
    }
    assert edit(staff, page_of(process, anna), **changed) == 303
    row = desk.read(Participant, anna)
    assert (row.name, row.channel, row.may_quote) == ("Anna Holm", "letter", False)
    assert (row.language, row.perspectives, row.guardian) == ("en", "", "Else")
    assert row.protected_address and row.public_return
    # What reaches her was not written again, and is as it was.
    assert (row.email, row.phone, row.address) == (ANNA["email"], ANNA["phone"], ANNA["address"])


def test_nothing_that_reaches_somebody_is_shown_before_it_is_asked_for(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    page = staff.get(page_of(process, anna)).text
    for secret in (ANNA["email"], ANNA["phone"], "Stien 4"):
        assert secret not in page
    assert "Der er en e-mail." in page and f"/loops/{anna}/contacts#contacts" in page
    listed = staff.get(list_of(process)).text
    assert ANNA["email"] not in listed and ANNA["phone"] not in listed
    assert ("contacts", str(anna)) not in desk.seen("participant")


def test_what_reaches_somebody_is_changed_and_deleted(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    new = {"email": "ny@kommune.dk", "no_phone": "y", "no_address": "y"}
    assert edit(staff, page_of(process, anna), **new) == 303
    row = desk.read(Participant, anna)
    assert (row.email, row.phone, row.address) == ("ny@kommune.dk", None, None)
    staff.get(page_of(process, anna))
    assert "Vi har intet nummer." in main(staff) and "no_phone" not in fields(staff, f"/{anna}")


def test_saving_without_a_change_records_nothing(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA | {"may_quote": True})
    before = count(desk, Event)
    assert edit(staff, page_of(process, anna)) == 303
    assert count(desk, Event) == before


def test_that_somebody_was_never_asked_can_be_said_again(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details={"may_quote": True})
    for said, kept in (("no", False), ("never", None), ("no", False)):
        assert edit(staff, page_of(process, anna), may_quote=said) == 303
        assert desk.read(Participant, anna).may_quote is kept


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"name": "010190-1234"}, "ligner et CPR-nummer"),
        ({"email": "anna"}, "er ikke en e-mailadresse"),
        ({"guardian": "x" * 201}, "Teksten er ét tegn for lang."),
        ({"may_quote": "perhaps"}, "Vælg, hvad de svarede"),
        ({"language": "fr"}, "Vælg en af mulighederne."),
        ({"member_of": "987654"}, "Vælg en af mulighederne."),
    ],
)
def test_what_cannot_be_kept_changes_nothing(
    desk: Desk, staff: Reader, said: dict[str, str], error: str
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    assert edit(staff, page_of(process, anna), **{"perspectives": "cyklist"} | said) == 422
    assert error in errors(staff)[0]
    assert fields(staff, f"/{anna}")["perspectives"] == "cyklist"
    assert desk.read(Participant, anna).perspectives == "nabo"


def test_who_changes_what_somebody_changed_meanwhile_sees_both(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    where = page_of(process, anna)
    staff.get(where)
    mine = fields(staff, where) | {"perspectives": "cyklist"}
    assert edit(boss, where, perspectives="pårørende", email="ny@kommune.dk") == 303
    answer = staff.post(where, data=mine)
    assert answer.status_code == 409
    assert "pårørende" in main(staff) and "ny@kommune.dk" not in answer.text
    assert fields(staff, where)["perspectives"] == "cyklist"
    assert desk.read(Participant, anna).perspectives == "pårørende"
    assert staff.post(where, data=fields(staff, where)).status_code == 303
    assert desk.read(Participant, anna).perspectives == "cyklist"
    assert staff.send(where, perspectives="uden mærke").status_code == 409


def test_a_child_is_told_in_person(desk: Desk, staff: Reader) -> None:
    staff.get(page_of(desk.ids["worked"], desk.ids["person"]))
    assert "Er deltageren under 15 år" in main(staff)


def test_a_group_has_members(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna, club = desk.said(process, "Anna"), group(desk, process)
    where = page_of(process, club)
    for _ in range(2):
        assert staff.send(f"{where}/members", who=f"Anna ({anna})").status_code == 303
    assert members(desk, club) == [anna]
    staff.get(where)
    assert "Tag Anna ud af gruppen" in main(staff)
    staff.get(page_of(process, anna))
    assert "Med i" in main(staff) and "Tag ud af Klubben" in main(staff)
    answer = staff.send(f"{where}/members/{anna}/leave", back=str(anna))
    assert answer.location == page_of(process, anna)
    assert staff.send(f"{where}/members/{anna}/leave").location == where
    assert members(desk, club) == []
    assert edit(staff, page_of(process, anna), member_of=str(club)) == 303
    assert members(desk, club) == [anna]


def test_a_group_grows(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    club = group(desk, process)
    assert edit(staff, page_of(process, club), group="12") == 303
    assert desk.read(Participant, club).size == 12
    assert edit(staff, page_of(process, club), group="1") == 422
    assert desk.read(Participant, club).size == 12


def test_only_people_of_the_process_are_members(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process = desk.process()
    club, other = group(desk, process), group(desk, process, "Laget")
    where = f"{page_of(process, club)}/members"
    for who, error in (
        ("", "Skriv, hvem der er med."),
        ("Nina", "Ingen deltager i forløbet hedder Nina."),
        (f"({foreign.ids['person']})", "Ingen deltager i forløbet er"),
        (f"Laget ({other})", "Kun personer kan være med i en gruppe."),
    ):
        assert staff.send(where, who=who).status_code == 422
        assert error in main(staff), who
    assert members(desk, club) == []
    anna = desk.said(process, "Anna")
    assert staff.send(f"{page_of(process, anna)}/members", who="Anna").status_code == 422
    outside = foreign.ids["person"]
    assert staff.send(f"{where}/{outside}/leave").status_code == 404


def test_nothing_is_known_of_the_unknown(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get(f"/processes/{process}/log")
    said = {"text": "Mere lys.", "who": "ukendt", "occasion": "new", "title": "Gåtur"}
    staff.post(f"/processes/{process}/log", data=fields(staff) | said)
    (unknown,) = people(desk, process)
    where = page_of(process, unknown.id)
    staff.get(where)
    assert "Ukendte ved Gåtur" in main(staff)
    assert "uden at vi ved hvem" in main(staff)
    assert staff.send(where, name="Bo").status_code == 422
    assert desk.read(Participant, unknown.id).name == ""


def test_nobody_of_another_process_is_shown(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process = desk.process()
    for number in (desk.ids["person"], foreign.ids["person"], 987654, 10**30):
        for where in (page_of(process, number), f"{page_of(process, number)}/members"):
            assert staff.send(where, who="Anna").status_code == 404
        assert staff.get(page_of(process, number)).status_code == 404


def test_a_name_that_was_written_down_by_mistake_is_taken_out(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get(f"/processes/{process}/log")
    staff.post(f"/processes/{process}/log", data=fields(staff) | {"text": "Lys.", "who": "Sigen"})
    (sigen,) = people(desk, process)
    where = page_of(process, sigen.id)
    # Who has told us something stays.
    assert "Er det en fejl?" not in staff.get(where).text
    assert staff.send(f"{where}/remove").status_code == 422
    staff.get(f"/processes/{process}/log")
    mend = re.search(r"mend=(\d+)", staff.get(f"/processes/{process}/log").text)
    assert mend is not None
    staff.get(f"/processes/{process}/log?{mend[0]}")
    sent = fields(staff) | {"who": "Signe"}
    assert staff.post(f"/processes/{process}/log?{mend[0]}", data=sent).status_code == 303
    assert "Tag Sigen ud" in staff.get(where).text
    answer = staff.send(f"{where}/remove")
    assert (answer.status_code, answer.location) == (303, list_of(process))
    assert [row.name for row in people(desk, process)] == ["Signe"]
    assert staff.get(where).status_code == staff.send(f"{where}/remove").status_code == 404


def test_a_group_with_members_is_not_taken_out(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna, club = desk.said(process, "Anna"), group(desk, process)
    staff.send(f"{page_of(process, club)}/members", who=str(anna))
    assert staff.send(f"{page_of(process, club)}/remove").status_code == 422
    assert [row.id for row in people(desk, process)] == [anna, club]
