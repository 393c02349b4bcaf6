"""`tracker verify`: a record proves itself from its file, and says what was changed."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader, PdfWriter

from tests.leaks.closed import Closed
from tracker.cli import main
from tracker.closing.reading import NAME
from tracker.domain.process import Signature


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    return Closed(tmp_path_factory.mktemp("closed"))


@pytest.fixture(scope="module")
def record(closed: Closed) -> str:
    with closed.looking() as session:
        return session.get_one(Signature, closed.signature).record


@pytest.fixture(scope="module")
def paper(closed: Closed) -> bytes:
    return closed.paper()


def verify(path: Path, data: bytes, *options: str) -> Result:
    file = path / "record"
    file.write_bytes(data)
    return CliRunner().invoke(main, ["verify", str(file), *options], standalone_mode=False)


def test_a_record_holds_as_data_and_on_paper(tmp_path: Path, record: str, paper: bytes) -> None:
    for data in (record.encode(), paper):
        done = verify(tmp_path, data)
        assert done.exit_code == 0, done.output
        assert "It holds: “Stien om søen”, signed by Manager1" in done.output
        assert json.loads(record)["seal"] in done.output
        assert ("The proof is of the data inside the PDF" in done.output) == (data is paper)


def test_what_the_paper_carries_is_what_was_signed(record: str, paper: bytes) -> None:
    (carried,) = PdfReader(io.BytesIO(paper)).attachments[NAME]
    assert carried.decode() == record


def test_a_row_that_was_changed_is_named(tmp_path: Path, record: str, paper: bytes) -> None:
    changed = record.replace("12 lamper", "13 lamper")
    assert changed != record
    for data in (changed.encode(), carrying(paper, changed)):
        done = verify(tmp_path, data)
        assert done.exit_code == 1
        assert [
            line for line in done.output.splitlines() if "Insight" in line and "was changed" in line
        ]


def test_another_key_than_the_one_that_is_known_is_said(tmp_path: Path, record: str) -> None:
    key = json.loads(record)["key"]
    assert verify(tmp_path, record.encode(), "--key", key.upper()).exit_code == 0
    done = verify(tmp_path, record.encode(), "--key", "00" * 32)
    assert done.exit_code == 1 and key in done.output


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 broken", b"\xff\xfe", b"{}", b'{"format": 2}'],
    ids=["empty", "broken", "bytes", "none", "older"],
)  # fmt: skip
def test_what_is_no_record_is_refused(tmp_path: Path, data: bytes) -> None:
    done = verify(tmp_path, data)
    assert done.exit_code == 2 and done.stdout == "" and len(done.stderr.splitlines()) == 1


def test_a_paper_without_a_record_is_refused(tmp_path: Path, paper: bytes) -> None:
    writer = PdfWriter()
    writer.append(io.BytesIO(paper))
    bare = io.BytesIO()
    writer.write(bare)
    assert verify(tmp_path, bare.getvalue()).exit_code == 2


def carrying(paper: bytes, record: str) -> bytes:
    writer = PdfWriter()
    writer.append(io.BytesIO(paper))
    writer.add_attachment(NAME, record.encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
