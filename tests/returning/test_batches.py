"""Many letters in one file: kept sealed for a day, given to one alone, and made anew when old."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.oversight.desk import Desk
from tests.printed import pages
from tests.returning.lettered import (
    number_of,
    ordered,
    ready,
    said_by,
    sent,
    settings,
    two_are_many,
)
from tests.returning.office import LETTER, MAIL, a_draft, address, send
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.office import LetterBatch
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Delivery, Round
from tracker.domain.tidying import drop_old_letters, letters_folder
from tracker.listening.services import share_wording
from tracker.qualifying.services import respond
from tracker.reports.freezing import erase_passages_about
from tracker.returning import batches


@pytest.fixture(autouse=True)
def few(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    two_are_many(app, monkeypatch)


def test_it_is_made_beside_the_request_and_taken_when_it_is_ready(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    process, people, round_ = sent(desk, staff)
    here = ordered(desk, staff, process, round_)
    page = staff.get(here).text
    assert "3 breve i én fil." in page and "Filen bliver slettet" in page
    (sealed,) = letters_folder(settings(app)).iterdir()
    assert b"%PDF" not in sealed.read_bytes()
    assert sealed.parent.stat().st_mode & 0o077 == 0
    # Nothing is seen before it is taken.
    assert ("letter", str(people[0])) not in desk.seen("participant")
    answer = staff.send(f"{here}/file")
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")
    assert answer.content_length == len(answer.data) and answer.data.rstrip().endswith(b"%%EOF")
    assert "breve-runde-" in answer.headers["Content-Disposition"]
    for number, person in enumerate(people):
        assert (("letter", str(person)) in desk.seen("participant")) == (number != 2)
    page = staff.get(address(process, round_)).text
    assert "Filen med 3 breve ligger klar" in page
    assert "1 af dem er med stor skrift" in page


def test_protected_addresses_have_a_file_of_their_own(desk: Desk, staff: Reader) -> None:
    hidden = {**LETTER, "protected": True}
    process, people, round_ = a_draft(desk, hidden, hidden, LETTER)
    send(staff, process, round_)
    here = ordered(desk, staff, process, round_, protected="yes")
    page = staff.get(here).text
    assert "2 breve i én fil." in page and "beskyttede adresser" in page
    assert staff.send(f"{here}/file").data.startswith(b"%PDF")
    assert ("protected address", str(people[1])) in desk.seen("participant")
    assert ("letter", str(people[2])) not in desk.seen("participant")


def test_it_is_theirs_alone_who_asked(desk: Desk, staff: Reader, boss: Reader) -> None:
    process, _, round_ = sent(desk, staff)
    here = ordered(desk, staff, process, round_)
    assert boss.get(here).status_code == 404
    assert boss.send(f"{here}/file").status_code == 404
    assert "Filen med" not in boss.get(address(process, round_)).text


def process_of(act: Act, person: int) -> Process:
    return act.session.get_one(Participant, person).process


def is_withdrawn(act: Act, person: int) -> None:
    delivery = act.session.query(Delivery).filter_by(participant_id=person).one()
    respond(act, delivery, "withdraw", contribution=said_by(act, person))


CHANGES: dict[str, Callable[[Act, int], Any]] = {
    "moved": lambda act, person: setattr(
        act.session.get_one(Participant, person), "address", "Ny Vej 1\n8000 Aarhus C"
    ),
    "protected": lambda act, person: setattr(
        act.session.get_one(Participant, person), "protected_address", True
    ),
    "erased": lambda act, person: erase_passages_about(act.session, person, act.now.date()),
    "withdrawn": is_withdrawn,
    "quoted no more": lambda act, person: setattr(
        act.session.get_one(Participant, person), "may_quote", False
    ),
    "confided": lambda act, person: setattr(said_by(act, person), "confidential", True),
    "worded anew": lambda act, person: share_wording(act, said_by(act, person), "Noget andet."),
    "another phone": lambda act, person: setattr(
        process_of(act, person), "contact_phone", "87 13 00 01"
    ),
    "another office": lambda act, person: setattr(
        process_of(act, person).department, "address", "Torvet 9"
    ),
}


def is_old(desk: Desk, round_: int, number: int, after: timedelta = timedelta()) -> bool:
    """Whether a file is older than its letters, to who asked for it."""

    def asked(act: Act) -> bool:
        later = replace(act, now=act.now + after)
        row = act.session.get_one(Round, round_)
        return batches.is_old(later, row, act.session.get_one(LetterBatch, number))

    return desk.do(asked, "caseworker")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changes_what_letters_say_makes_their_file_old(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch, change: Callable[[Act, int], Any]
) -> None:
    monkeypatch.setattr(batches, "make_alone", lambda *_: None)
    process, people, round_ = sent(desk, staff)
    number = number_of(staff.send(address(process, round_, "letters")).location)
    # The day alone does not.
    assert not is_old(desk, round_, number, after=timedelta(days=1))
    desk.do(lambda act: change(act, people[0]))
    assert is_old(desk, round_, number)


def test_an_old_file_is_given_to_nobody_but_made_anew(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    process, people, round_ = sent(desk, staff)
    here = ordered(desk, staff, process, round_)
    (old,) = letters_folder(settings(app)).iterdir()
    desk.do(lambda act: is_withdrawn(act, people[0]))
    answer = staff.send(f"{here}/file")
    assert answer.status_code == 303
    anew = str(answer.location)
    assert "Noget i brevene er ændret" in staff.get(anew).text
    assert not old.exists() and staff.get(here).status_code == 404
    ready(desk, number_of(anew))
    assert staff.send(f"{anew}/file").data.startswith(b"%PDF")


def test_where_nothing_is_left_to_make_anew_the_file_is_gone_all_the_same(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    process, people, round_ = sent(desk, staff)
    here = ordered(desk, staff, process, round_)
    for person in people:
        desk.do(lambda act, person=person: CHANGES["protected"](act, person))
    answer = staff.send(f"{here}/file")
    assert answer.status_code == 409 and "ingen breve" in answer.text
    assert list(letters_folder(settings(app)).iterdir()) == []


def test_asked_for_again_it_takes_the_place_of_the_one_before(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    process, _, round_ = sent(desk, staff)
    first = ordered(desk, staff, process, round_)
    second = ordered(desk, staff, process, round_)
    assert staff.get(first).status_code == 404
    assert staff.get(second).status_code == 200
    assert len(list(letters_folder(settings(app)).iterdir())) == 1


def test_after_a_day_it_is_gone(app: Flask, desk: Desk, staff: Reader) -> None:
    process, _, round_ = sent(desk, staff)
    here = ordered(desk, staff, process, round_)
    number = number_of(here)
    (sealed,) = letters_folder(settings(app)).iterdir()

    def a_day_ago(act: Act) -> None:
        act.session.get_one(LetterBatch, number).at -= timedelta(days=1)

    desk.do(a_day_ago)
    assert staff.get(here).status_code == 404
    # The file goes by its own age: also one that no row names.
    desk.do(drop_old_letters)
    assert sealed.exists()
    then = time.time() - timedelta(days=1).total_seconds()
    os.utime(sealed, (then, then))
    desk.do(drop_old_letters)
    assert not sealed.exists()


def test_a_file_that_goes_while_old_ones_are_looked_for_is_no_error(
    app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = letters_folder(settings(app))
    folder.mkdir(exist_ok=True)
    gone, old = folder / "1.sealed", folder / "2.sealed"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    monkeypatch.setattr(Path, "glob", lambda *_: iter([gone, old]))
    desk.do(drop_old_letters)
    assert not old.exists()


def test_few_letters_are_not_waited_for(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MANY", 4)
    process, _, round_ = sent(desk, staff)
    answer = staff.send(address(process, round_, "letters"))
    assert answer.mimetype == "application/pdf"
    assert "Oversigt over breve" in pages(answer.data)[0]


def test_a_round_without_letters_has_no_batch(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)
    send(staff, process, round_)
    assert staff.send(address(process, round_, "letters")).status_code == 409
    assert staff.get(address(process, round_, "letters", 10**9)).status_code == 404
    assert desk.read(Round, round_).released_at is not None
