"""An administrator lets others have what a colleague had, and sees no more than that takes."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.oversight.desk import Desk, statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.people import AccessRecord, User
from tracker.domain.process import Process, ProcessMember
from tracker.extensions import db
from tracker.processes.services import narrow, widen

LIST = "/administration/processes"
TITLE = "Sagen om Vestergade 7"


@pytest.fixture
def admin(app: Flask, world: World) -> Reader:
    reader = Reader(app, app.response_class)
    reader.sign_in_as(world.own.users["administrator"])
    return reader


def number_of(app: Flask, world: World, role: str) -> int:
    with app.app_context():
        whose = select(User.id).where(User.fs_uniquifier == world.own.users[role])
        return db.session.scalars(whose).one()


def narrowed(desk: Desk, people: list[int]) -> int:
    """A case that is open to the desk's manager and these alone."""
    process = desk.process(TITLE, kind="case")

    def among(act: Any) -> None:
        row = act.session.get_one(Process, process)
        users = [act.session.get_one(User, each) for each in {act.actor.id, *people}]
        narrow(act, row, users)

    desk.do(among)
    return process


def hand(admin: Reader, process: int, **fields: Any) -> Any:
    admin.get(f"{LIST}/{process}")
    (seen,) = [e.get("value") for e in admin.page.iter("input") if e.get("name") == "seen"]
    return admin.send(f"{LIST}/{process}", seen=seen, **fields)


def members(app: Flask, process: int) -> set[int]:
    with app.app_context():
        query = select(ProcessMember.user_id).where(ProcessMember.process_id == process)
        return set(db.session.scalars(query))


def test_what_a_colleague_had_goes_to_another(
    app: Flask, desk: Desk, admin: Reader, world: World
) -> None:
    process = desk.process("Stien ved åen")
    left, other = number_of(app, world, "manager"), number_of(app, world, "caseworker")
    admin.get(f"{LIST}/{process}")
    assert "Manager Own har ansvaret nu." in text_of(admin.page)
    desk.do(lambda act: setattr(act.session.get_one(User, left), "active", False))
    admin.get(LIST)
    assert "Skal gives videre" in text_of(admin.page)
    assert hand(admin, process, responsible=other).status_code == 303
    with app.app_context():
        kept = db.session.get_one(Process, process)
        assert (kept.responsible_id, kept.narrowed) == (other, False)
        log = select(AccessRecord.number).where(AccessRecord.what == "handed over")
        assert list(db.session.scalars(log)) == [str(process)]


def test_a_narrowed_case_is_handed_over_by_who_may_not_see_it(
    app: Flask, desk: Desk, admin: Reader, world: World
) -> None:
    manager, caseworker = (number_of(app, world, role) for role in ("manager", "caseworker"))
    me = number_of(app, world, "administrator")
    process = narrowed(desk, [])
    for address in (LIST, f"{LIST}/{process}"):
        assert TITLE not in admin.get(address).text
        assert f"Forløb {process}" in text_of(admin.page)
    # Neither to oneself, nor to everybody, nor to nobody.
    for wrong in ({}, {"narrowed": "y", "members": [me, caseworker]}):
        assert hand(admin, process, responsible=caseworker, **wrong).status_code == 403
    assert hand(admin, process, responsible=caseworker, narrowed="y").status_code == 422
    assert "mindst én" in text_of(admin.page)
    assert members(app, process) == {manager}
    given = {"responsible": caseworker, "narrowed": "y", "members": caseworker}
    assert hand(admin, process, **given).status_code == 303
    assert members(app, process) == {caseworker}
    assert admin.get(f"/processes/{process}").status_code == 404


def test_who_may_see_it_may_open_it_to_all_or_name_themselves(
    app: Flask, desk: Desk, admin: Reader, world: World
) -> None:
    me = number_of(app, world, "administrator")
    process = narrowed(desk, [me])
    assert TITLE in admin.get(LIST).text
    given = {"responsible": 0, "narrowed": "y", "members": me}
    assert hand(admin, process, **given).status_code == 303
    assert members(app, process) == {me}
    assert hand(admin, process, responsible=0).status_code == 303
    assert members(app, process) == set()


