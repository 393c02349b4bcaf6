"""A round leaves: held for ten minutes, never twice, and called back while nothing has left."""

import logging
import time
from datetime import timedelta
from typing import NoReturn

import pytest
from sqlalchemy import func, select

from tests.oversight.desk import Desk
from tests.returning.office import (
    LETTER,
    MAIL,
    a_draft,
    address,
    attempts,
    deliveries,
    is_released,
    now,
    round_row,
    rows,
    send,
)
from tests.returning.test_preview import HARD
from tests.web import pages
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.differences import differences
from tracker.domain.marks import mark_of
from tracker.domain.process import Process
from tracker.domain.round import Delivery, Round
from tracker.returning import sending
from tracker.returning.checks import Reasons
from tracker.returning.planning import as_planned, recipients

MANY = 120


def test_mails_wait_ten_minutes_and_letters_for_a_person(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, MAIL, LETTER, {})
    assert send(staff, process, round_).status_code == 303
    row = round_row(desk, round_)
    assert row.released_at is not None and row.hold_seconds == 600
    (mail,) = attempts(desk, round_)
    assert mail.state == "waiting" and mail.not_before == row.released_at + timedelta(minutes=10)
    assert [d.participant_id for d in deliveries(desk, round_)] == people
    page = staff.get(address(process, round_)).text
    assert "Mails venter til kl. " in page and "Fortryd inden kl. " in page
    by_mail, by_letter, no_way = rows(staff)
    assert "Venter til " in by_mail
    assert "Brevet skal printes og sendes" in by_letter
    assert "Vi kan ikke nå dem." in no_way


def test_undone_in_time_nothing_leaves_and_it_is_a_draft_again(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, MAIL, LETTER, questions=["Hvorfor?"])
    seen = address(process, round_, "preview", people[0])
    staff.get(seen)
    assert staff.post(seen, data=pages.fields_of(staff.page)).status_code == 303
    send(staff, process, round_)
    answer = staff.send(address(process, round_, "call-back"))
    assert answer.status_code == 303
    assert [a.state for a in attempts(desk, round_)] == ["stopped"]
    again = int(answer.location.rpartition("/")[2])
    draft = round_row(desk, again)
    assert draft.fixed_at is None and draft.purpose == "qualify"
    assert desk.do(lambda act: recipients(act, act.session.get_one(Round, again))) == people
    page = staff.get(answer.location).text
    assert "Runden er kaldt tilbage. Intet blev sendt." in page
    assert "Har I printet breve, så smid dem ud" in page
    # What was looked at is the same, and need not be looked at again.
    assert "1 af 2 er set." in page
    assert "Runden er kaldt tilbage" in staff.get(address(process, round_)).text
    # Undone twice, it is undone once.
    assert staff.send(address(process, round_, "call-back")).status_code == 409
    assert desk.do(lambda act: differences(act.session, process)) == []


def test_what_has_left_is_not_called_back(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk, LETTER, LETTER)
    send(staff, process, round_)
    assert "Kald runden tilbage" in staff.get(address(process, round_)).text
    fields = {"deliveries": str(deliveries(desk, round_)[0].id), "how": "posted"}
    staff.get(address(process, round_))
    staff.send(address(process, round_, "record"), **fields, at=now())
    assert "Kald runden tilbage" not in staff.get(address(process, round_)).text
    assert staff.send(address(process, round_, "call-back")).status_code == 409
    assert round_row(desk, round_).called_back_event_id is None
    assert len(people) == 2


def test_sent_twice_nobody_gets_anything_twice(desk: Desk, staff: Reader) -> None:
    process, people, round_ = a_draft(desk)
    staff.get(address(process, round_))
    fields = pages.fields_of(staff.page)
    first = staff.post(address(process, round_, "send"), data=fields)
    second = staff.post(address(process, round_, "send"), data=fields)
    assert first.status_code == second.status_code == 303
    assert len(deliveries(desk, round_)) == len(people)
    assert len(attempts(desk, round_)) == 1


def test_what_is_hard_to_read_leaves_with_a_reason_alone(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, insight=HARD * 3)
    answer = send(staff, process, round_)
    assert answer.status_code == 422 and "og grænsen er 45" in answer.text
    (field,) = [e for e in staff.page.iter("textarea") if e.get("name") == "readability"]
    assert field.get("aria-invalid") == "true"
    assert round_row(desk, round_).fixed_at is None and deliveries(desk, round_) == []
    answer = send(staff, process, round_, readability="Den er skrevet af juristen.")
    assert answer.status_code == 303
    assert round_row(desk, round_).reason_readability == "Den er skrevet af juristen."


def test_one_reason_is_not_lost_when_the_other_is_missing(desk: Desk, staff: Reader) -> None:
    words = "vi går aldrig ned ad den sti om aftenen fordi der er helt mørkt der"
    process, _, round_ = a_draft(desk, insight=f"{HARD * 3} Og {words}.")
    desk.said(process, "En anden", f"{words}, sagde hun.", details=MAIL)
    answer = send(staff, process, round_, readability="Den haster.")
    assert answer.status_code == 422 and "15 ord" in answer.text
    (kept,) = [e for e in staff.page.iter("textarea") if e.get("name") == "readability"]
    assert "Den haster." in (kept.text or "")
    answer = send(staff, process, round_, readability="Den haster.", words="Hun har set den.")
    assert answer.status_code == 303
    assert round_row(desk, round_).reason_words == "Hun har set den."


