"""Many letters in one file are made beside the request: one after the other, and patiently."""

import contextlib
import os
import threading
import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.oversight.desk import Desk
from tests.returning.lettered import (
    PATIENCE_SECONDS,
    number_of,
    ordered,
    ready,
    sent,
    settings,
    two_are_many,
)
from tests.returning.office import address
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.office import LetterBatch
from tracker.domain.tidying import letters_folder
from tracker.returning import batches


@pytest.fixture(autouse=True)
def few(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    two_are_many(app, monkeypatch)


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
    number = number_of(here)

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


def busy() -> OperationalError:
    return OperationalError("UPDATE", {}, Exception("database is locked"))


def test_a_busy_database_is_asked_again(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How far it is need not be written; that it is made, and what stands in it, must."""
    fails = {"moved": 1, "made": 2, "read": 1}
    noted, wanted = batches._noted, batches.wanted

    def failing(which: str) -> None:
        if fails[which]:
            fails[which] -= 1
            raise busy()

    def note(unit: batches.Unit, number: int, values: dict[str, object]) -> None:
        if values.get("made") != 0:
            failing("made" if "ready_at" in values else "moved")
        noted(unit, number, values)

    def read(*which: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            failing("read")
        return wanted(*which)

    monkeypatch.setattr(batches, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(batches, "_noted", note)
    monkeypatch.setattr(batches, "wanted", read)
    process, _, round_ = sent(desk, staff)
    here = ordered(desk, staff, process, round_)
    assert set(fails.values()) == {0}
    row = desk.read(LetterBatch, number_of(here))
    assert not row.failed and row.made <= row.letters
    assert staff.send(f"{here}/file").data.startswith(b"%PDF")


def test_one_is_made_at_a_time_and_one_that_waits_is_not_taken_for_stopped(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LOOK_SECONDS", 0.05)
    process, _, round_ = sent(desk, staff)
    with batches._turn:
        where = staff.send(address(process, round_, "letters")).location
        number = number_of(where)
        before = desk.read(LetterBatch, number).moved_at
        until = time.monotonic() + PATIENCE_SECONDS
        while desk.read(LetterBatch, number).moved_at == before and time.monotonic() < until:
            time.sleep(0.05)
        row = desk.read(LetterBatch, number)
        assert row.moved_at > before and row.ready_at is None and row.made == 0
    ready(desk, number)
    assert desk.read(LetterBatch, number).ready_at is not None


def test_one_that_waits_and_is_wanted_no_more_waits_no_longer(
    desk: Desk, staff: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LOOK_SECONDS", 0.05)
    process, _, round_ = sent(desk, staff)
    with batches._turn:
        first = number_of(staff.send(address(process, round_, "letters")).location)
        second = number_of(staff.send(address(process, round_, "letters")).location)
        name = f"letters {first}"
        # It may have seen it already.
        for thread in (t for t in threading.enumerate() if t.name == name):
            thread.join(PATIENCE_SECONDS)
        assert name not in {t.name for t in threading.enumerate()}
    ready(desk, second)


def test_nobody_has_many_files_made_at_once(
    desk: Desk, staff: Reader, boss: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "make_alone", lambda *_: None)
    monkeypatch.setattr(batches, "WAITING", 2)
    rounds = [sent(desk, staff) for _ in range(3)]
    asked = [address(process, round_, "letters") for process, _, round_ in rounds]
    assert [staff.send(where).status_code for where in asked] == [303, 303, 409]
    assert "Der bliver allerede lavet 2 filer" in staff.send(asked[2]).text
    # Again takes the place of the one before; and another's are another's.
    assert staff.send(asked[0]).status_code == 303
    assert boss.send(asked[2]).status_code == 303


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
