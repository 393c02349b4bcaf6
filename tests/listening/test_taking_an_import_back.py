"""An import is undone as a whole, or says what stands in the way."""

from pathlib import Path

from sqlalchemy import select

from tests.listening.incoming import BY_ID, ROWS, brought, file_at, files, page_of, sent, undo
from tests.listening.sheets import heard, main, people
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain import undoing
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.process import Process
from tracker.listening.importing import import_file
from tracker.weaving.services import add_insight


def test_an_import_is_undone_as_a_whole(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = brought(staff, process, ROWS)
    file = file_at(desk, address)
    assert file.first_event and file.last_event and file.last_event - file.first_event == 4
    assert undo(staff, address).location == page_of(process)
    staff.get(page_of(process))
    assert "»svar.csv« er fortrudt: 3 bidrag er taget ud igen." in main(staff)
    assert heard(desk, process) == [] and people(desk, process) == []
    staff.get(address)
    assert "Filen er fortrudt" in main(staff)
    assert undo(staff, address).status_code == 422
    assert "allerede fortrudt" in main(staff)
    brought(staff, process, ROWS)
    assert len(heard(desk, process)) == 3


def test_what_the_command_brought_in_is_undone_on_the_page(
    desk: Desk, staff: Reader, tmp_path: Path
) -> None:
    process = desk.process()
    path = tmp_path / "fra-systemet.csv"
    path.write_text(f"{BY_ID}7,Et,,,,\n8,To,,,,\n")
    for added in (2, 0):
        done = desk.do(
            lambda act: import_file(act, act.session.get_one(Process, process), path, {})
        )
        assert done.contributions_added == added
    # The second brought nothing, and is no import.
    (file,) = [each for each in files(desk) if each.process_id == process]
    staff.get(page_of(process))
    assert "fra-systemet.csv" in main(staff)
    assert undo(staff, f"{page_of(process)}/{file.id}").status_code == 303
    assert heard(desk, process) == [] and people(desk, process) == []


def test_an_import_of_which_all_was_taken_back_can_be_undone(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = brought(staff, process, "text\nEt\n")

    def taken_back(act: Act) -> None:
        rows = list(act.session.scalars(select(Contribution).filter_by(process_id=process)))
        who = [row.participant for row in rows]
        undoing.take_back(act, rows)
        undoing.undo_participants(act, who)

    desk.do(taken_back)
    assert undo(staff, address).status_code == 303
    staff.get(address)
    assert "Filen er fortrudt" in main(staff)


def test_what_was_built_on_an_import_stands_in_the_way(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    address = brought(staff, process, ROWS)

    def woven(act: Act) -> None:
        said = list(act.session.scalars(select(Contribution).filter_by(process_id=process)))[:2]
        add_insight(act, act.session.get_one(Process, process), "Der mangler noget.", said)

    desk.do(woven)
    assert undo(staff, address).status_code == 422
    assert "Der er bygget videre på noget af det, filen bragte ind (2)." in main(staff)
    assert len(heard(desk, process)) == 3


def test_a_file_that_waits_is_not_undone_and_one_that_is_in_is_not_forgotten(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    waiting, done = sent(staff, process, ROWS), brought(staff, process, "text\nHej\n")
    assert undo(staff, waiting).status_code == 422
    assert "er ikke hentet ind endnu" in main(staff)
    assert staff.send(f"{done}/drop").status_code == 422
    assert "er allerede hentet ind" in main(staff)
    assert staff.get(f"{done}/try").location == done
