"""Many letters in one file: made beside the request, kept sealed for a day, given to one alone."""

import contextlib
import os
import time
from datetime import timedelta

import pytest
from flask import Flask

from tests.oversight.desk import Desk
from tests.returning.office import LETTER, MAIL, a_draft, address, send
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.office import LetterBatch
from tracker.domain.participant import Participant
from tracker.domain.round import Round
from tracker.domain.tidying import drop_old_letters, letters_folder
from tracker.reports.freezing import erase_passages_about
from tracker.returning import batches
from tracker.settings import Settings

PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def few(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are many; and no file lies there of another test's."""
    monkeypatch.setattr(batches, "MANY", 2)
    for file in letters_folder(settings(app)).glob("*"):
        file.unlink()


def sent(desk: Desk, reader: Reader) -> tuple[int, list[int], int]:
    """Three letters, and one to a protected address."""
    hidden = {**LETTER, "protected": True}
    process, people, round_ = a_draft(desk, LETTER, {**LETTER, "large_print": True}, hidden, LETTER)
    assert send(reader, process, round_).status_code == 303
    return process, people, round_


def ordered(desk: Desk, reader: Reader, process: int, round_: int, **more: str) -> str:
    """The address of a batch that was asked for, and is made."""
    answer = reader.send(address(process, round_, "letters"), **more)
    assert answer.status_code == 303, answer.text
    number = int(answer.location.rsplit("/", 1)[1])
    until = time.monotonic() + PATIENCE_SECONDS
    while desk.read(LetterBatch, number).ready_at is None and time.monotonic() < until:
        time.sleep(0.05)
    return str(answer.location)


def settings(app: Flask) -> Settings:
    found: Settings = app.config["SETTINGS"]
    return found


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


def move(desk: Desk, person: int) -> None:
    def moved(act: Act) -> None:
        act.session.get_one(Participant, person).address = "Ny Vej 1\n8000 Aarhus C"

    desk.do(moved)


def erase(desk: Desk, person: int) -> None:
    desk.do(lambda act: erase_passages_about(act.session, person, act.now.date()))


def protect(desk: Desk, person: int) -> None:
    def protected(act: Act) -> None:
        act.session.get_one(Participant, person).protected_address = True

    desk.do(protected)


@pytest.mark.parametrize("change", [move, erase, protect])
def test_a_file_that_is_older_than_its_letters_is_given_to_nobody(
    app: Flask, desk: Desk, staff: Reader, change
) -> None:
    process, people, round_ = sent(desk, staff)
    here = ordered(desk, staff, process, round_)
    change(desk, people[0])
    answer = staff.send(f"{here}/file")
    assert answer.status_code == 303
    assert "Noget i brevene er ændret" in staff.get(answer.location).text
    assert list(letters_folder(settings(app)).iterdir()) == []
    assert staff.get(here).status_code == 404


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
    number = int(here.rsplit("/", 1)[1])
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


def stopped(desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch) -> str:
    """A batch that nobody makes, whoever was to."""
    monkeypatch.setattr(batches, "make_alone", lambda *_: None)
    process, _, round_ = sent(desk, staff)
    return str(staff.send(address(process, round_, "letters")).location)


def test_while_it_is_made_the_page_says_how_far_it_is(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = stopped(desk, staff, monkeypatch)
    assert "0 af 3 breve er lavet." in staff.get(here).text
    assert staff.send(f"{here}/file").location == here
    assert "Brevene bliver lavet: 0 af 3" in staff.get(here.rsplit("/letters", 1)[0]).text


def test_one_that_was_left_half_made_can_be_made_again(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = stopped(desk, staff, monkeypatch)
    number = int(here.rsplit("/", 1)[1])

    def a_while_ago(act: Act) -> None:
        act.session.get_one(LetterBatch, number).moved_at -= batches.STILL

    desk.do(a_while_ago)
    page = staff.get(here).text
    assert "Det gik i stå" in page and "Lav brevene igen" in page
    assert staff.send(f"{here}/file").location == here


def test_one_that_cannot_be_made_says_so_and_leaves_no_file(
    app: Flask, desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(batches, "seal", broken)
    monkeypatch.setattr(batches, "make_alone", batches.make)
    process, _, round_ = sent(desk, staff)
    here = staff.send(address(process, round_, "letters")).location
    assert "Det gik i stå" in staff.get(here).text
    assert list(letters_folder(settings(app)).iterdir()) == []


def test_one_that_is_wanted_no_more_leaves_no_file(
    app: Flask, desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[tuple[batches.Unit, int]] = []
    monkeypatch.setattr(batches, "make_alone", lambda *which: waiting.append(which))
    process, _, round_ = sent(desk, staff)
    for _ in range(2):
        staff.send(address(process, round_, "letters"))
    for unit, number in waiting:
        batches.make(unit, number)
    (file,) = letters_folder(settings(app)).iterdir()
    assert file.name == f"{waiting[1][1]}.sealed"


def test_pages_come_before_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(batches, "make", lambda *_: asked.append(os.nice(0)))
    before = os.nice(0)
    batches.make_alone(contextlib.nullcontext, 1)
    until = time.monotonic() + PATIENCE_SECONDS
    while not asked and time.monotonic() < until:
        time.sleep(0.01)
    assert asked == [min(before + batches.PATIENT, 19)]
    assert os.nice(0) == before


def test_few_letters_are_not_waited_for(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MANY", 4)
    process, _, round_ = sent(desk, staff)
    answer = staff.send(address(process, round_, "letters"))
    assert answer.mimetype == "application/pdf"
    assert b"Oversigt" not in answer.data


def test_a_round_without_letters_has_no_batch(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)
    send(staff, process, round_)
    assert staff.send(address(process, round_, "letters")).status_code == 409
    assert staff.get(address(process, round_, "letters", 10**9)).status_code == 404
    assert desk.read(Round, round_).released_at is not None
