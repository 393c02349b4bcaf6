"""What citizens of a whole town wrote comes in by the page, and is taken back by it."""

import io
from pathlib import Path

import pytest

from tests.listening.sheets import fields, heard, main, people
from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader

pytestmark = pytest.mark.real_data

COLUMNS = {
    "comment-body": "text",
    "author-id": "participant",
    "comment-id": "id",
    "timestamp": "date",
}


def look_at(reader: Reader, process: int, file: Path) -> str:
    """Send the file; the address of its page, which stands open."""
    page = f"/processes/{process}/import"
    reader.get(page)
    sent = reader.post(
        page,
        data=fields(reader, "/import") | {"file": (io.BytesIO(file.read_bytes()), file.name)},
        content_type="multipart/form-data",
    )
    reader.get(str(sent.location))
    return str(sent.location)


def say_columns(reader: Reader) -> dict[str, str]:
    """Each column by what it is called."""
    labels = {label.get("for"): text_of(label) for label in reader.page.iter("label")}
    return {
        select.get("name") or "": COLUMNS.get(labels[select.get("id")], "")
        for select in reader.page.iter("select")
        if (select.get("name") or "").startswith("column_")
    }


def figures(reader: Reader) -> list[int]:
    return [int(text_of(dd)) for dd in reader.page.iter("dd")]


def test_a_town_comes_in_by_the_page_once_and_is_taken_back(
    desk: Desk, staff: Reader, comments: Path
) -> None:
    process = desk.process("A better place")
    address = look_at(staff, process, comments)
    columns = say_columns(staff)
    assert sorted(filter(None, columns.values())) == sorted(COLUMNS.values())
    tried = staff.post(address, data=fields(staff, r"/import/\d+") | columns)
    staff.get(str(tried.location))
    assert figures(staff) == [896, 0, 403, 0]
    assert "403 kan vi ikke nå" in main(staff)
    given = fields(staff, "/try") | {"confirmed": "y"}
    assert staff.post(f"{address}/try", data=given).location == address
    assert (len(heard(desk, process)), len(people(desk, process))) == (896, 403)

    again = look_at(staff, process, comments)
    # Its columns are remembered.
    tried = staff.post(again, data=fields(staff, r"/import/\d+"))
    staff.get(str(tried.location))
    assert figures(staff) == [0, 896, 0, 403]
    assert "Alt i filen er her allerede" in main(staff)

    assert staff.send(f"{address}/undo").status_code == 303
    staff.get(f"/processes/{process}/import")
    assert "er fortrudt: 896 bidrag er taget ud igen." in main(staff)
    assert (heard(desk, process), people(desk, process)) == ([], [])
