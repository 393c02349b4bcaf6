"""A meeting about a round: who was there, and how the rest is told."""

from typing import Any

from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.returning.office import (
    LETTER,
    MAIL,
    a_draft,
    address,
    attempts,
    count,
    deliveries,
    now,
    round_row,
)
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.differences import differences
from tracker.domain.participant import Participant
from tracker.domain.projection import LoopRow
from tracker.domain.round import JointSession, Presence
from tracker.listening.services import Details, add_participant, log_contribution


def meet(reader: Reader, process: int, round_: int, **more: Any) -> Any:
    here = address(process, round_, "session")
    reader.get(here)
    hidden = fields_of(reader.page)
    boxes = [e for e in reader.page.iter("input") if e.get("name") == "insights"]
    fields = {
        "csrf_token": hidden["csrf_token"],
        "once": hidden["once"],
        "at": now(),
        "place": "Beboerhuset",
        "insights": [str(e.get("value")) for e in boxes],
    }
    return reader.post(here, data={**fields, **more})


def test_a_meeting_tells_those_who_were_there_and_how_many_of_a_group(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk, MAIL, LETTER)

    def a_group(act: Act) -> int:
        row = act.session.get_one(Participant, people[0]).process
        group = add_participant(act, row, Details(name="Klassen"), group_size=24)
        log_contribution(act, group, "Vi vil cykle.")
        return group.id

    group = desk.do(a_group)
    present, before = [str(people[0]), str(group)], count(desk, JointSession)
    wrong = meet(staff, process, round_, present=present, **{f"count-{group}": "25"})
    assert wrong.status_code == 422 and "Skriv, hvor mange der kom fra Klassen" in wrong.text
    assert count(desk, JointSession) == before
    answer = meet(staff, process, round_, present=present, **{f"count-{group}": "6"})
    assert answer.status_code == 303
    of_it = select(Presence).join(JointSession).where(JointSession.round_id == round_)
    there = desk.do(lambda act: {p.participant_id: p.count for p in act.session.scalars(of_it)})
    assert there == {people[0]: 1, group: 6}
    # One goes on to what was said there.
    assert "Klassen (6 af 24)" in staff.get(answer.location).text
    page = staff.get(address(process, round_)).text
    assert "Beboerhuset: 7 var med." in page and "Send til dem, der ikke var med" in page
    # Who was not there gets it afterwards, and nobody twice.
    assert staff.send(address(process, round_, "send")).status_code == 303
    assert round_row(desk, round_).released_at is not None
    assert len(deliveries(desk, round_)) == 3
    assert desk.do(lambda act: differences(act.session, process)) == []


def test_no_meeting_was_about_a_round_that_nobody_had_planned(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, MAIL)
    before = count(desk, JointSession)
    answer = meet(staff, process, round_, present=[str(people[0])], at="2015-01-01T10:00")
    assert answer.status_code == 422 and "Så tidligt kan det ikke være" in answer.text
    assert count(desk, JointSession) == before


def test_after_a_meeting_the_rest_is_told_of_and_its_mails_can_be_stopped(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk, LETTER, MAIL, LETTER, {"phone": "20304050"})
    meet(staff, process, round_, present=[str(people[0])])
    staff.get(address(process, round_))
    (rest,) = [e for e in staff.page.iter("section") if e.get("aria-labelledby") == "rest"]
    said = text_of(rest)
    assert "1 får en mail 1 får et brev 1 skal ringes op" in said and "Send til 3" in said
    assert "kan ikke kaldes tilbage" in said and "venter i 10 minutter" in said
    ways = [a.get("href") for a in rest.iter("a")]
    assert ways == [address(process, round_, "preview", person) for person in people[1:]]
    assert all(staff.get(str(way)).status_code == 200 for way in ways)
    staff.send(address(process, round_, "send"))
    assert "Stop de mails, der venter" in staff.get(address(process, round_)).text
    answer = staff.send(address(process, round_, "stop-held"))
    assert answer.status_code == 303
    page = staff.get(answer.location).text
    assert "1 mail er stoppet." in page and "I stoppede den, før den gik." in page
    assert "Stop de mails" not in page
    assert [a.state for a in attempts(desk, round_)] == ["stopped"]
    assert desk.read(LoopRow, people[1]).next_action == "reach"
    assert staff.send(address(process, round_, "stop-held")).status_code == 409
    assert desk.do(lambda act: differences(act.session, process)) == []


def test_a_meeting_needs_who_where_and_what(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk)
    answer = meet(staff, process, round_, place="", insights=[], at="")
    assert answer.status_code == 422
    for said in (
        "Skriv, hvor mødet var.",
        "Skriv, hvornår mødet var.",
        "Sæt kryds ved dem, der var med.",
        "Sæt kryds ved de indsigter, der blev vist.",
    ):
        assert said in answer.text
