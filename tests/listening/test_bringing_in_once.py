"""Whatever happens on its way, a file comes in once or not at all, and is kept a day."""

import io
import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import event

from tests.listening.incoming import (
    ROWS,
    bring,
    brought,
    figures,
    file_at,
    files,
    page_of,
    send,
    sent,
)
from tests.listening.sheets import count, fields, heard, main, people
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.office import ImportedFile
from tracker.extensions import db
from tracker.outbound import clock


def test_the_same_file_again_adds_nothing(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    brought(staff, process, ROWS)
    address = sent(staff, process, ROWS)
    assert figures(staff) == [0, 3, 0, 2]
    assert "Alt i filen er her allerede" in main(staff)
    assert staff.send(f"{address}/drop").status_code == 303
    staff.get(page_of(process))
    assert "»svar.csv« er glemt." in main(staff)
    assert len(heard(desk, process)) == 3 and len(people(desk, process)) == 2


def test_pressed_twice_it_comes_in_once(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = sent(staff, process, ROWS)
    given = fields(staff, "/try") | {"confirmed": "y"}
    for _ in range(2):
        assert staff.post(f"{address}/try", data=given).location == address
    assert len(heard(desk, process)) == 3
    staff.get(page_of(process))
    form = fields(staff, "/import")
    twice = [
        staff.post(
            page_of(process),
            data=form | {"file": (io.BytesIO(b"text\nHej\n"), "to.csv")},
            content_type="multipart/form-data",
        ).location
        for _ in range(2)
    ]
    assert twice[0] == twice[1]


def test_two_who_bring_in_the_same_bring_it_in_once(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    own = sent(staff, process, ROWS)
    mine = fields(staff, "/try") | {"confirmed": "y"}
    theirs = sent(boss, process, ROWS)
    shared = fields(boss, "/try") | {"confirmed": "y"}
    boss.get(f"{own}/try")
    same = fields(boss, "/try") | {"confirmed": "y"}
    assert staff.post(f"{own}/try", data=mine).status_code == 303
    # The same file on its way is in already; another with the same rows has nothing new.
    assert boss.post(f"{own}/try", data=same).location == own
    assert boss.post(f"{theirs}/try", data=shared).status_code == 409
    assert "Forløbet er ændret, siden du så det her." in main(boss)
    assert len(heard(desk, process)) == 3 and len(people(desk, process)) == 2


def test_two_at_the_very_same_time_bring_it_in_once(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    presses: list[Callable[[], int]] = []
    for reader in (staff, boss):
        address = sent(reader, process, ROWS)
        given = fields(reader, "/try") | {"confirmed": "y"}
        presses.append(lambda r=reader, a=address, g=given: r.post(f"{a}/try", data=g).status_code)
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda p=p: statuses.append(p())) for p in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 409]
    assert len(heard(desk, process)) == 3 and len(people(desk, process)) == 2


def test_killed_midway_nothing_is_saved(desk: Desk, app: Flask, staff: Reader) -> None:
    process = desk.process()
    address = sent(staff, process, ROWS)
    given = fields(staff, "/try") | {"confirmed": "y"}
    before = count(desk, Event)
    with app.app_context():
        engine = db.engine

    def killed(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO contribution_wording"):
            os.kill(os.getpid(), signal.SIGKILL)

    engine.dispose(close=False)
    child = os.fork()
    if child == 0:
        event.listen(engine, "before_cursor_execute", killed)
        staff.post(f"{address}/try", data=given)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert heard(desk, process) == [] and people(desk, process) == []
    assert count(desk, Event) == before
    assert file_at(desk, address).content is not None
    assert bring(staff, address).status_code == 303
    assert len(heard(desk, process)) == 3


def test_what_a_file_holds_is_encrypted_and_kept_a_day(
    desk: Desk, app: Flask, staff: Reader
) -> None:
    process = desk.process()
    address = sent(staff, process, ROWS)
    number = int(address.rpartition("/")[2])
    with app.app_context(), db.engine.connect() as connection:
        query = "SELECT content FROM imported_file WHERE id = ?"
        (raw,) = connection.exec_driver_sql(query, (number,)).one()
    assert raw and b"Stien" not in raw and b"anna" not in raw

    def older(act: Act) -> None:
        act.session.get_one(ImportedFile, number).at = act.now - timedelta(days=1)

    desk.do(older)
    for at in (address, f"{address}/try"):
        assert staff.get(at).status_code == 404
    staff.get(page_of(process))
    assert "Ingen fil er hentet ind endnu." in main(staff)
    desk.do(clock.due)
    assert number not in [file.id for file in files(desk)]


def test_the_next_file_drops_an_old_one(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    number = int(sent(staff, process, ROWS).rpartition("/")[2])

    def older(act: Act) -> None:
        act.session.get_one(ImportedFile, number).at = act.now - timedelta(hours=25)

    desk.do(older)
    send(staff, process, "text\nHej\n", "ny.csv")
    assert [file.name for file in files(desk) if file.process_id == process] == ["ny.csv"]
