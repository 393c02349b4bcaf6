"""Groups of those who take part: who is in them, and how many they are."""

from tests.listening.sheets import main, people
from tests.listening.taking_part import edit, group, members, page_of
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.participant import Participant


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


def test_a_group_with_members_is_not_taken_out(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna, club = desk.said(process, "Anna"), group(desk, process)
    staff.send(f"{page_of(process, club)}/members", who=str(anna))
    assert staff.send(f"{page_of(process, club)}/remove").status_code == 422
    assert [row.id for row in people(desk, process)] == [anna, club]
