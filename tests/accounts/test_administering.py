"""An administrator gives access and takes it back, and says what letters say of a department."""

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.oversight.desk import statements
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.people import AccessRecord, Department, RoleHeld, User
from tracker.extensions import db

PEOPLE = "/administration/people"
DEPARTMENTS = "/administration/departments"


def somebody(world: World, **other: Any) -> dict[str, Any]:
    fields = {
        "name": "Åse Møller",
        "email": "aase@kommune.dk",
        "role": "caseworker",
        "department": world.own.department,
    }
    return fields | other


def user(app: Flask, email: str) -> User | None:
    with app.app_context():
        return db.session.scalars(select(User).where(User.email == email)).first()


def roles(app: Flask, number: int) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(RoleHeld.role).where(RoleHeld.user_id == number)))


def test_a_colleague_gets_access_and_chooses_a_password_by_the_link(
    app: Flask, admin: Reader, client: Reader, world: World
) -> None:
    answer = admin.send(PEOPLE, **somebody(world))
    assert answer.status_code == 303
    admin.get(answer.location)
    assert "har ikke valgt en adgangskode endnu" in text_of(admin.page)
    admin.send(f"{answer.location}/link")
    (link,) = re.findall(r"/choose-password/\S+", text_of(admin.page))
    client.get(link)
    assert client.send(link, password="en god lang adgangskode").status_code == 303
    client.get("/")
    assert "Åse Møller" in text_of(client.page)
    assert admin.get(answer.location).status_code == 200
    assert "har ikke valgt" not in text_of(admin.page)


def test_a_link_is_shown_once_and_that_it_was_made_is_in_the_access_log(
    app: Flask, admin: Reader, world: World
) -> None:
    number = world.own.ids["colleague"]
    admin.send(f"{PEOPLE}/{number}/link")
    admin.get(f"{PEOPLE}/{number}")
    assert "choose-password" not in text_of(admin.page)
    with app.app_context():
        made = select(AccessRecord).where(AccessRecord.what == "made a link for")
        assert [each.number for each in db.session.scalars(made)] == [str(number)]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Skriv et navn."),
        ("email", "", "mail"),
        ("email", "to adresser@a.dk, b@b.dk", "mail"),
        ("role", "king", "Vælg en rolle."),
        ("role", "", "Vælg en rolle."),
        ("department", "999999", ""),
        ("name", "x" * 201, "ét tegn for lang"),
    ],
)
def test_a_mistake_is_said_beside_it(
    app: Flask, admin: Reader, world: World, field: str, value: str, said: str
) -> None:
    answer = admin.send(PEOPLE, **somebody(world, **{field: value}))
    assert answer.status_code == 422
    assert said in text_of(admin.page)
    assert user(app, "aase@kommune.dk") is None


def test_another_departments_people_cannot_be_given_access_here(
    app: Flask, admin: Reader, world: World
) -> None:
    answer = admin.send(PEOPLE, **somebody(world, department=world.foreign.department))
    assert answer.status_code in (403, 422)
    assert user(app, "aase@kommune.dk") is None


def test_a_role_that_is_taken_away_counts_no_more_at_the_next_click(
    app: Flask, admin: Reader, client: Reader, world: World
) -> None:
    number = int(world.own.ids["colleague"])
    address = f"{PEOPLE}/{number}/departments/{world.own.department}"
    client.sign_in_as(world.own.users["caseworker"])
    assert client.get("/processes/").status_code == 200
    assert admin.send(address, roles=["manager", "administrator"]).status_code == 303
    assert roles(app, number) == {"manager", "administrator"}
    assert admin.send(address).status_code == 303
    assert roles(app, number) == set()
    assert client.get("/processes/").status_code == 403


def test_a_department_keeps_an_administrator(app: Flask, admin: Reader, world: World) -> None:
    with app.app_context():
        me = db.session.scalars(
            select(User.id).where(User.fs_uniquifier == world.own.users["administrator"])
        ).one()
    address = f"{PEOPLE}/{me}"
    answer = admin.send(f"{address}/departments/{world.own.department}", roles=["caseworker"])
    assert answer.status_code == 422
    assert "uden administrator" in text_of(admin.page)
    assert admin.send(f"{address}/shut-out").status_code == 409
    assert roles(app, me) == {"administrator"}


def test_whoever_is_shut_out_is_signed_out_and_can_be_let_in_again(
    app: Flask, admin: Reader, client: Reader, world: World
) -> None:
    number = world.own.ids["colleague"]
    client.sign_in_as(world.own.users["caseworker"])
    assert admin.send(f"{PEOPLE}/{number}/shut-out").status_code == 303
    assert client.get("/processes/").status_code == 302
    admin.get(f"{PEOPLE}/{number}")
    assert "kan ikke logge ind" in text_of(admin.page)
    assert admin.send(f"{PEOPLE}/{number}/let-in").status_code == 303
    with app.app_context():
        held = db.session.get(User, number)
        assert held is not None and held.active


def test_a_name_is_changed(app: Flask, admin: Reader, world: World) -> None:
    number = world.own.ids["colleague"]
    assert admin.send(f"{PEOPLE}/{number}", name="Ane Ørsted").status_code == 303
    admin.get(PEOPLE)
    assert "Ane Ørsted" in text_of(admin.page)


