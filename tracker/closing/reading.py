"""A closing record as it lies in a file: JSON, or the JSON that its PDF carries."""

import io

from tracker.closing.sealing import NoRecord

NAME = "closing-record.json"


def is_paper(data: bytes) -> bool:
    """Whether it is a PDF, of which the record is what lies inside."""
    return data.startswith(b"%PDF")


def record_in(data: bytes) -> str:
    """The record's text. NoRecord when the file holds none."""
    if is_paper(data):
        data = _carried(data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise NoRecord("broken") from None


def _carried(data: bytes) -> bytes:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = PdfReader(io.BytesIO(data)).attachments.get(NAME, [])
    except (PyPdfError, ValueError, KeyError, AttributeError, TypeError, OSError):
        raise NoRecord("broken") from None
    if len(found) != 1:
        raise NoRecord("none")
    carried: bytes = found[0]
    return carried
