"""What is known of one who takes part: changed as it was read, kept from others, taken out."""

import re

import pytest

from tests.listening.sheets import count, errors, fields, main, note, people
from tests.listening.taking_part import ANNA, edit, list_of, page_of
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.history import Event
from tracker.domain.participant import Participant


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
        "large_print": "y",
        "public_return": "y",
    }
    assert edit(staff, page_of(process, anna), **changed) == 303
    row = desk.read(Participant, anna)
    assert (row.name, row.channel, row.may_quote) == ("Anna Holm", "letter", False)
    assert (row.language, row.perspectives, row.guardian) == ("en", "", "Else")
    assert row.protected_address and row.public_return and row.large_print
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


def test_a_role_that_tells_of_health_or_faith_is_kept_and_warned_of(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    where = page_of(process, anna)
    assert edit(staff, where, perspectives="muslim, har kræft") == 303
    staff.get(where)
    assert "Det er gemt, men se på rollen igen" in main(staff)
    assert f"{where}#perspectives" in [e.get("href") for e in staff.page.iter("a")]
    assert desk.read(Participant, anna).perspectives == "muslim, har kræft"
    staff.get(where)
    assert "se på rollen igen" not in main(staff)
    assert edit(staff, where, perspectives="cyklist") == 303
    staff.get(where)
    assert "se på rollen igen" not in main(staff)


def test_so_is_one_that_is_written_with_what_they_said(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    assert note(staff, process, "Mere lys.", "Bo", perspectives="dement").status_code == 303
    staff.get(f"/processes/{process}/log")
    assert "Det er gemt, men se på rollen igen" in main(staff)