def test_a_reason_that_cannot_be_kept_is_refused_beside_its_field(
    desk: Desk, staff: Reader
) -> None:
    process, _, round_ = a_draft(desk, insight=HARD * 3)
    answer = send(staff, process, round_, readability="Ring til 010190-1234")
    assert answer.status_code == 422 and "ligner et CPR-nummer" in answer.text
    assert round_row(desk, round_).fixed_at is None


def test_a_round_that_was_changed_meanwhile_is_looked_at_again_first(
    desk: Desk, staff: Reader
) -> None:
    process, _, round_ = a_draft(desk)
    staff.get(address(process, round_))
    fields = pages.fields_of(staff.page)

    def more_days(act: Act) -> None:
        act.session.get_one(Round, round_).days = 30

    desk.do(more_days)
    answer = staff.post(address(process, round_, "send"), data=fields)
    assert answer.status_code == 409 and "30 dage til at svare" in answer.text
    assert deliveries(desk, round_) == []
    assert send(staff, process, round_).status_code == 303


def test_a_large_round_goes_on_by_itself_and_everybody_gets_one_report(
    desk: Desk, staff: Reader
) -> None:
    process, people, round_ = a_draft(desk, *[MAIL] * MANY)
    assert send(staff, process, round_).status_code == 303
    for _ in range(200):
        if is_released(desk, round_):
            break
        time.sleep(0.1)
    assert [d.participant_id for d in deliveries(desk, round_)] == people
    assert len(attempts(desk, round_)) == MANY


def half_way(desk: Desk, *details: dict[str, str]) -> tuple[int, int]:
    """A round whose first fifty are frozen, when what went on with it died."""
    process, _, round_ = a_draft(desk, *details)

    def begin(act: Act) -> None:
        row = act.session.get_one(Round, round_)
        sending.order(act, round_, mark_of(*as_planned(act, row)), Reasons())
        sending.freeze_next(act, row)

    desk.do(begin)
    return process, round_


def test_a_round_that_stopped_half_way_says_so_and_goes_on(desk: Desk, staff: Reader) -> None:
    process, round_ = half_way(desk, *[MAIL] * (MANY // 2))
    page = staff.get(address(process, round_)).text
    assert "50 af 60 tilbagemeldinger er klar." in page and "Intet er sendt endnu." in page
    assert "<noscript><meta" in page and attempts(desk, round_) == []
    answer = staff.send(address(process, round_, "send"))
    assert answer.status_code == 303 and is_released(desk, round_)
    assert len(deliveries(desk, round_)) == len(attempts(desk, round_)) == 60
    assert "Mails venter til kl. " in staff.get(address(process, round_)).text


def test_two_who_go_on_at_once_freeze_each_report_once(desk: Desk, staff: Reader) -> None:
    process, round_ = half_way(desk, *[MAIL] * 60)
    first = staff.send(address(process, round_, "send"))
    second = staff.send(address(process, round_, "send"))
    assert (first.status_code, second.status_code) == (303, 303)
    twice = (
        select(Delivery.participant_id)
        .where(Delivery.round_id == round_)
        .group_by(Delivery.participant_id)
        .having(func.count() > 1)
    )
    assert desk.do(lambda act: act.session.scalars(twice).all()) == []
    assert process


def test_what_stops_it_is_logged_without_anybodys_words(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> NoReturn:
        raise RuntimeError("Anna Sørensen")

    with caplog.at_level(logging.ERROR, "tracker.returning"):
        sending.to_the_end(broken, desk.app.config["SETTINGS"], 4)
    assert caplog.messages == ["round 4 stopped half-way: RuntimeError"]


def test_a_round_for_nobody_is_not_sent(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk)

    def all_gone(act: Act) -> None:
        row = act.session.get_one(Round, round_)
        for person in recipients(act, row):
            act.session.delete(act.session.get_one(sending.RoundRecipient, (round_, person)))

    desk.do(all_gone)
    answer = send(staff, process, round_)
    assert answer.status_code == 422 and "Der er ingen, runden kan gå til." in answer.text
    assert not desk.do(lambda act: act.session.get_one(Process, process)).demo


def test_what_happens_when_it_is_sent_reads_as_sentences(desk: Desk, staff: Reader) -> None:
    details = (MAIL, LETTER, {"phone": "12345678", "channel": "phone"}, {})
    process, _, round_ = a_draft(desk, *details)
    staff.get(address(process, round_))
    (box,) = [e for e in staff.page.iter("aside") if e.get("class") == "leaves"]
    assert (
        "kan du fortryde. Breve printer og sender I selv bagefter. Det, der skal fortælles, "
        "står på en liste bagefter. Tilbagemeldingen til Dorthe Holm ligger klar" in text_of(box)
    )
