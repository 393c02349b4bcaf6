"""A session is written down: once, as it was planned, with those too who stand on no list."""

from typing import Any

import pytest
from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.returning.office import LETTER, MAIL, a_draft, address, count
from tests.returning.planned_sessions import fill, number_in, over, plan_of, planning
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.participant import Participant
from tracker.domain.round import JointSession, Presence
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.returning import offering

FOUR = (MAIL, LETTER, MAIL, LETTER)


def came(*people: int) -> dict[str, list[str]]:
    return {"present": [str(person) for person in people]}


def a_plan(desk: Desk, staff: Reader, *details: dict[str, Any]) -> tuple[int, list[int], int, int]:
    """A process, its people, a round of it, and a session that is over, where the first came."""
    process, people, round_ = a_draft(desk, *details)
    number = number_in(planning(staff, process, round_, expected=[str(people[0])]).location)
    over(desk, number)
    return process, people, round_, number


def filled(reader: Reader, where: str, **more: Any) -> dict[str, Any]:
    """What the page proposes, but for what is said."""
    reader.get(where)
    fields = fields_of(reader.page)
    proposed = {name: fields[name] for name in ("csrf_token", "once", "at", "place")}
    ticked = [e for e in reader.page.iter("input") if "checked" in e.attrib]
    chosen = {
        name: [str(e.get("value")) for e in ticked if e.get("name") == name]
        for name in ("present", "insights", "place_kind")
    }
    return {**proposed, **chosen, "place": "Kajen", **more}


def there(desk: Desk, round_: int) -> dict[int, int]:
    query = select(Presence).join(JointSession).where(JointSession.round_id == round_)
    return desk.do(lambda act: {p.participant_id: p.count for p in act.session.scalars(query)})


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def test_a_plan_is_written_down_once(desk: Desk, staff: Reader) -> None:
    process, people, round_, number = a_plan(desk, staff, MAIL, LETTER)
    where = f"{address(process, round_, 'session')}?planned={number}"
    one, other = (filled(staff, where, **came(people[0])) for _ in range(2))
    before = count(desk, JointSession)
    written = staff.post(where, data=one).location
    for again in (one, other):
        answer = staff.post(where, data=again)
        assert (answer.status_code, answer.location) == (303, written)
    assert count(desk, JointSession) == before + 1
    assert staff.get(where).location == written
    staff.get(written)
    assert "Mødet er skrevet ned" in text_of(staff.page)


def test_a_plan_that_was_called_off_is_not_written_down(desk: Desk, staff: Reader) -> None:
    process, _, round_, number = a_plan(desk, staff, MAIL, LETTER)
    where = f"{address(process, round_, 'session')}?planned={number}"
    fields, before = filled(staff, where), count(desk, JointSession)
    staff.send(f"/processes/{process}/sessions/{number}/cancel")
    assert staff.get(where).status_code == 409
    assert staff.post(where, data=fields).status_code == 409
    assert count(desk, JointSession) == before


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of two is a long one."""
    monkeypatch.setattr(offering, "PEOPLE", 2)


@pytest.mark.usefixtures("few")
def test_who_stands_on_no_list_is_written_down_by_name_or_number(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, *FOUR)
    where = address(process, round_, "session")
    said = f"dorthe holm\n\n {people[2]} "
    fields = filled(staff, where, present=[], others=said)
    assert "Står nogen ikke på listen?" in main(staff) and "Dorthe Holm" not in main(staff)
    assert staff.post(where, data=fields).status_code == 303
    assert there(desk, round_) == {people[2]: 1, people[3]: 1}


@pytest.mark.usefixtures("few")
def test_a_group_that_is_named_is_asked_how_many_came(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, *FOUR)

    def join(act: Act) -> int:
        row = act.session.get_one(Participant, people[0]).process
        for name in ("A", "B", "Klassen"):
            group = add_participant(act, row, Details(name=name), group_size=24)
            log_contribution(act, group, "Vi vil cykle.")
        return group.id

    group = desk.do(join)
    where = address(process, round_, "session")
    answer = staff.post(where, data=filled(staff, where, present=[], others="Klassen"))
    assert answer.status_code == 422 and "Skriv, hvor mange der kom fra Klassen" in answer.text
    # By now it stands on the list, and is ticked.
    again = filled(staff, where, present=[str(group)], **{f"count-{group}": "6"})
    assert staff.post(where, data=again).status_code == 303
    assert there(desk, round_) == {group: 6}


@pytest.mark.usefixtures("few")
def test_who_is_nobody_or_may_be_several_is_asked_about_and_nothing_is_lost(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk, *FOUR)
    namesakes = [desk.said(process, "Erik") for _ in range(2)]
    where = address(process, round_, "session")
    for name, said in (
        ("Frida", "Ingen deltager i forløbet hedder Frida."),
        ("Erik", f"Flere hedder Erik: nummer {namesakes[0]}, {namesakes[1]}."),
        ("99999999", "Ingen deltager i forløbet er »99999999«."),
        ("x" * 5_001, "ét tegn for lang"),
    ):
        answer = staff.post(where, data=filled(staff, where, others=f"{name}", place="Søen"))
        assert answer.status_code == 422 and said in answer.text
        assert name in answer.text and 'value="Søen"' in answer.text
    plan = address(process, round_, "sessions", "plan")
    assert "Ingen deltager i forløbet hedder Frida." in fill(staff, plan, others="Frida").text
    foreign = desk.said(desk.process(), "Gerda")
    answer = staff.post(where, data=filled(staff, where, others=str(foreign)))
    assert answer.status_code == 422 and there(desk, round_) == {} and people


@pytest.mark.usefixtures("few")
def test_who_is_expected_can_be_named_too_and_stands_first_from_then_on(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk, *FOUR)
    number = number_in(planning(staff, process, round_, others="Dorthe Holm").location)
    assert [person.id for person in plan_of(desk, number).expected] == [people[3]]
    fill(staff, f"/processes/{process}/sessions/{number}/change", place="Søen")
    row = plan_of(desk, number)
    assert row.place == "Søen" and [person.id for person in row.expected] == [people[3]]
    over(desk, number)
    where = f"{address(process, round_, 'session')}?planned={number}"
    assert staff.post(where, data=filled(staff, where)).status_code == 422
    assert "Dorthe Holm I ventede, at de kom." in main(staff)
    assert staff.post(where, data=filled(staff, where, **came(people[3]))).status_code == 303
    assert there(desk, round_) == {people[3]: 1}


def test_a_list_that_holds_everybody_asks_for_no_others(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, *FOUR)
    for more in (("session",), ("sessions", "plan")):
        staff.get(address(process, round_, *more))
        assert "Står nogen ikke på listen?" not in main(staff)
