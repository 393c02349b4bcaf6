"""A round's letters as they are printed: whose, where to, and which are left."""

from tests.oversight.desk import Desk
from tests.returning.office import (
    LETTER,
    MAIL,
    a_draft,
    address,
    fields_of_form,
    ids,
    record,
    send,
    sent,
)
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.people import Department, RoleHeld

PROTECTED = {"address": "Hemmelig vej 1\n8000 Aarhus C", "protected": True}


def test_letters_come_in_one_file_without_protected_addresses(desk: Desk, staff: Reader) -> None:
    process, people, round_ = sent(desk, staff, LETTER, MAIL, LETTER)

    def protect(act: Act) -> None:
        act.session.get_one(Participant, people[2]).protected_address = True

    desk.do(protect)
    page = staff.get(address(process, round_)).text
    assert "1 brev, klar til printeren" in page and "1 brev går til en beskyttet adresse" in page
    answer = staff.send(address(process, round_, "letters"))
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")
    assert ("letter", str(people[0])) in desk.seen("participant")
    assert ("protected address", str(people[2])) not in desk.seen("participant")
    answer = staff.send(address(process, round_, "letters"), protected="yes")
    assert answer.data.startswith(b"%PDF")
    assert ("protected address", str(people[2])) in desk.seen("participant")
    # Some alone, when they are ticked.
    other = str(ids(desk, round_)[1])
    answer = staff.send(address(process, round_, "letters"), deliveries=other)
    assert answer.status_code == 422


def test_who_ticks_nobody_with_a_letter_is_back_at_the_list(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff, MAIL, LETTER, PROTECTED)
    mail, _, protected = ids(desk, round_)
    for ticked, said in (
        (mail, "Anna Sørensen får ikke brev. Vælg nogen, der gør."),
        (protected, "Brevet til Cemile Yilmaz bliver ikke printet sammen med de andre."),
    ):
        staff.get(address(process, round_))
        fields = {**fields_of_form(staff), "deliveries": ticked, "note": "Til posten"}
        answer = staff.post(address(process, round_, "letters"), data=fields)
        assert answer.status_code == 422 and said in answer.text and "Til posten" in answer.text
        assert [
            str(e.get("value"))
            for e in staff.page.iter("input")
            if e.get("name") == "deliveries" and "checked" in e.attrib
        ] == [str(ticked)]


def test_the_letters_that_are_not_sent_are_printed_and_all_when_that_is_asked_for(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = sent(desk, staff, LETTER, {**LETTER, "large_print": True}, LETTER)
    first, second, third = ids(desk, round_)
    where = address(process, round_, "letters")
    assert "Hent 3 breve" in staff.get(address(process, round_)).text
    assert "1 af dem er med stor skrift" in text_of(staff.page)
    record(staff, process, round_, [third], "told")
    page = staff.get(address(process, round_)).text
    assert "Hent de 2 breve, der ikke er sendt" in page and "Hent alle 3" in page
    assert staff.send(where, unsent="yes").data.startswith(b"%PDF")
    seen = desk.seen("participant")
    assert [("letter", str(person)) in seen for person in people] == [True, True, False]
    assert staff.send(where).data.startswith(b"%PDF")
    assert ("letter", str(people[2])) in desk.seen("participant")
    record(staff, process, round_, [first, second], "posted")
    answer = staff.send(where, unsent="yes")
    assert answer.status_code == 303 and "Alle breve er sendt." in staff.get(answer.location).text


def test_one_letter_in_large_print_is_no_one_of_several(desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff, {**LETTER, "large_print": True})
    page = staff.get(address(process, round_)).text
    assert "Det er med stor skrift" in page and "af dem er med stor" not in page


def test_letters_without_an_address_to_answer_to_are_warned_of(desk: Desk, staff: Reader) -> None:
    warning, way = "Department own har ingen postadresse", "/administration/departments/"
    process, _, round_ = a_draft(desk, LETTER, MAIL)
    for _ in ("draft", "sent"):
        page = staff.get(address(process, round_)).text
        assert warning in page and "Bed afdelingens administrator" in page
        assert way not in page
        send(staff, process, round_)

    def administers(act: Act) -> None:
        user = desk.user(act.session, "caseworker")
        user.roles_held.append(RoleHeld(department_id=desk.side.department, role="administrator"))

    def addressed(act: Act) -> None:
        act.session.get_one(Department, desk.side.department).address = "Torvet 1"

    # Who may write it is led there.
    desk.do(administers)
    assert f"{way}{desk.side.department}#address" in staff.get(address(process, round_)).text
    mails, _, other = a_draft(desk, MAIL)
    assert warning not in staff.get(address(mails, other)).text
    desk.do(addressed)
    assert warning not in staff.get(address(process, round_)).text
