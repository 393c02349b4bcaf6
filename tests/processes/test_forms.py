"""Beginning a process, and writing what citizens should know about it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.domain.history import Event
from tracker.domain.process import Process
from tracker.extensions import db

NEW = {"title": "Stien ved åen", "kind": "development", "language": "da", "mail": "notice"}


def department_of(reader: Reader) -> str:
    reader.get("/processes/add")
    (chosen,) = [s for s in reader.page.iter("select") if s.get("name") == "department"]
    return str(next(chosen.iter("option")).get("value"))


def kept(app: Flask, number: int) -> Process:
    with app.app_context():
        process = db.session.get(Process, number)
        assert process is not None
        return process


def as_shown(reader: Reader, number: int) -> dict[str, Any]:
    """What the form would send, untouched."""
    reader.get(f"/processes/{number}/edit")
    (form,) = [f for f in reader.page.iter("form") if f.get("data-draft")]
    fields: dict[str, Any] = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type")
        if control.tag == "textarea" and name:
            fields[name] = (control.text or "").removeprefix("\n")
        elif control.tag == "select" and name:
            chosen = [o for o in control.iter("option") if o.get("selected") is not None]
            fields[name] = chosen[0].get("value") if chosen else "0"
        elif control.tag == "input" and name and kind not in ("checkbox", "radio"):
            fields[name] = control.get("value") or ""
        elif kind in ("checkbox", "radio") and control.get("checked") is not None:
            fields.setdefault(name, []).append(control.get("value"))
    return fields


def change(reader: Reader, number: int, fields: dict[str, Any], **other: Any) -> int:
    return reader.post(f"/processes/{number}/edit", data=fields | other).status_code


def test_a_process_begins_with_three_lines(app: Flask, staff: Reader) -> None:
    answer = staff.send("/processes/add", department=department_of(staff), **NEW)
    assert answer.status_code == 303
    number = int(answer.location.split("/")[2])
    assert kept(app, number).title == "Stien ved åen"
    assert kept(app, number).responsible_id is not None
    staff.get(answer.location)
    assert "Skriv her, hvad borgerne skal vide" in text_of(staff.page)


def test_the_same_form_sent_twice_begins_one(app: Flask, staff: Reader) -> None:
    fields = NEW | {"department": department_of(staff), "once": "the page's own key"}
    first, second = (staff.send("/processes/add", **fields) for _ in range(2))
    assert first.location == second.location
    with app.app_context():
        named = select(func.count()).where(Process.title == NEW["title"])
        assert db.session.scalar(named) == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Skriv, hvad forløbet hedder."),
        ("title", "x" * 201, "ét tegn for lang"),
        ("title", "Sti 010190-1234", "CPR"),
        ("kind", "party", "Vælg, hvad det er for et forløb."),
        ("department", "999999", ""),
    ],
)
def test_what_cannot_begin_is_said_beside_it(
    staff: Reader, field: str, value: str, said: str
) -> None:
    answer = staff.send(
        "/processes/add", **(NEW | {"department": department_of(staff)} | {field: value})
    )
    assert answer.status_code == 422
    assert said in text_of(staff.page)
    if field != "title":
        assert "Stien ved åen" in str(fields_of(staff.page).values())


def test_all_that_is_written_is_kept_and_shown(app: Flask, desk: Desk, staff: Reader) -> None:
    number = desk.process("Stien")
    texts = {
        "title": "Stien ved åen",
        "at_stake": "At komme trygt hjem.\nOgså om vinteren.",
        "purpose": "Vi vil gøre stien tryg.",
        "can_influence": "Hvor lygterne står.",
        "cannot_influence": "Hvor mange penge der er.",
        "until": "2030-05-01",
        "contact_name": "Åse Holm",
        "contact_phone": "87 13 00 00",
        "to_answer": "7",
    }
    assert change(staff, number, as_shown(staff, number), **texts) == 303
    staff.get(f"/processes/{number}")
    for text in ("At komme trygt hjem.", "Hvor lygterne står.", "Åse Holm", "7 dage"):
        assert text in text_of(staff.page)
    process = kept(app, number)
    assert process.at_stake.splitlines() == ["At komme trygt hjem.", "Også om vinteren."]


def test_promises_are_a_fact_only_when_they_are_others(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    number = desk.process("Stien")

    def changes() -> int:
        with app.app_context():
            query = select(func.count()).where(
                Event.process_id == number, Event.kind == "promises_changed"
            )
            return db.session.scalar(query) or 0

    assert change(staff, number, as_shown(staff, number), purpose="Noget andet.") == 303
    assert changes() == 0
    assert change(staff, number, as_shown(staff, number), to_return="30") == 303
    assert changes() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "  ", "Skriv, hvad forløbet hedder."),
        ("until", "31.2.2030", "dato"),
        ("until", "2026-01-01", "1. januar 2026 er allerede gået."),
        ("until", "9999-01-01", "9999"),
        ("to_close", "0", "fra 1 til"),
        ("to_close", "mange", "tal"),
        ("purpose", "x" * 5_001, "ét tegn for lang"),
        ("purpose", "cpr 010190-1234", "CPR"),
        ("responsible", "999999", ""),
    ],
)
def test_a_mistake_is_said_and_nothing_is_lost(
    app: Flask, desk: Desk, staff: Reader, field: str, value: str, said: str
) -> None:
    number = desk.process("Stien")
    written = {"at_stake": "At komme trygt hjem."} | {field: value}
    assert change(staff, number, as_shown(staff, number), **written) == 422
    assert said in text_of(staff.page)
    assert "At komme trygt hjem." in text_of(staff.page)
    assert kept(app, number).at_stake == ""


def test_who_saves_later_sees_both_texts(desk: Desk, staff: Reader, boss: Reader) -> None:
    number = desk.process("Stien")
    mine, theirs = as_shown(staff, number), as_shown(boss, number)
    assert change(boss, number, theirs, purpose="Lederens ord.") == 303
    assert change(staff, number, mine, purpose="Mine ord.") == 409
    assert "Lederens ord." in text_of(staff.page)
    assert "Mine ord." in text_of(staff.page)
    again = as_shown(staff, number)
    assert change(staff, number, again, purpose="Vores ord.") == 303


def test_who_saves_later_sees_all_that_differs_and_nothing_else(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    number = desk.process("Stien", at_stake="Trygt hjem.\nHele året.")
    mine, theirs = as_shown(staff, number), as_shown(boss, number)
    own = staff_number(boss)
    other = {"to_return": "30", "until": "2030-05-01", "responsible": "0"}
    narrow = {"narrowed": "y", "members": [own, staff_number(staff)]}
    assert change(boss, number, theirs, **other, **narrow) == 303
    # A browser sends its own line ends.
    mine["at_stake"] = mine["at_stake"].replace("\n", "\r\n")
    assert change(staff, number, mine) == 409
    assert told(staff) == {
        "Hvor længe kan de få indflydelse?": "1. maj 2030",
        "At give tilbage": "30",
        "Ansvarlig": "Ingen endnu",
        "Hvem må se det?": "Caseworker Own, Manager Own",
    }
    again = as_shown(staff, number)
    assert change(boss, number, as_shown(boss, number), to_return="40") == 303
    assert change(staff, number, again, to_return="40") == 409
    assert told(staff) == {}
    assert "Der står nu det samme som hos dig." in text_of(staff.page)


def told(reader: Reader) -> dict[str, str]:
    """What the page says that somebody else has changed, and to what."""
    assert ("Der står nu" in [text_of(h) for h in reader.page.iter("h3")]) == (
        "theirs" in [e.get("class") for e in reader.page.iter("dl")]
    )
    found = [e for e in reader.page.iter("dl") if e.get("class") == "theirs"]
    terms = [text_of(e) for each in found for e in each.iter("dt")]
    return dict(zip(terms, (text_of(e) for each in found for e in each.iter("dd")), strict=True))


def test_who_is_made_responsible_is_among_those_it_is_narrowed_to(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    number = desk.process("Sagen", kind="case", responsible_id=None)
    fields = as_shown(staff, number)
    own, other = staff_number(staff), staff_number(boss)
    fields |= {"narrowed": "y", "members": [own], "responsible": other}
    assert change(staff, number, fields) == 422
    assert "Sæt også kryds ved Manager Own, som får ansvaret." in text_of(staff.page)
    assert change(staff, number, fields, members=[own, other]) == 303


@pytest.mark.parametrize("foreign_one", [True, False])
def test_nobody_of_another_department_is_named_by_their_number(
    app: Flask, desk: Desk, foreign: Desk, staff: Reader, foreign_one: bool
) -> None:
    number = desk.process("Sagen", kind="case")
    theirs = foreign.do(lambda act: act.actor.id) if foreign_one else 10**30
    fields = as_shown(staff, number)
    own = staff_number(staff)
    assert change(staff, number, fields, narrowed="y", members=[own, theirs]) == 422
    assert "Manager Foreign" not in text_of(staff.page)


def test_a_process_is_narrowed_to_named_people_and_opened_again(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    number = desk.process("Sagen", kind="case")
    fields = as_shown(staff, number)
    own = staff_number(staff)
    assert change(staff, number, fields, narrowed="y", members=[]) == 422
    assert "kryds ved dig selv" in text_of(staff.page)
    assert change(staff, number, fields, narrowed="y", members=[own]) == 303
    assert boss.get(f"/processes/{number}").status_code == 404
    fields = as_shown(staff, number)
    fields.pop("narrowed")
    assert change(staff, number, fields) == 303
    assert boss.get(f"/processes/{number}").status_code == 200


def staff_number(reader: Reader) -> str:
    reader.get("/")
    (body,) = reader.page.iter("body")
    return str(body.get("data-user"))


def test_letters_can_be_opened_by_a_code_alone_and_those_of_a_case_always_are(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    plain, case = desk.process("Stien"), desk.process("Sagen", kind="case")
    boxes = {}
    for number in (plain, case):
        staff.get(f"/processes/{number}/edit")
        names = [box.get("name") for box in staff.page.iter("input")]
        boxes[number] = names.count("second_thing")
    assert boxes == {plain: 1, case: 0}
    assert (kept(app, plain).asks_code, kept(app, case).asks_code) == (False, True)
    for asked in ({"second_thing": "y"}, {}):
        for number in (plain, case):
            fields = as_shown(staff, number)
            fields.pop("second_thing", None)
            assert change(staff, number, fields | asked) == 303
        assert kept(app, plain).asks_code is bool(asked)
        assert kept(app, case).asks_code
