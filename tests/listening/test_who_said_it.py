"""Who said it: found by a name or a number, told apart, new, unknown, and kept for the next."""

import pytest
from sqlalchemy import select

from tests.listening.sheets import element, errors, fields, heard, log_of, main, note, people
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.participant import Membership, Participant
from tracker.domain.process import Process
from tracker.listening.services import Details, add_participant


def test_who_and_the_occasion_are_kept_for_the_next(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    new = {"occasion": "new", "kind": "interview", "title": "På Nordre Skole", "place": "Nordre"}
    assert note(staff, process, "Et.", "Signe", **new, place_kind="own").status_code == 303
    assert note(staff, process, "To.").status_code == 303
    first, second = heard(desk, process)
    assert first.participant_id == second.participant_id
    assert first.encounter_id == second.encounter_id
    assert (first.encounter.kind, first.encounter.place, first.encounter.place_kind) == (
        "interview",
        "Nordre",
        "own",
    )
    staff.get(log_of(process))
    given = fields(staff)
    assert given["who"] == f"Signe ({first.participant_id})"
    assert (given["occasion"], given["text"]) == (str(first.encounter_id), "")
    assert "På Nordre Skole" in main(staff)


def test_another_process_has_an_occasion_and_a_person_of_its_own(desk: Desk, staff: Reader) -> None:
    here, there = desk.process(), desk.process()
    note(staff, here, "Et.", "Signe", occasion="new", title="Gåtur")
    staff.get(log_of(there))
    assert (fields(staff)["who"], fields(staff)["occasion"]) == ("", "")


def test_what_was_kept_and_is_gone_is_kept_no_longer(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    with staff.session_transaction() as session:
        session["log"] = {str(process): [987654, desk.ids["person"]]}
    staff.get(log_of(process))
    assert (fields(staff)["who"], fields(staff)["occasion"]) == ("", "")


@pytest.mark.parametrize("language", ["da", "en"])
def test_nobody_knows_who_it_was(desk: Desk, staff: Reader, language: str) -> None:
    process = desk.process()
    staff.get(f"{log_of(process)}?lang={language}")
    (option,) = [
        o.get("value") or ""
        for o in staff.page.iter("option")
        if (o.get("value") or "").startswith(("Ukendt", "Unknown"))
    ]
    answer = note(staff, process, "Mere lys.", option)
    assert answer.status_code == 422 and len(errors(staff)) == 1
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur ved søen"}
    assert note(staff, process, "Mere lys.", option, **walk).status_code == 303
    assert note(staff, process, "Og bænke.", "UKENDT").status_code == 303
    one, other = heard(desk, process)
    assert one.participant.kind == "unknown" and one.participant_id == other.participant_id


def test_a_number_alone_says_who(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna")
    for who in (str(anna), f"#{anna}", f"Anna ({anna})", f"anna ({anna})", "ANNA", "anna"):
        assert note(staff, process, f"Igen: {who}.", who).status_code == 303
    assert {row.participant_id for row in heard(desk, process)} == {anna}


def test_a_name_with_letters_that_have_no_case_in_the_database_is_found(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    desk.said(process, "Åse Øst")
    assert note(staff, process, "Mere.", "åse øst").status_code == 303
    assert len(people(desk, process)) == 1


def test_a_number_that_is_nobodys_or_anothers_is_no_new_person(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna")
    for who, error in (
        (f"Bo ({anna})", f"Nummer {anna} er Anna."),
        ("987654", "Ingen deltager i forløbet er »987654«."),
        (f"Anna ({foreign.ids['person']})", "Ingen deltager i forløbet er"),
        (f"({desk.ids['person']})", "Ingen deltager i forløbet er"),
        ("9999999999", "Ingen deltager i forløbet er"),
    ):
        assert note(staff, process, "Mere.", who).status_code == 422
        assert error in errors(staff)[0], who
    assert len(heard(desk, process)) == 1 and len(people(desk, process)) == 1


def test_two_of_one_name_are_told_apart(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    one, other = (desk.said(process, "Bo Holm") for _ in range(2))
    answer = note(staff, process, "Mere lys.", "Bo Holm")
    assert answer.status_code == 422
    assert "Der er 2, der hedder Bo Holm. Vælg, hvem af dem det er." in errors(staff)[0]
    assert element(staff, "textarea", "text").text == "\nMere lys." or fields(staff)["text"]
    offered = [o.get("value") for o in element(staff, "select", "which").iter("option")]
    assert offered == [str(one), str(other), "new"]
    for which in (str(other), "new"):
        assert note(staff, process, f"Til {which}.", "Bo Holm", which=which).status_code == 303
    third, fourth = heard(desk, process)[2:]
    assert third.participant_id == other
    assert fourth.participant_id not in (one, other) and fourth.participant.name == "Bo Holm"


def test_what_else_is_told_of_somebody_new_is_kept(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    group = desk.do(
        lambda act: (
            add_participant(
                act, act.session.get_one(Process, process), Details(name="Klubben"), group_size=9
            ).id
        )
    )
    told = {
        "channel": "letter",
        "email": "signe@kommune.dk",
        "phone": "87 13 00 00",
        "address": "Stien 4\r\n8000 Aarhus C",
        "protected": "y",
        "may_quote": "no",
        "language": "en",
        "perspectives": "cyklist",
        "guardian": "Else Dahl",
        "guardian_proof": "Fuldmagt, set i dag",
        "member_of": str(group),
    }
    assert note(staff, process, "Mere lys.", "Signe", **told).status_code == 303
    signe = desk.read(Participant, people(desk, process)[-1].id)
    assert (signe.channel, signe.email, signe.phone) == (
        "letter",
        "signe@kommune.dk",
        "87 13 00 00",
    )
    assert signe.address == "Stien 4\r\n8000 Aarhus C" and signe.protected_address
    assert (signe.may_quote, signe.language, signe.perspectives) == (False, "en", "cyklist")
    assert (signe.guardian, signe.guardian_proof) == ("Else Dahl", "Fuldmagt, set i dag")
    query = select(Membership.group_id).where(Membership.person_id == signe.id)
    assert desk.do(lambda act: list(act.session.scalars(query))) == [group]


def test_a_group_is_told_together(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    assert note(staff, process, "Mere lys.", "Ungdomsklubben", group="24").status_code == 303
    (club,) = people(desk, process)
    assert (club.kind, club.size) == ("group", 24)
    for size, error in (
        ("1", "En gruppe er mindst to."),
        ("x", "Skriv et helt tal."),
        ("9" * 30, "100000"),
    ):
        assert note(staff, process, "Mere.", "En anden", group=size).status_code == 422
        assert error in errors(staff)[0]


def test_what_is_told_of_somebody_we_know_changes_that_alone(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details={"email": "anna@kommune.dk", "perspectives": "nabo"})
    assert note(staff, process, "Mere.", "Anna", phone="87 13 00 00").status_code == 303
    row = desk.read(Participant, anna)
    assert (row.email, row.phone, row.perspectives) == (
        "anna@kommune.dk",
        "87 13 00 00",
        "nabo",
    )
