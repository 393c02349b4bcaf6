"""What is sent by four at the same moment is done once, and nobody is met with a failure."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.listening.sheets import fields, heard, log_of, note, people
from tests.oversight.desk import Desk
from tests.web.reader import Reader

PRESSES = 4

Press = tuple[str, dict[str, str]]


def _note(reader: Reader, process: int) -> Press:
    reader.get(log_of(process))
    return log_of(process), fields(reader) | {"text": "Mere lys.", "who": "Signe"}


def _mend(reader: Reader, process: int) -> Press:
    note(reader, process, "Mere lyd.", "Signe")
    reader.get(log_of(process))
    number = int(fields(reader, "/log/undo")["contribution"])
    where = log_of(process, number)
    reader.get(where)
    return where, fields(reader) | {"text": "Mere lys."}


def _add(reader: Reader, process: int) -> Press:
    where = f"/processes/{process}/participants/add"
    reader.get(where)
    return where, fields(reader, "/add") | {"name": "Signe"}


@pytest.mark.parametrize("prepared", [_note, _mend, _add])
def test_it_is_done_once(
    app: Flask, desk: Desk, staff: Reader, prepared: Callable[[Reader, int], Press]
) -> None:
    process = desk.process()
    where, sent = prepared(staff, process)
    cookie = staff.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    readers = [Reader(app, app.response_class) for _ in range(PRESSES)]
    for reader in readers:
        reader.set_cookie(cookie.key, cookie.value)
    with ThreadPoolExecutor(PRESSES) as pool:
        answers = list(pool.map(lambda reader: reader.post(where, data=sent), readers))
    assert [answer.status_code for answer in answers] == [303] * PRESSES
    assert [row.name for row in people(desk, process)] == ["Signe"]
    said = [row.recorded for row in heard(desk, process)]
    assert said == ([] if prepared is _add else ["Mere lys."])


def test_of_two_who_mend_at_the_same_moment_one_is_told(
    app: Flask, desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    where, mine = _mend(staff, process)
    boss.get(where)
    theirs = fields(boss) | {"text": "Mere luft."}
    with ThreadPoolExecutor(2) as pool:
        pressed = [(staff, mine), (boss, theirs)]
        answers = list(pool.map(lambda each: each[0].post(where, data=each[1]), pressed))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(heard(desk, process)) == 1
