"""A language is offered once a named person is recorded as having read and approved its texts."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.listening.sheets import fields
from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tests.web.world import World
from tracker.domain.act import Act
from tracker.domain.errors import Refused
from tracker.domain.languages import LanguageApproval
from tracker.domain.participant import Participant
from tracker.domain.people import AccessRecord
from tracker.domain.process import Process
from tracker.extensions import db
from tracker.listening.services import Details, add_participant, edit_participant
from tracker.reports.approvals import changed_since, offered, texts, texts_in
from tracker.reports.words import citizen

LANGUAGES = "/administration/languages"
ARABIC = f"{LANGUAGES}/ar"


@pytest.fixture
def desk(app: Flask, world: World) -> Desk:
    return Desk(app, world.own)


def approved(admin: Reader, name: str = "Layla Hassan", **other: Any) -> int:
    admin.get(ARABIC)
    given = fields(admin, ARABIC) | {"name": name} | other
    return admin.post(ARABIC, data=given).status_code


def approvals(app: Flask) -> list[LanguageApproval]:
    with app.app_context():
        return list(db.session.scalars(select(LanguageApproval)))


def choices(reader: Reader) -> list[str]:
    (field,) = (each for each in reader.page.iter("select") if each.get("name") == "language")
    return [option.get("value") or "" for option in field.iter("option")]


def test_an_administrator_writes_down_who_has_approved_a_language(
    app: Flask, admin: Reader, desk: Desk
) -> None:
    admin.get(LANGUAGES)
    assert "ingen har godkendt teksterne endnu" in text_of(admin.page)
    assert desk.do(lambda act: offered(act.session)) == ("da", "en")
    assert approved(admin) == 303
    (row,) = approvals(app)
    assert (row.language, row.name, row.taken_back_at) == ("ar", "Layla Hassan", None)
    assert json.loads(row.texts)["opening.title.qualify"] == [
        *("Har vi forstået dig?", "هل فهمناك جيدًا؟", "هل فهمناكم جيدًا؟"),
    ]
    admin.get(ARABIC)
    shown = text_of(admin.page)
    assert "Layla Hassan godkendte teksterne" in shown and row.fingerprint in shown
    assert desk.do(lambda act: offered(act.session)) == ("da", "en", "ar")
    with app.app_context():
        logged = db.session.scalars(select(AccessRecord).where(AccessRecord.kind == "language"))
        assert [(each.what, each.number) for each in logged] == [("approved", "ar")]


def test_all_that_a_citizen_can_read_stands_beside_the_danish(admin: Reader) -> None:
    shown = text_of((admin.get(ARABIC), admin.page)[1])
    for words in (citizen("da"), citizen("ar")):
        for sentence in words.sentences.values():
            assert " ".join(sentence.split()) in shown
    assert "هنا شيئان تحدث عنهما آخرون" in shown


def test_nobody_is_no_approver(app: Flask, admin: Reader) -> None:
    assert approved(admin, "  ") == 422
    assert "Skriv, hvem der har læst og godkendt teksterne." in text_of(admin.page)
    assert approvals(app) == []


def test_what_was_read_is_what_is_approved(app: Flask, admin: Reader) -> None:
    """A new release came between the reading and the button."""
    assert approved(admin, seen="another release") == 409
    assert "Teksterne er blevet ændret imens" in text_of(admin.page)
    assert approvals(app) == []


def test_an_approval_is_taken_back_and_given_again(app: Flask, admin: Reader, desk: Desk) -> None:
    approved(admin)
    assert admin.send(f"{ARABIC}/take-back").status_code == 303
    (row,) = approvals(app)
    assert row.taken_back_at is not None and row.taken_back_by_id == row.user_id
    assert desk.do(lambda act: offered(act.session)) == ("da", "en")
    admin.get(ARABIC)
    assert "Taget tilbage" in text_of(admin.page)
    approved(admin)
    assert desk.do(lambda act: offered(act.session)) == ("da", "en", "ar")


def test_to_undo_an_approval_leaves_the_one_before_standing(
    app: Flask, admin: Reader, desk: Desk
) -> None:
    approved(admin)
    approved(admin, name="Karim Nasser")
    admin.get(ARABIC)
    (only,) = [e.get("value") for e in admin.page.iter("input") if e.get("name") == "approval"]
    assert admin.send(f"{ARABIC}/take-back", approval=only).status_code == 303
    first, second = approvals(app)
    assert first.taken_back_at is None and second.taken_back_at is not None
    assert desk.do(lambda act: offered(act.session)) == ("da", "en", "ar")


def test_only_languages_with_texts_have_a_page(admin: Reader) -> None:
    for code in ("da", "sv", "../en", "AR"):
        assert admin.get(f"{LANGUAGES}/{code}").status_code == 404


def test_texts_that_changed_since_are_named_and_the_language_stays(
    app: Flask, admin: Reader, desk: Desk
) -> None:
    approved(admin)

    def made_other(act: Act) -> None:
        row = act.session.scalars(select(LanguageApproval)).one()
        told = json.loads(row.texts)
        told["yes"] = ["Ja", "أجل"]
        told["no"] = ["Niks", "لا"]
        del told["page.skip"]
        row.texts = json.dumps(told, ensure_ascii=False, sort_keys=True)

    desk.do(made_other)
    (row,) = approvals(app)
    assert changed_since(row) == 3
    assert [text.key for text in texts("ar", row) if text.changed] == ["yes", "no", "page.skip"]
    admin.get(LANGUAGES)
    assert "3 tekster er ændret, siden de blev godkendt" in text_of(admin.page)
    admin.get(ARABIC)
    shown = text_of(admin.page)
    assert "Før stod der: Niks" in shown and "أجل" in shown and "Ny Gå til brevet" in shown
    admin.get("/administration/people")
    assert "Nogle tekster på arabisk er ændret." in text_of(admin.page)
    assert desk.do(lambda act: offered(act.session)) == ("da", "en", "ar")
    assert approved(admin) == 303
    admin.get(LANGUAGES)
    assert "er ændret" not in text_of(admin.page)


def test_a_language_can_be_given_to_somebody_once_it_is_approved(
    app: Flask, admin: Reader, desk: Desk, world: World
) -> None:
    process = desk.process()
    staff = Reader(app, app.response_class)
    staff.sign_in_as(world.own.users["caseworker"])
    adding = f"/processes/{process}/participants/add"
    staff.get(adding)
    assert choices(staff) == ["", "da", "en"]
    arabic = fields(staff, adding) | {"name": "كريم", "language": "ar"}
    assert staff.post(adding, data=arabic).status_code == 422
    approved(admin)
    staff.get(adding)
    assert choices(staff) == ["", "da", "en", "ar"]
    arabic = fields(staff, adding) | {"name": "كريم", "language": "ar"}
    assert staff.post(adding, data=arabic).status_code == 303


def test_who_has_a_language_keeps_it_while_it_is_offered_no_more(
    app: Flask, admin: Reader, desk: Desk, world: World
) -> None:
    approved(admin)
    process = desk.process()
    number = desk.do(
        lambda act: (
            add_participant(
                act, act.session.get_one(Process, process), Details(name="كريم", language="ar")
            ).id
        )
    )
    admin.send(f"{ARABIC}/take-back")
    staff = Reader(app, app.response_class)
    staff.sign_in_as(world.own.users["caseworker"])
    staff.get(f"/processes/{process}/participants/{number}")
    assert choices(staff) == ["da", "en", "ar"]
    assert "arabisk (ikke godkendt)" in text_of(staff.page)

    def edited(act: Act, **details: str) -> None:
        edit_participant(act, act.session.get_one(Participant, number), Details(**details))

    desk.do(lambda act: edited(act, name="Karim", language="ar"))
    desk.do(lambda act: edited(act, language="da"))
    with pytest.raises(Refused) as refused:
        desk.do(lambda act: edited(act, language="ar"))
    assert (refused.value.code, refused.value.values["known"]) == ("not_a_language", "da, en")


def test_the_texts_of_an_approval_are_the_catalogues_in_each_form() -> None:
    told = json.loads(texts_in("ar"))
    assert told.keys() == citizen("da").sentences.keys()
    assert len(told["short.outcomes.others"]) == 7
    # Each is said to one reader and to several.
    assert len(told["next.answer_days"]) == 11
    assert told["yes"] == ["Ja", "نعم"]
