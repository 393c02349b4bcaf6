"""Rounds of letters, and their files: asked for, and waited for."""

import time

import pytest
from flask import Flask

from tests.oversight.desk import Desk, contributions
from tests.returning.office import LETTER, a_draft, address, send
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.office import LetterBatch
from tracker.domain.participant import Participant
from tracker.domain.tidying import letters_folder
from tracker.listening.services import share_wording
from tracker.returning import batches
from tracker.settings import Settings

PATIENCE_SECONDS = 60


def two_are_many(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no file lies there of another test's."""
    monkeypatch.setattr(batches, "MANY", 2)
    for file in letters_folder(settings(app)).glob("*"):
        file.unlink()


def sent(desk: Desk, reader: Reader) -> tuple[int, list[int], int]:
    """Three letters, and one to a protected address; what the first said, the others may read."""
    hidden = {**LETTER, "protected": True}
    quoted = {**LETTER, "may_quote": True}
    process, people, round_ = a_draft(desk, quoted, {**LETTER, "large_print": True}, hidden, LETTER)
    desk.do(lambda act: share_wording(act, said_by(act, people[0]), "Nogen sagde noget."))
    assert send(reader, process, round_).status_code == 303
    return process, people, round_


def said_by(act: Act, person: int) -> Contribution:
    (said,) = contributions(act, act.session.get_one(Participant, person))
    return said


def ordered(desk: Desk, reader: Reader, process: int, round_: int, **more: str) -> str:
    """The address of a batch that was asked for, and is made."""
    answer = reader.send(address(process, round_, "letters"), **more)
    assert answer.status_code == 303, answer.text
    ready(desk, number_of(answer.location))
    return str(answer.location)


def number_of(here: str) -> int:
    return int(here.rsplit("/", 1)[1])


def ready(desk: Desk, number: int) -> None:
    """Wait until it is made."""
    until = time.monotonic() + PATIENCE_SECONDS
    while desk.read(LetterBatch, number).ready_at is None:
        assert time.monotonic() < until, "nobody made it"
        time.sleep(0.05)


def settings(app: Flask) -> Settings:
    found: Settings = app.config["SETTINGS"]
    return found
