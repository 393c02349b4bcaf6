"""Whose the rows of a file are: told apart, known already, unknown, and how each is reached."""

import pytest

from tests.listening.incoming import BY_ID, bring, brought, figures, sent
from tests.listening.sheets import errors, heard, main, people
from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.listening.services import Details, add_participant


def test_what_was_guessed_of_contacts_is_confirmed_first(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = sent(
        staff,
        process,
        f"{BY_ID}1,Et,a@kommune.dk,,,\n2,To,,Stien 4,,\n3,Tre,,,87130000,\n4,Fire,,,,in_person\n"
        "5,Fem,,,,\n6,Seks,f@kommune.dk,,,letter\n",
    )
    said = [text_of(li) for li in staff.page.iter("li")]
    assert [s for s in said if s[:1].isdigit()] == [
        "1 får det tilbage på e-mail",
        "1 får det tilbage med brev",
        "1 får det tilbage i telefonen",
        "1 får det tilbage ansigt til ansigt",
        "2 kan vi ikke nå",
    ]
    assert bring(staff, address, confirmed=False).status_code == 422
    assert "sig, at det passer" in errors(staff)[0]
    assert heard(desk, process) == []
    assert bring(staff, address).status_code == 303
    assert len(heard(desk, process)) == 6


def test_people_we_know_are_found_and_what_we_lacked_is_filled_in(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    details = {"email": "anna@kommune.dk"}
    anna = desk.said(process, "Anna", details=details)
    row = "tekst;mail;telefon\nMere lys.;anna@kommune.dk;87130000\n"
    address = sent(staff, process, row)
    assert figures(staff) == [1, 0, 0, 1]
    assert "Én, vi kender i forvejen, får en kontaktoplysning" in main(staff)
    # Nobody is new, so there is nothing to confirm.
    assert bring(staff, address, confirmed=False).status_code == 303
    assert {c.participant_id for c in heard(desk, process)} == {anna}
    assert desk.read(Participant, anna).phone == "87130000"


def test_two_who_are_called_the_same_are_not_taken_for_each_other(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    desk.said(process, "Bo")
    desk.said(process, "Bo")
    sent(staff, process, "tekst;navn\nMere lys.;Bo\n")
    assert "2 deltagere er allerede Bo." in main(staff)


def test_rows_without_a_name_belong_to_unknown_people_and_that_is_said(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    address = sent(staff, process, "tekst;navn;mail\nEt;Anna;\nTo;;\n")
    assert "2 bidrag er fra ukendte." in main(staff)
    assert "1 række har et navn eller en kontakt" in main(staff)
    assert bring(staff, address, confirmed=False).status_code == 303
    assert [p.kind for p in people(desk, process)] == ["unknown"]


@pytest.mark.parametrize(
    ("told_apart", "one", "same", "another"),
    [
        ("phone", "87 13 00 00", "+4587130000", "+4687130000"),
        ("name", "Anna  Holm", "anna holm", "Anna Hjort"),
        ("email", "anna@kommune.dk", "Anna@Kommune.dk", "anna@by.dk"),
    ],
)
def test_people_are_told_apart_by_what_was_chosen(
    desk: Desk, staff: Reader, told_apart: str, one: str, same: str, another: str
) -> None:
    process = desk.process()
    rows = f"tekst;{told_apart}\nEt;{one}\nTo;{same}\nTre;{another}\n"
    brought(staff, process, rows, told_apart=told_apart)
    first, second = people(desk, process)
    assert [c.participant_id for c in heard(desk, process)] == [first.id, first.id, second.id]
    sent(staff, process, f"tekst;{told_apart}\nFire;{same}\n", told_apart=told_apart)
    assert figures(staff) == [1, 0, 0, 1]


def test_a_source_of_ids_knows_people_by_them(desk: Desk, staff: Reader) -> None:
    process = desk.process()

    def known(act: Act) -> int:
        row = act.session.get_one(Process, process)
        return add_participant(act, row, Details(name="Anna"), ref="7").id

    anna = desk.do(known)
    brought(staff, process, f"{BY_ID}7,Et,,,,\n8,To,,,,\n")
    assert [p.ref for p in people(desk, process)] == ["7", "8"]
    assert heard(desk, process)[0].participant_id == anna
