"""Seven questions at three moments: in own words, kept as they are, and never counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.weaving.threads import count, insight, main
from tests.web.pages import fields_of, text_of
from tests.web.reader import Reader
from tracker.closing.services import close
from tracker.compass.queries import fitting_moment
from tracker.compass.services import mark_of_text, reflect
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Conflict
from tracker.domain.history import Event
from tracker.domain.office import MOMENTS, PRINCIPLES, Reflection
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.sums import Tally
from tracker.oversight.services import except_loop
from tracker.reports.words import interface

NOTHING = mark_of_text("")


@pytest.fixture
def process(desk: Desk) -> int:
    return desk.process("Stien langs åen")


def place(process: int, when: str = "start") -> str:
    return f"/processes/{process}/compass?when={when}"


def written(
    desk: Desk,
    process: int,
    texts: dict[int, str],
    seen: dict[int, str] | None = None,
    when: str = "start",
    role: str = "manager",
) -> None:
    marks = dict.fromkeys(PRINCIPLES, NOTHING) | (seen or {})
    desk.do(
        lambda act: reflect(act, act.session.get_one(Process, process), when, texts, marks), role
    )


def kept(desk: Desk, process: int, when: str = "start") -> dict[int, str]:
    query = select(Reflection.principle, Reflection.text).where(
        Reflection.process_id == process, Reflection.moment == when
    )
    return desk.do(lambda act: {number: text for number, text in act.session.execute(query)})


def form(reader: Reader, process: int, when: str = "start") -> dict[str, str]:
    """What the page would send, untouched."""
    reader.get(place(process, when))
    fields = fields_of(reader.page)
    return {name: text.removeprefix("\n") for name, text in fields.items()}


# What is kept ---------------------------------------------------------------------------------


def test_each_text_is_kept_as_it_was_written_with_who_and_when(desk: Desk, process: int) -> None:
    texts = {1: "De skal kunne gå trygt hjem.\r\n\r\nOm aftenen.", 7: " Vi viser kortet. "}
    written(desk, process, texts, role="caseworker")
    assert kept(desk, process) == texts
    (row, *_) = desk.do(
        lambda act: act.session.scalars(
            select(Reflection).where(Reflection.process_id == process)
        ).all()
    )
    (worker,) = desk.do(lambda act: [desk.user(act.session, "caseworker").id])
    assert row.user_id == worker


def test_what_is_emptied_is_taken_out_and_can_be_written_anew(desk: Desk, process: int) -> None:
    written(desk, process, {2: "Vi gætter."})
    written(desk, process, {2: " \n"}, {2: mark_of_text("Vi gætter.")})
    assert kept(desk, process) == {}
    written(desk, process, {2: "Vi spørger."})
    assert kept(desk, process) == {2: "Vi spørger."}


def test_each_moment_has_its_own(desk: Desk, process: int) -> None:
    for when in MOMENTS:
        written(desk, process, {3: f"Tænkt: {when}."}, when=when)
    assert [kept(desk, process, when)[3] for when in MOMENTS] == [f"Tænkt: {w}." for w in MOMENTS]


def test_it_is_no_fact_of_any_loop(desk: Desk, process: int) -> None:
    before = count(desk, Event)
    written(desk, process, {1: "Noget."})
    assert count(desk, Event) == before


def test_what_one_did_not_touch_keeps_its_writer(desk: Desk, process: int) -> None:
    written(desk, process, {1: "Først."}, role="caseworker")
    texts = {1: "Først.", 2: "Mit."}
    written(desk, process, texts, {1: mark_of_text("Først.")}, role="manager")
    query = select(Reflection.user_id).where(Reflection.process_id == process)
    assert len(set(desk.do(lambda act: act.session.scalars(query).all()))) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ring 010190-1234.", "cpr_number"), ("x" * 5001, "text_too_long"), ("\u202ex", "text_")],
)
def test_a_text_that_cannot_be_kept_is_refused_with_all_the_others(
    desk: Desk, process: int, text: str, code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        written(desk, process, {1: "Godt.", 4: text})
    assert refused.value.code.startswith(code) and refused.value.field == "principle_4"
    assert kept(desk, process) == {}


# Two at the same time -------------------------------------------------------------------------


def test_two_who_write_about_different_principles_do_not_meet(desk: Desk, process: int) -> None:
    written(desk, process, {1: "Det ene.", 2: ""})
    written(desk, process, {1: "", 2: "Det andet."})
    assert kept(desk, process) == {1: "Det ene.", 2: "Det andet."}


def test_who_writes_the_same_meets_nobody(desk: Desk, process: int) -> None:
    for text in ("Det samme.\r\nTo linjer.", "Det samme.\nTo linjer."):
        written(desk, process, {1: text})
    assert len(kept(desk, process)) == 1


@pytest.mark.parametrize("theirs", ["Deres.", ""])
def test_who_writes_something_else_than_somebody_else_did_is_told(
    desk: Desk, process: int, theirs: str
) -> None:
    written(desk, process, {1: "Som det var."})
    seen = {1: mark_of_text("Som det var.")}
    written(desk, process, {1: theirs}, seen)
    with pytest.raises(Conflict):
        written(desk, process, {1: "Mit.", 2: "Mere."}, seen)
    assert kept(desk, process) == ({1: theirs} if theirs else {})


def test_the_page_shows_both_texts_and_keeps_ones_own(
    desk: Desk, staff: Reader, boss: Reader, process: int
) -> None:
    mine, theirs = form(staff, process), form(boss, process)
    theirs |= {"principle_1": "Deres etter.", "principle_3": "Deres treer."}
    assert boss.post(place(process), data=theirs).status_code == 303
    mine |= {"principle_1": "Min etter.", "principle_2": "Min toer."}
    assert staff.post(place(process), data=mine).status_code == 409
    page = main(staff)
    assert "Det er ændret, mens du skrev" in page and "Deres etter." in page
    again = fields_of(staff.page)
    assert again["principle_1"].strip() == "Min etter."
    assert again["principle_2"].strip() == "Min toer."
    # What one left alone is theirs by now: saved again, it is not taken back.
    assert again["principle_3"].strip() == "Deres treer."
    (said,) = [e for e in staff.page.iter("dl") if e.get("class") == "theirs"]
    assert "Deres treer." not in text_of(said) and "Min toer." not in text_of(said)
    assert kept(desk, process) == {1: "Deres etter.", 3: "Deres treer."}
    assert staff.post(place(process), data=again).status_code == 303
    assert {n: text.strip() for n, text in kept(desk, process).items()} == {
        1: "Min etter.",
        2: "Min toer.",
        3: "Deres treer.",
    }


def test_sent_twice_it_is_written_once(desk: Desk, staff: Reader, process: int) -> None:
    mine = form(staff, process) | {"principle_1": "Mit."}
    for _ in range(2):
        assert staff.post(place(process), data=mine).status_code == 303
    assert kept(desk, process) == {1: "Mit."}


def test_pressed_at_the_same_moment_it_is_written_once(
    app: Flask, desk: Desk, process: int
) -> None:
    readers = []
    for role in ("caseworker", "manager"):
        reader = Reader(app, app.response_class)
        reader.sign_in_as(desk.side.users[role])
        readers.append((reader, form(reader, process) | {"principle_1": f"Af {role}."}))
    with ThreadPoolExecutor(2) as together:
        sent = [together.submit(r.post, place(process), data=data) for r, data in readers]
        statuses = sorted(each.result().status_code for each in sent)
    assert statuses == [303, 409] and len(kept(desk, process)) == 1


# The page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("when", MOMENTS)
def test_each_principle_asks_what_fits_the_moment(
    staff: Reader, process: int, when: str, language: str
) -> None:
    staff.get(f"{place(process, when)}&lang={language}")
    words = interface(language)
    labels = {e.get("for"): text_of(e) for e in staff.page.iter("label")}
    for number in PRINCIPLES:
        assert words.say(f"compass.principle.{number}") in main(staff)
        assert labels[f"principle_{number}"] == words.say(f"compass.{when}.{number}")
    asked = {words.say(f"compass.{w}.{n}") for w in MOMENTS for n in PRINCIPLES}
    assert len(asked) == len(MOMENTS) * len(PRINCIPLES)


def test_it_says_who_wrote_and_nothing_of_how_much(desk: Desk, staff: Reader, process: int) -> None:
    written(desk, process, {1: "Noget."}, role="manager")
    staff.get(place(process))
    assert "Sidst skrevet af Manager Own" in main(staff)
    kinds = {e.tag for e in staff.page.iter()}
    assert not kinds & {"progress", "meter"} and "1 af 7" not in main(staff)


def test_earlier_words_stand_folded_beside_the_same_principle(
    desk: Desk, staff: Reader, process: int
) -> None:
    for when, text in (("start", "Da vi begyndte."), ("midway", "Midt i det.")):
        written(desk, process, {5: text}, when=when)
    for when, seen in (("start", 0), ("midway", 1), ("end", 2)):
        staff.get(place(process, when))
        folds = [e for e in staff.page.iter("details") if "fold" in (e.get("class") or "")]
        before = [text_of(e) for e in folds if "Det skrev I før" in text_of(e)]
        assert sum(text.count("Sidst skrevet af") for text in before) == seen
        assert all("Giv stemmen en forlomme" in text for text in before)


@pytest.mark.parametrize(
    ("field", "text", "error"),
    [
        ("principle_2", "Ring 010190-1234.", "ligner et CPR-nummer"),
        ("principle_6", "x" * 5001, "Teksten er ét tegn for lang."),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_is_lost(
    desk: Desk, staff: Reader, process: int, field: str, text: str, error: str
) -> None:
    sent = form(staff, process) | {field: text, "principle_1": "Mit."}
    assert staff.post(place(process), data=sent).status_code == 422
    (beside,) = [e for e in staff.page.iter() if e.get("id") == f"{field}-error"]
    assert error in text_of(beside)
    again = fields_of(staff.page)
    assert again[field].strip() == text and again["principle_1"].strip() == "Mit."
    # It is still measured against what was read before.
    assert again["seen"] == sent["seen"] and kept(desk, process) == {}


def test_it_opens_on_the_moment_that_fits(desk: Desk, staff: Reader, process: int) -> None:
    def opened() -> str:
        staff.get(f"/processes/{process}/compass?when=tomorrow")
        views = [e for e in staff.page.iter("nav") if "views" in (e.get("class") or "")]
        (here,) = [e for nav in views for e in nav.iter("a") if e.get("aria-current")]
        return text_of(here)

    assert opened() == "I begyndelsen"
    person = desk.said(process, "Anna")
    assert opened() == "I begyndelsen"
    insight(desk, process, "Der er for mørkt.")
    assert opened() == "Undervejs"

    def end(act: Act) -> None:
        row = act.session.get_one(Process, process)
        except_loop(act, row, act.session.get_one(Participant, person), "died", "Hun er død.")

    desk.do(end)
    assert opened() == "Til sidst"


def test_the_end_has_come_when_it_is_signed_or_every_loop_is_answered(
    desk: Desk, process: int
) -> None:
    def moment(**steps: int) -> str:
        def found(act: Act) -> str:
            row = act.session.get_one(Process, process)
            tally = act.session.get_one(Tally, process)
            for name, loops in {"step0": 0, "step3": 0, "step4": 0, **steps}.items():
                setattr(tally, name, loops)
            act.session.flush()
            return fitting_moment(act, row)

        return desk.do(found)

    desk.said(process, "Anna")
    insight(desk, process, "Der er for mørkt.")
    assert moment(step3=1) == "midway" and moment(step3=1, step4=4) == "midway"
    assert moment(step4=2) == "end" and moment() == "end"
    signed = desk.process("Tomt")
    at = desk.do(
        lambda act: (
            close(act, act.session.get_one(Process, signed)),
            fitting_moment(act, act.session.get_one(Process, signed)),
        )[1]
    )
    assert at == "end"


def test_nobody_writes_where_they_may_not_look(
    desk: Desk, foreign: Desk, staff: Reader, process: int
) -> None:
    theirs = foreign.process("Deres")
    for number in (theirs, 999999, 2**40):
        assert staff.get(place(number)).status_code == 404
        assert staff.send(place(number), principle_1="Mit.").status_code == 404
    assert kept(foreign, theirs) == {}

    def narrowed(act: Act) -> None:
        act.session.get_one(Process, process).narrowed = True

    desk.do(narrowed)
    assert staff.get(place(process)).status_code == 404


def test_a_day_is_said_with_each_text(desk: Desk, staff: Reader, process: int) -> None:
    written(desk, process, {1: "Noget."})

    def back(act: Act) -> Any:
        (row,) = act.session.scalars(select(Reflection).where(Reflection.process_id == process))
        row.at -= timedelta(days=800)
        return row.at.year

    year = desk.do(back)
    staff.get(place(process))
    assert str(year) in main(staff)