def test_a_case_that_nobody_is_left_to_see_is_said(
    app: Flask, desk: Desk, admin: Reader, world: World
) -> None:
    manager, caseworker = (number_of(app, world, role) for role in ("manager", "caseworker"))
    process = narrowed(desk, [])

    def left_to_one_who_left(act: Any) -> None:
        act.session.get_one(Process, process).responsible_id = manager
        act.session.execute(delete(ProcessMember).where(ProcessMember.process_id == process))
        act.session.add(ProcessMember(process_id=process, user_id=caseworker))

    desk.do(left_to_one_who_left)
    link = f'href="{LIST}/{process}"'
    assert admin.get(LIST).text.count(link) == 1
    desk.do(lambda act: setattr(act.session.get_one(User, caseworker), "active", False))
    assert admin.get(LIST).text.count(link) == 2
    # Open to the department, it is left to whoever has it.
    desk.do(lambda act: widen(act, act.session.get_one(Process, process)))
    assert admin.get(LIST).text.count(link) == 1


def test_another_department_is_not_administered_here(
    foreign: Desk, admin: Reader, world: World
) -> None:
    theirs = foreign.process("Deres forløb")
    assert "Deres forløb" not in admin.get(LIST).text
    assert admin.get(f"{LIST}/{theirs}").status_code == 404
    assert admin.send(f"{LIST}/{theirs}", responsible=0).status_code == 404


def test_who_hands_over_what_was_handed_over_meanwhile_is_told(
    app: Flask, desk: Desk, admin: Reader, world: World
) -> None:
    process = desk.process("Stien ved åen")
    caseworker = number_of(app, world, "caseworker")
    admin.get(f"{LIST}/{process}")
    (seen,) = [e.get("value") for e in admin.page.iter("input") if e.get("name") == "seen"]
    assert hand(admin, process, responsible=caseworker).status_code == 303
    late = admin.send(f"{LIST}/{process}", seen=seen, responsible=0)
    assert late.status_code == 409 and "Caseworker Own har ansvaret nu." in late.text
    assert "Det er ændret, mens du skrev" in late.text and "Herunder står, hvem" in late.text
    assert "Hele afdelingen må se det." in late.text
    both = [caseworker, number_of(app, world, "manager")]
    given = {"responsible": caseworker, "narrowed": "y", "members": both}
    assert hand(admin, process, **given).status_code == 303
    late = admin.send(f"{LIST}/{process}", seen=seen, responsible=0)
    assert "Kun Caseworker Own og Manager Own må se det." in late.text


def test_whoever_gets_it_is_among_those_who_may_see_it(
    app: Flask, desk: Desk, admin: Reader, world: World
) -> None:
    manager, caseworker = (number_of(app, world, role) for role in ("manager", "caseworker"))
    process = narrowed(desk, [])
    given = {"responsible": caseworker, "narrowed": "y", "members": manager}
    assert hand(admin, process, **given).status_code == 422
    (error,) = [e for e in admin.page.iter("span") if e.get("id") == "members-error"]
    assert "Sæt også kryds ved Caseworker Own, som får ansvaret." in text_of(error)
    with app.app_context():
        assert db.session.get_one(Process, process).responsible_id == manager


@pytest.mark.parametrize("field", ["members", "responsible"])
def test_nobody_of_another_department_is_named_by_their_number(
    app: Flask, desk: Desk, admin: Reader, world: World, field: str
) -> None:
    process = desk.process("Stien ved åen")
    with app.app_context():
        whose = select(User).where(User.fs_uniquifier == world.foreign.users["caseworker"])
        theirs = db.session.scalars(whose).one()
    for number in (theirs.id, 10**30):
        given = {"responsible": 0, "narrowed": "y", field: number}
        assert hand(admin, process, **given).status_code == 422
        assert theirs.name not in text_of(admin.page)


def test_the_list_costs_the_same_for_few_and_for_fifty(
    app: Flask, desk: Desk, admin: Reader
) -> None:
    desk.process("Forløb 0")
    few = statements(app, admin, LIST)
    for number in range(50):
        desk.process(f"Forløb {number}")
    assert statements(app, admin, LIST) <= few


def test_without_a_process_the_list_says_so(app: Flask, desk: Desk, admin: Reader) -> None:
    desk.do(lambda act: act.session.execute(update(Process).values(department_id=2)))
    assert "Der er ingen forløb endnu." in admin.get(LIST).text
