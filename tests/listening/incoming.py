"""A file on its way in by the page: sent, its columns said, foreseen, brought in, undone."""

import io

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.listening.sheets import errors, fields, main
from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.office import ImportedFile

ROWS = (
    "tekst;navn;mail;adresse\n"
    "Stien er for mørk.;Anna;anna@kommune.dk;\n"
    "Der mangler bænke.;Anna;ANNA@kommune.dk;\n"
    "Mere skygge.;Bo;bo@kommune.dk;\n"
)
BY_ID = "participant,text,email,address,phone,channel\n"


def page_of(process: object) -> str:
    return f"/processes/{process}/import"


def send(
    reader: Reader, process: object, content: str | bytes, name: str = "svar.csv"
) -> TestResponse:
    """Choose a file on the page, and send it."""
    reader.get(page_of(process))
    data = content if isinstance(content, bytes) else content.encode()
    form = fields(reader, "/import")
    return reader.post(
        page_of(process),
        data=form | {"file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def sent(
    reader: Reader, process: object, content: str | bytes, name: str = "svar.csv", **chosen: str
) -> str:
    """The address of the file on its way in, with its columns said as they stand, or so."""
    answer = send(reader, process, content, name)
    assert answer.status_code == 303, errors(reader)
    address = str(answer.location)
    reader.get(address)
    answer = reader.post(address, data=fields(reader, r"/import/\d+") | chosen)
    assert answer.location == f"{address}/try", errors(reader)
    reader.get(answer.location)
    return address


def bring(reader: Reader, address: str, confirmed: bool = True) -> TestResponse:
    """Press the button of the page that foresees."""
    reader.get(f"{address}/try")
    given = fields(reader, "/try") | ({"confirmed": "y"} if confirmed else {})
    return reader.post(f"{address}/try", data=given)


def brought(
    reader: Reader, process: object, content: str | bytes, name: str = "svar.csv", **chosen: str
) -> str:
    address = sent(reader, process, content, name, **chosen)
    answer = bring(reader, address)
    assert (answer.status_code, answer.location) == (303, address), main(reader)
    return address


def figures(reader: Reader) -> list[int]:
    """New, here already, new people, people we know."""
    return [int(text_of(dd)) for dd in reader.page.iter("dd")]


def files(desk: Desk) -> list[ImportedFile]:
    query = select(ImportedFile).order_by(ImportedFile.id)
    return desk.do(lambda act: list(act.session.scalars(query)))


def file_at(desk: Desk, address: str) -> ImportedFile:
    return desk.read(ImportedFile, int(address.rpartition("/")[2]))


def undo(reader: Reader, address: str) -> TestResponse:
    return reader.send(f"{address}/undo")
