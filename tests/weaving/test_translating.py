"""An insight is worded in other languages; changed words mark it as out of date."""

from flask import Flask
from sqlalchemy import select

from tests.factories import an_approved_language
from tests.listening.sheets import fields
from tests.oversight.desk import Desk
from tests.weaving.threads import address, insight, main, told
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import Insight, InsightTranslation
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.extensions import db
from tracker.listening.services import Details, add_participant
from tracker.weaving.services import edit_insight

DARK = "الطريق مظلم."


def place(process: int, number: int, code: str = "ar") -> str:
    return f"{address(process, number)}/languages/{code}"


def written(staff: Reader, process: int, number: int, text: str = DARK, **other: str) -> int:
    at = place(process, number)
    staff.get(at)
    given = fields(staff, at) | {"text": text} | other
    return staff.post(at, data=given).status_code


def an_insight_for_an_arabic_reader(desk: Desk, process: int, said: str = "Mørkt.") -> int:
    def added(act: Act) -> None:
        an_approved_language(act)
        row = act.session.get_one(Process, process)
        add_participant(act, row, Details(name="كريم", language="ar"))

    desk.do(added)
    return insight(desk, process, "Stien er mørk.", told(desk, process, "Anna", said))


def rows(app: Flask) -> list[InsightTranslation]:
    with app.app_context():
        return list(db.session.scalars(select(InsightTranslation)))


def test_it_is_written_in_the_language_of_somebody_who_takes_part(
    app: Flask, desk: Desk, staff: Reader, process: int
) -> None:
    number = an_insight_for_an_arabic_reader(desk, process)
    staff.get(address(process, number))
    assert "Arabisk Mangler Én i forløbet læser det Engelsk" in main(staff)
    assert written(staff, process, number) == 303
    (row,) = rows(app)
    assert (row.language, row.of, row.text) == ("ar", "Stien er mørk.", DARK)
    staff.get(address(process, number))
    assert "Arabisk Oversat Én i forløbet læser det" in main(staff) and DARK in main(staff)


def test_changed_words_mark_it_as_out_of_date_until_it_is_saved_again(
    desk: Desk, staff: Reader, process: int
) -> None:
    number = an_insight_for_an_arabic_reader(desk, process)
    written(staff, process, number)

    def changed(act: Act) -> None:
        edit_insight(act, act.session.get_one(Insight, number), "Stien er glat.", "Det er isen.")

    desk.do(changed)
    staff.get(address(process, number))
    assert "Arabisk Forældet: teksten er ændret" in main(staff)
    staff.get(place(process, number))
    assert "Teksten er ændret, siden den blev oversat." in main(staff)
    assert "mørk" in main(staff) and "glat" in main(staff) and DARK in main(staff)
    # It still fits.
    assert written(staff, process, number) == 303
    staff.get(address(process, number))
    assert "Forældet" not in main(staff)


def test_who_saves_over_somebody_elses_words_sees_them(
    app: Flask, desk: Desk, staff: Reader, process: int
) -> None:
    number = an_insight_for_an_arabic_reader(desk, process)
    assert written(staff, process, number, seen="before") == 409
    assert rows(app) == [] and DARK in main(staff)


def test_another_mistake_does_not_pass_for_having_seen_somebody_elses_words(
    app: Flask, desk: Desk, staff: Reader, process: int
) -> None:
    number = an_insight_for_an_arabic_reader(desk, process)
    at = place(process, number)
    staff.get(at)
    mine = fields(staff, at)
    assert written(staff, process, number) == 303
    assert staff.post(at, data=mine | {"text": " "}).status_code == 422
    assert staff.post(at, data=fields(staff, at) | {"text": "مظلم."}).status_code == 409
    assert DARK in main(staff)
    # They have been seen now.
    assert staff.post(at, data=fields(staff, at) | {"text": "مظلم."}).status_code == 303
    (row,) = rows(app)
    assert row.text == "مظلم."


def test_nothing_and_what_nobody_shared_is_refused(
    app: Flask, desk: Desk, staff: Reader, process: int
) -> None:
    words = "أنا لا أجرؤ على المشي هناك وحدي في المساء"
    number = an_insight_for_an_arabic_reader(desk, process, words)
    assert written(staff, process, number, " ") == 422
    assert written(staff, process, number, words) == 422
    assert rows(app) == []
    assert written(staff, process, number, words, anyway="y") == 303


def test_only_in_languages_that_are_offered_and_not_the_processs_own(
    desk: Desk, staff: Reader, process: int
) -> None:
    number = insight(desk, process, "Stien er mørk.", told(desk, process, "Anna", "Mørkt."))
    statuses = [staff.get(place(process, number, code)).status_code for code in ("da", "ar", "en")]
    assert statuses == [404, 404, 200]


def test_a_language_that_nobody_reads_is_not_asked_for(
    desk: Desk, staff: Reader, process: int
) -> None:
    number = insight(desk, process, "Stien er mørk.", told(desk, process, "Anna", "Mørkt."))
    staff.get(address(process, number))
    assert "På andre sprog" in main(staff) and "Engelsk Mangler" not in main(staff)

    def english(act: Act) -> None:
        for row in act.session.scalars(select(Participant)):
            row.language = "en"

    desk.do(english)
    staff.get(address(process, number))
    assert "Engelsk Mangler" in main(staff)