def test_what_letters_say_of_a_department_is_written_on_its_page(
    app: Flask, admin: Reader, world: World
) -> None:
    number = world.own.department
    seen = seen_mark(admin, number)
    fields = {
        "name": "Byens rum",
        "address": "Rådhuset\n8000 Aarhus C",
        "return_address": "Postboks 1",
        "phone": "89 40 00 00",
        "email": "byrum@kommune.dk",
    }
    assert save(admin, number, fields | {"seen": seen}) == 303
    with app.app_context():
        kept = db.session.get(Department, number)
        assert kept is not None
        assert kept.address.splitlines() == ["Rådhuset", "8000 Aarhus C"]
        assert kept.return_address == "Postboks 1"
    assert save(admin, number, fields | {"seen": seen, "phone": "1"}) == 409
    assert "89 40 00 00" in text_of(admin.page)


def test_a_department_sets_how_many_loops_one_manager_excepts(
    app: Flask, admin: Reader, world: World
) -> None:
    number = world.own.department
    fields = {"name": "Byens rum", "address": "", "return_address": "", "phone": "", "email": ""}

    def share() -> int | None:
        with app.app_context():
            return db.session.scalar(select(Department.except_share).filter_by(id=number))

    for given, kept in (("20", 20), (" 100 ", 100), ("", None), ("1", 1)):
        seen = seen_mark(admin, number)
        assert save(admin, number, fields | {"seen": seen, "except_share": given}) == 303
        assert share() == kept
    for given in ("0", "101", "-5", "2,5", "20 %", "tyve", "9" * 5000):
        seen = seen_mark(admin, number)
        assert save(admin, number, fields | {"seen": seen, "except_share": given}) == 422
        (beside,) = [
            e for e in admin.page.iter("span") if "form-error-message" in e.get("class", "")
        ]
        assert beside.get("id") == "except_share-error"
        (field,) = [e for e in admin.page.iter("input") if e.get("name") == "except_share"]
        assert field.get("value") == given and share() == 1
    seen = seen_mark(admin, number)
    assert save(admin, number, fields | {"seen": seen, "except_share": "30"}) == 303
    assert save(admin, number, fields | {"seen": seen, "except_share": "40"}) == 409
    assert "Undtagelser" in text_of(admin.page) and share() == 30


def test_what_citizens_would_miss_is_said_until_it_is_there(
    app: Flask, admin: Reader, world: World
) -> None:
    for address in (PEOPLE, DEPARTMENTS):
        admin.get(address)
        page = text_of(admin.page)
        assert "TRACKER_ACCESSIBILITY_URL" in page and "TRACKER_PRIVACY_URL" in page
        assert "Department own har ingen adresse." in page
        assert "Department own har intet telefonnummer." in page
        assert "Department foreign" not in page
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], accessibility_url="https://a.dk", privacy_url="https://b.dk"
    )
    seen = seen_mark(admin, world.own.department)
    fields = {"seen": seen, "name": "Byens rum", "address": "Rådhuset", "phone": "89 40 00 00"}
    assert save(admin, world.own.department, fields) == 303
    admin.get(DEPARTMENTS)
    assert "Få det her på plads, før I skriver til borgere" not in text_of(admin.page)


def test_a_department_has_a_name_of_its_own(app: Flask, admin: Reader, world: World) -> None:
    assert admin.send(DEPARTMENTS, name="Department foreign").status_code == 422
    assert admin.send(DEPARTMENTS, name="").status_code == 422
    answer = admin.send(DEPARTMENTS, name="Ældre og sundhed")
    assert answer.status_code == 303
    assert admin.get(answer.location).status_code == 200
    seen = seen_mark(admin, world.own.department)
    taken = admin.send(f"{DEPARTMENTS}/{world.own.department}", seen=seen, name="Ældre og sundhed")
    assert taken.status_code == 422


def save(reader: Reader, number: int, fields: dict[str, Any]) -> int:
    whole = fields | {"csrf_token": reader.token()}
    return reader.post(f"{DEPARTMENTS}/{number}", data=whole).status_code


def seen_mark(reader: Reader, number: int) -> str:
    reader.get(f"{DEPARTMENTS}/{number}")
    (mark,) = [i.get("value") for i in reader.page.iter("input") if i.get("name") == "seen"]
    return str(mark)


@pytest.mark.parametrize("address", [PEOPLE, DEPARTMENTS])
def test_the_departments_are_read_once(app: Flask, admin: Reader, address: str) -> None:
    read: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        read.extend(["department"] if "ORDER BY department.name" in statement else [])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    assert admin.get(address).status_code == 200
    event.remove(engine, "before_cursor_execute", count)
    assert len(read) == 1


def test_the_list_costs_the_same_for_one_and_for_fifty(
    app: Flask, admin: Reader, world: World
) -> None:
    few = statements(app, admin, PEOPLE)
    for number in range(48):
        admin.send(PEOPLE, **somebody(world, email=f"kollega{number}@kommune.dk"))
    assert statements(app, admin, PEOPLE) == few
